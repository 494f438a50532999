"""Where time expressions stand: a cheap look for words of the calendar, then the rules on those stretches only."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from onrecord.article import Span
from onrecord.knowledge.times import time_words
from onrecord.stages.times.rules import Rule, rules, vocabulary

_TOKEN = re.compile(r"[^\W\d_]+|\d+")
#: Characters between two words of one stretch: "Jan. 3,  2020".
_GAP = 8
#: Characters behind a stretch that its last pattern may look ahead to.
_AHEAD = 24
#: Words a stretch holds at most; patterns never span as many, so cutting costs nothing and bounds the time.
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Match:
    """A rule and where it matched."""

    rule: Rule
    found: re.Match[str]

    @property
    def at(self) -> Span:
        """The span in the text."""
        return Span(*self.found.span())


def stretches(text: str, within: Span) -> Iterator[tuple[int, int, frozenset[str]]]:
    """Runs of words that rules know, with the classes they are in; those that hold no class at all are left out."""
    known = vocabulary()
    start = end = count = 0
    kinds: set[str] = set()
    for token in _TOKEN.finditer(text, within.start, within.end):
        word = token.group()
        classes = _digits(word) if word[0].isdigit() else known.get(word.lower())
        if classes is None or token.start() - end > _GAP or count >= _LONGEST:
            if kinds:
                yield start, end, frozenset(kinds)
            kinds, count = set(), 0
            if classes is None:
                continue
        if not count:
            start = token.start()
        end, count = token.end(), count + 1
        kinds |= classes
    if kinds:
        yield start, end, frozenset(kinds)


_DIGITS, _YEAR = frozenset({"digits"}), frozenset({"digits", "year"})


def _digits(word: str) -> frozenset[str] | None:
    if len(word) == 4:
        return _YEAR
    return _DIGITS if len(word) <= 9 else None


@lru_cache(maxsize=4096)
def _apt(kinds: frozenset[str]) -> tuple[Rule, ...]:
    """The rules whose word classes are all among these."""
    return tuple(rule for rule in rules() if rule.needs <= kinds)


def scan(text: str, within: Span) -> list[Match]:
    """The expressions of one block: of those that overlap the longest, of equal ones that of the earlier rule."""
    kept: list[Match] = []
    floor = within.start
    for start, end, kinds in stretches(text, within):
        last = min(within.end, end + _AHEAD)
        while start > floor and text[start - 1] in "'’":
            start -= 1
        found = [
            (m.start() - m.end(), rule.order, m.start(), Match(rule, m))
            for rule in _apt(kinds)
            for m in rule.pattern.finditer(text, max(start, floor), last)
            if m.start() < end and m.end() > m.start() and _whole(text, m)
        ]
        kept += _longest(found)
        floor = max(floor, kept[-1].found.end()) if kept else floor
    return kept


def _longest(found: list[tuple[int, int, int, Match]]) -> list[Match]:
    """Of matches that overlap the longest, in the order of the text."""
    kept: list[Match] = []
    for _, _, _, match in sorted(found, key=lambda f: f[:3]):
        if not any(k.at.overlaps(match.at) for k in kept):
            kept.append(match)
    return sorted(kept, key=lambda k: k.found.start())


def _whole(text: str, m: re.Match[str]) -> bool:
    """Whether a match ends at a word's edge of the text and what follows does not make it something else."""
    end = m.end()
    if end < len(text) and (text[end].isalnum() or text[end] == "_") and (text[end - 1].isalnum()):
        return False
    word = " ".join(m.group().lower().split())
    barred = time_words("notbefore").get(word)
    if barred:
        after = re.match(r"\s+(\w+)", text[end : end + 24])
        return not (after and after[1].lower() in barred.split("|"))
    return True
