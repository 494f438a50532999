"""How far two annotators agree on the texts that were annotated twice, each without seeing the other's.

    python training/events/agreement.py

Events are paired where their anchors overlap, each once. Printed: F1 of anchors, of anchors with one type, of these with the
same countries on both sides; and over pairs of one type the share with the same status, date (none is a value) and speakers.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
Event = dict[str, Any]


def read(name: str) -> dict[str, list[Event]]:
    """Text id → its events."""
    lines = (HERE / name).read_text(encoding="utf-8").split("\n")
    return {r["id"]: r["events"] for r in map(json.loads, filter(None, lines))}


def overlap(one: list[int], other: list[int]) -> bool:
    """Whether two spans share a character."""
    return one[0] < other[1] and other[0] < one[1]


def pairs(first: list[Event], second: list[Event]) -> list[tuple[Event, Event]]:
    """The events of one pass with those of the other whose anchors overlap, one to one, same types first."""
    found = [
        (a["type"] != b["type"], i, j)
        for i, a in enumerate(first)
        for j, b in enumerate(second)
        if overlap(a["anchor"], b["anchor"])
    ]
    out, used, taken = [], set(), set()
    for _, i, j in sorted(found):
        if i not in used and j not in taken:
            used.add(i)
            taken.add(j)
            out.append((first[i], second[j]))
    return out


def countries(event: Event) -> tuple[frozenset[str], ...]:
    """The countries of both sides."""
    return tuple(frozenset(p["code"][:3] for p in event[side]) for side in ("actors", "recipients"))


def speakers(one: Event, other: Event) -> bool:
    """Whether every speaker of either event overlaps with one of the other's."""
    a, b = ([s["span"] for s in e["according_to"]] for e in (one, other))
    return all(any(overlap(x, y) for y in b) for x in a) and all(any(overlap(x, y) for x in a) for y in b)


def compared(first: dict[str, list[Event]], second: dict[str, list[Event]]) -> Counter[str]:
    """How many events of both passes stand in either, and agree in what."""
    n: Counter[str] = Counter()
    for key, events in second.items():
        n["events"] += len(events) + len(first[key])
        for a, b in pairs(first[key], events):
            n["anchor"] += 2
            if a["type"] == b["type"]:
                n["type"] += 2
                n["who"] += 2 * (countries(a) == countries(b))
                n["status"] += 2 * (a["status"] == b["status"])
                n["date"] += 2 * (a["date"] == b["date"])
                n["according_to"] += 2 * speakers(a, b)
    return n


def main() -> None:
    """Compare and print."""
    for name in ("annotated", "written"):
        first, second = read(f"{name}.jsonl"), read(f"{name}_twice.jsonl")
        n = compared(first, second)
        print(f"{name}:", len(second), "texts,", n["events"], "events in both passes")
        print({k: round(n[k] / n["events"], 3) for k in ("anchor", "type", "who")})
        print({k: round(n[k] / n["type"], 3) for k in ("status", "date", "according_to")})


if __name__ == "__main__":
    main()
