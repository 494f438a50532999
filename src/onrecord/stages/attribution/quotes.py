"""What stands in quote marks, of all kinds, balanced or not.

One walk over the marks of a paragraph. Double marks of any style close each other (“…", «…»), since editors mix them; an
opening mark within an open quotation shows that the first was never closed; single marks make a quotation where they stand at a
word's edge and close soon, else they are apostrophes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from onrecord.article import Span

_MARK = re.compile(r"``|''|[“”„«»\"‘’']")
#: What opens in any case, and what closes in any case; " may do either.
_OPENERS, _CLOSERS = ("“", "„", "«", "``"), ("”", "»", "''")
#: A run in single marks may have so many characters: longer ones are apostrophes that look like closing marks.
SINGLE = 300
#: Straight single marks close a run of so many words, or one that ends with a mark of punctuation.
TERM = 4


@dataclass(frozen=True, slots=True)
class Quote:
    """A run in quote marks, marks included; ``inner`` without them; ``closed`` says whether its end was marked."""

    span: Span
    inner: Span
    closed: bool


def quotes(text: str, start: int, end: int) -> list[Quote]:
    """The outermost quotations of a paragraph ``[start, end)``; one that is not closed runs to the paragraph's end, or to the
    next opening mark.
    """
    out: list[Quote] = []
    opened: re.Match[str] | None = None
    at = start
    while m := _MARK.search(text, at, end):
        at = m.end()
        mark = m.group()
        if mark in ("‘", "’", "'"):
            if opened is None and mark != "’" and (single := _single(text, m, start, end)):
                out.append(single)
                at = single.span.end
            continue
        if opened is None:
            if mark in _OPENERS or (mark == '"' and _may_open(text, m.start(), m.end(), end)):
                opened = m
        elif mark in _CLOSERS or (mark == '"' and not _must_open(text, m, start, end)) or (mark, opened.group()) == ("“", "„"):
            out.append(Quote(Span(opened.start(), m.end()), Span(opened.end(), m.start()), True))
            opened = None
        elif mark == opened.group() or mark == '"':
            out.append(_left_open(text, opened, m.start()))
            opened = m
    if opened is not None:
        out.append(_left_open(text, opened, end))
    return [q for q in out if len(q.inner)]


def _left_open(text: str, opened: re.Match[str], end: int) -> Quote:
    while end > opened.end() and text[end - 1].isspace():
        end -= 1
    return Quote(Span(opened.start(), end), Span(opened.end(), end), False)


def _may_open(text: str, start: int, stop: int, end: int) -> bool:
    """Whether a straight mark may open: something follows it, and no word or figure (5'11") runs into it."""
    return stop < end and not text[stop].isspace() and not (start > 0 and text[start - 1].isalnum())


def _must_open(text: str, m: re.Match[str], start: int, end: int) -> bool:
    """Whether a straight mark can't close: white space before it, a letter or digit behind it."""
    before = m.start() > start and text[m.start() - 1].isspace()
    return before and m.end() < end and text[m.end()].isalnum()


def _single(text: str, m: re.Match[str], start: int, end: int) -> Quote | None:
    """A quotation in single marks that opens here; None for an apostrophe."""
    if (m.start() > start and (text[m.start() - 1].isalnum() or text[m.start() - 1] in "’'")) or m.end() >= end:
        return None
    if not (text[m.end()].isalpha() or text[m.end()] == "["):
        return None
    close = "’" if m.group() == "‘" else "'"
    at, last = m.end(), min(end, m.end() + SINGLE)
    while (stop := text.find(close, at, last)) >= 0:
        at = stop + 1
        if (stop + 1 < end and text[stop + 1].isalnum()) or text[stop - 1].isspace():
            continue
        inner = text[m.end() : stop]
        if close == "’" or inner[-1] in ".,!?" or len(inner.split()) <= TERM:
            return Quote(Span(m.start(), stop + 1), Span(m.end(), stop), True)
        return None
    return None
