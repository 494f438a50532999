"""All annotated events as one file of records with their texts: train.jsonl and what the project annotated beside it.

    python training/events/together.py --shared ../shared --out /somewhere/all.jsonl [--part train|held]

annotated.jsonl holds offsets and labels only, with the place of each text among the shared data and how much of it was read.
``--part held``: the records that the encoder's training leaves out (every 14th of train.jsonl, openings of PolNeAR aside),
``--part train``: all others; weights that join both kinds of classifier are chosen on the former.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
#: Every so many records are held out by training/encoder/data.py.
HELD = 14


def read(path: Path) -> list[dict[str, Any]]:
    """The records of a JSON-lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]


def together(shared: Path, part: str) -> list[dict[str, Any]]:
    """The records of a part."""
    own = read(shared / "data/events/train.jsonl")
    openings = {r["id"] for r in own if r["set"] == "polnear"}
    held = {r["id"] for n, r in enumerate(r for r in own if r["id"] not in openings) if n % HELD == 0}
    if part == "held":
        return [r for r in own if r["id"] in held]
    return [r for r in own if part == "all" or r["id"] not in held] + later(shared)


def later(shared: Path) -> list[dict[str, Any]]:
    """What was annotated beside train.jsonl, with its texts, and the texts that the project wrote."""
    files: dict[str, dict[str, dict[str, Any]]] = {}
    out = []
    for row in read(HERE / "annotated.jsonl"):
        name, key = row["source"].split("#", 1)
        if name not in files:
            files[name] = {r["id"]: r for r in read(shared / "data" / name)}
        source = files[name][key]
        text = source["text"][: row["length"]]
        out.append(placed(row, text) | {"text": text, "published": source.get("published")})
    return out + [placed(row, row["text"]) for row in read(HERE / "written.jsonl")]


def placed(row: dict[str, Any], text: str) -> dict[str, Any]:
    """A record whose events' places have their words beside their offsets, as train.jsonl has them."""
    for event in row["events"]:
        if event["place"]:
            start, end = event["place"]["span"]
            event["place"]["text"] = text[start:end]
    return row


def main() -> None:
    """Write the file."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--shared", type=Path, required=True)
    ap.add_argument("--out", type=Path, required=True)
    ap.add_argument("--part", choices=("all", "train", "held"), default="all")
    a = ap.parse_args()
    rows = together(a.shared, a.part)
    a.out.write_text("".join(json.dumps(r) + "\n" for r in rows), encoding="utf-8")
    print(len(rows), "texts,", sum(len(r["events"]) for r in rows), "events")


if __name__ == "__main__":
    main()
