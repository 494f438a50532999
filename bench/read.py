"""Reading pages against trafilatura alone, in one run: time, story text, lines placed.

    python bench/read.py [--pages DIR] [--gold FILE] [--rounds N]

Trafilatura alone is its precision mode with metadata, on the same decoded text. Each round runs all of them over all pages in
turn; the medians of the rounds are compared. ``--pages`` are saved pages (those of the tests, if left out); with ``--gold``
(JSON lines of {"id", "body"}) the story text is scored as runs of four words, precision and recall as means over pages.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from onrecord.article import Article, Source
from onrecord.errors import ReadError
from onrecord.read.decode import decode, unpack
from onrecord.read.how import PLAIN
from onrecord.read.html import article_of_html
from onrecord.read.paths import stem

OWN = Path(__file__).resolve().parents[1] / "tests" / "pages"


def alone(source: Source) -> str:
    """The story by trafilatura, its metadata read too."""
    from trafilatura import bare_extraction

    found = bare_extraction(source.text, favor_precision=True, include_comments=False, with_metadata=True)
    return (found.text or "") if found else ""


def story(article: Article) -> str:
    """The story of an article, as its reader outlined it."""
    return "\n".join(o.at.cut(article.text) for o in article.outline if o.kind in ("body", "heading"))


def ours(source: Source) -> str:
    """The story as `onrecord code` reads it."""
    return story(article_of_html(source))


def fast(source: Source) -> str:
    """The story as `onrecord code --fast` reads it."""
    return story(article_of_html(source, fast=True))


def runs(text: str) -> Counter[tuple[str, ...]]:
    """Runs of four words."""
    words = re.findall(r"\w+", text)
    return Counter(tuple(words[i : i + 4]) for i in range(max(1, len(words) - 3))) if words else Counter()


def f1(gold: dict[str, str], said: dict[str, str]) -> str:
    """Precision, recall and F1 of the story text."""
    rows = []
    for key, body in gold.items():
        a, b = runs(body), runs(said.get(key, ""))
        both = (a & b).total()
        rows.append((both / b.total() if b else float(not a), both / a.total() if a else 1.0))
    p, r = (sum(column) / len(rows) for column in zip(*rows, strict=True))
    return f"precision {p:.4f}  recall {r:.4f}  F1 {2 * p * r / (p + r):.4f}"


def placed(sources: dict[str, Source]) -> tuple[int, int]:
    """Lines that were placed, and lines that were not."""
    articles = []
    for s in sources.values():
        try:
            articles.append(article_of_html(s))
        except ReadError:
            continue
    lines = sum(o.kind not in ("title", "byline") for a in articles for o in a.outline)
    return lines, sum(n.code == "R203" for a in articles for n in a.notes)


def main() -> int:
    """Measure and print."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--pages", type=Path, default=OWN)
    ap.add_argument("--gold", type=Path)
    ap.add_argument("--rounds", type=int, default=5)
    a = ap.parse_args()
    files = [p for p in sorted(a.pages.iterdir()) if ".htm" in p.name]
    sources = {stem(p.name): Source(decode(unpack(p.read_bytes(), p.name, PLAIN), p.name).text, "html", "") for p in files}
    readers: dict[str, Callable[[Source], str]] = {"trafilatura alone": alone, "onrecord": ours, "onrecord --fast": fast}
    said: dict[str, dict[str, str]] = {name: {} for name in readers}
    spent: dict[str, list[float]] = {name: [] for name in readers}
    for n in range(a.rounds + 1):
        for name, read in readers.items():
            start = time.process_time()
            for key, source in sources.items():
                try:
                    said[name][key] = read(source)
                except ReadError:
                    said[name][key] = ""
            if n:  # the first round loads everything
                spent[name].append(time.process_time() - start)
    median = {name: sorted(t)[len(t) // 2] for name, t in spent.items()}
    gold = {}
    if a.gold:
        rows = map(json.loads, a.gold.read_text(encoding="utf-8").splitlines())
        gold = {row["id"]: row["body"] for row in rows}
    for name, t in median.items():
        line = f"{name:18} {t / median['trafilatura alone']:5.2f} × trafilatura alone  {len(sources) / t:6.1f} pages/s"
        sys.stdout.write(line + (f"  {f1(gold, said[name])}" if gold else "") + "\n")
    lines, lost = placed(sources)
    sys.stdout.write(f"lines placed       {lines / max(lines + lost, 1):.2%} of {lines + lost:,}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
