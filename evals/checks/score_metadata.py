"""Title, authors and date of news pages, against labels written by looking at each page.

Gold lines: ``{"id", "title", "authors", "date"}``. ``title`` is a hash of the headline's words (the gold holds no page's
text), ``authors`` the names of the byline (none where it shows none), ``date`` the day of publication where the outlet is.

    python evals/checks/score_metadata.py --shared DIR    # the same by trafilatura's own metadata, for comparison
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import re
import sys
from pathlib import Path
from typing import Any


def hashed(title: str) -> str:
    """A title's hash: its words in small letters, signs left out."""
    return hashlib.sha256(" ".join(re.findall(r"\w+", title.lower())).encode()).hexdigest()[:16]


def names(said: list[str]) -> set[str]:
    """Names as a set of words in small letters, "By" left out."""
    return {" ".join(re.findall(r"\w+", re.sub(r"^by\b", "", n.lower()))) for n in said}


def right(gold: dict[str, Any], title: str | None, authors: list[str], date: str | None) -> tuple[bool, bool, bool]:
    """Which of the three are right; authors are where all are named and nobody else is."""
    return hashed(title or "") == gold["title"], names(authors) == names(gold["authors"]), (date or "")[:10] == gold["date"]


def total(rows: list[tuple[bool, bool, bool]]) -> dict[str, Any]:
    """Shares of right ones."""
    return {
        field: {"right": round(sum(r[i] for r in rows) / max(len(rows), 1), 4), "n": len(rows)}
        for i, field in enumerate(("title", "authors", "date"))
    }


def score(gold: dict[str, Any], coded: dict[str, Any]) -> dict[str, Any]:
    """``{"title": {"right", "n"}, "authors": …, "date": …}``; a page that was not read is wrong in all."""
    rows = []
    for key, g in gold.items():
        doc = coded.get(key, {})
        title = (doc.get("title") or {}).get("text")
        rows.append(right(g, title, [b["text"] for b in doc.get("byline", [])], (doc.get("published") or {}).get("date")))
    return total(rows)


def main() -> int:
    """Score trafilatura's own metadata on the same pages."""
    from trafilatura import bare_extraction

    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--shared", type=Path, default=Path(__file__).resolve().parents[3] / "shared")
    pages = ap.parse_args().shared / "data" / "articles" / "pages"
    rows = []
    for line in (Path(__file__).resolve().parents[1] / "cases" / "metadata.jsonl").read_text(encoding="utf-8").splitlines():
        g = json.loads(line)
        page = gzip.decompress((pages / f"{g['id']}.html.gz").read_bytes())
        found = bare_extraction(page, favor_precision=True, with_metadata=True, include_comments=False)
        authors = [a for a in re.split(r"\s*;\s*", found.author or "") if a] if found else []
        rows.append(right(g, found.title if found else None, authors, found.date if found else None))
    print(json.dumps(total(rows)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
