"""Expressions that stand side by side and make one, the words in front that belong to one, and the ends of ranges."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from onrecord.article import Span
from onrecord.knowledge.times import time_words
from onrecord.stages.times import calendar as cal
from onrecord.stages.times.context import Found, Groups
from onrecord.stages.times.rules import Join, fronts, joins, tail
from onrecord.stages.times.scan import Match

#: Characters in front of an expression that are looked at.
LOOK = 40


@dataclass(frozen=True, slots=True)
class Item:
    """An expression on its way to a value: one match, or two joined; ``core`` is it without the words in front."""

    at: Span
    kind: str
    why: str
    resolver: str = ""
    groups: Groups | None = None
    front: str = ""
    core: Span | None = None
    join: Join | None = None
    parts: tuple[Item, ...] = ()


def items(text: str, within: Span, matches: list[Match]) -> list[Item]:
    """The items of a block, in order: ranges parted, neighbours joined, words in front taken in."""
    out: list[Item] = []
    for match in matches:
        for item in _parted(match):
            if out and out[-1].at.end > item.at.start:
                continue
            joined = _joined(text, out[-1], item) if out else None
            if joined:
                out[-1] = joined
            else:
                out.append(item)
    floor = within.start
    for i, item in enumerate(out):
        ceiling = out[i + 1].at.start if i + 1 < len(out) else within.end
        out[i] = _tailed(text, ceiling, _fronted(text, floor, item))
        floor = out[i].at.end
    return out


def _tailed(text: str, ceiling: int, item: Item) -> Item:
    """The item with the words behind that belong to it ("or so", "and beyond")."""
    m = tail().match(text, item.at.end, ceiling) if item.kind in time_words("tailed") else None
    return replace(item, at=Span(item.at.start, m.end())) if m else item


def _parted(match: Match) -> list[Item]:
    """A match as one item, or as two where its rule names a first and a second one."""
    m, rule = match.found, match.rule
    groups: Groups = {**m.groupdict(), "all": m.group()}
    if "second" not in groups:
        return [Item(match.at, rule.kind, rule.name, rule.resolver, groups)]
    second = {**groups, "day": groups.get("day2"), "dayword": None, "all": m.group("second")}
    return [
        Item(Span(*m.span("first")), rule.kind, rule.name, rule.resolver, {**groups, "all": m.group("first")}),
        Item(Span(*m.span("second")), rule.kind, f"{rule.name}, end", rule.resolver, second),
    ]


def _joined(text: str, left: Item, right: Item) -> Item | None:
    if right.at.start - left.at.end > 12:
        return None
    between = text[left.at.end : right.at.start]
    for join in joins():
        if left.join and join.how.startswith("clock"):
            continue  # it has its clock or part of day
        if left.kind in join.left and right.kind in join.right and join.between.fullmatch(between):
            kind = right.kind if join.how in ("clock_left", "right") else left.kind
            return Item(left.at.hull(right.at), kind, join.name, join=join, parts=(left, right))
    return None


def _fronted(text: str, floor: int, item: Item) -> Item:
    """The item with the words in front that belong to it ("early", "the end of", "about")."""
    kind = item.parts[0].kind if item.join and item.join.how == "clock_left" else item.kind
    kinds = time_words("front").get(kind, "").split()
    for _ in range(2):
        start = max(floor, item.at.start - LOOK)
        before = text[start : item.at.start]
        for kind in kinds:
            if kind == "bare" and item.groups is not None and (item.groups["all"] or "").lower().startswith("the "):
                continue  # "over the years": a preposition
            m = fronts()[kind].search(before)
            if m:
                item = replace(
                    item, core=item.core or item.at, at=Span(start + m.start(), item.at.end), front=m.group() + item.front
                )
                break
        else:
            break
    return item


def combined(how: str, left: Found, right: Found) -> Found | None:
    """The value of two expressions joined; None where they do not make one."""
    if how == "left":
        return left
    if how == "right":
        return right
    if how in ("clock_left", "clock_right"):
        clock, day = (left, right) if how == "clock_left" else (right, left)
        return _at_clock(clock, day)
    if how in ("year_right", "year_left"):
        year, other = (right, left) if how == "year_right" else (left, right)
        if not re.fullmatch(r"\d{4}|XXXX", year.value) or other.value[4:5] != "-":
            return None
        value = year.value + other.value[4:]
        return Found(other.type, value, year.anchor)
    if how == "week_of":
        first = cal.parse(right.value)
        if "-W" not in left.value or first is None or first.whole is None:
            return None
        return Found("DATE", cal.week(first.whole) + ("-WE" if left.value.endswith("-WE") else ""), right.anchor)
    if how == "in_week":
        return _in_week(left, right)
    raise KeyError(how)


def _at_clock(clock: Found, day: Found) -> Found | None:
    _, t, tail = clock.value.partition("T")
    head = day.value.partition("T")[0]
    if not t or not re.fullmatch(r"[\dX]{4}-[\dWX]{2,3}-[\dX]{1,2}", head):
        return None
    return Found("TIME", f"{head}T{tail}", day.anchor)


def _in_week(left: Found, right: Found) -> Found | None:
    """A weekday of a week: both are known as dates."""
    week = re.fullmatch(r"(\d{4})-W(\d\d)", right.value)
    if not week:
        return None
    at = cal.parse(left.value)
    under = re.match(r"XXXX-WXX-(\d)", left.value)
    number = at.whole.isoweekday() if at and at.whole else int(under[1]) if under else 0
    try:
        return Found("DATE", date.fromisocalendar(int(week[1]), int(week[2]), number).isoformat(), right.anchor)
    except ValueError:
        return None
