"""Event mentions as grouping sees them: what each says of who, when, where and how many, ready to be compared."""

from __future__ import annotations

import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from onrecord.corpus.stories import bag, stem, weighted

#: Days that a date of some precision spans.
_DAYS = {"day": 0, "week": 6, "month": 30, "quarter": 91, "year": 365}
COUNTS = ("killed", "wounded", "arrested", "displaced", "participants")
Range = tuple[int, int | None]
#: Words that count one.
_NUMBER = re.compile(r"\d|\b(?:one|single|only)\b", re.I)


@dataclass(frozen=True, slots=True)
class Side:
    """A party in an event: what it is called (stems of its names and of the words that name it here), and its code."""

    name: str
    stems: frozenset[str]
    country: str
    role: str


@dataclass(frozen=True, slots=True)
class Where:
    """A place: degrees, precision, names of what it is and lies in."""

    name: str
    lat: float | None
    lon: float | None
    precision: str
    country: str | None


@dataclass(frozen=True)
class EventMention:
    """One coded event, with the report and story of its article.

    ``first`` and ``last`` are the days it may have happened on (None: unknown); ``words`` the sentence's stems, weighted.
    """

    doc: int
    event: str
    article: str
    report: int
    story: int
    published: int | None
    start: int
    sentence: int
    anchor: str
    type: str
    mode: str | None
    status: str
    first: int | None
    last: int | None
    where: Where | None
    actors: tuple[Side, ...]
    recipients: tuple[Side, ...]
    counts: Mapping[str, Range]
    words: Mapping[str, float]

    @property
    def key(self) -> str:
        """What names it: article id/event id."""
        return f"{self.article}/{self.event}"


def days(value: str | None, precision: str | None) -> tuple[int | None, int | None]:
    """First and last day of an event's date as ordinals; (None, None) where it has none or it is no calendar date."""
    if not value or precision not in _DAYS:
        return None, None
    try:
        if "-W" in value:
            begin = date.fromisocalendar(int(value[:4]), int(value[6:8]), 1)
        elif "-Q" in value:
            begin = date(int(value[:4]), 3 * int(value[6]) - 2, 1)
        else:
            begin = date.fromisoformat((value + "-01-01")[:10])
        return begin.toordinal(), (begin + timedelta(days=_DAYS[precision])).toordinal()
    except (ValueError, OverflowError):  # no such day, or one behind the last that a calendar here has (9999)
        return None, None


_EVENTS = """
SELECT e.*, a.id AS article, a.published, r.report, s.story,
  p.name AS place_name, p.lat, p.lon, p.precision AS place_precision, p.country AS place_country,
  (SELECT n FROM sentences x WHERE x.doc = e.doc AND x.s <= e.s AND e.s < x.e LIMIT 1) AS sentence,
  (SELECT words FROM sentences x WHERE x.doc = e.doc AND x.s <= e.s AND e.s < x.e LIMIT 1) AS sentence_words
FROM events e JOIN articles a USING (doc) JOIN reports r USING (doc) JOIN stories s USING (report)
LEFT JOIN places p ON p.doc = e.doc AND p.id = e.place
"""


def read(db: sqlite3.Connection, where: str, given: Iterable[object]) -> list[EventMention]:
    """The mentions that an SQL condition over events (e), articles (a), reports (r) and stories (s) lets through, in order."""
    from onrecord.corpus.stories import ordinal

    rows = db.execute(f"{_EVENTS} WHERE {where} ORDER BY e.doc, e.s, e.id", tuple(given)).fetchall()
    sides = _sides(db, {r["doc"] for r in rows})
    counts = _counts(db, {r["doc"] for r in rows})
    out = []
    for r in rows:
        key = (r["doc"], r["id"])
        anchor = stem(r["words"].split()[-1]).rstrip("e")  # agreed, agree
        first, last = days(r["date"], r["date_precision"])
        place = None
        if r["place"]:
            place = Where(r["place_name"], r["lat"], r["lon"], r["place_precision"], r["place_country"])
        out.append(
            EventMention(
                r["doc"], r["id"], r["article"], r["report"], r["story"], ordinal(r["published"]), r["s"],
                -1 if r["sentence"] is None else r["sentence"], anchor, r["type"], r["mode"], r["status"],
                first, last, place, tuple(sides[key, "actor"]), tuple(sides[key, "recipient"]), counts.get(key, {}),
                weighted(bag("", r["sentence_words"] or ""), {}, 0),
            )
        )  # fmt: skip
    return out


def _sides(db: sqlite3.Connection, docs: set[int]) -> dict[tuple[tuple[int, str], str], list[Side]]:
    found: dict[tuple[tuple[int, str], str], list[Side]] = defaultdict(list)
    sql = (
        "SELECT x.event, x.side, x.words, q.name, q.code FROM participants x"
        " LEFT JOIN parties q ON q.doc = x.doc AND q.id = x.party WHERE x.doc = ? ORDER BY x.event, x.side, x.n"
    )
    for doc in docs:
        for event, side, words, name, code in db.execute(sql, (doc,)):
            stems = frozenset(stem(w) for w in f"{name or ''} {words}".split() if w[0].isalnum())
            found[(doc, event), side].append(Side(name or words, stems, (code or "---")[:3], (code or "")[3:6]))
    return found


def _counts(db: sqlite3.Connection, docs: set[int]) -> dict[tuple[int, str], dict[str, Range]]:
    """The figures of each event. Who is only named or described ("arrested the party's leader") is one at least."""
    found: dict[tuple[int, str], dict[str, Range]] = defaultdict(dict)
    sql = (
        "SELECT event, kind, low, high, (SELECT group_concat(words, ' ') FROM count_spans s"
        " WHERE s.doc = c.doc AND s.event = c.event AND s.kind = c.kind) FROM counts c WHERE doc = ?"
    )
    for doc in docs:
        for event, kind, low, high, words in db.execute(sql, (doc,)):
            named = (low, high) == (1, 1) and not _NUMBER.search(words or "1")
            found[doc, event][kind] = (low, None if named else high)
    return found
