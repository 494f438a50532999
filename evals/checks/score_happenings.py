"""Happenings over the sample collection: mentions put together, planned contradictions found, no false one on top.

Gold mentions are paired with coded events as the benchmark pairs events (same type, anchors that overlap or lie within 60
characters, nearest first); a mention without a coded event is a happening of its own. Then the benchmark's B-cubed. A listed
contradiction is planned where its kind, and the happening that most of its paired mentions tell of, stand in the gold.
"""

from __future__ import annotations

import importlib
from collections import Counter
from typing import Any

TOP = 10


def score(gold: dict[str, Any], coded: dict[str, Any]) -> dict[str, Any]:
    """``B-cubed``, shares of mentions ``found``, of planned contradictions (``disputes``), of true ones in the ``top``."""
    events = importlib.import_module("score_events")
    wanted: dict[str, dict[str, str]] = {}
    given: dict[str, dict[str, str]] = {}
    meant: dict[str, Counter[str]] = {}
    for key, row in gold.items():
        doc = coded.get(key, {})
        golds = [dict(m, anchor=_at(doc.get("text", ""), m), id=f"{key}#{n}") for n, m in enumerate(row.get("mentions", []))]
        wanted |= {m["id"]: {"happening": m["happening"]} for m in golds}
        found = [{"anchor": tuple(e["anchor"]), "type": e["type"], "id": e["id"]} for e in doc.get("events", [])]
        for m, e in events.pair(
            golds, found, lambda a, b: events.gap(a["anchor"], b["anchor"]) <= events.NEAR and a["type"] == b["type"]
        ):
            name = doc["happenings"][e["id"]]
            given[m["id"]] = {"happening": name}
            meant.setdefault(name, Counter())[m["happening"]] += 1
    out = importlib.import_module("score_groups").score(wanted, given, "happening")
    planned = [(d["happening"], d["kind"]) for d in gold["disputes"]["disputes"]]
    listed = [(_most(meant.get(d["happening"])), d["kind"]) for d in coded["disputes"]["disputes"]]
    hits = sum(p in listed for p in planned)
    top = listed[:TOP]
    return {
        "B-cubed": out["B-cubed"],
        "found": {"right": round(len(given) / max(len(wanted), 1), 4), "n": len(wanted)},
        "disputes": {"right": round(hits / max(len(planned), 1), 4), "n": len(planned)},
        "top": {"right": round(sum(x in planned for x in top) / max(len(top), 1), 4), "n": len(top)},
        "missed": [p for p in planned if p not in listed],
        "false": [x for x in top if x not in planned],
    }


def _at(text: str, mention: dict[str, str]) -> tuple[int, int]:
    """Where a mention's anchor stands. Raises ValueError where its context is not in the text, so that no mention is lost."""
    start = text.index(mention["context"])
    start += mention["context"].index(mention["anchor"])
    return start, start + len(mention["anchor"])


def _most(found: Counter[str] | None) -> str:
    return found.most_common(1)[0][0] if found else "none of the gold"
