"""Questions about statements, answered as typed rows."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Any


@dataclass(frozen=True, slots=True)
class QuoteRow:
    """One statement as one row: the columns of ``onrecord quotes`` (docs/codebook.md).

    ``speaker`` is the party's name where it is known, else the words; ``start`` and ``end`` are the content's first
    and last place in the article's source.
    """

    article: str
    statement: str
    outlet: str | None
    published: str | None
    speaker: str | None
    speaker_code: str | None
    speaker_words: tuple[str, ...]
    cue: tuple[str, ...]
    content: tuple[str, ...]
    quoted: tuple[str, ...]
    kind: str
    sense: str
    parent: str | None
    score: float | None
    start: int
    end: int
    url: str | None
    title: str | None
    by: str
    why: str


QUOTE_COLUMNS = tuple(f.name for f in fields(QuoteRow))


@dataclass(frozen=True, slots=True)
class QuoteFilter:
    """Which statements: every field that is given must hold.

    ``by`` is the beginning of the speaker's code ("IRN") or a part of a name or of the words; ``about`` is searched in the
    contents (SQLite FTS5's words); ``since`` and ``until`` are ISO dates of publication; statements within others are left out
    where ``outermost``; rules' statements carry no score and pass any ``min_score`` of 0.
    """

    by: str | None = None
    about: str | None = None
    kind: str | None = None
    sense: str | None = None
    article: str | None = None
    since: str | None = None
    until: str | None = None
    outermost: bool = False
    min_score: float = 0.0
    limit: int | None = None


_SELECT = """
SELECT s.*, a.id AS article, a.outlet, a.url, a.title, a.published, p.name AS speaker, p.code AS code,
  (SELECT min(x.s) FROM statement_spans x WHERE x.doc = s.doc AND x.statement = s.id AND x.role = 'content') AS s0,
  (SELECT max(x.e) FROM statement_spans x WHERE x.doc = s.doc AND x.statement = s.id AND x.role = 'content') AS e0
FROM statements s JOIN articles a USING (doc) LEFT JOIN parties p ON p.doc = s.doc AND p.id = s.party
"""
_BY = r"""(p.code LIKE ? ESCAPE '\' OR p.name LIKE ? ESCAPE '\' OR EXISTS (SELECT 1 FROM statement_spans x
  WHERE x.doc = s.doc AND x.statement = s.id AND x.role = 'speaker' AND x.words LIKE ? ESCAPE '\'))"""
_ABOUT = """EXISTS (SELECT 1 FROM contents c JOIN contents_fts f ON f.rowid = c.n
  WHERE c.doc = s.doc AND c.statement = s.id AND contents_fts MATCH ?)"""


def _where(f: QuoteFilter) -> tuple[str, list[Any]]:
    said: list[str] = ["coalesce(s.score, 1.0) >= ?"]
    given: list[Any] = [f.min_score]
    simple = {"kind": "s.kind = lower(?)", "sense": "s.sense = lower(?)", "article": "a.id = ?", "about": _ABOUT}
    for name, sql in simple.items():
        if getattr(f, name):
            said.append(sql)
            given.append(getattr(f, name))
    if f.since:
        said.append("a.published >= ?")
        given.append(f.since)
    if f.until:
        said.append("substr(a.published, 1, ?) <= ?")
        given += [len(f.until), f.until]
    if f.by:
        plain = "".join("\\" + c if c in "%_\\" else c for c in f.by)
        said.append(_BY)
        given += [f"{plain}%", f"%{plain}%", f"%{plain}%"]
    if f.outermost:
        said.append("s.parent IS NULL")
    return " AND ".join(said), given


def quotes(db: sqlite3.Connection, f: QuoteFilter) -> Iterator[QuoteRow]:
    """The statements that a filter lets through, in the order in which articles came and contents stand in them."""
    where, given = _where(f)
    sql = f"{_SELECT} WHERE {where} ORDER BY s.doc, s0, e0, s.id LIMIT ?"
    for row in db.execute(sql, [*given, -1 if f.limit is None else f.limit]).fetchall():
        spans: dict[str, list[str]] = {}
        for x in db.execute(
            "SELECT role, words FROM statement_spans WHERE doc = ? AND statement = ? ORDER BY role, n", (row["doc"], row["id"])
        ):
            spans.setdefault(x["role"], []).append(x["words"])
        yield QuoteRow(
            article=row["article"], statement=row["id"], outlet=row["outlet"], published=row["published"],
            speaker=row["speaker"] or " ".join(spans.get("speaker", ())) or None, speaker_code=row["code"],
            speaker_words=tuple(spans.get("speaker", ())), cue=tuple(spans.get("cue", ())),
            content=tuple(spans.get("content", ())), quoted=tuple(spans.get("quoted", ())), kind=row["kind"],
            sense=row["sense"], parent=row["parent"], score=row["score"], start=row["s0"], end=row["e0"], url=row["url"],
            title=row["title"], by=row["by"], why=row["why"],
        )  # fmt: skip
