"""What news pages hold beside their stories: words of their chrome, agencies they credit, and how sentences begin."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from onrecord.knowledge.loader import load

CHROME = "chrome.tsv"
AGENCIES = "agencies.tsv"
ABBREVIATIONS = "abbreviations.tsv"
OPENERS = "openers.tsv"
LANGUAGES = "languages.tsv"
CAPTIONS = "captions.tsv"
SCRIPTS = "scripts.tsv"


@dataclass(frozen=True, slots=True)
class Chrome:
    """Words of page chrome; ``match``: "exact" (the whole line), "start" or "end"; ``ends``: often right behind a story."""

    words: str
    match: str
    ends: bool


@dataclass(frozen=True, slots=True)
class Caption:
    """Words of captions; ``match``: "start" or "end" of the line."""

    words: str
    match: str


@dataclass(frozen=True, slots=True)
class Agency:
    """A news agency, or an outlet that others reprint, with what else it is called."""

    name: str
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """An abbreviation that is written with a full stop (left out here)."""

    abbreviation: str


@dataclass(frozen=True, slots=True)
class Opener:
    """A word that opens sentences; ``alone``: even where it is glued to the word before without a stop."""

    word: str
    alone: bool


@dataclass(frozen=True, slots=True)
class Language:
    """A language by its ISO 639-1 code, with its most frequent function words."""

    code: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Script:
    """A language told by its letters: their ranges, the share from which on, and letters that only it has of its script."""

    code: str
    letters: str
    share: float
    marks: str


@cache
def scripts() -> tuple[tuple[Script, re.Pattern[str], re.Pattern[str] | None], ...]:
    """The scripts in the file's order, each with what finds its letters and its marks."""
    out = []
    for row in load(SCRIPTS, Script):
        low, _, high = row.letters.partition("-")
        letters = re.compile(f"[{chr(int(low, 16))}-{chr(int(high, 16))}]")
        out.append((row, letters, re.compile(f"[{row.marks}]") if row.marks else None))
    return tuple(out)


@cache
def chrome(match: str) -> tuple[str, ...]:
    """The chrome words of one way to match, in lower case."""
    return tuple(c.words.lower() for c in load(CHROME, Chrome) if c.match == match)


@cache
def chrome_lines() -> frozenset[str]:
    """The whole lines that are chrome, in lower case; asked for membership only."""
    return frozenset(chrome("exact"))


@cache
def captions(match: str) -> tuple[str, ...]:
    """The caption words of one way to match, in lower case."""
    return tuple(c.words.lower() for c in load(CAPTIONS, Caption) if c.match == match)


@cache
def story_ends() -> frozenset[str]:
    """The chrome words that often stand right behind a story, in lower case; asked for membership only."""
    return frozenset(c.words.lower() for c in load(CHROME, Chrome) if c.ends)


@cache
def chrome_vocabulary() -> frozenset[str]:
    """The words that chrome is made of, in lower case, those that any text has left out; asked for membership only."""
    words = {w for c in load(CHROME, Chrome) for w in re.findall(r"[^\W\d_]{4,}", c.words.lower())}
    return frozenset(words - set(function_words()))


@cache
def agencies() -> Mapping[str, str]:
    """Every name of every agency, in lower case, with the name to credit."""
    found: dict[str, str] = {}
    for row in load(AGENCIES, Agency):
        for name in (row.name, *row.aliases):
            found.setdefault(name.lower(), row.name)
    return MappingProxyType(found)


@cache
def abbreviations() -> frozenset[str]:
    """Abbreviations without their stop, as written; asked for membership only."""
    return frozenset(a.abbreviation for a in load(ABBREVIATIONS, Abbreviation))


@cache
def openers(alone: bool = False) -> frozenset[str]:
    """Words that open sentences; ``alone``: only those that do so with no stop before them."""
    return frozenset(o.word for o in load(OPENERS, Opener) if o.alone or not alone)


@cache
def function_words() -> Mapping[str, tuple[str, ...]]:
    """Each function word with the languages that have it, in the file's order."""
    found: dict[str, tuple[str, ...]] = {}
    for row in load(LANGUAGES, Language):
        for word in row.words:
            found[word] = (*found.get(word, ()), row.code)
    return MappingProxyType(found)
