"""A text as units: its lines, and within a glued line the parts that may be of different kinds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from onrecord.article import Span
from onrecord.knowledge import pages
from onrecord.stages.tidy import glue

_LINE = re.compile(r"[^\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_WORD = re.compile(r"[^\W_]+(?:[’'.-][^\W_]+)*")
#: Short lines whose measures are kept: menus come again on every page of an outlet.
REMEMBERED = 8192
_BARE = " :»›>|•·-–—*"


@dataclass(frozen=True, slots=True)
class Unit:
    """A line, or a part of a glued one, without the white space at its ends.

    ``line`` counts lines; ``glued``: it runs on from the unit before in the same line; ``firm``: a sentence ended where it
    begins, so that the cut stands whatever the two parts are; ``gap``: an empty line stands before it.
    """

    at: Span
    text: str
    words: tuple[str, ...]
    line: int
    glued: bool
    firm: bool
    gap: bool


def units(text: str) -> Iterator[Unit]:
    """The units of a text that hold more than white space, in order."""
    last = 0
    names = glue.names_in(text)
    for number, m in enumerate(_LINE.finditer(text)):
        line = m.group()
        if not line.strip():
            continue
        gap = text.count("\n", last, m.start()) > 1
        last = m.end()
        firm = dict.fromkeys(glue.joints(line), True)
        cuts = sorted({0, len(line), *firm, *glue.seams(line, names)})
        first = True
        for a, b in pairwise(cuts):
            part = line[a:b].strip()
            if part:
                start = m.start() + a + line[a:b].index(part[0])
                words = tuple(_WORD.findall(part))
                yield Unit(
                    Span(start, start + len(part)),
                    part,
                    words,
                    number,
                    not first,
                    a in firm,
                    gap and first,
                )
                first = False


@lru_cache(maxsize=REMEMBERED)
def _named(text: str) -> str | None:
    low = " ".join(text.lower().split()).replace("’", "'")
    bare = low.strip(_BARE)
    if low in _exact() or bare in _exact():
        return bare
    if low.startswith(pages.chrome("start")):  # one look for all rows; which of them it is asked only where one is there
        for words in pages.chrome("start"):
            if low.startswith(words) and not low[len(words) : len(words) + 1].isalpha():
                return words
    return next((w for w in pages.chrome("end") if low.endswith(w)), None) if low.endswith(pages.chrome("end")) else None


def chrome_words(text: str) -> str | None:
    """The row of the knowledge file that says a line is page chrome, or None."""
    if len(text) > 160:
        return None
    return _named(text)


@cache
def _exact() -> frozenset[str]:
    return frozenset(w.replace("’", "'") for w in pages.chrome("exact"))
