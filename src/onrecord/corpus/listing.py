"""What the commands list of reports and stories, as typed rows."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """One article with the report and the story it belongs to, each named by the id of an article."""

    id: str
    name: str | None
    url: str | None
    outlet: str | None
    published: str | None
    title: str | None
    credit: str | None
    language: str | None
    report: str | None
    story: str | None
    copy_of: str | None
    shared: float | None
    why: str | None


_ARTICLES = """
SELECT a.id, a.name, a.url, a.outlet, a.published, a.title, a.credit, a.language,
  o.id AS report, f.id AS story, c.id AS copy_of, r.shared, r.why
FROM articles a LEFT JOIN reports r ON r.doc = a.doc LEFT JOIN articles o ON o.doc = r.report
LEFT JOIN stories s ON s.report = r.report LEFT JOIN articles f ON f.doc = s.story LEFT JOIN articles c ON c.doc = r.other
ORDER BY a.doc
"""


def articles(db: sqlite3.Connection) -> Iterator[ArticleRow]:
    """All articles, in the order in which they came."""
    for row in db.execute(_ARTICLES):
        yield ArticleRow(**dict(row))


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A report: its origin, how many articles tell it, and who prints it."""

    report: str
    title: str | None
    outlet: str | None
    credit: str | None
    published: str | None
    articles: int
    outlets: tuple[str, ...]
    copies: tuple[str, ...]


def reports(db: sqlite3.Connection, least: int = 1) -> Iterator[ReportRow]:
    """Reports told by at least ``least`` articles, the most reprinted first."""
    sql = """SELECT report, count(*) AS n FROM reports GROUP BY report HAVING n >= ? ORDER BY n DESC, report"""
    for report, n in db.execute(sql, (least,)).fetchall():
        o = db.execute("SELECT id, title, outlet, credit, published FROM articles WHERE doc = ?", (report,)).fetchone()
        rows = db.execute(
            "SELECT a.id, a.outlet, a.doc FROM reports r JOIN articles a USING (doc) WHERE r.report = ? ORDER BY a.doc",
            (report,),
        ).fetchall()
        outlets = tuple(sorted({r["outlet"] for r in rows if r["outlet"]}))
        copies = tuple(r["id"] for r in rows if r["doc"] != report)
        yield ReportRow(o["id"], o["title"], o["outlet"], o["credit"], o["published"], n, outlets, copies)


@dataclass(frozen=True, slots=True)
class StoryRow:
    """A running story: a headline that stands for it, its days, and how much was told by how many.

    ``parties``, ``places`` and ``speakers`` are the names met in most of its reports, the most frequent first.
    """

    story: str
    title: str | None
    since: str | None
    until: str | None
    articles: int
    reports: int
    outlets: int
    events: int
    parties: tuple[str, ...]
    places: tuple[str, ...]
    speakers: tuple[str, ...]


_STORIES = """
SELECT s.story, count(DISTINCT r.doc) AS articles, count(DISTINCT s.report) AS reports, count(DISTINCT a.outlet) AS outlets,
  min(a.published) AS since, max(a.published) AS until
FROM stories s JOIN reports r USING (report) JOIN articles a ON a.doc = r.doc
GROUP BY s.story ORDER BY {order} DESC, s.story LIMIT ?
"""
_NAMES = {
    "parties": "SELECT p.name, count(DISTINCT p.doc) AS n FROM stories s JOIN parties p ON p.doc = s.report WHERE s.story = ?"
    " AND p.name GLOB '[A-Z]*' GROUP BY p.name ORDER BY n DESC, p.name LIMIT 5",
    "places": "SELECT p.name, count(DISTINCT p.doc) AS n FROM stories s JOIN places p ON p.doc = s.report WHERE s.story = ?"
    " AND p.use = 'place' GROUP BY p.name ORDER BY n DESC, p.name LIMIT 5",
    "speakers": "SELECT p.name, count(*) AS n FROM stories s JOIN statements q ON q.doc = s.report"
    " JOIN parties p ON p.doc = q.doc AND p.id = q.party WHERE s.story = ? GROUP BY p.name ORDER BY n DESC, p.name LIMIT 5",
}


def stories(db: sqlite3.Connection, *, by: str = "reports", limit: int = -1) -> Iterator[StoryRow]:
    """Stories, those with the most ``reports`` or ``articles`` first."""
    if by not in ("reports", "articles"):
        raise ValueError(f"stories are not ordered by {by}")
    for row in db.execute(_STORIES.format(order=by), (limit,)).fetchall():
        title = db.execute(
            "SELECT a.title FROM stories s JOIN reports r USING (report) JOIN articles a ON a.doc = s.report"
            " WHERE s.story = ? AND a.title IS NOT NULL GROUP BY s.report ORDER BY count(r.doc) DESC, s.report LIMIT 1",
            (row["story"],),
        ).fetchone()
        names = {k: tuple(r[0] for r in db.execute(sql, (row["story"],))) for k, sql in _NAMES.items()}
        first = db.execute("SELECT id FROM articles WHERE doc = ?", (row["story"],)).fetchone()[0]
        events = db.execute(
            "SELECT count(*) FROM stories s JOIN events e ON e.doc = s.report WHERE s.story = ?", (row["story"],)
        ).fetchone()[0]
        yield StoryRow(
            first, title[0] if title else None, row["since"], row["until"], row["articles"], row["reports"], row["outlets"],
            events, **names,
        )  # fmt: skip
