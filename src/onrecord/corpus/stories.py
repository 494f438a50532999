"""Stories: reports about the same going-on, told apart by their words within a window of days.

Bags of stems weighted by how rare they are (TF-IDF), names twice; average-link clustering of reports whose publication lies
within the window. Rarity is counted over a shipped table of general news and over the store, so that a small store knows
rare words from common ones too. Only stories that a new report can touch are clustered again.
"""

from __future__ import annotations

import heapq
import json
import math
import re
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from onrecord.knowledge.words import document_counts

#: Days between reports of one story, at most; and how like the reports of two clusters must be on average to be joined.
#: Set on stories_full and stories_leads together (`python evals/run.py corpus-stories-full corpus-stories-leads`): B-cubed
#: F1 lies within a point of its best for .12 to .20 on both.
WINDOW, ALIKE = 5, 0.18
#: Words of the story that are looked at, and how much more a word of the title counts.
WORDS, TITLE = 160, 3
#: The heaviest words of a report that others must share to be compared with it, and in how many reports at most.
HEAVY, SHARE, SPREAD = 32, 2, 400
#: How many of them are kept to find what is like a report without a date, and what a likeness to one counts: any day may be
#: its own, so it must be more like the others (of the six sample articles the undated one then lies .22 from its story).
KEPT, UNDATED = 12, 0.7
_WORD = re.compile(r"[^\W\d_](?:[\w'’]*[^\W_])?|\d[\d,.]*\d|\d")
Bag = Mapping[str, float]


def stem(word: str) -> str:
    """A word without its commonest English endings, lower case."""
    w = re.sub(r"['’]s$", "", word.lower())
    if len(w) > 4 and w.endswith("ies"):
        return w[:-3] + "y"
    if len(w) > 4 and w.endswith("es") and w[-3] in "sxz":
        return w[:-2]
    if len(w) > 3 and w.endswith("s") and not w.endswith("ss"):
        return w[:-1]
    if len(w) > 5 and w.endswith("ing"):
        return w[:-3]
    if len(w) > 4 and w.endswith("ed"):
        return w[:-2]
    return w


def bag(title: str, text: str) -> dict[str, float]:
    """The stems of a title and of the beginning of a story, counted; a capital letter counts twice."""
    found: Counter[str] = Counter()
    for m in _WORD.finditer(title):
        found[stem(m.group())] += TITLE * (2 if m.group()[0].isupper() else 1)
    for m in list(_WORD.finditer(text))[:WORDS]:
        found[stem(m.group())] += 2 if m.group()[0].isupper() else 1
    return {s: float(n) for s, n in found.items() if len(s) > 1}


@dataclass(frozen=True, slots=True)
class Told:
    """A report on its way into a story: its name, its day (None where unknown), its words' weights (length 1)."""

    report: int
    day: int | None
    weights: Bag


def weighted(counts: Bag, docs: Mapping[str, int], size: int) -> dict[str, float]:
    """A bag as a vector of length 1: logarithm of the count times rarity."""
    table = document_counts()
    total = table.documents + size
    raw = {s: (1 + math.log(n)) * math.log((total + 1) / (table.of(s) + docs.get(s, 0) + 1)) for s, n in counts.items()}
    length = math.sqrt(sum(v * v for v in raw.values())) or 1.0
    return {s: v / length for s, v in raw.items()}


def similarities(told: Sequence[Told]) -> dict[tuple[int, int], float]:
    """Cosines of the pairs that share heavy words and lie within the window, by places in ``told``."""
    heavy = [sorted(t.weights, key=lambda s: (-t.weights[s], s))[:HEAVY] for t in told]
    holders: dict[str, list[int]] = defaultdict(list)
    for i, words in enumerate(heavy):
        for s in words:
            holders[s].append(i)
    shared: Counter[tuple[int, int]] = Counter()
    for where in holders.values():
        if len(where) <= SPREAD:
            for k, j in enumerate(where):
                shared.update((i, j) for i in where[:k] if near(told[i].day, told[j].day))
    return {
        (i, j): cosine(told[i].weights, told[j].weights) * _certain(told[i], told[j])
        for (i, j), n in shared.items()
        if n >= SHARE
    }


def cosine(a: Bag, b: Bag) -> float:
    """How like two vectors of length 1 are. The sum is exact, so that the order of the words does not matter."""
    return math.fsum(a[s] * b[s] for s in a.keys() & b.keys())


def near(a: int | None, b: int | None) -> bool:
    """Whether two days lie within the window; an unknown day lies near all."""
    return a is None or b is None or abs(a - b) <= WINDOW


def _certain(a: Told, b: Told) -> float:
    """What a likeness counts: less where only one of the two has a date."""
    return UNDATED if (a.day is None) != (b.day is None) else 1.0


def clusters(told: Sequence[Told]) -> list[list[int]]:
    """Average-link clusters, as places in ``told``; pairs that were not compared count as wholly unlike."""
    sums: dict[int, dict[int, float]] = defaultdict(dict)
    for (i, j), v in similarities(told).items():
        sums[i][j] = sums[j][i] = v
    members = {i: [i] for i in range(len(told))}
    days = {i: set() if t.day is None else {t.day} for i, t in enumerate(told)}
    heap: list[tuple[float, int, int]] = [(-v, i, j) for i, row in sums.items() for j, v in row.items() if i < j and v >= ALIKE]
    heapq.heapify(heap)
    fresh = len(told)
    while heap:
        _, i, j = heapq.heappop(heap)
        if i not in members or j not in members or not _meet(days[i], days[j]):
            continue
        days[fresh] = days.pop(i) | days.pop(j)
        members[fresh] = members.pop(i) + members.pop(j)
        a, b = sums.pop(i), sums.pop(j)
        for k in sorted((a.keys() | b.keys()) - {i, j}):
            if k not in members:
                continue
            total = a.get(k, 0.0) + b.get(k, 0.0)
            sums[fresh][k] = sums[k][fresh] = total
            mean = total / (len(members[fresh]) * len(members[k]))
            if mean >= ALIKE:
                heapq.heappush(heap, (-mean, min(fresh, k), max(fresh, k)))
        fresh += 1
    return sorted(sorted(m) for m in members.values())


def _meet(one: set[int], other: set[int]) -> bool:
    """Whether two clusters may be one: where both have dates, two of them must meet; no undated report bridges a gap."""
    return not one or not other or any(near(a, b) for a in one for b in other)


def note_terms(db: sqlite3.Connection, doc: int, title: str, text: str, published: str | None) -> None:
    """Keep an article's bag; the schema's triggers count its stems."""
    counts = bag(title, text)
    row = (doc, ordinal(published), json.dumps(counts, ensure_ascii=False, sort_keys=True))
    db.execute("DELETE FROM terms WHERE doc = ?", (doc,))
    db.execute("INSERT INTO terms VALUES (?, ?, ?)", row)
    rare = weighted(counts, {}, 0)
    db.execute("DELETE FROM heavy WHERE doc = ?", (doc,))
    db.executemany("INSERT INTO heavy VALUES (?, ?)", ((s, doc) for s in sorted(rare, key=lambda s: (-rare[s], s))[:KEPT]))


def ordinal(published: str | None) -> int | None:
    """An ISO date as a day's number; the first day of a month or year alone; None where there is none."""
    if not published:
        return None
    try:
        return date.fromisoformat((published + "-01-01")[:10]).toordinal()
    except ValueError:
        return None


def regroup(db: sqlite3.Connection, fresh: Iterable[int]) -> int:
    """Cluster anew the stories that these reports can touch; the number of reports looked at."""
    pool = _pool(db, sorted(set(fresh)))
    if not pool:
        return 0
    size = db.execute("SELECT count(*) FROM terms").fetchone()[0]
    stems = sorted({s for _, _, counts in pool for s in counts})
    docs: dict[str, int] = {}
    for k in range(0, len(stems), 500):
        part = stems[k : k + 500]
        marks = ",".join("?" * len(part))
        docs |= dict(db.execute(f"SELECT stem, docs FROM term_counts WHERE stem IN ({marks})", part))  # noqa: S608
    told = [Told(report, day, weighted(counts, docs, size)) for report, day, counts in pool]
    for members in clusters(told):
        reports = [told[i].report for i in members]
        first = min(members, key=lambda i: (told[i].day is None, told[i].day or 0, told[i].report))
        why = f"average likeness at least {ALIKE} within {WINDOW} days" if len(reports) > 1 else "alone"
        db.executemany("INSERT OR REPLACE INTO stories VALUES (?, ?, ?)", ((r, told[first].report, why) for r in reports))
    return len(told)


def _pool(db: sqlite3.Connection, fresh: Sequence[int]) -> list[tuple[int, int | None, dict[str, float]]]:
    """New reports, with all reports of every story that has one within the window of a new one."""
    days = {r: d for r in fresh for (d,) in db.execute("SELECT day FROM terms WHERE doc = ?", (r,))}
    wanted = set(days)
    for low, high in _stretches(sorted({d for d in days.values() if d is not None})):
        sql = (
            "SELECT s2.report FROM terms t JOIN stories s1 ON s1.report = t.doc"
            " JOIN stories s2 USING (story) WHERE t.day BETWEEN ? AND ?"
        )
        wanted |= {r[0] for r in db.execute(sql, (low - WINDOW, high + WINDOW))}
    for r, d in days.items():
        wanted |= set(_like(db, r, dated=d is not None))
    rows = []
    for report in sorted(wanted):
        for day, counts in db.execute("SELECT day, bag FROM terms WHERE doc = ?", (report,)):
            rows.append((report, day, json.loads(counts)))
    return rows


_LIKE = """
SELECT h2.doc FROM heavy h1 JOIN term_counts c USING (stem) JOIN heavy h2 USING (stem) JOIN terms t ON t.doc = h2.doc
WHERE h1.doc = ? AND c.docs <= ? AND h2.doc <> h1.doc AND (? OR t.day IS NULL)
GROUP BY h2.doc HAVING count(*) >= ? ORDER BY count(*) DESC, h2.doc LIMIT ?
"""
_SAME_STORY = "SELECT s2.report FROM stories s1 JOIN stories s2 USING (story) WHERE s1.report = ?"


def _like(db: sqlite3.Connection, report: int, *, dated: bool) -> Iterator[int]:
    """Reports that share heavy words with a report, and those of their stories: undated ones for a dated report, else all."""
    for (other,) in db.execute(_LIKE, (report, SPREAD, not dated, SHARE, SPREAD)).fetchall():
        yield other
        yield from (r[0] for r in db.execute(_SAME_STORY, (other,)))


def _stretches(days: Sequence[int]) -> list[tuple[int, int]]:
    """Days as runs without gaps longer than the window."""
    out: list[tuple[int, int]] = []
    for day in days:
        if out and day - out[-1][1] <= WINDOW:
            out[-1] = (out[-1][0], day)
        else:
            out.append((day, day))
    return out
