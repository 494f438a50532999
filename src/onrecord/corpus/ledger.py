"""The ledger of figures: every figure with its claimant, date, article and words; totals only as views chosen when asked."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.corpus.accounts import Account, accounts, shown
from onrecord.corpus.mentions import COUNTS, Range


@dataclass(frozen=True, slots=True)
class Entry:
    """One figure of one claimant. ``articles``: how many print the report it stands in; ``words``: those of the figure."""

    happening: str
    kind: str
    low: int
    high: int | None
    claimant: str
    own_voice: bool
    origin: str
    article: str
    event: str
    outlet: str | None
    published: str | None
    articles: int
    words: str
    sentence: str


def entries(db: sqlite3.Connection, names: Sequence[str], kind: str | None = None, min_score: float = 0.0) -> Iterator[Entry]:
    """The figures of these happenings, in the order of publication; one kind, or all; of events at least so sure."""
    for name in names:
        for a in accounts(db, name, min_score):
            for k in COUNTS if kind is None else (kind,):
                if k in a.counts:
                    yield _entry(db, a, k, a.counts[k])


def _entry(db: sqlite3.Connection, a: Account, kind: str, figure: Range) -> Entry:
    sql = "SELECT words FROM count_spans WHERE doc = ? AND event = ? AND kind = ? ORDER BY n"
    words = " … ".join(r[0] for r in db.execute(sql, (a.mention.doc, a.mention.event, kind)))
    return Entry(
        a.happening, kind, figure[0], figure[1], a.claimant, a.own_voice, a.origin.name, a.mention.article, a.mention.event,
        a.outlet, a.published, a.articles, words, a.sentence,
    )  # fmt: skip


#: Ways to make one figure of several, by name; each is told the entries of one happening and kind in order of publication.
VIEWS = ("lowest", "highest", "latest", "best")


def total(found: Sequence[Entry], view: str) -> Range:
    """One figure for a happening under a view.

    Args:
        found: entries of one happening and kind; not empty.
        view: "lowest" and "highest" of all that is said; "latest" said; "best": as UCDP's coders do, the figure that most
            independent origins give, the lower of equals (Högbladh 2023, UCDP GED codebook: low, best and high estimates).

    Raises:
        ValueError: no such view.
    """
    figures = [(e.low, e.high) for e in found]
    if view == "lowest":
        return min(figures, key=lambda r: (r[0], r[1] is None))
    if view == "highest":
        return max(figures, key=lambda r: (r[1] is None, r[1] or 0, r[0]) if r[1] is not None else (False, r[0], r[0]))
    if view == "latest":
        return figures[-1]
    if view == "best":
        behind = {f: {e.origin for e in found if (e.low, e.high) == f} for f in figures}
        return min(behind, key=lambda f: (-len(behind[f]), f[0]))
    raise ValueError(f"no such view: {view}")


def totals(found: Sequence[Entry]) -> Iterator[dict[str, object]]:
    """For each happening and kind the figure under every view, and per claimant the latest."""
    groups: dict[tuple[str, str], list[Entry]] = {}
    for e in found:
        groups.setdefault((e.happening, e.kind), []).append(e)
    for (happening, kind), group in groups.items():
        claimants = {e.claimant: shown((e.low, e.high)) for e in group}
        yield {"happening": happening, "kind": kind, **{v: shown(total(group, v)) for v in VIEWS}, "claimants": claimants}
