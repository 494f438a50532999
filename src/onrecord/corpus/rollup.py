"""Counts under several rules of aggregation side by side: how much a figure rests on what is counted as one."""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from dataclasses import dataclass

from onrecord.corpus.origins import origin_of

#: What may be counted, by name.
RULES = {
    "mentions": "every event mention of every article",
    "reports": "event mentions, reprints left out",
    "happenings": "happenings",
    "origins2": "happenings told by at least two independent origins",
    "actual": "happenings that somebody states as having happened and nobody else denies",
}
#: What may be grouped by, by name.
KEYS = ("year", "month", "day", "country", "type", "mode", "status", "outlet")


@dataclass(frozen=True, slots=True)
class Line:
    """One group with its count under each rule."""

    group: tuple[str, ...]
    counts: dict[str, int]


_MENTIONS = """
SELECT e.doc, e.id, e.type, e.mode, e.status, e.date, a.published, a.outlet, p.country, r.report, g.happening
FROM events e JOIN articles a USING (doc) LEFT JOIN places p ON p.doc = e.doc AND p.id = e.place
LEFT JOIN reports r ON r.doc = e.doc LEFT JOIN event_groups g ON g.doc = e.doc AND g.event = e.id
WHERE e.score >= ? ORDER BY e.doc, e.s
"""


def rollup(db: sqlite3.Connection, by: tuple[str, ...], rules: tuple[str, ...], min_score: float = 0.0) -> list[Line]:
    """Counts by group under each rule, groups in order.

    Raises:
        ValueError: no such key or rule.
    """
    for name in by:
        if name not in KEYS:
            raise ValueError(name)
    for name in rules:
        if name not in RULES:
            raise ValueError(name)
    rows = db.execute(_MENTIONS, (min_score,)).fetchall()
    told: dict[str, list[sqlite3.Row]] = defaultdict(list)
    for row in rows:
        told[row["happening"] or f"{row['doc']}/{row['id']}"].append(row)
    counts: dict[str, Counter[tuple[str, ...]]] = {rule: Counter() for rule in rules}
    for row in rows:
        group = tuple(_value(k, [row]) for k in by)
        if "mentions" in counts:
            counts["mentions"][group] += 1
        if "reports" in counts and row["report"] in (None, row["doc"]):
            counts["reports"][group] += 1
    origins: dict[int, str] = {}
    for members in told.values():
        group = tuple(_value(k, members) for k in by)
        for rule in set(rules) & {"happenings", "origins2", "actual"}:
            counts[rule][group] += _counts(db, rule, members, origins)
    groups = sorted({g for c in counts.values() for g in c})
    return [Line(g, {rule: counts[rule][g] for rule in rules}) for g in groups]


def _counts(db: sqlite3.Connection, rule: str, members: list[sqlite3.Row], origins: dict[int, str]) -> bool:
    if rule == "origins2":
        for m in members:
            if m["report"] is not None and m["report"] not in origins:
                origins[m["report"]] = origin_of(db, m["report"]).name
        return len({origins.get(m["report"], str(m["doc"])) for m in members}) >= 2
    if rule == "actual":
        said = {m["status"] for m in members}
        return "actual" in said and "negated" not in said
    return True


def _value(key: str, members: list[sqlite3.Row]) -> str:
    """A group's value: that of most members which have one, the first of equals; "" where none has one."""
    if key in ("year", "month", "day"):
        size = {"year": 4, "month": 7, "day": 10}[key]
        values = [(m["date"] or m["published"] or "")[:size] for m in members]
        values = [v if len(v) == size and v[5:6] not in ("W", "Q", "S") else "" for v in values]
    else:
        values = [m[key] or "" for m in members]
    known = Counter(v for v in values if v)
    return known.most_common(1)[0][0] if known else ""
