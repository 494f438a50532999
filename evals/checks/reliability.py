"""How far an event's score can be trusted: by steps of a tenth, the share whose words and type the annotation has too.

    python evals/checks/reliability.py GOLD.jsonl CODED.jsonl [GOLD.jsonl CODED.jsonl …]

CODED is what `onrecord code … --to jsonl` wrote of the texts that GOLD annotates.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any


def records(path: str) -> dict[str, dict[str, Any]]:
    """Records of a file by id."""
    return {r["id"]: r for r in map(json.loads, Path(path).read_text(encoding="utf-8").splitlines()) if "id" in r}


def right(event: dict[str, Any], gold: dict[str, Any]) -> bool:
    """Whether the annotation has an event of this type at these words."""
    start, end = event["anchor"]
    return any(g["type"] == event["type"] and g["anchor"][0] < end and start < g["anchor"][1] for g in gold["events"])


def main(paths: list[str]) -> int:
    """Print the table."""
    if not paths or len(paths) % 2:
        print(__doc__, file=sys.stderr)
        return 2
    steps: defaultdict[int, list[bool]] = defaultdict(list)
    for gold_path, coded_path in zip(paths[::2], paths[1::2], strict=True):
        gold, coded = records(gold_path), records(coded_path)
        for name in gold.keys() & coded.keys():
            for event in coded[name]["events"]:
                steps[min(9, int(event["score"] * 10))].append(right(event, gold[name]))
    for step, found in sorted(steps.items()):
        print(f"{step / 10:.1f}  {len(found):5}  {sum(found) / len(found):.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
