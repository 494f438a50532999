"""Independent origins: on whose reporting a report rests, so that many articles of one origin count as one witness.

An origin is the agency that a report or one of its reprints credits, else whom its statements were made to ("told Reuters"),
else the outlet's family (the state media of one owner are one origin), else the outlet, else the article.
"""

from __future__ import annotations

import re
import sqlite3
from dataclasses import dataclass

from onrecord.knowledge.outlets import outlet, outlets, plain

_TOLD = re.compile(
    r"\b(?:told|tells|in an interview with|statement to|according to) (?:the )?((?:[A-Z][\w/'’-]*)(?: [A-Z][\w/'’-]*){0,3})"
)


@dataclass(frozen=True, slots=True)
class Origin:
    """What a report rests on: a name that equal origins share, why, and how it is written for people."""

    name: str
    control: str | None
    why: str
    shown: str


def origin_of(db: sqlite3.Connection, report: int) -> Origin:
    """The origin of a report."""
    rows = db.execute(
        "SELECT a.doc, a.id, a.name, a.outlet, a.credit, a.reading FROM reports r JOIN articles a USING (doc)"
        " WHERE r.report = ? ORDER BY a.doc <> r.report, a.doc",
        (report,),
    ).fetchall()
    for row in rows:
        if row["credit"]:
            return _of(row["credit"], f"{row['id']} credits {row['credit']}")
    own = next((r for r in rows if r["doc"] == report), rows[0] if rows else None)
    if own is None:
        return Origin(str(report), None, "no such report", "nobody")
    for m in _TOLD.finditer(own["reading"]):
        found = outlet(m[1]) or outlet(m[1].split()[0])
        if found and plain(found.name) != plain(own["outlet"] or ""):
            return Origin(found.family, found.control, f"its words were said to {found.name}", found.family)
    if own["outlet"]:
        return _of(own["outlet"], f"printed by {own['outlet']}")
    return Origin(own["id"], None, "neither credit nor outlet is known", f"{own['name'] or own['id']} (no outlet)")


def _of(name: str, why: str) -> Origin:
    found = outlets().get(plain(name))
    if found is None:
        return Origin(plain(name), None, why, name)
    if plain(found.family) != plain(found.name):
        why += f", of {found.family}"
    return Origin(found.family, found.control, why, found.family)
