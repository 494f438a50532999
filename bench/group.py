"""Grouping as a store grows: time per article in portions, share of coding, memory; and one very large story.

    python bench/group.py [--db FILE] [--upto N] [--portion N] [--story N] [--coding] [--seed N]

Synthetic articles are made of the sample collection, coded once: each tells a going-on (a story of the sample in which most
words, names and numbers were replaced, by seed), in words that vary again from article to article; one in five is a reprint.
They go straight into the tables, as coding would leave them. A hundred are published a day, so ten times the articles are ten
times the days. With ``--db`` a later run goes on where an earlier one ended. ``--coding`` codes sixty of the texts, to compare.
``--story N`` groups instead N mentions of one type in one story.
"""

from __future__ import annotations

import argparse
import random
import re
import resource
import sys
import tempfile
import time
from collections import defaultdict
from dataclasses import replace
from datetime import date, timedelta
from hashlib import blake2b
from pathlib import Path
from typing import Any

import onrecord
from onrecord.corpus import group, happenings, mentions
from onrecord.corpus.stories import stem
from onrecord.knowledge.words import document_counts
from onrecord.read.text import article_of_text
from onrecord.store import Store

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "samples" / "collection" / "articles"
TABLES = ("articles", "sentences", "places", "parties", "statements", "statement_spans", "events", "participants", "counts",
          "count_spans", "claims")  # fmt: skip
WORDING = {"title", "reading", "source", "words", "name"}
#: Share of words that a going-on replaces, and that each article replaces again; of reprints; articles a day and a going-on.
OTHER, AGAIN, REPRINTS, DAILY, TOLD = 0.7, 0.3, 0.2, 100, 5
START = date(2025, 6, 1)
SYLLABLES = ("bar", "ken", "tol", "mir", "os", "dal", "vi", "gra")
_WORD = re.compile(r"\w+")
Row = dict[str, Any]


class Maker:
    """Articles from a seed: the n-th is the same in every run."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        store = Store(":memory:", write=True)
        for a in onrecord.code(onrecord.read(SAMPLE)):
            store.add(a, "bench@1")
        group.group(store)
        db = store.connection
        self.rows: dict[str, dict[int, list[Row]]] = {t: defaultdict(list) for t in TABLES}
        for table in TABLES:
            for row in db.execute(f"SELECT * FROM {table}"):  # noqa: S608 — our own names
                self.rows[table][row["doc"]].append(dict(row))
        told = db.execute("SELECT s.story, r.doc FROM stories s JOIN reports r USING (report) ORDER BY 1, 2").fetchall()
        families: dict[int, list[int]] = defaultdict(list)
        for story, doc in told:
            families[story].append(doc)
        self.families = list(families.values())
        self.days = {d: date.fromisoformat(r[0]["published"]) for d, r in self.rows["articles"].items()}
        table = document_counts()
        self.common = sorted((w for w in table.counts if w.isalpha()), key=lambda w: (-table.of(w), w))
        self.ranks = {w: n for n, w in enumerate(self.common)}

    def swap(self, word: str, key: str, share: float) -> str:
        """A word, or what a key puts in its place: one as common in general news, a number for a number, a name for a name."""
        if len(word) < 4 and not word.isdigit():
            return word
        dice = int.from_bytes(blake2b(f"{self.seed} {key} {word}".encode(), digest_size=8).digest(), "big")
        if dice % 1000 > share * 1000:
            return word
        dice //= 1000
        if word.isdigit():
            low = 10 ** (len(word) - 1)
            return str(low + dice % (9 * low))
        if word[0].isupper():
            return "".join(SYLLABLES[dice // 8**k % 8] for k in range(3)).capitalize()
        rank = self.ranks.get(stem(word), len(self.common) - 1)
        low, high = rank // 2, min(2 * rank + 1, len(self.common) - 1)
        return self.common[low + dice % (high - low + 1)]

    def article(self, n: int) -> dict[str, list[Row]]:
        """The rows of the n-th article, by table."""
        rng = random.Random(f"{self.seed}/{n}")  # noqa: S311
        day = n // DAILY
        going = f"{day - rng.randrange(2)}/{rng.randrange(DAILY // TOLD)}"
        family = random.Random(f"{self.seed}:{going}").choice(self.families)  # noqa: S311
        doc = rng.choice(family)
        voice = f"{going}#{doc}" if rng.random() < REPRINTS else str(n)
        known: dict[str, str] = {}

        def other(m: re.Match[str]) -> str:
            word = m[0]
            if word not in known:
                first = self.swap(word, going, OTHER)
                known[word] = first if first[0].isupper() else self.swap(first, voice, AGAIN)
            return known[word]

        shift = timedelta(days=day - 150) + (START - self.days[doc])
        return {t: [self._row(r, n, other, shift) for r in self.rows[t][doc]] for t in TABLES}

    def _row(self, row: Row, n: int, other: Any, shift: timedelta) -> Row:
        out = {k: _WORD.sub(other, v) if k in WORDING and isinstance(v, str) else v for k, v in row.items()} | {"doc": n + 1}
        for k in ("date", "published"):
            if re.fullmatch(r"\d{4}-\d\d-\d\d", out.get(k) or ""):
                out[k] = (date.fromisoformat(out[k]) + shift).isoformat()
        if "sha256" in out:
            out |= {"id": f"n{n}", "outlet": f"Outlet {n % 97}"}
        return out

    def fill(self, store: Store, begin: int, end: int) -> None:
        """Write articles into a store."""
        with store.transaction():
            for n in range(begin, end):
                for table, rows in self.article(n).items():
                    for row in rows:
                        sql = f"INSERT INTO {table} ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})"  # noqa: S608
                        store.connection.execute(sql, tuple(row.values()))


def say(line: str) -> None:
    """One line of the result."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(f"{line}  (peak {peak:,.0f} MiB)\n")
    sys.stdout.flush()


def growing(maker: Maker, file: Path, upto: int, portion: int) -> None:
    """Fill and group portion by portion."""
    store = Store(file, write=True)
    begin = store.connection.execute("SELECT count(*) FROM articles").fetchone()[0]
    for at in range(begin, upto, portion):
        maker.fill(store, at, at + portion)
        start = time.process_time()
        done = group.group(store)
        each = (time.process_time() - start) / portion * 1000
        say(f"{at + portion:9,} articles: {each:.2f} ms an article in this portion; {done}")


def coding(maker: Maker) -> None:
    """Time of coding such texts."""
    texts = [maker.article(n)["articles"][0]["reading"] for n in range(60)]
    list(onrecord.code([article_of_text(texts[0])]))
    start = time.process_time()
    for _ in onrecord.code(article_of_text(t) for t in texts):
        pass
    say(f"coding: {(time.process_time() - start) / len(texts) * 1000:.1f} ms an article")


def one_story(maker: Maker, size: int) -> None:
    """Mentions of one type and story: a war's. Days, figures and places vary, the words are the sample's."""
    store = Store(":memory:", write=True)
    maker.fill(store, 0, 2000)
    group.group(store)
    found = [m for m in mentions.read(store.connection, "e.type = 'ASSAULT'", ()) if m.where or m.counts]
    rng = random.Random(maker.seed)  # noqa: S311
    block = [replace(found[rng.randrange(len(found))], doc=i + 1, article=f"n{i}", event="e1", story=1) for i in range(size)]
    start = time.process_time()
    groups = happenings.clusters(block)
    say(f"{size:,} mentions of one story: {time.process_time() - start:.1f} s, {len(groups):,} happenings")


def main() -> int:
    """Measure and print."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--db", type=Path)
    ap.add_argument("--upto", type=int, default=10_000)
    ap.add_argument("--portion", type=int, default=10_000)
    ap.add_argument("--story", type=int)
    ap.add_argument("--coding", action="store_true")
    ap.add_argument("--seed", type=int, default=1)
    a = ap.parse_args()
    maker = Maker(a.seed)
    if a.coding:
        coding(maker)
    elif a.story:
        one_story(maker, a.story)
    else:
        with tempfile.TemporaryDirectory() as folder:
            growing(maker, a.db or Path(folder) / "bench.db", a.upto, a.portion)
    return 0


if __name__ == "__main__":
    sys.exit(main())
