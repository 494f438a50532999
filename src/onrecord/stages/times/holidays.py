"""Named days put on the calendar, by the rules of knowledge/data/time_holidays.tsv."""

from __future__ import annotations

from datetime import date, timedelta

from onrecord.knowledge.times import holidays
from onrecord.stages.times.calendar import nth, week


def holiday(row: int, year: int) -> str | None:
    """The value of a named day (its row's number) in a year, at the grain at which it is known; None where there is none."""
    named = holidays()[row]
    kind, *numbers = named.rule.split()
    try:
        at = _on(kind, numbers, year)
    except (ValueError, OverflowError):
        return None
    if at is None:
        return None
    return {"day": at.isoformat(), "week": week(at), "month": at.isoformat()[:7], "year": at.isoformat()[:4]}[named.grain]


def fixed(row: int) -> str | None:
    """Month and day ("12-25") of a named day that has the same in every year."""
    kind, *rest = holidays()[row].rule.split()
    return rest[0] if kind == "fixed" else None


def _on(kind: str, numbers: list[str], year: int) -> date | None:
    if kind == "fixed":
        month, day = numbers[0].split("-")
        return date(year, int(month), int(day))
    n = [int(x) for x in numbers]
    if kind == "nth":
        return nth(year, n[0], n[1], n[2])
    if kind == "after":
        at = nth(year, n[0], n[1], n[2])
        return at + timedelta(days=n[3]) if at else None
    if kind == "islamic":
        return islamic(year, n[0], n[1])
    base = {"easter": easter, "orthodox": orthodox, "passover": passover}[kind]
    return base(year) + timedelta(days=n[0])


def easter(year: int) -> date:
    """Western Easter Sunday, by the anonymous Gregorian algorithm (Meeus, Jones, Butcher)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def orthodox(year: int) -> date:
    """Eastern Easter Sunday: Meeus' Julian algorithm, moved to the Gregorian calendar."""
    a, b, c = year % 4, year % 7, year % 19
    d = (19 * c + 15) % 30
    e = (2 * a + 4 * b - d + 34) % 7
    month, day = divmod(d + e + 114, 31)
    return date(year, month, day + 1) + timedelta(days=year // 100 - year // 400 - 2)


def passover(year: int) -> date:
    """The first day of Passover (15 Nisan), by Gauss' formula."""
    jewish = year + 3760
    a, b = (12 * jewish + 17) % 19, jewish % 4
    whole = 32.0440932 + 1.5542418 * a + 0.25 * b - 0.003177794 * jewish
    march, rest = int(whole), whole - int(whole)
    c = (march + 3 * jewish + 5 * b + 5) % 7
    if c == 0 and a > 11 and rest >= 0.89772376:
        march += 1
    elif c == 1 and a > 6 and rest >= 0.63287037:
        march += 2
    elif c in (2, 4, 6):
        march += 1
    return date(year, 3, 1) + timedelta(days=march - 1 + year // 100 - year // 400 - 2)


def islamic(year: int, month: int, day: int) -> date | None:
    """The first day of this name in a Gregorian year, by the tabular Muslim calendar: right to a day or two."""
    for hijri in (int((year - 622) * 33 / 32), int((year - 622) * 33 / 32) + 1):
        count = day + -(-59 * (month - 1) // 2) + (hijri - 1) * 354 + (3 + 11 * hijri) // 30
        at = date.fromordinal(count + 227014)
        if at.year == year:
            return at
    return None
