"""Reports: articles and their reprints as one, named by the origin that they go back to."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable

from onrecord.corpus.reprints import Copy, Index

_PLAIN = re.compile(r"\W+")


def place(db: sqlite3.Connection, index: Index, doc: int, text: str) -> int:
    """Put an article into its report, joining reports that it shows to be one; the docs' common report for now."""
    copies = index.add(doc, text)
    if not copies:
        db.execute("INSERT OR REPLACE INTO reports VALUES (?, ?, NULL, NULL, 'no copy of it is known')", (doc, doc))
        return doc
    best = copies[0]
    found = {_report_of(db, c.other) for c in copies if c.whole or c is best}
    report = min(found)
    for other in found - {report}:
        db.execute("UPDATE reports SET report = ? WHERE report = ?", (report, other))
    row = (doc, report, round(best.shared, 4), best.other, best.why)
    db.execute("INSERT OR REPLACE INTO reports VALUES (?, ?, ?, ?, ?)", row)
    return report


def _report_of(db: sqlite3.Connection, doc: int) -> int:
    row = db.execute("SELECT report FROM reports WHERE doc = ?", (doc,)).fetchone()
    return int(row[0]) if row else doc


def settle(db: sqlite3.Connection, reports: Iterable[int]) -> list[tuple[int, int]]:
    """Name each report by its origin: pairs of the name before and the name now."""
    out = []
    for report in sorted(set(reports)):
        rows = db.execute(
            "SELECT a.doc, a.id, a.outlet, a.credit, a.published, length(a.reading) AS size,"
            " (SELECT why FROM texts t WHERE t.doc = a.doc AND t.role = 'credit') AS how"
            " FROM reports r JOIN articles a USING (doc) WHERE r.report = ?",
            (report,),
        ).fetchall()
        if not rows:
            continue
        origin = int(min(rows, key=_order)["doc"])
        db.execute("UPDATE reports SET report = ? WHERE report = ?", (origin, report))
        out.append((report, origin))
    return out


def _order(row: sqlite3.Row) -> tuple[bool, str, bool, int, str]:
    """The agency's own article first, then the earliest, then one that names its agency in the dateline, the longest."""
    own = bool(row["credit"]) and _PLAIN.sub("", row["credit"].lower()) == _PLAIN.sub("", (row["outlet"] or "").lower())
    line = bool(row["credit"]) and "dateline" not in (row["how"] or "")
    return (not own, row["published"] or "9999", line, -int(row["size"]), row["id"])


__all__ = ["Copy", "place", "settle"]
