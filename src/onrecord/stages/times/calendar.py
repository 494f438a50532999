"""Calendar arithmetic on TIMEX3 values."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

#: Units by their letter in ISO durations, and what they count as days or months.
_DAYS = {"D": 1, "W": 7, "2W": 14, "WE": 7}
_MONTHS = {"M": 1, "Q": 3, "Y": 12, "DE": 120, "CE": 1200}


@dataclass(frozen=True, slots=True)
class Day:
    """A reference on the calendar, as precise as known: year, month and day may be missing from the right."""

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
    """The day that an ISO value begins with; None for weeks, seasons and underspecified values."""
    m = re.match(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?:T|$)", value or "")
    if not m:
        return None
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
    """The value ``n`` units away, at the unit's own grain: days give days, years give years."""
    at = day.whole
    try:
        if unit in _DAYS:
            if at is None:
                return None
            to = at + timedelta(days=n * _DAYS[unit])
            return to.isoformat() if unit == "D" else week(to)
        months = n * _MONTHS[unit]
        if unit in ("Y", "DE", "CE"):
            year = day.year + months // 12
            return f"{year:04d}" if 1 <= year <= 9999 else None
        if day.month is None:
            return None
        total = day.year * 12 + day.month - 1 + months
        year, month = divmod(total, 12)
        if not 1 <= year <= 9999:
            return None
        return f"{year:04d}-Q{month // 3 + 1}" if unit == "Q" else f"{year:04d}-{month + 1:02d}"
    except (OverflowError, ValueError):
        return None


def same_day_moved(day: Day, n: int, unit: str) -> str | None:
    """As ``moved``, but at the day's grain for years and months ("a year later to the day")."""
    at = day.whole
    if at is None:
        return moved(day, n, unit)
    if unit in _DAYS:
        return moved(day, n, unit)
    total = at.year * 12 + at.month - 1 + n * _MONTHS[unit]
    year, month = divmod(total, 12)
    return f"{year:04d}-{month + 1:02d}" if unit == "M" else f"{year:04d}"


def week(at: date) -> str:
    """ISO week of a date: YYYY-Www."""
    year, number, _ = at.isocalendar()
    return f"{year:04d}-W{number:02d}"


def quarter(month: int) -> int:
    """The quarter of a month."""
    return (month - 1) // 3 + 1


def weekday(at: date, number: int, direction: str) -> date:
    """The weekday (0 = Monday) at or before, at or after, or next to a date; the same weekday is the date itself."""
    back = (at.weekday() - number) % 7
    if direction == "past":
        return at - timedelta(days=back)
    return at + timedelta(days=(-back) % 7)
