"""What stands in quote marks."""

from __future__ import annotations

import re
from dataclasses import dataclass

from onrecord.article import Span

_PAIRS = {"“": "”", "«": "»", '"': '"', "„": "“", "‘": "’", "``": "''"}
_OPEN = re.compile(r"``|[“«„]|(?<![\w.])\"(?=\S)|(?<![\w.])‘(?=\w)|(?<=\s)\"(?=\w)|^\"")
#: A single-quoted run may be so long: longer ones are apostrophes that look like closing marks.
SINGLE = 300


@dataclass(frozen=True, slots=True)
class Quote:
    """A run in quote marks, marks included; ``inner`` without them; ``closed`` says whether its end was marked."""

    span: Span
    inner: Span
    closed: bool


def quotes(text: str, start: int, end: int) -> list[Quote]:
    """The outermost quotations of a paragraph ``[start, end)``; one that is not closed runs to the paragraph's end."""
    out: list[Quote] = []
    at = start
    while m := _OPEN.search(text, at, end):
        mark = m.group()
        close = _PAIRS[mark]
        stop = _close(text, m.end(), end, close)
        if stop < 0:
            if mark == "‘" or (mark == '"' and text.count('"', start, m.start()) % 2):
                at = m.end()
                continue
            out.append(Quote(Span(m.start(), end), Span(m.end(), end), False))
            break
        if mark == "‘" and stop - m.start() > SINGLE:
            at = m.end()
            continue
        out.append(Quote(Span(m.start(), stop + len(close)), Span(m.end(), stop), True))
        at = stop + len(close)
    return out


def _close(text: str, at: int, end: int, mark: str) -> int:
    """Where a quotation closes; an apostrophe within or behind a word does not close a single-quoted one."""
    while (stop := text.find(mark, at, end)) >= 0:
        if mark != "’" or not (stop + 1 < end and text[stop + 1].isalnum()):
            return stop
        at = stop + 1
    return -1
