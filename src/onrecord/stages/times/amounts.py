"""Stretches of time and what is repeated: DURATION and SET values; vague times."""

from __future__ import annotations

from onrecord.knowledge.times import time_words
from onrecord.stages.times.context import Context, Found, Groups
from onrecord.stages.times.numbers import duration, number, plain, word


def counted(g: Groups, c: Context) -> Found | None:
    """Such as "three days", "a 12-year-old", "a year and a half"; "a year" behind an amount is a rate: SET."""
    n, unit = number(g["count"]), word("unit", g["unit"])
    if g.get("more"):
        n += {"a half": ".5", "a quarter": ".25"}.get(plain(g["more"]), "")
    said = plain(g["all"])
    if said in ("a second", "one second", "another second") or (unit == "Q" and _fraction(said, c)):
        return None
    if said in ("a year", "a month", "a week", "a day", "an hour") and _rate(c):
        return Found("SET", duration("1", unit))
    if said == "one day" and c.ahead:
        return Found("DATE", "FUTURE_REF")
    return Found("DURATION", duration(n, unit))


def _fraction(said: str, c: Context) -> bool:
    """Whether it is a part, not a time: "a quarter", "three quarters of"."""
    return said.endswith("quarter") or c.after.lstrip().lower().startswith("of ")


def _rate(c: Context) -> bool:
    """Whether what stands in front is an amount ("$33 million a year", "50,000 books a year"), not a preposition or verb."""
    last = (c.before.rsplit(None, 1) or [""])[-1].lower()
    return bool(last) and (last[-1].isdigit() or last in time_words("amount"))


def span(g: Groups, c: Context) -> Found | None:
    """Such as "the last three years": how long, at the grain told."""
    return Found("DURATION", duration(number(g["count"]), word("unit", g["unit"])))


def span_vague(g: Groups, c: Context) -> Found | None:
    """Such as "recent years", "coming weeks"."""
    return Found("DATE", word("vagueset", g["vagueset"]))


def two_counts(g: Groups, c: Context) -> Found | None:
    """Such as "two to three weeks": the lower count."""
    return Found("DURATION", duration(number(g["count"]), word("unit", g["unit"])))


def half_unit(g: Groups, c: Context) -> Found | None:
    """Such as "half an hour"."""
    return Found("DURATION", duration("0.5", word("unit", g["unit"])))


def mixed(g: Groups, c: Context) -> Found | None:
    """Such as "two hours and ten minutes"; the second unit must be the smaller one."""
    order = ("CE", "DE", "Y", "M", "W", "D", "TH", "TM", "TS")
    big, small = word("unit", g["unit"]), word("unit", g["unit2"])
    n, m = number(g["count"]), number(g["count2"])
    if big not in order or small not in order or order.index(small) <= order.index(big) or "X" in (n, m):
        return None
    first, second = duration(n, big), duration(m, small)
    return Found("DURATION", first + (second[2:] if big[0] == "T" else second[1:]))


def units(g: Groups, c: Context) -> Found | None:
    """Such as "weeks", "years" without a count, "year-long"."""
    if g.get("one"):
        return Found("DURATION", duration("1", word("unit", g["one"])))
    return Found("DURATION", duration("X", word("units", g["units"])))


def repeated(g: Groups, c: Context) -> Found | None:
    """Such as "daily", "every year"; "a day" is one only behind an amount."""
    said = plain(g["set"])
    if said == "a day" and not _rate(c):
        return Found("DURATION", "P1D")
    return Found("SET", word("set", g["set"]))


def every(g: Groups, c: Context) -> Found | None:
    """Such as "every Monday", "each July", "Tuesday nights"."""
    part = word("part", g.get("part")) or word("parts", g.get("part"))
    tail = f"T{part}" if part else ""
    day = word("weekday", g.get("weekday")) or word("weekdays", g.get("weekday"))
    if day:
        return Found("SET", f"XXXX-WXX-{day}{tail}")
    if g.get("month"):
        return Found("SET", f"XXXX-{int(word('month', g['month'])):02d}")
    return Found("SET", f"XXXX-{word('season', g['season'])}")


def every_count(g: Groups, c: Context) -> Found | None:
    """Such as "every four years"."""
    return Found("SET", duration(number(g["count"]), word("unit", g["unit"])))


def vague(g: Groups, c: Context) -> Found | None:
    """Such as "now", "recently", "the future"."""
    said = plain(g["vague"])
    if "-" in (g["vague"] or "") or (said == "soon" and not c.ahead):
        return None
    return Found("DATE", word("vague", said))
