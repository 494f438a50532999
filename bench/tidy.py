"""What tidying costs, whether it is harmless on text that is clean already, and whether glue is told.

python bench/tidy.py [--shared ../shared] [--pages 12] [--look]

Clean texts are those of the other tasks' development sets. ``--look`` prints what is not read of them, and where they are cut.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from onrecord.article import Article
from onrecord.pipeline import Pipeline, default_stages
from onrecord.read.text import article_of_text
from onrecord.stages.base import Stage
from onrecord.stages.tidy import Tidy, glue

ROOT = Path(__file__).resolve().parents[1]
CLEAN = ("events/articles", "times/news", "places/world", "places/local", "attribution/dev", "corpus/stories_full")
SENTENCE = "The council said on Tuesday that it would vote on the quay.He added that it was late. "
LONG = {
    "a line of a million characters": SENTENCE * 12_000,
    "a million characters in short lines": "The council will vote\n" * 45_000,
    "a million characters of glue": "The end.Next " * 77_000,
    "a million characters without a space": "aB.Cd" * 200_000,
}


def records(path: Path) -> Iterator[dict[str, Any]]:
    """The records of a JSON lines file."""
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def tidied(text: str, tidy: Tidy) -> Article:
    """A text gone through tidy."""
    article = article_of_text(text)
    return article.with_layers(next(tidy([article])))


def harmless(data: Path, look: bool) -> None:
    """How many words of clean texts are read still, and how many sentences are taken for glued."""
    tidy = Tidy()
    for name in CLEAN:
        texts = words = kept = touched = cuts = 0
        for record in records(data / f"{name}.jsonl"):
            article = tidied(record["text"], tidy)
            texts += 1
            words += len(record["text"].split())
            lost = [b for b in article.blocks if b.kind == "chrome"]
            missing = sum(len(b.span.cut(record["text"]).split()) for b in lost)
            kept, touched = kept - missing, touched + bool(lost)
            glued = [b for b in article.blocks if b.why.endswith("glued")]
            cuts += len(glued)
            for b in (*lost, *glued) if look else ():
                sys.stdout.write(f"  {b.kind} {b.why}: {b.span.cut(record['text'])[:90]!r}\n")
        share = (words + kept) / max(words, 1)
        sys.stdout.write(f"{name:22s}{texts:5d} texts {share:8.2%} of {words:,} words read; {touched} lose any; {cuts} cuts\n")


def glued() -> None:
    """Precision and recall of glue on the cases."""
    sys.path.insert(0, str(ROOT / "tests"))
    from bracketed import load  # type: ignore[import-not-found]  # the tests' own reader of cases

    right = made = asked = 0
    for case in load("tidy-glue.txt"):
        found, wanted = set(glue.joints(case.text)), {start for start, _ in case.spans("J")}
        right, made, asked = right + len(found & wanted), made + len(found), asked + len(wanted)
    sys.stdout.write(f"glue: precision {right / made:.3f}, recall {right / asked:.3f} on {asked} joints\n")


def share(data: Path, pages: int) -> None:
    """What share of coding scrapes tidying is; the first scrape is not counted, since models are loaded by it."""
    spent: dict[str, float] = {}

    def watched(stage: Stage, articles: list[Article]) -> list[Article]:
        start = time.perf_counter()
        out = [a.with_layers(g) for a, g in zip(articles, stage(articles), strict=True)]
        spent[stage.name] = spent.get(stage.name, 0.0) + time.perf_counter() - start
        return out

    stages = Pipeline(default_stages()).stages
    scrapes = [r for r in records(data / "articles/scrapes.jsonl") if r["id"].endswith("-blocks")]
    for i, record in enumerate(islice(scrapes, pages + 1)):
        articles = [article_of_text(record["text"])]
        for stage in stages:
            articles = watched(stage, articles)
        if i == 0:
            spent.clear()
    whole = sum(spent.values())
    sys.stdout.write(f"tidy: {1000 * spent['tidy'] / pages:.0f} ms a scrape, {spent['tidy'] / whole:.1%} of coding it\n")


def long() -> None:
    """Time and memory of texts that are no news."""
    tidy = Tidy()
    for name, text in LONG.items():
        start = time.perf_counter()
        tidied(text, tidy)
        sys.stdout.write(f"{name}: {time.perf_counter() - start:.1f} s\n")
    sys.stdout.write(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB\n")


def main() -> int:
    """Measure and print."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    ap.add_argument("--pages", type=int, default=12)
    ap.add_argument("--look", action="store_true")
    a = ap.parse_args()
    glued()
    harmless(a.shared / "data", a.look)
    long()
    share(a.shared / "data", a.pages)
    return 0


if __name__ == "__main__":
    sys.exit(main())
