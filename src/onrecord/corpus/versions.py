"""Versions: what an article that was read again under the same URL says otherwise."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from onrecord.corpus.accounts import shown
from onrecord.corpus.happenings import clusters
from onrecord.corpus.mentions import COUNTS, EventMention, read


@dataclass(frozen=True, slots=True)
class Version:
    """One reading of an article."""

    doc: int
    id: str
    url: str | None
    published: str | None
    title: str | None


@dataclass(frozen=True, slots=True)
class Change:
    """What differs between two versions: an event "added", "removed", or one of its values "changed"."""

    before: str
    after: str
    kind: str
    type: str
    anchor: str
    what: str


def versions(db: sqlite3.Connection, ident: str) -> list[Version]:
    """All readings of the article with this URL, or of the URL of the article with this id, in the order in which they came."""
    row = db.execute("SELECT url FROM articles WHERE id = ?", (ident,)).fetchone()
    url = row["url"] if row and row["url"] else ident
    sql = "SELECT doc, id, url, published, title FROM articles WHERE url = ? OR id = ? ORDER BY doc"
    return [Version(**dict(r)) for r in db.execute(sql, (url, ident))]


def changes(db: sqlite3.Connection, found: Sequence[Version], min_score: float = 0.0) -> Iterator[Change]:
    """What each version says otherwise than the one before it; of events at least so sure."""
    for old, new in pairwise(found):
        if (old.title or "") != (new.title or ""):
            yield Change(old.id, new.id, "changed", "title", "", f"{old.title or 'none'} → {new.title or 'none'}")
        mentions = read(db, "e.doc IN (?, ?) AND e.score >= ?", (old.doc, new.doc, min_score))
        for kind in sorted({m.type for m in mentions}):
            block = [m for m in mentions if m.type == kind]
            for group in clusters(block, within=False):
                yield from _compared(old, new, [block[i] for i, _, _ in group])


def _compared(old: Version, new: Version, group: Sequence[EventMention]) -> Iterator[Change]:
    before = [m for m in group if m.doc == old.doc]
    after = [m for m in group if m.doc == new.doc]
    for a, b in zip(before, after, strict=False):
        for what in _differences(a, b):
            yield Change(old.id, new.id, "changed", b.type, b.anchor, what)
    for m in before[len(after) :]:
        yield Change(old.id, new.id, "removed", m.type, m.anchor, f"{m.status} {m.type}")
    for m in after[len(before) :]:
        yield Change(old.id, new.id, "added", m.type, m.anchor, f"{m.status} {m.type}")


def _differences(a: EventMention, b: EventMention) -> Iterator[str]:
    if a.status != b.status:
        yield f"status {a.status} → {b.status}"
    for kind in COUNTS:
        one, two = (shown(m.counts[kind]) if kind in m.counts else "none" for m in (a, b))
        if one != two:
            yield f"{kind} {one} → {two}"
    for name in ("actors", "recipients"):
        one, two = ("; ".join(s.name for s in getattr(m, name)) or "none" for m in (a, b))
        if one != two:
            yield f"{name} {one} → {two}"
    places = [m.where.name if m.where else "none" for m in (a, b)]
    if places[0] != places[1]:
        yield f"place {places[0]} → {places[1]}"
    if (a.first, a.last) != (b.first, b.last):
        yield "date changed"
