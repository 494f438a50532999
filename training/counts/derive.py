"""Count in how many documents each stem stands: writes knowledge/data/document_counts.tsv.

    python training/counts/derive.py SHARED

SHARED holds the data folder. Counted are the training texts of attribution and events, those drawn from the sets that
stories are scored on (BASIL, AllSides) left out. Stems of fewer than three documents are left out: they count as rare anyway.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from datetime import date
from pathlib import Path

from onrecord.corpus.stories import bag

OUT = Path(__file__).resolve().parents[2] / "src" / "onrecord" / "knowledge" / "data" / "document_counts.tsv"
LEFT_OUT = ("basil", "allsides", "as_")


def main() -> int:
    """Read, count, write."""
    counts: Counter[str] = Counter()
    documents = 0
    for name in ("attribution/train.jsonl", "events/train.jsonl"):
        for line in (Path(sys.argv[1]) / "data" / name).read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            if not record["id"].lower().startswith(LEFT_OUT):
                counts.update(bag("", record["text"]).keys())
                documents += 1
    rows = sorted((s, n) for s, n in counts.items() if n >= 3 and "\t" not in s)
    head = [
        "# source: counts over PolNeAR 1.0 (train) and the events' training texts, beginnings, by training/counts/derive.py",
        "# licence: Apache-2.0 (counts; no text)",
        f"# retrieved: {date.today().isoformat()}",
        "# columns: stem, documents",
        "# In how many documents of general news a stem stands; the row * holds how many documents were counted.",
    ]
    OUT.write_text("\n".join([*head, f"*\t{documents}", *(f"{s}\t{n}" for s, n in rows)]) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
