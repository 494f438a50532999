"""Questions to the database, answered as typed rows."""

from __future__ import annotations

import json
import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Any


@dataclass(frozen=True, slots=True)
class EventRow:
    """One coded event as one row: the columns of ``onrecord events`` (docs/codebook.md)."""

    article: str
    event: str
    outlet: str | None
    published: str | None
    date: str | None
    date_precision: str | None
    type: str
    mode: str | None
    status: str
    anchor: str
    actors: tuple[str, ...]
    actor_codes: tuple[str, ...]
    recipients: tuple[str, ...]
    recipient_codes: tuple[str, ...]
    according_to: tuple[str, ...]
    responses: tuple[str, ...]
    place: str | None
    country: str | None
    lat: float | None
    lon: float | None
    precision: str | None
    killed: tuple[int, int | None] | None
    wounded: tuple[int, int | None] | None
    arrested: tuple[int, int | None] | None
    displaced: tuple[int, int | None] | None
    participants: tuple[int, int | None] | None
    killed_who: tuple[str, ...]
    wounded_who: tuple[str, ...]
    arrested_who: tuple[str, ...]
    displaced_who: tuple[str, ...]
    participants_who: tuple[str, ...]
    cameo: str
    quad: int
    goldstein: float
    contexts: tuple[str, ...]
    score: float
    sentence: str | None
    start: int
    end: int
    url: str | None
    title: str | None
    by: str
    why: str


COLUMNS = tuple(f.name for f in fields(EventRow))


@dataclass(frozen=True, slots=True)
class EventFilter:
    """Which events: every field that is given must hold. Texts are compared without regard to case.

    ``actor``, ``recipient`` and ``claimant`` are the beginning of a code ("IRN", "IRNMIL") or a part of a name; ``country``
    is where it happened (ISO alpha-3); ``since`` and ``until`` are ISO dates of the event, else of publication;
    ``text`` is searched in the article's reading text (SQLite FTS5's words).
    """

    type: str | None = None
    actor: str | None = None
    recipient: str | None = None
    country: str | None = None
    status: str | None = None
    since: str | None = None
    until: str | None = None
    claimant: str | None = None
    text: str | None = None
    article: str | None = None
    min_score: float = 0.0
    limit: int | None = None


_SELECT = """
SELECT e.*, a.id AS article, a.outlet, a.url, a.title, a.published,
  p.name AS place_name, p.country AS place_country, p.lat, p.lon, p.precision AS place_precision,
  (SELECT words FROM sentences s WHERE s.doc = e.doc AND s.s <= e.s AND e.s < s.e LIMIT 1) AS sentence
FROM events e JOIN articles a USING (doc) LEFT JOIN places p ON p.doc = e.doc AND p.id = e.place
"""
_PARTY = """EXISTS (SELECT 1 FROM participants x LEFT JOIN parties q ON q.doc = x.doc AND q.id = x.party
  WHERE x.doc = e.doc AND x.event = e.id AND x.side = '{side}'
  AND (q.code LIKE ? ESCAPE '\\' OR q.name LIKE ? ESCAPE '\\' OR x.words LIKE ? ESCAPE '\\'))"""
_CLAIMANT = """EXISTS (SELECT 1 FROM claims c LEFT JOIN parties q ON q.doc = c.doc AND q.id = c.party
  LEFT JOIN statement_spans x ON x.doc = c.doc AND x.statement = c.statement AND x.role = 'speaker'
  WHERE c.doc = e.doc AND c.event = e.id
  AND (q.code LIKE ? ESCAPE '\\' OR q.name LIKE ? ESCAPE '\\' OR x.words LIKE ? ESCAPE '\\'))"""


_SIMPLE = {
    "type": "e.type = upper(?)",
    "status": "e.status = lower(?)",
    "country": "p.country = upper(?)",
    "article": "a.id = ?",
}


def _where(f: EventFilter) -> tuple[str, list[Any]]:
    said: list[str] = ["e.score >= ?"]
    given: list[Any] = [f.min_score]
    for name, sql in _SIMPLE.items():
        if getattr(f, name):
            said.append(sql)
            given.append(getattr(f, name))
    # An event without a date of its own is looked for at its publication; ISO texts compare as dates do.
    if f.since:
        said.append("coalesce(e.date, a.published) >= ?")
        given.append(f.since)
    if f.until:
        said.append("substr(coalesce(e.date, a.published), 1, ?) <= ?")
        given += [len(f.until), f.until]
    for name, sql in (
        ("actor", _PARTY.format(side="actor")),
        ("recipient", _PARTY.format(side="recipient")),
        ("claimant", _CLAIMANT),
    ):
        value = getattr(f, name)
        if value:
            words = re.sub(r"([%_\\])", r"\\\1", value)
            said.append(sql)
            given += [f"{words}%", f"%{words}%", f"%{words}%"]
    if f.text:
        said.append("e.doc IN (SELECT rowid FROM reading_fts WHERE reading_fts MATCH ?)")
        given.append(f.text)
    return " AND ".join(said), given


def events(db: sqlite3.Connection, f: EventFilter) -> Iterator[EventRow]:
    """The events that a filter lets through, in the order in which articles came and events stand in them."""
    where, given = _where(f)
    sql = f"{_SELECT} WHERE {where} ORDER BY e.doc, e.s, e.id LIMIT ?"
    for row in db.execute(sql, [*given, -1 if f.limit is None else f.limit]).fetchall():
        yield _event(db, row)


def _event(db: sqlite3.Connection, row: sqlite3.Row) -> EventRow:
    key = (row["doc"], row["id"])
    sides: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for p in db.execute(
        "SELECT x.side, x.words, q.name, q.code FROM participants x LEFT JOIN parties q ON q.doc = x.doc AND q.id = x.party"
        " WHERE x.doc = ? AND x.event = ? ORDER BY x.side, x.n", key,
    ):  # fmt: skip
        sides[p["side"]].append((p["name"] or p["words"], p["code"] or "---"))
    claims = tuple(
        c["name"] or c["words"] or "?"
        for c in db.execute(
            "SELECT q.name, (SELECT words FROM statement_spans x WHERE x.doc = c.doc AND x.statement = c.statement"
            " AND x.role = 'speaker' AND x.n = 0) AS words FROM claims c"
            " LEFT JOIN parties q ON q.doc = c.doc AND q.id = c.party WHERE c.doc = ? AND c.event = ? ORDER BY c.n", key,
        )
    )  # fmt: skip
    counts = {c["kind"]: (c["low"], c["high"]) for c in db.execute("SELECT * FROM counts WHERE doc = ? AND event = ?", key)}
    who = _who(db, key)
    return EventRow(
        article=row["article"], event=row["id"], outlet=row["outlet"], published=row["published"], date=row["date"],
        date_precision=row["date_precision"], type=row["type"], mode=row["mode"], status=row["status"], anchor=row["words"],
        actors=tuple(n for n, _ in sides["actor"]), actor_codes=tuple(c for _, c in sides["actor"]),
        recipients=tuple(n for n, _ in sides["recipient"]), recipient_codes=tuple(c for _, c in sides["recipient"]),
        according_to=claims, responses=_responses(db, key),
        place=row["place_name"], country=row["place_country"], lat=row["lat"], lon=row["lon"],
        precision=row["place_precision"], killed=counts.get("killed"), wounded=counts.get("wounded"),
        arrested=counts.get("arrested"), displaced=counts.get("displaced"), participants=counts.get("participants"),
        killed_who=who["killed"], wounded_who=who["wounded"], arrested_who=who["arrested"], displaced_who=who["displaced"],
        participants_who=who["participants"],
        cameo=row["cameo"], quad=row["quad"], goldstein=row["goldstein"],
        contexts=tuple(filter(None, row["contexts"].split("|"))), score=row["score"], sentence=row["sentence"],
        start=row["s"], end=row["e"], url=row["url"], title=row["title"], by=row["by"], why=row["why"],
    )  # fmt: skip


def _who(db: sqlite3.Connection, key: tuple[int, str]) -> defaultdict[str, tuple[str, ...]]:
    """Who those counted were, by kind of count: "MIL 13", "CVL 20+", "CVL children"."""
    out: defaultdict[str, tuple[str, ...]] = defaultdict(tuple)
    for p in db.execute("SELECT * FROM count_parts WHERE doc = ? AND event = ? ORDER BY kind, part", key):
        figure = None if p["low"] is None else ranged(p["low"], p["high"])
        out[p["kind"]] += (" ".join(filter(None, (p["role"], p["crowd"], figure))),)
    return out


def ranged(low: int, high: int | None) -> str:
    """A range as people read it: "3", "3–5", "20+" (at least 20)."""
    return f"{low}+" if high is None else str(low) if low == high else f"{low}–{high}"


def _responses(db: sqlite3.Connection, key: tuple[int, str]) -> tuple[str, ...]:
    """Who denies, confirms or doubts an event: "denied by Israel", "doubted" (by the reporter)."""
    sql = (
        "SELECT r.kind, q.name FROM responses r LEFT JOIN parties q ON q.doc = r.doc AND q.id = r.party"
        " WHERE r.doc = ? AND r.event = ? ORDER BY r.n"
    )
    return tuple(f"{r['kind']} by {r['name']}" if r["name"] else r["kind"] for r in db.execute(sql, key))


def plain(row: EventRow) -> dict[str, Any]:
    """An event row, of whatever columns, as what JSON has."""
    out = {f.name: getattr(row, f.name) for f in fields(row)}
    return dict(json.loads(json.dumps(out)))
