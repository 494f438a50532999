"""What PLOVER's reading (onrecord export plover) makes of texts whose records follow PLOVER: types before and after, by rule.

    plover_view.py GOLD.jsonl CODED.db

Gold: one object a line with ``id`` and ``events``, each with a ``type``. Types are compared text by text as bags. Of each rule:
how many rows it changed or left out, and of how many the type (after the change; of those left out as it was) stands in the
text's gold.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from onrecord.export.plover import plover
from onrecord.store import EventRow, Store

Gold = dict[str, Counter[str]]


def read(path: Path) -> Gold:
    """Text → its types, with how often each stands there."""
    rows = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return {r["id"]: Counter(e["type"] for e in r["events"]) for r in rows}


def score(gold: Gold, rows: Iterable[EventRow]) -> str:
    """Precision, recall and F1 of the types."""
    have: Gold = {}
    for r in rows:
        have.setdefault(r.article, Counter())[r.type] += 1
    right = sum((gold[a] & c).total() for a, c in have.items())
    said, there = (sum(c.total() for c in x.values()) for x in (have, gold))
    return f"{said:4} events  P {right / said:.3f}  R {right / there:.3f}  F1 {2 * right / (said + there):.3f}"


def main() -> None:
    """Print the figures."""
    gold = read(Path(sys.argv[1]))
    with Store(sys.argv[2]) as store:
        before, after, out = store.events(), list(plover(store)), list(plover(store, coded=False))
    print("as coded          ", score(gold, before))
    print("as PLOVER codes   ", score(gold, after))
    print("and without a side", score(gold, [*after, *(r for r in out if r.rule in ("no-actor", "no-recipient"))]))
    for name, rows in (("coded", after), ("left out", out)):
        found: dict[str, list[bool]] = {}
        for r in rows:
            if r.rule:
                found.setdefault(f"{name}: {r.rule}", []).append(gold[r.article][r.type] > 0)
        for rule, hits in sorted(found.items(), key=lambda x: -len(x[1])):
            print(f"{rule:32} {len(hits):3}, type in gold {sum(hits):3}")


if __name__ == "__main__":
    main()
