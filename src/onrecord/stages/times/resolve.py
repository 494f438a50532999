"""What each time expression means, by the rule that found it: TIMEX3 type and value, and what it rests on."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from onrecord.knowledge.times import time_words
from onrecord.stages.times import calendar as cal
from onrecord.stages.times.calendar import Day


@dataclass(frozen=True, slots=True)
class Context:
    """What a relative expression may rest on: the reference day, the last date named before it, the tense around it."""

    reference: Day | None
    narrative: Day | None
    tense: str


@dataclass(frozen=True, slots=True)
class Found:
    """Type, value, and whether it rests on the reference day ("published") or the narrative ("narrative")."""

    type: str
    value: str
    anchor: str | None = None


Groups = dict[str, str | None]
_BACK = ("last", "past", "previous")
_FORWARD = ("next", "coming", "following")


def number(text: str) -> str:
    """A count as digits, "X" where it is vague."""
    text = " ".join(text.lower().split())
    return time_words("number").get(text, text)


def duration(n: str, unit: str) -> str:
    """An ISO duration: P3D, PT2H, P20Y for two decades."""
    scale = {"DE": 10, "CE": 100}.get(unit)
    letter = {"DE": "Y", "CE": "Y", "WE": "WE", "2W": "W", "Q": "M"}.get(unit, unit)
    if scale and n.isdigit():
        n = str(int(n) * scale)
    elif unit == "DE":
        letter = "DE"
    elif unit == "CE":
        letter = "CE"
    if unit == "Q" and n.isdigit():
        n = str(int(n) * 3)
    if unit == "2W" and n.isdigit():
        n = str(int(n) * 2)
    return f"PT{n}{letter[1]}" if letter.startswith("T") else f"P{n}{letter}"


def _ymd(year: str | None, month: int, day: str | None, c: Context) -> Found | None:
    if day and not 1 <= int(day) <= 31:
        return None
    anchor = None
    if year:
        y: int | None = int(year) if len(year) == 4 else 1900 + int(year) if int(year) > 40 else 2000 + int(year)
        if day and int(day) > cal.days(y or 2000, month):
            return None
    else:
        y, anchor = _year_for(month, int(day) if day else None, c)
    head = f"{y:04d}" if y else "XXXX"
    return Found("DATE", f"{head}-{month:02d}" + (f"-{int(day):02d}" if day else ""), anchor)


def _year_for(month: int, day: int | None, c: Context) -> tuple[int | None, str | None]:
    """The year of a date without one: the nearest by tense around the reference."""
    ref = c.reference
    if ref is None:
        return None, None
    if ref.month is None:
        return ref.year, "published"
    ahead = (month, day or 1) > (ref.month, ref.day or 1)
    if c.tense == "future":
        return ref.year + (0 if ahead or month == ref.month else 1), "published"
    if c.tense == "past" and month - ref.month > 1:
        return ref.year - 1, "published"
    if month - ref.month > 9:
        return ref.year - 1, "published"
    return ref.year, "published"


def dated(g: Groups, c: Context) -> Found | None:
    """Month, day and year in words or digits."""
    month = int(g["mon"] or 0) if g.get("mon") else int(time_words("month")[(g["month"] or "").lower()])
    if not 1 <= month <= 12:
        return None
    return _ymd(g.get("year"), month, g.get("day"), c)


def relative_month(g: Groups, c: Context) -> Found | None:
    """Such as "last May", "next March"."""
    month = int(time_words("month")[(g["month"] or "").lower()])
    ref, rel = c.reference, (g.get("rel") or "").lower()
    if ref is None or ref.month is None or rel in ("late", "early", "mid", "mid-"):
        return _ymd(None, month, None, c)
    year = ref.year
    if rel in _BACK and month >= ref.month:
        year -= 1
    if rel in _FORWARD and month <= ref.month:
        year += 1
    return Found("DATE", f"{year:04d}-{month:02d}", "published")


def decade(g: Groups, c: Context) -> Found | None:
    """Such as "the 1990s", "the '60s"."""
    d = (g["decade"] or "").lstrip("'")
    return Found("DATE", d[:3] if len(d) == 4 else f"19{d[0]}")


def quarter(g: Groups, c: Context) -> Found | None:
    """Such as "the third quarter"."""
    n = time_words("ordinal").get((g["ord"] or "").lower()) or (g["ord"] or "1")[0]
    year = g.get("year") or (str(c.reference.year) if c.reference else "XXXX")
    return Found("DATE", f"{year}-Q{n}", None if g.get("year") else "published")


def season(g: Groups, c: Context) -> Found | None:
    """Such as "last summer", "the spring of 1991"."""
    code = time_words("season")[(g["season"] or "").lower()]
    if g.get("year"):
        return Found("DATE", f"{g['year']}-{code}")
    if c.reference is None:
        return Found("DATE", f"XXXX-{code}")
    rel = (g.get("rel") or "").lower()
    begins = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[code]
    now = c.reference.month or 1
    year = c.reference.year - (rel in _BACK and now <= begins + 1) + (rel in _FORWARD and now > begins)
    return Found("DATE", f"{year:04d}-{code}", "published")


def weekday(g: Groups, c: Context) -> Found | None:
    """A weekday: past unless the clause looks ahead; "last" and "next" leave the reference's own day."""
    n = int(time_words("weekday")[(g["weekday"] or "").lower()])
    part = _part(g)
    at = c.reference.whole if c.reference else None
    rel = (g.get("rel") or "").lower()
    if at is None:
        return Found("TIME" if part else "DATE", f"XXXX-WXX-{n + 1}{part}")
    if rel in _FORWARD or (c.tense == "future" and rel not in _BACK):
        day = cal.weekday(at + timedelta(days=1 if rel in _FORWARD else 0), n, "future")
    else:
        day = cal.weekday(at - timedelta(days=1 if rel in _BACK else 0), n, "past")
    return Found("TIME" if part else "DATE", day.isoformat() + part, "published")


def _part(g: Groups) -> str:
    part = (g.get("part") or "").lower()
    return f"T{time_words('part')[part]}" if part else ""


def today(g: Groups, c: Context) -> Found | None:
    """Such as "today", "yesterday", "tomorrow morning"."""
    shift = int(time_words("today")[" ".join((g["today"] or "").lower().split())])
    part = _part(g)
    at = c.reference.whole if c.reference else None
    if at is None:
        return Found("DATE", "PRESENT_REF" if not shift else "XXXX-XX-XX")
    return Found("TIME" if part else "DATE", (at + timedelta(days=shift)).isoformat() + part, "published")


def tonight(g: Groups, c: Context) -> Found | None:
    """Such as "tonight", "last night"."""
    at = c.reference.whole if c.reference else None
    if at is None:
        return Found("TIME", "XXXX-XX-XXTNI")
    back = 1 if (g["all"] or "").lower().startswith("last") else 0
    return Found("TIME", (at - timedelta(days=back)).isoformat() + "TNI", "published")


def this_part(g: Groups, c: Context) -> Found | None:
    """Such as "this morning", which rests on publication, "that night" on the narrative."""
    mine = (g["which"] or "").lower() == "this"
    day = c.reference if mine else (c.narrative or c.reference)
    if day is None or day.whole is None:
        return None
    return Found("TIME", day.whole.isoformat() + _part(g), "published" if mine else "narrative")


def ago(g: Groups, c: Context) -> Found | None:
    """Such as "two years ago" rests on publication, "five days later" on the narrative."""
    n, unit = number(g["n"] or ""), time_words("unit")[(g["unit"] or "").lower()]
    way = (g["dir"] or "").lower()
    back = way in ("ago", "earlier", "before", "previously")
    mine = way in ("ago", "from now")
    day = c.reference if mine else (c.narrative or c.reference)
    anchor = "published" if mine or c.narrative is None else "narrative"
    if way in ("before", "after"):
        return Found("DURATION", duration(n, unit))
    if unit.startswith("T") or not n.isdigit():
        return (
            Found("DATE", "PAST_REF" if back else "FUTURE_REF", anchor)
            if not n.isdigit()
            else Found("DURATION", duration(n, unit))
        )
    value = cal.moved(day, -int(n) if back else int(n), unit) if day else None
    return Found("DATE", value, anchor) if value else Found("DATE", "PAST_REF" if back else "FUTURE_REF")


def counted(g: Groups, c: Context) -> Found | None:
    """Such as "three days", "the last two weeks"."""
    return Found("DURATION", duration(number(g["n"] or ""), time_words("unit")[(g["unit"] or "").lower()]))


def relative_unit(g: Groups, c: Context) -> Found | None:
    """Such as "last week", "this year", "that day", "the next month"."""
    unit, rel = time_words("unit")[(g["unit"] or "").lower()], (g["rel"] or "").lower()
    if rel in ("late", "early", "mid", "mid-") or unit.startswith("T"):
        return None
    own = rel in ("same", "that", "following", "previous") or ((g["all"] or "").lower().startswith("the next"))
    day = (c.narrative or c.reference) if own else c.reference
    anchor = "narrative" if own and c.narrative else "published"
    n = -1 if rel in _BACK else 1 if rel in _FORWARD else 0
    if day is None:
        return Found("DATE", "PAST_REF" if n < 0 else "FUTURE_REF" if n > 0 else "PRESENT_REF")
    if unit == "WE":
        value = cal.moved(day, n, "W")
        return Found("DATE", f"{value}-WE", anchor) if value else None
    if unit == "DE":
        return Found("DATE", f"{day.year // 10 + n}", anchor)
    if unit == "CE":
        return Found("DATE", f"{day.year // 100 + n}", anchor)
    value = cal.moved(day, n, unit)
    return Found("DATE", value, anchor) if value else None


def every(g: Groups, c: Context) -> Found | None:
    """Such as "every Monday"."""
    return Found("SET", f"XXXX-WXX-{int(time_words('weekday')[(g['weekday'] or '').lower()]) + 1}")


def repeated(g: Groups, c: Context) -> Found | None:
    """Such as "daily", "every year"."""
    return Found("SET", time_words("set")[" ".join((g["set"] or "").lower().split())])


def holiday(g: Groups, c: Context) -> Found | None:
    """A day with a name and a fixed date."""
    month, day = time_words("holiday")[" ".join((g["holiday"] or "").lower().split())].split("-")
    return _ymd(None, int(month), day, c)


def clock(g: Groups, c: Context) -> Found | None:
    """Such as "3:30 p.m.", "14:00 GMT"; a bare number is no time."""
    half = (g.get("half") or "").lower().replace(".", "")
    if not half and not (g.get("minute") and g.get("zone")):
        return None
    hour, minute = int(g["hour"] or 0), int(g["minute"] or 0)
    if half in ("am", "pm") and not 1 <= hour <= 12:
        return None
    if hour > 24 or (half == "hours" and not g.get("minute")):
        return None
    hour = hour % 12 + 12 if half == "pm" else hour % 12 if half == "am" else hour
    at = c.reference.whole if c.reference else None
    return Found("TIME", f"{at.isoformat() if at else 'XXXX-XX-XX'}T{hour:02d}:{minute:02d}", "published" if at else None)


def year(g: Groups, c: Context) -> Found | None:
    """A year alone."""
    return Found("DATE", g["year"] or "")


def plural(g: Groups, c: Context) -> Found | None:
    """Such as "years" without a count."""
    return Found("DURATION", duration("X", time_words("unit")[(g["unit"] or "").lower()]))


def vague(g: Groups, c: Context) -> Found | None:
    """Such as "now", "recently", "soon"."""
    return Found("DATE", time_words("vague")[" ".join((g["vague"] or "").lower().split())])


RULES: dict[str, Callable[[Groups, Context], Found | None]] = {
    "iso": dated, "slashed": dated, "weekday, month day, year": dated, "day month year": dated, "month year": dated,
    "relative month": relative_month, "month": dated, "decade": decade, "quarter": quarter, "fiscal": year, "season": season,
    "relative season": season, "relative weekday": weekday, "today": today, "tonight": tonight, "this part": this_part,
    "count ago": ago, "past count": counted, "relative unit": relative_unit, "the next day": relative_unit,
    "count unit": counted, "set": repeated, "every": every, "holiday": holiday, "clock": clock, "year": year,
    "years": plural, "vague": vague,
}  # fmt: skip


def resolve(rule: str, match: re.Match[str], c: Context) -> Found | None:
    """Type and value of a match, None where it is no time expression after all."""
    return RULES[rule]({**match.groupdict(), "all": match.group()}, c)
