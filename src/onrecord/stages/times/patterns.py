"""The patterns of time expressions, built once from the calendar's words."""

from __future__ import annotations

import re
from functools import cache

from onrecord.knowledge.times import time_words


def alternatives(kind: str) -> str:
    """The words of a kind as a pattern, longest first."""
    return "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in sorted(time_words(kind), key=lambda w: (-len(w), w)))


@cache
def patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Rule name and pattern, in the order in which they are tried; the longest match at the earliest place wins."""
    month, weekday, unit = alternatives("month"), alternatives("weekday"), alternatives("unit")
    season, part, number = alternatives("season"), alternatives("part"), alternatives("number")
    year = r"(?P<year>(?:1[0-9]|20)\d\d)"
    day = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
    count = rf"(?P<n>\d+(?:\.\d+)?|{number})"
    about = (
        r"(?:about|around|some|nearly|almost|more\s+than|less\s+than|at\s+least|over|roughly|approximately|"
        r"just|only|up\s+to)\s+"
    )
    rel = r"(?P<rel>last|next|this|past|coming|previous|following|same|that|current|late|early|mid-?)"
    clock = r"(?P<hour>[0-2]?\d)(?:[:.](?P<minute>[0-5]\d))?\s*(?P<half>a\.m\.|p\.m\.|am|pm|GMT|o'clock|hours)?"
    rules = {
        "iso": r"(?P<year>\d{4})-(?P<mon>\d\d)-(?P<day>\d\d)(?:T\d\d:\d\d\S*)?",
        "slashed": r"(?P<mon>[01]?\d)/(?P<day>[0-3]?\d)/(?P<year>\d{4}|\d\d)",
        "weekday, month day, year": rf"(?:(?:{weekday}),?\s+)?(?P<month>{month})\s+{day}(?:,?\s+{year})?(?!\d|,\d|:)",
        "day month year": rf"(?:(?:{weekday}),?\s+)?{day}\s+(?:of\s+)?(?P<month>{month})(?:,?\s+{year})?",
        "month year": rf"(?P<mod>early|late|mid-?)?\s*(?P<month>{month}),?\s+(?:of\s+)?{year}",
        "relative month": rf"{rel}\s+(?P<month>{month})",
        "month": rf"(?P<mod>early|late|mid-?)?\s*(?P<month>{month})(?!\s*\d)",
        "decade": r"(?:the\s+)?(?:early\s+|late\s+|mid-?\s*)?(?P<decade>(?:1[0-9]|20)\d0|'?[2-9]0)s",
        "quarter": rf"(?:the\s+)?(?P<ord>first|second|third|fourth|1st|2nd|3rd|4th)[\s-]+quarter(?:\s+(?:of\s+)?{year})?",
        "fiscal": rf"(?:fiscal|financial)\s+(?:year\s+)?{year}",
        "season": rf"(?:{rel}\s+)?(?P<season>{season})(?:\s+(?:of\s+)?{year})",
        "relative season": rf"(?:{rel})\s+(?P<season>{season})",
        "relative weekday": rf"(?:{rel}\s+)?(?P<weekday>{weekday})(?:\s+(?P<part>{part}))?",
        "today": rf"(?P<today>{alternatives('today')})(?:\s+(?P<part>{part}))?",
        "tonight": r"(?:late\s+)?tonight|last\s+night",
        "this part": rf"(?P<which>this|that|the\s+same)\s+(?P<part>{part})",
        "count ago": rf"(?:{about})?{count}[\s-]+(?P<unit>{unit})\s+"
        r"(?P<dir>ago|earlier|later|before|after|from\s+now|previously)",
        "past count": rf"(?:the\s+)?(?P<rel>last|past|next|coming|previous|first|final)\s+{count}\s+(?P<unit>{unit})",
        "relative unit": rf"(?:the\s+)?{rel}\s+(?P<unit>{unit})",
        "the next day": r"the\s+(?P<rel>next|following|previous)\s+(?P<unit>day|morning|week|month|year)",
        "count unit": rf"(?:{about})?{count}[\s-]+(?P<unit>{unit})(?:-old|\s+old|-long)?",
        "set": rf"(?P<set>{alternatives('set')})",
        "every": rf"(?:every|each)\s+(?P<weekday>{weekday})",
        "holiday": rf"(?P<holiday>{alternatives('holiday')})",
        "clock": rf"{clock}(?:\s+(?P<zone>GMT|EST|EDT|PST|PDT|UTC|CET))?",
        "year": rf"(?:early\s+|late\s+|mid-?)?(?<![\d$£€.,-]){year}(?![\d%]|,\d|\.\d|-\d)",
        "years": r"(?P<unit>days|weeks|months|years|decades|centuries)",
        "vague": rf"(?P<vague>{alternatives('vague')})",
    }
    return tuple((name, re.compile(rf"(?<![\w'’])(?:{p})(?![\w])", re.I)) for name, p in rules.items())
