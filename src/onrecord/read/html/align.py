"""Finds extracted lines again in the page, and writes them from the page itself.

Each line is looked up in the run of the page's visible characters, white space aside. Lines that stand in one place only
come first and hold the others in order, so that a short one ("Read more") can't lead astray what follows it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from onrecord.article import Rewriter
from onrecord.article.markup import INVISIBLE
from onrecord.read.html.page import BREAK, GLUED, LINE, Page

Status = Literal["placed", "placed out of order", "placed in pieces"]

_SPACE = re.compile(r"\s+")
_MARKS = "-•·*|–—"
#: Occurrences of one line that are looked at; a page that says "Share" a thousand times is not searched for the best.
_MOST = 8
#: A piece of a line that is broken by what is not story has so many characters at least, and so many stand between two.
_PIECE, _BETWEEN = 12, 400
_STOPPED = re.compile(r"[.!?…:;][\"”’'»)\]]*$")


@dataclass(frozen=True, slots=True)
class Found:
    """Where a line stands: runs of ``page.key``, more than one only where it is placed in pieces."""

    runs: tuple[tuple[int, int], ...]
    status: Status

    @property
    def first(self) -> int:
        return self.runs[0][0]

    @property
    def last(self) -> int:
        return self.runs[-1][1]


def key_of(text: str) -> str:
    """A text without white space and unseen characters, as ``page.key`` is."""
    return INVISIBLE.sub("", _SPACE.sub("", text))


class Aligner:
    """Finds lines among a page's visible characters, each character used at most once.

    Args:
        begin: where in ``page.key`` the page's body begins; the words of its head are looked at for the title only.
    """

    def __init__(self, page: Page, begin: int = 0) -> None:
        self.key = page.key
        self.begin = begin
        self._starts: list[int] = []  # what is taken, as runs that never touch: starts and ends
        self._ends: list[int] = []

    def free(self, key: str, begin: int, end: int | None = None) -> int:
        """The first place of a key in ``[begin, end)`` where none of it is taken, -1 where there is none."""
        stop = len(self.key) if end is None else end
        first = self.key.find(key, begin, stop)
        while first >= 0:
            i = bisect_left(self._ends, first + 1)
            if i == len(self._ends) or self._starts[i] >= first + len(key):
                return first
            first = self.key.find(key, self._ends[i], stop)
        return -1

    def take(self, first: int, last: int) -> None:
        """Use ``key[first:last]``."""
        i, j = bisect_left(self._ends, first), bisect_right(self._starts, last)
        if i < j:
            first, last = min(first, self._starts[i]), max(last, self._ends[j - 1])
        self._starts[i:j], self._ends[i:j] = [first], [last]

    def find(self, text: str) -> Found | None:
        """The first free place of a text in the page's body."""
        key = key_of(text)
        first = self.free(key, self.begin) if key else -1
        if first < 0:
            return None
        self.take(first, first + len(key))
        return Found(((first, first + len(key)),), "placed")

    def place(self, lines: Sequence[str]) -> list[Found | None]:
        """The places of lines, in their order; None where one can't be found, or has nothing to be seen."""
        keys = [self._spelled(key_of(line)) for line in lines]
        only = {i: at for i, key in enumerate(keys) if key and (at := self._only(key)) is not None}
        chain = _rising(list(only.items()))
        out: list[Found | None] = [None] * len(lines)
        for i in sorted(chain):
            first, last = only[i], only[i] + len(keys[i])
            if self.free(keys[i], first, last) == first:
                self.take(first, last)
                out[i] = Found(((first, last),), "placed")
        limits = _limits([f.first if f else None for f in out], len(self.key))
        at = self.begin
        for i, key in enumerate(keys):
            if out[i] is None and key:
                out[i] = self._among(key, at, limits[i])
            found = out[i]
            if found and found.status != "placed out of order":
                at = max(at, found.last)
        return out

    def _spelled(self, key: str) -> str:
        """The key as it stands in the page: without the mark of a list where the page shows none."""
        if key and key[0] in _MARKS and self.key.find(key, self.begin) < 0:
            return key.lstrip(_MARKS)
        return key

    def _only(self, key: str) -> int | None:
        """Where a key stands, if it stands in one free place only."""
        first = self.free(key, self.begin)
        if first < 0 or self.free(key, first + 1) >= 0:
            return None
        return first

    def _among(self, key: str, at: int, limit: int) -> Found | None:
        """The place of a key that stands in several or none: between its neighbours, behind, before, or in pieces."""
        for begin, end, status in ((at, limit, "placed"), (at, None, "placed"), (self.begin, None, "placed out of order")):
            first = self.free(key, begin, end)
            if first >= 0:
                self.take(first, first + len(key))
                return Found(((first, first + len(key)),), status)  # type: ignore[arg-type]
        return self._pieces(key, at, limit)

    def _pieces(self, key: str, at: int, limit: int) -> Found | None:
        runs: list[tuple[int, int]] = []
        rest = key
        while rest:
            end = limit if not runs else min(limit, runs[-1][1] + _BETWEEN + len(rest))
            size = self._longest(rest, at, end)
            if size < min(_PIECE, len(rest)):
                return None
            first = self.free(rest[:size], at, end)
            if runs and first - runs[-1][1] > _BETWEEN:
                return None
            runs.append((first, first + size))
            rest, at = rest[size:], first + size
        for run in runs:
            self.take(*run)
        return Found(tuple(runs), "placed in pieces") if runs else None

    def _longest(self, key: str, at: int, end: int) -> int:
        """How much of a key's beginning stands within ``[at, end)``."""
        low, high = 0, min(len(key), 20_000)
        while low < high:
            half = (low + high + 1) // 2
            low, high = (half, high) if self.free(key[:half], at, end) >= 0 else (low, half - 1)
        return low


def _rising(pairs: list[tuple[int, int]]) -> set[int]:
    """The most lines whose places rise with their order (longest increasing run, by patience sorting)."""
    tops: list[int] = []
    heads: list[int] = []  # positions in ``pairs``
    before: list[int] = []
    for n, (_, at) in enumerate(pairs):
        i = bisect_left(tops, at)
        if i < len(tops) and tops[i] == at:
            before.append(-1)
            continue
        before.append(heads[i - 1] if i else -1)
        tops[i : i + 1] = [at]
        heads[i : i + 1] = [n]
    out: set[int] = set()
    n = heads[-1] if heads else -1
    while n >= 0:
        out.add(pairs[n][0])
        n = before[n]
    return out


def _limits(anchors: Sequence[int | None], size: int) -> list[int]:
    """For each line where the next anchored one begins."""
    out, limit = [], size
    for anchor in reversed(anchors):
        out.append(limit)
        limit = anchor if anchor is not None else limit
    return out[::-1]


def parts(page: Page, first: int, last: int) -> list[tuple[int, int]]:
    """A run of the key, cut wherever the page shows a paragraph's end within it (law: markup settles glued sentences)."""
    out: list[tuple[int, int]] = []
    begin = first
    for w in range(page.word(first) + 1, page.word(last - 1) + 1):
        gap, at = page.gap(w), page.keys[w]
        if gap == BREAK or (gap == LINE and _ends_line(page.key, begin, at)):
            out.append((begin, at))
            begin = at
    out.append((begin, last))
    return out


def _ends_line(key: str, begin: int, at: int) -> bool:
    """Whether a single line's end ends a paragraph: not where a sentence runs on over it, as in hard-wrapped text."""
    return bool(_STOPPED.search(key, max(begin, at - 4), at)) or not (key[at].islower() or key[at].isdigit())


def write(w: Rewriter, page: Page, first: int, last: int) -> None:
    """Write a run of the key, with one space wherever the page parts two words."""
    i, j = page.word(first), page.word(last - 1)
    source, run = page.source, (0, 0)
    for n in range(i, j + 1):
        a, b = page.words[n]
        put = page.put.get(n)
        if put is None:
            b = a + last - page.keys[n] if n == j else b
            a = a + first - page.keys[n] if n == i else a
        gap = page.gap(n) if n > i else GLUED
        if put is None and run[1] and (a == run[1] or (gap and a == run[1] + 1 and source[run[1]] == " ")):
            run = (run[0], b)
            continue
        if run[1]:
            w.keep(*run)
            run = (0, 0)
        if gap:
            w.insert(" ")
        if put is None:
            run = (a, b)
        else:
            w.replace(a, b, put)
    if run[1]:
        w.keep(*run)
