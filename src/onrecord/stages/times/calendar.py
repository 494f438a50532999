"""Calendar arithmetic on TIMEX3 values, and the named days."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

#: Units by their letters in ISO durations, and what they count as days or months.
_DAYS = {"D": 1, "W": 7, "2W": 14, "WE": 7}
_MONTHS = {"M": 1, "Q": 3, "Y": 12, "DE": 120, "CE": 1200, "ML": 12000}
_VALUE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?:T|$)")
_QUARTER = re.compile(r"(\d{4})-Q([1-4])$")
_SEASON = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}


@dataclass(frozen=True, slots=True)
class Day:
    """A date as precise as known: year, month and day may be missing from the right."""

    year: int
    month: int | None = None
    day: int | None = None

    @property
    def whole(self) -> date | None:
        """The date, where the day is known."""
        return date(self.year, self.month, self.day) if self.month and self.day else None

    def iso(self) -> str:
        """YYYY, YYYY-MM or YYYY-MM-DD."""
        if self.month is None:
            return f"{self.year:04d}"
        return f"{self.year:04d}-{self.month:02d}" + (f"-{self.day:02d}" if self.day else "")


def parse(value: str | None) -> Day | None:
    """The day, month or year that an ISO value begins with; None for weeks, seasons and what is underspecified."""
    m = _VALUE.match(value or "")
    if not m:
        season = re.match(r"(\d{4})-(?:SP|SU|FA|WI|Q[1-4]|H[12]|W\d\d)", value or "")
        return Day(int(season[1])) if season and int(season[1]) else None
    year, month, day = (int(x) if x else None for x in m.groups())
    if month is not None and not 1 <= month <= 12:
        return None
    if day is not None and not 1 <= day <= days(year or 1, month or 1):
        return None
    return Day(year or 0, month, day) if year else None


def days(year: int, month: int) -> int:
    """Days of a month."""
    return calendar.monthrange(year, month)[1] if 1 <= year <= 9999 else 31


def moved(day: Day, n: int, unit: str) -> str | None:
    """The value ``n`` units away, at the unit's own grain: days give days, years give years. None where it can't be told."""
    at = day.whole
    try:
        if unit in _DAYS:
            if at is None:
                return None
            to = at + timedelta(days=n * _DAYS[unit])
            return to.isoformat() if unit == "D" else week(to) + ("-WE" if unit == "WE" else "")
        months = n * _MONTHS[unit]
        if unit in ("Y", "DE", "CE", "ML"):
            year = day.year + months // 12
            return _scaled(year, unit) if 1 <= year <= 9999 else None
        if day.month is None:
            return None
        year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
        if not 1 <= year <= 9999:
            return None
        return f"{year:04d}-Q{month // 3 + 1}" if unit == "Q" else f"{year:04d}-{month + 1:02d}"
    except (OverflowError, ValueError):
        return None


def _scaled(year: int, unit: str) -> str:
    return {"DE": f"{year // 10:03d}", "CE": f"{year // 100:02d}", "ML": f"{year // 1000:01d}"}.get(unit, f"{year:04d}")


def week(at: date) -> str:
    """ISO week of a date: YYYY-Www."""
    year, number, _ = at.isocalendar()
    return f"{year:04d}-W{number:02d}"


def quarter(month: int) -> int:
    """The quarter of a month."""
    return (month - 1) // 3 + 1


def weekday(at: date, number: int, ahead: bool) -> date:
    """The weekday (1 Monday … 7 Sunday) at or after a date where ``ahead``, else at or before it."""
    off = (number - at.isoweekday()) % 7
    return at + timedelta(days=off if ahead or not off else off - 7)


def nth(year: int, month: int, number: int, which: int) -> date | None:
    """The ``which``-th weekday of a month (-1: the last); None where there is none."""
    try:
        if which < 0:
            return weekday(date(year, month, days(year, month)), number, ahead=False)
        to = weekday(date(year, month, 1), number, ahead=True) + timedelta(days=7 * (which - 1))
        return to if to.month == month else None
    except (OverflowError, ValueError):
        return None


def season_year(season: str, day: Day, ahead: bool) -> int:
    """The year of a season without one: the last that has begun by a day, or where ``ahead`` the next that ends after it.

    A winter counts to the year in which it begins; January and February are still last year's winter.
    """
    begin, month = _SEASON[season], day.month or 1
    if season == "WI":
        return day.year - (month < 9 if not ahead else month <= 2)
    if ahead:
        return day.year + (month > begin + 2)
    return day.year - (month < begin)


def valid(year: int, month: int, day: int | None) -> bool:
    """Whether there is such a day or month."""
    return 1 <= year <= 9999 and 1 <= month <= 12 and (day is None or 1 <= day <= days(year, month))
