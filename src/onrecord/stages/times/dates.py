"""Dates that name a place on the calendar: days, months, years, decades, quarters, seasons, named days, clock times."""

from __future__ import annotations

import re

from onrecord.stages.times import calendar as cal
from onrecord.stages.times.calendar import Day
from onrecord.stages.times.context import Context, Found, Groups
from onrecord.stages.times.holidays import fixed
from onrecord.stages.times.holidays import holiday as named_day
from onrecord.stages.times.numbers import full_year, number, plain, word, year_in_words

#: Days from publication within which a date in digits is read the way that lies near it.
_NEAR = 45


class ImpossibleError(ValueError):
    """The words name a day, an hour or a year that does not exist."""


class OtherCalendarError(ValueError):
    """The words name a date of a calendar that is not converted."""


def stated_year(g: Groups) -> int | None:
    """The year that the expression itself states."""
    if g.get("year") or g.get("shortyear"):
        return full_year(g.get("year") or g.get("shortyear") or "")
    return year_in_words(g.get("yearwords")) if g.get("yearwords") else None


def date(g: Groups, c: Context) -> Found | None:
    """Month with or without day and year, in words or digits; hour and minute where stated."""
    month = int(g["mon"] or 0) if g.get("mon") else int(word("month", g.get("month")) or 0)
    day = _day(g.get("day") or g.get("dayword"))
    year = stated_year(g)
    if g.get("mon") and month > 12 and day and day <= 12:
        month, day = day, month
    if not 1 <= month <= 12 or (day is not None and not 1 <= day <= (cal.days(year, month) if year else cal.days(2000, month))):
        raise ImpossibleError
    if year is None and day is None and _no_month(g, c):
        return None
    anchor = None
    if year is None:
        year, anchor = year_for(month, day, c)
    elif g.get("month2") and int(word("month", g["month2"])) < month:
        year -= 1  # "November 15 to February 15, 1989"
    value = f"{year:04d}" if year else "XXXX"
    value += f"-{month:02d}" + (f"-{day:02d}" if day else "")
    if year and not cal.valid(year, month, day):
        value = value[:7]
    return _timed(value, g, anchor)


def slashed(g: Groups, c: Context) -> Found | None:
    """A date in digits with slashes. Which of two numbers is the month is told by the numbers, else by publication.

    Where neither tells (04/03/2013), month and day stay open.
    """
    one, two, year_ = int(g["mon"] or 0), int(g["day"] or 0), full_year(g["year"] or "")
    read = sorted({(m, d) for m, d in ((one, two), (two, one)) if cal.valid(year_, m, d)})
    if not read:
        raise ImpossibleError
    ref = c.published.whole if c.published else None
    days = [Day(year_, m, d) for m, d in read]
    near = [d for d in days if ref and d.whole and abs((d.whole - ref).days) <= _NEAR]
    if len(days) == 1 or len(near) == 1:
        return Found("DATE", (near or days)[0].iso())
    return Found("DATE", f"{year_:04d}-XX-XX")


def _no_month(g: Groups, c: Context) -> bool:
    word_ = g.get("month") or ""
    if word_ == "March" and re.search(r"\b(?:the|The|a)\s+$", c.before) and re.match(r"\s+(?:on|for|against)\b", c.after):
        return True  # "the March on Washington"
    return not word_[:1].isupper() or (plain(word_) in ("mar", "jan", "jun", "sep", "dec", "oct", "nov", "feb", "apr", "aug"))


def _day(text: str | None) -> int | None:
    if not text:
        return None
    digits = re.match(r"\d+", text)
    value = int(digits[0]) if digits else int(word("ordinal", text) or 0)
    if not 1 <= value <= 31:
        raise ImpossibleError
    return value


def _timed(value: str, g: Groups, anchor: str | None) -> Found:
    if not g.get("hour"):
        return Found("DATE", value, anchor)
    if int(g["hour"] or 0) > 24 or int(g["minute"] or 0) > 59:
        raise ImpossibleError
    zone = (g.get("offset") or "").replace("+00:00", "Z")
    return Found("TIME", f"{value}T{g['hour']}:{g['minute']}{zone}", anchor)


def year_for(month: int, day: int | None, c: Context) -> tuple[int | None, str | None]:
    """The year of a date without one: by tense around publication; without one the last year told, or the article's only."""
    ref = c.published
    if ref is None:
        last = c.year_told()
        if last:
            return last[0].year, last[1]
        return (c.years[0], None) if len(set(c.years)) == 1 else (None, None)
    if ref.month is None:
        return ref.year, "published"
    off = month - ref.month
    later = (month, day or ref.day or 1) > (ref.month, ref.day or 1)
    if c.ahead:
        return ref.year + (0 if off >= 0 and (later or day is None or off > 0) else -off >= 3), "published"
    # A past clause whose date lies far ahead in this year speaks of last year's; of the next months, it tells of plans.
    # On times/news, value accuracy .852 where the next month is this year's, .848 where it is last year's, .851 at 4 months.
    if later and off > 1:
        return ref.year - 1, "published"
    return ref.year - (off > 9), "published"


def _which(g: Groups) -> int:
    return -1 if g.get("final") else int(word("ordinal", g.get("ordinal")))


def nth_weekday(g: Groups, c: Context) -> Found | None:
    """Such as "the third Thursday of November"."""
    if g.get("months"):
        return Found("SET", "P1M")
    month, weekday = int(word("month", g.get("month")) or 0), int(word("weekday", g["weekday"]))
    which, year = _which(g), stated_year(g)
    if which > 5:
        raise ImpossibleError
    anchor = None
    if year is None:
        year, anchor = year_for(month, None, c)
        if year and c.published and g.get("rel"):
            year = c.published.year + {"next": 1, "last": -1}.get(plain(g["rel"]), 0)
    if year is None:
        return Found("DATE", f"XXXX-{month:02d}")
    at = cal.nth(year, month, weekday, which)
    if at is None:
        raise ImpossibleError
    return Found("DATE", at.isoformat(), anchor)


def nth_day(g: Groups, c: Context) -> Found | None:
    """Such as "the first day of March", "the second week of March 2003"."""
    month, which, year = int(word("month", g["month"])), _which(g), stated_year(g)
    anchor = None
    if year is None:
        year, anchor = year_for(month, None, c)
    if year is None:
        return Found("DATE", f"XXXX-{month:02d}")
    last = cal.days(year, month)
    if plain(g["what"]) == "day":
        at = Day(year, month, last if which < 0 else which)
        if (at.day or 0) > last:
            raise ImpossibleError
        return Found("DATE", at.iso(), anchor)
    day = last if which < 0 else (which - 1) * 7 + 1
    whole = Day(year, month, day).whole if day <= last else None
    return Found("DATE", cal.week(whole), anchor) if whole else None


def year(g: Groups, c: Context) -> Found | None:
    """A year alone. Those before 1400 are taken for numbers unless words say that they are years."""
    value = stated_year(g)
    if value is None or not 1 <= value <= 2999:
        return None
    if g.get("year") and value < 1400 and not re.search(r"\b(?:in|since|until|by|from|year|of|ad|to|and)\s+$", c.before, re.I):
        return None
    return Found("DATE", f"{value:04d}")


def year_range(g: Groups, c: Context) -> Found | None:
    """The short end of "1914-18"."""
    first = int(c.before[-5:-1])
    last = first // 100 * 100 + int(g["short"] or 0)
    return Found("DATE", f"{last:04d}") if first < last <= first + 60 else None


def before_christ(g: Groups, c: Context) -> Found | None:
    """Such as "202 BC": BC0202 as TIMEX3 writes it."""
    if plain(g["era"]).replace(".", "") in ("ad", "ce"):
        return Found("DATE", f"{int(g['number'] or 0):04d}")
    return Found("DATE", f"BC{int(g['number'] or 0):04d}") if int(g["number"] or 0) else None


def century(g: Groups, c: Context) -> Found | None:
    """Such as "the 19th century": 18."""
    which = int(g["nth"] or 0) if g.get("nth") else int(word("ordinal", g.get("ordinal")) or 0)
    if which < 1:
        return None
    before = "BC" if plain(g.get("era")).replace(".", "") in ("bc", "bce") else ""
    return Found("DATE", f"{before}{which - 1:02d}")


def decade(g: Groups, c: Context) -> Found | None:
    """Such as "the 1990s", "the '60s", "the nineties": 199, 196, 199."""
    if g.get("tens"):
        head = {"seventeen": 17, "eighteen": 18}.get(plain(g.get("century")), 19)
        return Found("DATE", f"{head}{word('tens', g['tens'])[0]}")
    d = (g["decade"] or "").lstrip("'’")
    if len(d) == 2 and not (g["all"] or "").lstrip("the ").startswith(("'", "’")):
        # "the 80s" may be a temperature or an age: only behind "the" or a word that says when.
        if not re.search(r"\bthe\s|\b(?:early|late|mid)[\s-]", (c.before[-12:] + (g["all"] or "")), re.I):
            return None
        if re.search(r"\bin (?:his|her|their|my) ", c.before[-14:], re.I):
            return None
    return Found("DATE", d[:3] if len(d) == 4 else f"19{d[0]}")


def quarter(g: Groups, c: Context) -> Found | None:
    """Such as "the third quarter", "Q3 2019"; without a year the last that has begun, or this year's."""
    n = int(g["quarter"] or 0) if g.get("quarter") else int(word("ordinal", g.get("ordinal")) or 0)
    if not 1 <= n <= 4:
        return None
    stated = stated_year(g)
    if stated:
        return Found("DATE", f"{stated:04d}-Q{n}")
    at = c.reference()
    if at is None:
        return Found("DATE", f"XXXX-Q{n}")
    day, anchor = at
    year_ = day.year - (day.month is not None and n * 3 - 2 > day.month and not c.ahead)
    return Found("DATE", f"{year_:04d}-Q{n}", anchor)


def half(g: Groups, c: Context) -> Found | None:
    """Such as "the second half of 2019"."""
    second = re.match(r"(?:the\s+)?(?:latter|last|second|2nd)", g["all"] or "", re.I)
    n = 2 if second else int(word("ordinal", g["ordinal"]) or 1)
    if n > 2:
        return None
    stated, at = stated_year(g), c.reference()
    if stated is None:
        if at is None:
            return Found("DATE", f"XXXX-H{n}")
        stated = at[0].year + {"last": -1, "next": 1}.get(plain(g.get("rel")), 0)
        return Found("DATE", f"{stated:04d}-H{n}", at[1])
    return Found("DATE", f"{stated:04d}-H{n}")


def fiscal(g: Groups, c: Context) -> Found | None:
    """Such as "fiscal 2019": the year it is named by."""
    return Found("DATE", g["year"] or "")


def year_end(g: Groups, c: Context) -> Found | None:
    """Such as "year-end": at the year's grain."""
    at, step = c.reference(), {"back": -1, "ahead": 1}.get(word("rel", g.get("rel")), 0)
    return Found("DATE", f"{at[0].year + step:04d}", at[1]) if at else Found("DATE", "XXXX")


def season(g: Groups, c: Context) -> Found | None:
    """Such as "last summer", "the spring of 1991"."""
    code, stated = word("season", g["season"]), stated_year(g)
    if re.search(r"['’]s\s+$", c.before) and not stated:
        return None  # "the city's fall"
    if stated:
        return Found("DATE", f"{stated:04d}-{code}")
    rel = word("rel", g.get("rel"))
    at = c.running() if rel.startswith("own") else c.reference()
    if at is None:
        return Found("DATE", f"XXXX-{code}")
    day, anchor = at
    if c.published is None:
        return Found("DATE", f"{day.year + rel.endswith('ahead') - rel.endswith('back'):04d}-{code}", anchor)
    year_ = cal.season_year(code, day, ahead=rel == "ahead" or (not rel and c.ahead))
    within = _within(code, day.month or 1)
    if rel == "back" and within and plain(g.get("rel")) != "this past":
        year_ -= 1
    if rel == "ahead" and within:
        year_ += 1
    if rel == "this":
        year_ = cal.season_year(code, day, ahead=True) if not within and c.ahead else day.year - (code == "WI" and within == 2)
    return Found("DATE", f"{year_:04d}-{code}", anchor)


def _within(code: str, month: int) -> int:
    """1 where a month lies in a season, 2 where in the part of winter behind new year, else 0."""
    if code == "WI":
        return 1 if month == 12 else 2 if month <= 2 else 0
    begin = {"SP": 3, "SU": 6, "FA": 9}[code]
    return int(begin <= month <= begin + 2)


def holiday(g: Groups, c: Context) -> Found | None:
    """A named day, in its stated year or the one that tense and publication give."""
    row, part = int(word("holiday", g["holiday"])), word("part", g.get("part"))
    tail, kind = (f"T{part}", "TIME") if part else ("", "DATE")
    stated = stated_year(g)
    if stated:
        value = named_day(row, stated)
        return Found(kind, value + tail) if value else None
    at = c.reference()
    if at is None:
        day = fixed(row)
        year_ = c.years[0] if len(set(c.years)) == 1 else None
        value = named_day(row, year_) if year_ else f"XXXX-{day}" if day else "XXXX"
        return Found(kind, (value or "XXXX") + tail)
    return _nearest_holiday(row, g, c, at, tail)


def _nearest_holiday(row: int, g: Groups, c: Context, at: tuple[Day, str], tail: str) -> Found | None:
    day, anchor = at
    if day.whole is None or c.published is None:
        value = named_day(row, day.year)
        return Found("TIME" if tail else "DATE", value + tail, anchor) if value else None
    rel, now = word("rel", g.get("rel")), day.iso()
    found = [v for v in (named_day(row, day.year + n) for n in (-1, 0, 1)) if v]
    past = [v for v in found if v <= now]
    coming = [v for v in found if v > now]
    if rel.endswith("ahead") or (not rel.endswith("back") and c.ahead and coming):
        value = coming[0] if coming else None
    elif rel == "this":
        value = next((v for v in found if v[:4] == f"{day.year:04d}"), None)
    else:
        value = past[-1] if past else None
    return Found("TIME" if tail else "DATE", value + tail, anchor) if value else None


def clock(g: Groups, c: Context) -> Found | None:
    """Such as "3:30 p.m.", "14:00 GMT": on the day of its sentence, else of publication."""
    half_ = word("half", g.get("half"))
    said = g.get("clocktime") or number(g.get("number"))
    hour, minute, seconds = _hour(said)
    if half_ == "24" and len(said) != 4 and minute is None:
        return None
    minute = minute or 0
    if hour > 24 or minute > 59 or (half_ in ("am", "pm") and not 1 <= hour <= 12):
        raise ImpossibleError
    if half_ == "pm":
        hour = hour % 12 + 12
    elif half_ == "am":
        hour = hour % 12
    zone = word("zone", g.get("zone")).replace("local", "")
    told = c.last("D") if c.story and c.story[-1].sentence == c.sentence else None
    at = told or c.reference("D")
    day, anchor = (at[0].iso(), at[1]) if at and at[0].whole else ("XXXX-XX-XX", None)
    return Found("TIME", f"{day}T{hour:02d}:{minute:02d}{seconds}{zone}", anchor)


def _hour(said: str) -> tuple[int, int | None, str]:
    if said.isdigit() and len(said) == 4:
        return int(said[:2]), int(said[2:]), ""
    parts = re.split(r"[:.]", said)
    if not all(p.isdigit() for p in parts):
        raise ImpossibleError
    return int(parts[0]), int(parts[1]) if len(parts) > 1 else None, f":{parts[2]}" if len(parts) > 2 else ""


def impossible(g: Groups, c: Context) -> Found | None:
    """What the pattern itself knows to be no date."""
    raise ImpossibleError


def other_calendar(g: Groups, c: Context) -> Found | None:
    """A date of a calendar that is not converted."""
    raise OtherCalendarError
