"""Reprints: which articles are copies of one report, shortened, re-headed, lightly edited, credited or with page chrome.

Candidates come from an index of sampled runs of words; each is then compared whole. Template bulletins (earthquakes, market
reports) share most of their words and none of their numbers, digests share little with each of many: neither is a copy.
Thresholds were set on the development set of 719 articles (`python evals/run.py corpus-reprints`).
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from dataclasses import dataclass

from onrecord.corpus.prints import Likeness, Prints, likeness, numbers

#: Share of the shorter text for a copy that begins where the longer one begins, or fills half of it. Copies there: 1 % below
#: .49 (edited ones apart); other pairs: one of 10,000 above .54.
SHORTENED = 0.5
#: Share of the shorter text, and of the longer, for an edited copy. Edited copies: 1 % below .34.
EDITED, EDITED_LONGER = 0.3, 0.25
#: A shortened copy takes the beginning: shared words begin within this part of the longer text (chrome may stand before).
BEGINS = 0.25
#: Numbers that stand in the same words and differ, from so many places on: bulletins of one template 99 % above .58, copies
#: 99 % below .10.
PLACES, DIFFERING = 4, 0.3
#: A text of fewer words, and one that is mostly numbers (a table), is a copy only if all its words are the same.
SHORT = 12
#: Candidates compared whole, at most; and articles that may hold a run before it is passed over as a common phrase.
COMPARED, COMMON = 12, 60
#: An article is indexed beside its report's others if so much of its sample is new: longer versions bring new words.
NEW = 0.2


@dataclass(frozen=True, slots=True)
class Copy:
    """That an article and another one are copies, and why."""

    other: int
    shared: float
    why: str
    whole: bool


def copied(a: Prints, b: Prints) -> tuple[float, str, bool] | None:
    """Where the two are copies: the share of the shorter text that stands in the other one, the rule, and whether they
    are copies as wholes, so that reports which both copy one article are one report; else None.
    """
    if a.digest == b.digest and a.words:
        return 1.0, "the same words", True
    if any(len(p.words) < SHORT or p.figures > 0.5 for p in (a, b)):
        return None
    found = likeness(a, b)
    why = _why(found)
    if why and found.shorter < 1.0:
        places, differing = numbers(a, b)
        if places >= PLACES and differing > DIFFERING:
            return None
    # A digest that strings together pieces of several reports must not join them.
    return (found.shorter, why, found.longer >= SHORTENED or not why.startswith("edited")) if why else None


def _why(found: Likeness) -> str:
    said = f"{found.shorter:.0%} of the shorter text, {found.longer:.0%} of the longer"
    if found.shorter >= SHORTENED and (found.begins <= BEGINS or found.longer >= 0.5):
        return f"copy: {said}"
    if found.shorter >= EDITED and found.longer >= EDITED_LONGER:
        return f"edited copy: {said}"
    return ""


class Index:
    """Finds an article's copies among those that were looked at before, without reading the corpus again."""

    def __init__(self, db: sqlite3.Connection, made: str) -> None:
        self.db, self.made = db, made
        self._held: dict[int, Prints] = {}

    def add(self, doc: int, text: str) -> list[Copy]:
        """Look at an article once: the copies of it that are known, nearest first; it is then known itself."""
        prints = Prints.of(text)
        same = self.db.execute(
            "SELECT min(doc) FROM fingerprints WHERE digest = ? AND doc <> ?", (prints.digest, doc)
        ).fetchone()[0]
        sampled = prints.sampled()
        if same is not None and prints.words:
            found = [Copy(same, 1.0, "the same words", True)]
        else:
            found = self._copies(prints, sampled)
            if self._brings_news(sampled, found):
                self.db.executemany("INSERT OR IGNORE INTO shingles VALUES (?, ?)", ((h, doc) for h in sampled))
        row = (doc, prints.digest, len(prints.words), self.made)
        self.db.execute("INSERT OR REPLACE INTO fingerprints VALUES (?, ?, ?, ?)", row)
        return found

    def _copies(self, prints: Prints, sampled: list[int]) -> list[Copy]:
        out = []
        for other in self._candidates(sampled):
            found = copied(prints, self._prints(other))
            if found:
                out.append(Copy(other, *found))
        return sorted(out, key=lambda c: (-c.shared, c.other))

    def _candidates(self, sampled: list[int]) -> list[int]:
        shared: Counter[int] = Counter()
        for k in range(0, len(sampled), 500):
            part = sampled[k : k + 500]
            marks = ",".join("?" * len(part))
            sql = (
                f"SELECT doc, count(*) FROM shingles WHERE hash IN (SELECT hash FROM shingles WHERE hash IN ({marks})"  # noqa: S608
                f" GROUP BY hash HAVING count(*) <= {COMMON}) GROUP BY doc"
            )
            shared.update(dict(self.db.execute(sql, part).fetchall()))
        return [doc for doc, n in sorted(shared.items(), key=lambda x: (-x[1], x[0])) if n >= 2][:COMPARED]

    def _prints(self, doc: int) -> Prints:
        if doc not in self._held:
            if len(self._held) > 2000:
                self._held.clear()
            text = self.db.execute("SELECT reading FROM articles WHERE doc = ?", (doc,)).fetchone()[0]
            self._held[doc] = Prints.of(text)
        return self._held[doc]

    def _brings_news(self, sampled: list[int], found: list[Copy]) -> bool:
        if not found:
            return True
        known: set[int] = set()
        for c in found[:3]:
            known |= {r[0] for r in self.db.execute("SELECT hash FROM shingles WHERE doc = ?", (c.other,))}
        return len([h for h in sampled if h not in known]) > NEW * len(sampled)
