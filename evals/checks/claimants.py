"""Of the gold events that rest on somebody's word: for how many does a statement of that speaker cover the event's anchor?

    claimants.py GOLD.jsonl CODED.jsonl

Gold as score_events.py reads it. A statement's speaker is met where one of its spans, or a mention of its party, overlaps one
of the event's ``according_to`` spans; the statement covers the anchor where its content does, wholly.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Spans = list[list[int]]


def overlap(a: list[int], b: list[int]) -> bool:
    """Whether two half-open spans share a character."""
    return a[0] < b[1] and b[0] < a[1]


def statements(doc: dict[str, Any]) -> Iterator[tuple[Spans, Spans]]:
    """The speaker's places (spans and mentions of the party) and the content of each statement."""
    mentions = {p["id"]: p["mentions"] for p in doc.get("parties", [])}
    for s in doc.get("attributions", []):
        speaker = s.get("speaker") or {}
        yield (speaker.get("spans") or []) + mentions.get(speaker.get("party"), []), s["content"]


def score(gold: dict[str, Any], coded: dict[str, Any]) -> dict[str, Any]:
    """``covered``: any statement covers the anchor; ``claimant``: one of that speaker does."""
    n = covered = met = 0
    for key, g in gold.items():
        said = list(statements(coded.get(key, {})))
        for e in g["events"]:
            if not e["according_to"]:
                continue
            n += 1
            over = [who for who, content in said if any(c[0] <= e["anchor"][0] and e["anchor"][1] <= c[1] for c in content)]
            covered += bool(over)
            met += any(overlap(w, x["span"]) for who in over for w in who for x in e["according_to"])
    return {
        "covered": {"right": round(covered / n, 4) if n else None, "n": n},
        "claimant": {"right": round(met / n, 4) if n else None, "n": n},
    }
