"""Knowledge of time expressions: the words of the calendar."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from onrecord.knowledge.loader import load


@dataclass(frozen=True, slots=True)
class TimeWord:
    """Words of a kind (month, weekday, unit, number, vague …) that share a value."""

    kind: str
    words: tuple[str, ...]
    value: str


@cache
def time_words(kind: str) -> dict[str, str]:
    """The words of a kind, lower case → their value."""
    return {w: r.value for r in load("time_words.tsv", TimeWord) if r.kind == kind for w in r.words}
