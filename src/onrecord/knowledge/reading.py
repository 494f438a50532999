"""Knowledge for reading: page chrome, news agencies, the small words of languages."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from onrecord.knowledge.loader import load


@dataclass(frozen=True, slots=True)
class ChromePhrase:
    """A phrase of page chrome; ``match`` is "whole" (the line is the phrase) or "start" (a short line begins with it)."""

    match: str
    phrase: str


@dataclass(frozen=True, slots=True)
class Agency:
    """A news agency, its name and what else it is called in credit lines."""

    name: str
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LanguageWords:
    """The most frequent small words of a language (ISO 639-1)."""

    language: str
    words: tuple[str, ...]


@cache
def chrome_lines() -> frozenset[str]:
    """Lines that are chrome as a whole, lower case."""
    return frozenset(r.phrase for r in load("chrome.tsv", ChromePhrase) if r.match == "whole")


@cache
def chrome_starts() -> tuple[str, ...]:
    """How short lines of chrome begin, lower case."""
    return tuple(r.phrase for r in load("chrome.tsv", ChromePhrase) if r.match == "start")


@cache
def agencies() -> dict[str, str]:
    """Agency names and aliases, lower case → the agency's name."""
    rows = load("agencies.tsv", Agency)
    return {alias.lower(): r.name for r in rows for alias in (r.name, *r.aliases)}


@cache
def small_words() -> dict[str, frozenset[str]]:
    """Language → its small words."""
    return {r.language: frozenset(r.words) for r in load("language_words.tsv", LanguageWords)}
