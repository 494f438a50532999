"""Lines of a reading text, what each looks like, and what rules say it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from onrecord.article import Span
from onrecord.article.layers import BlockKind
from onrecord.knowledge import pages
from onrecord.stages.tidy import credit

_LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")
_WORD = re.compile(r"[^\W_]+(?:[’'.-][^\W_]+)*")
_ENDS = re.compile(r"[.!?…:;,—–-][\"”’'»)\]]*$")
_SENTENCE = re.compile(r"[.!?…][\"”’'»)\]]*(?:\s|$)")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the reading text without the white space at its ends, and its words."""

    at: Span
    text: str
    words: tuple[str, ...]

    @property
    def prose(self) -> bool:
        """Whether it reads as running text: a sentence of some length, with its stop and function words."""
        few = len(self.words) >= 8 and bool(_SENTENCE.search(self.text))
        return (few or len(self.words) >= 25) and sum(w.lower() in _function_words() for w in self.words) >= 2

    @property
    def stopped(self) -> bool:
        """Whether it ends as a sentence or a clause does."""
        return bool(_ENDS.search(self.text))


@cache
def _function_words() -> frozenset[str]:
    return frozenset(w for w, codes in pages.function_words().items() if "en" in codes)


def lines(text: str) -> Iterator[Line]:
    """The lines of a text that hold more than white space, in order."""
    for m in _LINE.finditer(text):
        line = m.group().strip()
        if line:
            start = m.start() + m.group().index(line[0]) if line else m.start()
            yield Line(Span(start, start + len(line)), line, tuple(_WORD.findall(line)))


def chrome_words(text: str) -> str | None:
    """The row of the knowledge file that says a line is page chrome, or None."""
    low = " ".join(text.lower().split()).replace("’", "'")
    bare = low.strip(" :»›>|•·-–—*")
    if low in _exact() or bare in _exact():
        return bare
    if len(low) > 160:
        return None
    for words in pages.chrome("start"):
        if low.startswith(words) and not low[len(words) : len(words) + 1].isalpha():
            return words
    return next((w for w in pages.chrome("end") if low.endswith(w)), None)


@cache
def _exact() -> frozenset[str]:
    return frozenset(w.replace("’", "'") for w in pages.chrome("exact"))


def kinds(found: list[Line]) -> list[tuple[BlockKind, str]]:
    """What rules say each line is, and which rule says so; careful: what may be story is body."""
    named = [chrome_words(line.text) for line in found]
    prose = [line.prose and not named[i] for i, line in enumerate(found)]
    short = [not p and not line.stopped for p, line in zip(prose, found, strict=True)]
    out: list[tuple[BlockKind, str]] = []
    for i, line in enumerate(found):
        words = named[i]
        if words and (len(found) > 1 or words.startswith("©")) and len(line.words) <= 25:
            out.append(("chrome", f"words: {words}"))
        elif short[i] and len(line.words) <= 12 and _run(short, i) >= 5 and sum(prose) >= 2:
            out.append(("chrome", "one of many short lines"))
        else:
            out.append(("body", "line"))
    _mark_title(found, out, prose)
    _mark_headings(found, out, prose)
    return out


def _run(short: list[bool], i: int) -> int:
    """How many lines on end are short around line ``i``."""
    a = b = i
    while a > 0 and short[a - 1]:
        a -= 1
    while b + 1 < len(short) and short[b + 1]:
        b += 1
    return b - a + 1


def _mark_title(found: list[Line], out: list[tuple[BlockKind, str]], prose: list[bool]) -> None:
    """The nearest line before the first prose that can be a headline: 4 to 30 words with no stop at its end."""
    first = next((i for i, p in enumerate(prose) if p), None)
    if first is None:
        return
    for i in range(first - 1, max(-1, first - 8), -1):
        line = found[i]
        if credit.dateline(line.text):
            continue
        named = out[i][1].startswith("words") or re.search(r"[.,;:][\"”’']*$", line.text)
        if out[i][0] in ("body", "chrome") and not named and 4 <= len(line.words) <= 30:
            out[i] = ("title", "short line before the story")
            return


def _mark_headings(found: list[Line], out: list[tuple[BlockKind, str]], prose: list[bool]) -> None:
    """A short line without a stop between two of prose is a subhead."""
    for i in range(1, len(found) - 1):
        between = out[i] == ("body", "line") and prose[i - 1] and prose[i + 1]
        if between and not found[i].stopped and len(found[i].words) <= 12:
            out[i] = ("heading", "short line between prose")
