"""Whether every stored value still stands on its characters: each span is cut from the source anew."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.article import Source, Span

#: The tables that hold spans with the words they stand on, and what names a row of theirs.
SPANS = {
    "texts": ("role", "n"),
    "blocks": ("n",),
    "sentences": ("n",),
    "times": ("id",),
    "places": ("id",),
    "mentions": ("party", "n"),
    "statement_spans": ("statement", "role", "n"),
    "events": ("id",),
    "participants": ("event", "side", "n"),
    "count_spans": ("event", "kind", "n"),
    "response_spans": ("event", "n", "piece"),
    "count_part_spans": ("event", "kind", "part", "n"),
}


@dataclass(frozen=True, slots=True)
class Fallen:
    """A stored value whose span does not read as its words."""

    article: str
    table: str
    row: str
    span: tuple[int, int]
    words: str
    found: str


def verify(db: sqlite3.Connection) -> Iterator[int | Fallen]:
    """Cut every span of every article anew: the number of values checked of each article, and each that fell."""
    for a in db.execute("SELECT doc, id, kind, source FROM articles ORDER BY doc").fetchall():
        source = Source(a["source"], a["kind"], "")
        checked = 0
        for table, key in SPANS.items():
            for row in db.execute(f"SELECT * FROM {table} WHERE doc = ?", (a["doc"],)):  # noqa: S608 — our own names
                checked += 1
                s, e = row["s"], row["e"]
                found = source.cut(Span(s, e)) if 0 <= s < e <= len(source.text) else ""
                if found != row["words"] or not found:
                    yield Fallen(a["id"], table, " ".join(str(row[k]) for k in key), (s, e), row["words"], found)
        yield checked
