"""Times counted from another time or from a happening: "two days before Christmas", "the day after the attack".

TimeML marks "two days" alone; so do we, but where what it is counted from is known, its value is the day that it gives.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from onrecord import syntax
from onrecord.article import Span, Time
from onrecord.stages.times import calendar as cal
from onrecord.stages.times.calendar import parse

if TYPE_CHECKING:
    from onrecord.syntax import Doc, Token

#: Rules whose expressions hold the direction themselves ("the day after").
_DIRECTED = "the day before"
_BESIDE = re.compile(r"\s+(before|after|from|following|prior\s+to)\s+(?=\w)", re.I)
_COUNT = re.compile(r"P(\d{1,4})([DWMY])$")
#: Words of a plain count: "two days".
_PLAIN = 2
#: Behind what it is counted from: the count is that range's length ("64 days from May 1 to July 3").
_RANGE = re.compile(r"\s*(?:to|until|till|through|-|–)\b", re.I)
#: Words back that a happening told before is looked for.
_FAR = 1500


def counted(found: list[Time], doc: Doc | None, text: str) -> list[Time]:
    """The same expressions; those counted from a known day, week, month or year with the date that they give."""
    starts = {t.mark.at.start: t for t in found}
    out = list(found)
    for i, time in enumerate(found):
        step = _step(time, text)
        if step is None:
            continue
        way, n, unit, behind = step
        base = starts.get(behind) or (_happening(doc, behind, out[:i]) if doc is not None else None)
        whole = base is not None and base.type in ("DATE", "TIME") and not _RANGE.match(text, base.mark.at.end)
        day = parse(base.value) if base and whole else None
        value = cal.moved(day, way * n, unit) if day else None
        if base and value:
            out[i] = replace(time, type="DATE", value=value, anchor=base.id, why=f"{time.why}, counted from {base.id}")
    return out


def _step(time: Time, text: str) -> tuple[int, int, str, int] | None:
    """Direction, count, unit, and where what it is counted from begins."""
    if time.why == _DIRECTED and time.value == "XXXX-XX-XX":
        gap = re.compile(r"\s+(?=\w)").match(text, time.mark.at.end)
        back = text[: time.mark.at.end].lower().endswith("before")
        return (-1 if back else 1, 1, "D", gap.end()) if gap else None
    count = _COUNT.match(time.value) if time.type == "DURATION" else None
    beside = _BESIDE.match(text, time.mark.at.end) if count else None
    if count is None or beside is None or len(time.mark.at.cut(text).split()) > _PLAIN:
        return None  # "eight trading days": not days of the calendar
    back = beside[1].lower() == "before" or beside[1].lower().startswith("prior")
    return (-1 if back else 1, int(count[1]), count[2], beside.end())


def _happening(doc: Doc, at: int, told: list[Time]) -> Time | None:
    """The day of the happening that the words at ``at`` name, where the same word stood before in a sentence with one day."""
    first = syntax.head(doc, Span(at, at + 1))
    if first is None:
        return None
    word = _named(first)
    if word is None:
        return None
    for j in range(first.i - 1, max(-1, first.i - _FAR), -1):
        token = doc[j]
        if token.lemma_ == word.lemma_ and token.pos_ in ("NOUN", "VERB"):
            days = [t for t in told if _within(t, token) and (d := parse(t.value)) and d.day]
            if len(days) == 1:
                return days[0]
    return None


def _named(token: Token) -> Token | None:
    """The noun or verb that a phrase or clause beginning with ``token`` is about: a definite noun, or a verb with a subject."""
    at = token
    for _ in range(3):
        if at.pos_ in ("NOUN", "VERB"):
            break
        at = at.head
    if at.pos_ == "NOUN" and any(c.lower_ in ("the", "his", "her", "their", "that", "this", "its") for c in at.children):
        return at
    if at.pos_ == "VERB" and any(c.dep_ in syntax.SUBJECTS for c in at.children):
        return at
    return None


def _within(time: Time, token: Token) -> bool:
    sent = token.sent
    return sent.start_char <= time.mark.at.start < sent.end_char
