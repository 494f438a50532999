"""What teachers say of the training texts: names and amounts by the small spaCy pipeline, times by the package's own stage.

    PYTHONPATH=src python training/encoder/silver.py --shared ../shared --out /somewhere/silver.jsonl

Needs the package's own requirements, not those of training. One line a text: {"id", "entities": [[start, end, kind]], "times":
[[start, end, value]]}, offsets in the text as given. What the file already holds is left as it is.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from data import ENTITIES, more, read

from onrecord.article import Article
from onrecord.pipeline import default_stages
from onrecord.read.text import article_of_text
from onrecord.stages.parse import language


def texts(shared: Path) -> Iterator[dict[str, Any]]:
    """All texts that the encoder learns from, each id once."""
    done: set[str] = set()
    later = [e for e in more(shared) if not e["source"].startswith("attribution/")]
    for r in (*read(shared / "data/attribution/train.jsonl"), *read(shared / "data/events/train.jsonl"), *later):
        if r["id"] not in done:
            done.add(r["id"])
            yield r


def times(r: dict[str, Any]) -> list[list[Any]]:
    """The time expressions of a text as given, with their values."""
    article: Article = article_of_text(r["text"], given_date=r.get("published"))
    for stage in default_stages(model=False):
        if stage.name in ("tidy", "parse", "times"):
            article = article.with_layers(next(iter(stage([article]))))
    return [[t.mark.span.start, t.mark.span.end, t.value] for t in article.times]


def main() -> None:
    """Write the file."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--shared", type=Path, required=True)
    ap.add_argument("--out", type=Path, required=True)
    a = ap.parse_args()
    nlp = language()
    dated = {r["id"] for r in read(a.shared / "data/events/train.jsonl")}
    done = {r["id"] for r in read(a.out)} if a.out.exists() else set()
    with a.out.open("a", encoding="utf-8") as out:
        for r in texts(a.shared):
            if r["id"] in done:
                continue
            with nlp.select_pipes(enable=["tok2vec", "ner"]):
                entities = [[e.start_char, e.end_char, e.label_] for e in nlp(r["text"]).ents if e.label_ in ENTITIES]
            row = {"id": r["id"], "entities": entities, "times": times(r) if r["id"] in dated else []}
            out.write(json.dumps(row) + "\n")


if __name__ == "__main__":
    main()
