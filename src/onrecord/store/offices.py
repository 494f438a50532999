"""What a roster lacks, by what was coded with it: bodies and office holders it does not know, offices that have ended."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Stale:
    """A name to look at: ``what`` is "unknown" or "expired"; in how many articles it stands, and between which dates."""

    what: str
    name: str
    code: str
    articles: int
    first: str | None
    last: str | None
    why: str


# Private persons are left out on purpose: a roster is of public offices and bodies.
_UNKNOWN = """
SELECT 'unknown' AS what, p.name, p.code, count(DISTINCT p.doc) AS articles, min(a.published) AS first,
  max(a.published) AS last, max(p.why) AS why
FROM parties p JOIN articles a USING (doc)
WHERE p.why NOT LIKE '%actors.tsv: %' AND p.why NOT LIKE '%own roster: %' AND p.why NOT LIKE '%countries.tsv: %'
  AND p.kind IN ('person', 'organisation', 'group') AND p.name GLOB '[A-Z]*' AND p.name GLOB '*[a-zA-Z]*'
  AND p.why NOT LIKE 'country %' AND p.why NOT LIKE 'capital %' AND p.why NOT LIKE 'region %' AND p.why NOT LIKE 'city %'
  AND NOT (p.kind = 'person' AND p.roles IN ('', 'CVL', 'CRM', 'REF'))
GROUP BY lower(p.name) HAVING articles >= ?
"""
_EXPIRED = """
SELECT 'expired' AS what, p.name, p.code, count(DISTINCT p.doc) AS articles, min(a.published) AS first,
  max(a.published) AS last, max(p.why) AS why
FROM parties p JOIN articles a USING (doc)
WHERE p.why LIKE '%actors.tsv: %' AND (p.why LIKE '%(former)%' OR p.why LIKE '%(lately)%' OR p.why LIKE '%(out of its terms)%')
GROUP BY lower(p.name) HAVING articles >= ?
"""


def stale(db: sqlite3.Connection, least: int) -> Iterator[Stale]:
    """Names to look at, the most frequent first; only those that at least ``least`` articles have."""
    rows = [r for sql in (_UNKNOWN, _EXPIRED) for r in db.execute(sql, (least,)).fetchall()]
    for r in sorted(rows, key=lambda r: (-r["articles"], r["what"], r["name"])):
        yield Stale(r["what"], r["name"], r["code"], r["articles"], r["first"], r["last"], r["why"])
