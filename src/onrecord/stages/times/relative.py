"""Expressions that rest on another date: on publication ("last week") or on the running story ("five days later")."""

from __future__ import annotations

import re
from datetime import date, timedelta

from onrecord.knowledge.times import time_words
from onrecord.stages.times import calendar as cal
from onrecord.stages.times.calendar import Day
from onrecord.stages.times.context import Context, Found, Groups
from onrecord.stages.times.numbers import duration, number, plain, word

#: Words in front of "the next year" and the like that make it a stretch of time, not a date.
_DURING = re.compile(r"\b(?:over|within|during|for|throughout|across)\s+$", re.I)
_ENDED = re.compile(
    r"\s+(?:that\s+)?(?:ended|ending|to|through|begun|beginning|which\s+ended)\s+(?:on\s+)?([A-Z][a-z]{2,8})\b\.?(?:\s+(\d\d?)\b)?"
)
#: What a date of a unit's grain is where nothing tells which.
_OPEN = {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "M": "XXXX-XX", "Y": "XXXX"}


def _step(direction: str) -> int:
    return -1 if direction.endswith("back") else 1 if direction.endswith("ahead") else 0


def _vague(step: int, anchor: str | None = None) -> Found:
    return Found("DATE", ("PRESENT_REF", "FUTURE_REF", "PAST_REF")[step], anchor)


def today(g: Groups, c: Context) -> Found | None:
    """Such as "today", "yesterday", "tomorrow morning"."""
    shift, part = int(word("today", g["today"])), word("part", g.get("part"))
    kind, tail = ("TIME", f"T{part}") if part else ("DATE", "")
    at = c.reference("D") if c.published else None
    if at is None or at[0].whole is None:
        return Found(kind, "XXXX-XX-XX" + tail) if shift or part else Found("DATE", "PRESENT_REF")
    return Found(kind, _days(at[0].whole, shift) + tail, at[1])


def _days(at: date, n: int) -> str:
    return (at + timedelta(days=n)).isoformat()


def tonight(g: Groups, c: Context) -> Found | None:
    """Such as "tonight", "last night", "overnight"."""
    part = word("part", g.get("part")) or "NI"
    at = c.published.whole if c.published else None
    if at is None:
        return Found("TIME", f"XXXX-XX-XXT{part}")
    return Found("TIME", _days(at, -1 if g.get("part") else 0) + f"T{part}", "published")


def this_part(g: Groups, c: Context) -> Found | None:
    """Such as "this morning", which rests on publication, "that night" on the story; "the morning" on either."""
    part, rel = word("part", g["part"]), word("rel", g.get("rel"))
    bare = not g.get("rel") and plain(g["all"]) == plain(g["part"])
    if bare and not part[0].isdigit() and not re.search(r"\b(?:early|late|mid|one|at)[\s-]+$", c.before, re.I):
        return None
    at = c.running("D") if rel.startswith("own") or not rel else c.reference("D")
    if at is None or at[0].whole is None:
        return Found("TIME", f"XXXX-XX-XXT{part}")
    return Found("TIME", _days(at[0].whole, _step(rel)) + f"T{part}", at[1])


def weekday(g: Groups, c: Context) -> Found | None:
    """A weekday: the last one unless the clause looks ahead; "last" and "next" leave the day itself, "this" its week."""
    n, part, rel = int(word("weekday", g["weekday"])), word("part", g.get("part")), word("rel", g.get("rel"))
    kind, tail = ("TIME", f"T{part}") if part else ("DATE", "")
    at = c.running("D") if rel.startswith("own") else c.reference("D") if c.published else None
    if at is None or at[0].whole is None:
        return Found(kind, f"XXXX-WXX-{n}{tail}")
    day, anchor = at[0].whole, at[1]
    if rel == "this":
        return Found(kind, _days(day, n - day.isoweekday()) + tail, anchor)
    ahead = rel.endswith("ahead") or (c.ahead and not rel.endswith("back"))
    leave = (1 if ahead else -1) if rel.endswith(("back", "ahead")) else 0
    return Found(kind, cal.weekday(day + timedelta(days=leave), n, ahead).isoformat() + tail, anchor)


def relative_month(g: Groups, c: Context) -> Found | None:
    """Such as "last May", "next March", "this September"; with a day, that day."""
    month, rel = int(word("month", g["month"]) or 0), word("rel", g["rel"])
    if not (g["month"] or "")[:1].isupper():
        return None
    at = c.running("M") if rel.startswith("own") else c.reference("M")
    if at is None or at[0].month is None:
        return Found("DATE", f"XXXX-{month:02d}")
    year, step = at[0].year, _step(rel)
    if step < 0 and month >= at[0].month:
        year -= 1
    if step > 0 and month <= at[0].month:
        year += 1
    day = re.match(r"\d+", g.get("dayword") or "")
    tail = f"-{int(day[0]):02d}" if day and cal.valid(year, month, int(day[0])) else ""
    return Found("DATE", f"{year:04d}-{month:02d}{tail}", at[1])


def offset(g: Groups, c: Context) -> Found | None:
    """Such as "two years ago", which rests on publication, and "five days later", which rests on the story."""
    n = number(g["count"]) if g.get("count") else "X"
    unit = word("unit", g["unit"]) or word("units", g["unit"])
    way = plain(g.get("way"))
    step = 1 if way in ("from now", "from today", "hence") else _step(word("way", g.get("way")))
    told = bool(way) and way not in ("ago", "back", "from now", "from today", "hence")
    if way == "on" and (n == "X" or re.match(r"\s+\w", c.after)):
        return Found("DURATION", duration(n, unit)) if n != "X" else None
    if n == "X":
        return _vague(step)
    if unit == "Y" and n == "1" and step < 0:
        compared = c.quarter()
        if compared:
            return Found("DATE", f"{compared[0] - 1:04d}-Q{compared[1]}", compared[2])
    grain = "D" if unit in ("D", "W", "2W", "WE") else "M" if unit in ("M", "Q") else "Y"
    at = c.running(grain) if told else c.reference(grain)
    if unit[0] == "T":
        return _clock_moved(int(float(n)) * step, unit, c) or Found("DURATION", duration(n, unit))
    if at is None or (told and step > 0 and at[1] == "published" and not c.ahead):
        # Told in the past with nothing told before it: it can't be counted from publication.
        return Found("DATE", _OPEN[unit]) if at and unit in _OPEN else _vague(step)
    value = _moved(at[0], n, unit, step)
    return Found("DATE", value, at[1]) if value else _vague(step, None)


def _moved(day: Day, n: str, unit: str, step: int) -> str | None:
    if n.endswith(".5") and unit == "Y":
        return cal.moved(day, step * (int(n[:-2]) * 12 + 6), "M")
    scale = {"DE": 10, "CE": 100, "ML": 1000}.get(unit)
    if scale:
        return cal.moved(day, step * int(float(n)) * scale, "Y")
    return cal.moved(day, step * int(float(n)), unit)


def _clock_moved(n: int, unit: str, c: Context) -> Found | None:
    """Hours and minutes from a clock time told before."""
    if not c.story:
        return None
    m = re.match(r"(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)", c.story[-1].value)
    if not m:
        return None
    year, month, day, hour, minute = (int(x) for x in m.groups())
    total = hour * 60 + minute + n * {"TH": 60, "TM": 1}.get(unit, 0)
    try:
        at = date(year, month, day) + timedelta(days=total // 1440)
    except (ValueError, OverflowError):
        return None
    return Found("TIME", f"{at.isoformat()}T{total % 1440 // 60:02d}:{total % 60:02d}", c.story[-1].id)


def week_from(g: Groups, c: Context) -> Found | None:
    """Such as "a week from tomorrow"."""
    if c.published is None or c.published.whole is None:
        return Found("DATE", "XXXX-XX-XX")
    return Found("DATE", _days(c.published.whole, 7 + int(word("today", g["today"]))), "published")


def week_ago(g: Groups, c: Context) -> Found | None:
    """Such as "a week ago Monday"."""
    at = c.published.whole if c.published else None
    n, unit = number(g["count"]), word("unit", g["unit"])
    if at is None or unit != "W" or not n.isdigit():
        return Found("DATE", f"XXXX-WXX-{word('weekday', g['weekday'])}")
    day = cal.weekday(at, int(word("weekday", g["weekday"])), ahead=False)
    return Found("DATE", _days(day, -7 * int(n)), "published") if int(n) < 1000 else None


def ago_today(g: Groups, c: Context) -> Found | None:
    """Such as "twenty years ago today": to the day."""
    at, n, unit = c.published, number(g["count"]), word("unit", g["unit"])
    months = {"Y": 12, "M": 1}.get(unit)
    if at is None or at.whole is None or not n.isdigit():
        return Found("DATE", "XXXX-XX-XX")
    if months:
        year, month = divmod(at.year * 12 + (at.month or 1) - 1 - int(n) * months, 12)
        ok = cal.valid(year, month + 1, at.day)
        return Found("DATE", Day(year, month + 1, at.day).iso(), "published") if ok else None
    value = cal.moved(at, -int(n) * (7 if unit == "W" else 1), "D") if unit in ("D", "W") else None
    return Found("DATE", value, "published") if value else None


def next_unit(g: Groups, c: Context) -> Found | None:
    """Such as "the next day", "the day before", "the following week": they rest on the story."""
    said, way = plain(g["unit"]), plain(g["way"])
    step = {"next": 1, "very next": 1, "following": 1, "after": 1, "same": 0}.get(way, -1)
    after = c.after[:1].isalnum() or re.match(r"\s+[a-z\"“]", c.after)
    if way in ("before", "after") and after and not re.match(r"\s+(?:that|by|in|at|and|with|when|to)\b", c.after):
        # "the day after the attack": the day rests on what follows.
        return Found("DATE", "XXXX-XX-XX") if said == "day" else None
    part = {"morning": "TMO", "evening": "TEV", "afternoon": "TAF", "night": "TNI"}.get(said, "")
    unit = "D" if part else word("unit", said)
    if way == "next" and unit in ("W", "M", "Y", "DE", "CE", "Q") and _DURING.search(c.before):
        return Found("DURATION", duration("1", unit))
    grain = "D" if unit in ("D", "W", "WE") else "M" if unit in ("M", "Q") else "Y"
    at = c.running(grain)
    if unit == "Q" and c.quarter():
        year, number_, anchor = c.quarter() or (0, 0, "")
        total = year * 4 + number_ - 1 + step
        return Found("DATE", f"{total // 4:04d}-Q{total % 4 + 1}", anchor)
    kind = "TIME" if part else "DATE"
    if at and step > 0 and at[1] == "published" and not c.ahead and unit in _OPEN:
        return Found(kind, _OPEN[unit] + part)
    if at is None:
        return Found(kind, f"XXXX-XX-XX{part}") if unit == "D" else _vague(step)
    value = cal.moved(at[0], step, unit)
    return Found(kind, value + part, at[1]) if value else _vague(step)


def relative_unit(g: Groups, c: Context) -> Found | None:
    """Such as "last week", "this year", "that day", "the previous month"."""
    unit, rel = word("unit", g["unit"]), word("rel", g["rel"])
    said = plain(g["rel"])
    if unit[0] == "T" or (unit == "D" and said in ("last", "past")) or (g["unit"] or "").lower().endswith("s"):
        return None
    if said in ("past", "this past") and unit != "WE" and not plain(g["all"]).startswith("this"):
        return Found("DURATION", duration("1", unit))
    if rel == "latest":
        return _latest(unit, c)
    step = _step(rel)
    compared = c.quarter() if unit == "Y" and rel == "back" and _compares(c.before) else None
    if compared:
        return Found("DATE", f"{compared[0] - 1:04d}-Q{compared[1]}", compared[2])
    grain = "D" if unit in ("D", "W", "WE", "2W") else "M" if unit in ("M", "Q") else "Y"
    at = c.running(grain) if rel.startswith("own") else c.reference(grain) if c.published else None
    if unit == "Q" and rel.startswith("own") and c.quarter():
        year, number_, anchor = c.quarter() or (0, 0, "")
        total = year * 4 + number_ - 1 + step
        return Found("DATE", f"{total // 4:04d}-Q{total % 4 + 1}", anchor)
    if at is None:
        return _vague(step) if unit != "D" else Found("DATE", "XXXX-XX-XX")
    value = cal.moved(at[0], step, unit)
    return Found("DATE", value, at[1]) if value else _vague(step)


def _compares(before: str) -> bool:
    """Whether what stands in front, in the same sentence, says that something is compared ("from $33 million last year")."""
    words = " ".join(re.split(r"[.;:]\s", before)[-1].lower().split())
    return any(re.search(rf"\b{w}\b", words) for w in time_words("compare"))


def _latest(unit: str, c: Context) -> Found | None:
    """The latest unit ("the latest quarter"): the one that is spoken of, else the last that has ended."""
    compared = c.quarter()
    if unit == "Q" and compared:
        return Found("DATE", f"{compared[0]:04d}-Q{compared[1]}", compared[2])
    at = c.reference("M")
    if at is None:
        return _vague(0)
    value = cal.moved(at[0], -1, unit)
    return Found("DATE", value, at[1]) if value else None


def the_unit(g: Groups, c: Context) -> Found | None:
    """Such as "the quarter", "the year", "the weekend": the one that is spoken of."""
    unit = word("theunit", g["theunit"])
    ended = _ENDED.match(c.after)
    if ended and unit == "Y":
        return Found("DURATION", "P1Y")
    if unit == "Q":
        month = int(word("month", ended[1]) or 0) if ended else 0
        at = c.reference("M")
        if month and at and at[0].month:
            year = at[0].year - (month > at[0].month and not c.ahead)
            return Found("DATE", f"{year:04d}-Q{cal.quarter(month)}", at[1])
        return _latest("Q", c)
    if unit == "W" and ended and ended[2] and c.published:
        month = int(word("month", ended[1]) or 0)
        year = c.published.year - (month > (c.published.month or 12))
        at_end = Day(year, month, int(ended[2])).whole if cal.valid(year, month, int(ended[2])) else None
        return Found("DATE", cal.week(at_end), "published") if at_end else None
    if unit in ("W", "M") and c.published is None:
        return None
    at = c.reference("Y" if unit == "Y" else "M" if unit == "M" else "D")
    if at is None:
        return None
    if unit == "WE":
        # On a Saturday or Sunday the weekend is this one; on another day, unless the clause looks ahead, the last one.
        whole = at[0].whole
        if whole is None:
            return None
        step = 0 if whole.isoweekday() >= 6 or c.ahead else -1
        return Found("DATE", cal.moved(at[0], step, "WE") or "", at[1])
    value = cal.moved(at[0], 0, unit)
    return Found("DATE", value, at[1]) if value else None


def year_ago_quarter(g: Groups, c: Context) -> Found | None:
    """Such as "the year-ago quarter": the quarter that is spoken of, a year before; else the year before."""
    stated = int(word("ordinal", g.get("ordinal")) or 0)
    compared = c.quarter()
    if compared:
        return Found("DATE", f"{compared[0] - 1:04d}-Q{stated or compared[1]}", compared[2])
    at = c.reference("M")
    if at is None:
        return _vague(-1)
    if g.get("what") == "quarter" or stated:
        latest = _latest("Q", c)
        if latest and not stated:
            return Found("DATE", f"{int(latest.value[:4]) - 1:04d}{latest.value[4:]}", at[1])
        if stated:
            return Found("DATE", f"{at[0].year - 1:04d}-Q{stated}", at[1])
    return Found("DATE", f"{at[0].year - 1:04d}", at[1])


def period(g: Groups, c: Context) -> Found | None:
    """Such as "the 1988 period": the quarter that is spoken of in that year, else the year."""
    compared, year = c.quarter(), int(g["year"] or 0)
    return Found("DATE", f"{year:04d}-Q{compared[1]}" if compared else f"{year:04d}")


def latest_period(g: Groups, c: Context) -> Found | None:
    """Such as "the latest period": the quarter that is spoken of."""
    if "period" in (g["all"] or "").lower() and c.quarter() is None:
        return None
    return _latest("Q", c)


def day_of(g: Groups, c: Context) -> Found | None:
    """Such as "the 15th of that month"."""
    rel, day = word("rel", g["rel"]), re.match(r"\d+", g["dayword"] or "")
    number_ = int(day[0]) if day else int(word("ordinal", g["dayword"]) or 0)
    at = c.running("M") if rel.startswith("own") else c.reference("M")
    value = cal.moved(at[0], _step(rel), "M") if at else None
    if value is None or at is None or not cal.valid(int(value[:4]), int(value[5:7]), number_):
        return Found("DATE", f"XXXX-XX-{number_:02d}") if 1 <= number_ <= 31 else None
    return Found("DATE", f"{value}-{number_:02d}", at[1])


def day_alone(g: Groups, c: Context) -> Found | None:
    """Such as "the 6th": of the month that is spoken of."""
    number_, at = int(g["day"] or 0), c.running("M")
    if not 1 <= number_ <= 31:
        return None
    if at is None or at[0].month is None or not cal.valid(at[0].year, at[0].month, number_):
        return Found("DATE", f"XXXX-XX-{number_:02d}")
    return Found("DATE", f"{at[0].year:04d}-{at[0].month:02d}-{number_:02d}", at[1])
