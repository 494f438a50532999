"""From a rule's match to type, value and anchor: the resolvers by the names that the rules give."""

from __future__ import annotations

from collections.abc import Callable

from onrecord.stages.times import amounts, dates, relative
from onrecord.stages.times.context import Context, Found, Groups

Resolver = Callable[[Groups, Context], Found | None]

RESOLVERS: dict[str, Resolver] = {
    f.__name__: f
    for f in (
        dates.date, dates.slashed, dates.nth_weekday,
        dates.nth_day, dates.year, dates.year_range, dates.before_christ, dates.century,
        dates.decade, dates.quarter, dates.half, dates.fiscal, dates.year_end, dates.season, dates.holiday, dates.clock,
        dates.impossible, dates.other_calendar,
        relative.today, relative.tonight, relative.this_part, relative.weekday, relative.relative_month, relative.offset,
        relative.week_from, relative.week_ago, relative.ago_today, relative.next_unit,
        relative.relative_unit, relative.the_unit,
        relative.year_ago_quarter, relative.period, relative.latest_period, relative.day_of, relative.day_alone,
        amounts.counted, amounts.span, amounts.span_vague, amounts.two_counts, amounts.half_unit, amounts.mixed,
        amounts.units, amounts.repeated, amounts.every, amounts.every_count, amounts.vague,
    )
}  # fmt: skip


def resolve(resolver: str, groups: Groups, context: Context) -> Found | None:
    """What a rule's words mean; None where they are no time expression after all.

    Raises:
        ImpossibleError: they name what does not exist (31 February, 25:61).
        OtherCalendarError: they name a date of a calendar that is not converted.
        KeyError: there is no such resolver.
    """
    name, _, value = resolver.partition(":")
    if name == "none":
        return None
    if name == "fixed":
        return Found("DURATION" if value.startswith("P") else "DATE", value)
    return RESOLVERS[name](groups, context)
