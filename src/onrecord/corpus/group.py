"""Group what is new in a store: reprints into reports, reports into stories. Running it again changes nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass

from onrecord.corpus import happenings, reports, stories
from onrecord.corpus.reprints import Index
from onrecord.store import Store

#: Counted up when the grouping changes; articles grouped by another version are grouped anew.
VERSION = "corpus@3"
#: Articles of one transaction.
STEP = 500


@dataclass(frozen=True, slots=True)
class Grouped:
    """What a run did and what the store now holds."""

    looked_at: int
    articles: int
    reports: int
    stories: int
    happenings: int

    def __str__(self) -> str:
        reports, stories = _many(self.reports, "report"), _many(self.stories, "story")
        tell = f"{_many(self.articles, 'article')} tell{'s' * (self.articles == 1)}"
        return f"{tell} {reports} of {stories}, {_many(self.happenings, 'happening')}"


def _many(n: int, noun: str) -> str:
    return f"{n:,} {noun}" if n == 1 else f"{n:,} {noun[:-1]}ies" if noun.endswith("y") else f"{n:,} {noun}s"


def group(store: Store, *, progress: Callable[[int], None] = lambda n: None) -> Grouped:
    """Put every article that is new, or was grouped by another version, into its report and story.

    Args:
        store: opened to write.
        progress: told the number of articles placed so far.
    """
    db = store.connection
    with store.transaction():
        _mend(db)
    touched: set[int] = set()
    looked = 0
    index = Index(db, VERSION)
    while rows := db.execute(_NEW, (VERSION, STEP)).fetchall():
        with store.transaction():
            touched |= {reports.place(db, index, r["doc"], r["reading"]) for r in rows}
        looked += len(rows)
        progress(looked)
    with store.transaction():
        origins = [now for _, now in reports.settle(db, _standing(db, touched))]
        stories.regroup(db, _untold(db, origins))
        happenings.regroup(db, _unread(db))
    counts = [db.execute(sql).fetchone()[0] for sql in _COUNTS]
    return Grouped(looked, *counts)


_NEW = """SELECT a.doc, a.reading FROM articles a LEFT JOIN fingerprints f USING (doc)
WHERE f.made IS NOT ? ORDER BY a.doc LIMIT ?"""
_COUNTS = (
    "SELECT count(*) FROM articles",
    "SELECT count(DISTINCT report) FROM reports",
    "SELECT count(DISTINCT story) FROM stories",
    "SELECT count(DISTINCT happening) FROM event_groups",
)


def _mend(db: sqlite3.Connection) -> None:
    """Reports and stories whose naming article is gone are named anew; what an older version made goes."""
    stale = "SELECT doc FROM fingerprints WHERE made IS NOT ?"
    # Fingerprints last: they tell what is stale, and one that stayed would be its own article's copy.
    for table, key in (
        ("shingles", "doc"),
        ("reports", "doc"),
        ("terms", "doc"),
        ("stories", "report"),
        ("fingerprints", "doc"),
    ):
        db.execute(f"DELETE FROM {table} WHERE {key} IN ({stale})", (VERSION,))  # noqa: S608 — our own names
    gone = "SELECT DISTINCT report FROM reports WHERE report NOT IN (SELECT doc FROM reports WHERE doc = report)"
    for (report,) in db.execute(gone).fetchall():
        first = db.execute("SELECT min(doc) FROM reports WHERE report = ?", (report,)).fetchone()[0]
        db.execute("UPDATE reports SET report = ? WHERE report = ?", (first, report))
        for _, now in reports.settle(db, [first]):
            stories.regroup(db, _untold(db, [now]))
    left = "SELECT DISTINCT story FROM stories WHERE story NOT IN (SELECT report FROM stories)"
    for (story,) in db.execute(left).fetchall():
        first = db.execute("SELECT min(report) FROM stories WHERE story = ?", (story,)).fetchone()[0]
        db.execute("UPDATE stories SET story = ? WHERE story = ?", (first, story))


def _unread(db: sqlite3.Connection) -> list[int]:
    """Stories that hold an event which is in no happening, or whose members changed since their happenings were told."""
    sql = """SELECT DISTINCT s.story FROM events e JOIN reports r USING (doc) JOIN stories s USING (report)
        LEFT JOIN event_groups g ON g.doc = e.doc AND g.event = e.id
        WHERE g.happening IS NULL OR g.story IS NOT s.story"""
    return [row[0] for row in db.execute(sql)]


def _standing(db: sqlite3.Connection, touched: set[int]) -> list[int]:
    """Of the reports' names that were met on the way those that still name one."""
    return [r for r in sorted(touched) if db.execute("SELECT 1 FROM reports WHERE report = ?", (r,)).fetchone()]


def _untold(db: sqlite3.Connection, origins: list[int]) -> list[int]:
    """Origins that are in no story yet, their words noted; copies leave the stories."""
    db.execute("DELETE FROM stories WHERE report NOT IN (SELECT report FROM reports)")
    db.execute("DELETE FROM terms WHERE doc NOT IN (SELECT report FROM reports)")
    out = []
    for doc in sorted(set(origins)):
        if db.execute("SELECT 1 FROM stories WHERE report = ?", (doc,)).fetchone():
            continue
        row = db.execute("SELECT title, reading, published FROM articles WHERE doc = ?", (doc,)).fetchone()
        stories.note_terms(db, doc, row["title"] or "", row["reading"], row["published"])
        out.append(doc)
    return out
