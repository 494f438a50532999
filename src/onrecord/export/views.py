"""What can be exported whole: a view's row type and its rows, by name."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Protocol

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


def _events(store: Store, min_score: float = 0.0) -> Iterable[EventRow]:
    return store.events(min_score=min_score)


def _articles(store: Store, min_score: float = 0.0) -> Iterable[Any]:
    from onrecord.corpus.listing import articles

    return articles(store.connection)


def _figures(store: Store, min_score: float = 0.0) -> Iterable[Any]:
    from onrecord.corpus.accounts import names
    from onrecord.corpus.ledger import entries

    return entries(store.connection, names(store.connection), min_score=min_score)


def _plover(store: Store, min_score: float = 0.0) -> Iterable[Any]:
    from onrecord.export.plover import plover

    return plover(store, min_score=min_score)


def _left_out(store: Store, min_score: float = 0.0) -> Iterable[Any]:
    from onrecord.export.plover import plover

    return plover(store, coded=False, min_score=min_score)


_GROUPS = """
SELECT a.id AS article, g.event, o.id AS report, f.id AS story, g.happening, g.likeness, g.why
FROM event_groups g JOIN articles a USING (doc) JOIN events e ON e.doc = g.doc AND e.id = g.event
LEFT JOIN reports r USING (doc) LEFT JOIN articles o ON o.doc = r.report
LEFT JOIN stories s ON s.report = r.report LEFT JOIN articles f ON f.doc = s.story
WHERE e.score >= ? ORDER BY g.doc, length(g.event), g.event
"""


def _groups(store: Store, min_score: float = 0.0) -> Iterable[GroupRow]:
    db: sqlite3.Connection = store.connection
    return (GroupRow(**dict(row)) for row in db.execute(_GROUPS, (min_score,)))


def _article_row() -> type:
    from onrecord.corpus.listing import ArticleRow

    return ArticleRow


def _entry() -> type:
    from onrecord.corpus.ledger import Entry

    return Entry


def _plover_row() -> type:
    from onrecord.export.plover import PloverRow

    return PloverRow


class Rows(Protocol):
    """The rows of a view; those that rest on an event only where the coder is at least so sure of it, 0 to 1."""

    def __call__(self, store: Store, min_score: float = 0.0) -> Iterable[Any]:
        """In the order of the articles."""


#: name → (row type, rows). Types are asked for late, so that naming the views does not import their rooms.
VIEWS: dict[str, tuple[Callable[[], type], Rows]] = {
    "articles": (_article_row, _articles),
    "events": (lambda: EventRow, _events),
    "figures": (_entry, _figures),
    "groups": (lambda: GroupRow, _groups),
    "plover": (_plover_row, _plover),
    "plover-left-out": (_plover_row, _left_out),
}
#: Views whose rows rest on no event, so that they have no score.
UNSCORED = ("articles",)
