"""Knowledge of time expressions: the calendar's words, the rules that find expressions, the joins, the named days."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from onrecord.knowledge.loader import load

WORDS, PARTS, RULES = "time_words.tsv", "time_parts.tsv", "time_rules.tsv"
JOINS, HOLIDAYS = "time_joins.tsv", "time_holidays.tsv"


@dataclass(frozen=True, slots=True)
class TimeWord:
    """Words of a class (month, weekday, unit, number, vague …) that share a value."""

    kind: str
    words: tuple[str, ...]
    value: str


@dataclass(frozen=True, slots=True)
class TimePart:
    """A named part of the rules' patterns."""

    name: str
    pattern: str


@dataclass(frozen=True, slots=True)
class TimeRule:
    """A rule that finds expressions: its pattern over word classes and the resolver that gives them a value.

    ``example`` holds the expression in brackets; it must be found by this rule and give ``gives``.
    """

    name: str
    kind: str
    resolver: str
    needs: str
    pattern: str
    example: str
    gives: str


@dataclass(frozen=True, slots=True)
class TimeJoin:
    """Two neighbouring expressions that make one: their kinds, what stands between them, how the value is made."""

    name: str
    left: str
    between: str
    right: str
    how: str
    example: str
    gives: str


@dataclass(frozen=True, slots=True)
class Holiday:
    """A named day, the rule that puts it on the calendar, and how precisely that holds ("day", "week", "month", "year")."""

    words: tuple[str, ...]
    rule: str
    grain: str


@cache
def time_words(kind: str) -> dict[str, str]:
    """The words of a class, lower case → their value. Raises KeyError for a class that no row names."""
    return word_classes()[kind]


@cache
def word_classes() -> dict[str, dict[str, str]]:
    """Every class of words: lower-case word → value; holidays → the number of their row."""
    classes: dict[str, dict[str, str]] = {}
    for row in load(WORDS, TimeWord):
        classes.setdefault(row.kind, {}).update(dict.fromkeys(row.words, row.value))
    classes["holiday"] = {w: str(i) for i, row in enumerate(holidays()) for w in row.words}
    return classes


def time_rows(kind: str) -> tuple[TimeWord, ...]:
    """The rows of a class, for those where a word may stand in several."""
    return tuple(row for row in load(WORDS, TimeWord) if row.kind == kind)


@cache
def time_parts() -> dict[str, str]:
    """The named parts of patterns."""
    return {row.name: row.pattern for row in load(PARTS, TimePart)}


def time_rules() -> tuple[TimeRule, ...]:
    """The rules, in their order."""
    return load(RULES, TimeRule)


def time_joins() -> tuple[TimeJoin, ...]:
    """The joins, in their order."""
    return load(JOINS, TimeJoin)


def holidays() -> tuple[Holiday, ...]:
    """The named days."""
    return load(HOLIDAYS, Holiday)
