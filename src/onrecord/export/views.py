"""What can be exported whole: a view's row type and its rows, by name."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from onrecord.store import EventRow, Store


@dataclass(frozen=True, slots=True)
class GroupRow:
    """One event with what it belongs to; report and story are named by an article, a happening by one of its events."""

    article: str
    event: str
    report: str | None
    story: str | None
    happening: str
    likeness: float
    why: str


def _events(store: Store) -> Iterable[EventRow]:
    return store.events()


def _articles(store: Store) -> Iterable[Any]:
    from onrecord.corpus.listing import articles

    return articles(store.connection)


def _figures(store: Store) -> Iterable[Any]:
    from onrecord.corpus.accounts import names
    from onrecord.corpus.ledger import entries

    return entries(store.connection, names(store.connection))


_GROUPS = """
SELECT a.id AS article, g.event, o.id AS report, f.id AS story, g.happening, g.likeness, g.why
FROM event_groups g JOIN articles a USING (doc) LEFT JOIN reports r USING (doc) LEFT JOIN articles o ON o.doc = r.report
LEFT JOIN stories s ON s.report = r.report LEFT JOIN articles f ON f.doc = s.story
ORDER BY g.doc, length(g.event), g.event
"""


def _groups(store: Store) -> Iterable[GroupRow]:
    db: sqlite3.Connection = store.connection
    return (GroupRow(**dict(row)) for row in db.execute(_GROUPS))


def _article_row() -> type:
    from onrecord.corpus.listing import ArticleRow

    return ArticleRow


def _entry() -> type:
    from onrecord.corpus.ledger import Entry

    return Entry


#: name → (row type, rows). Types are asked for late, so that naming the views does not import their rooms.
VIEWS: dict[str, tuple[Callable[[], type], Callable[[Store], Iterable[Any]]]] = {
    "articles": (_article_row, _articles),
    "events": (lambda: EventRow, _events),
    "figures": (_entry, _figures),
    "groups": (lambda: GroupRow, _groups),
}
