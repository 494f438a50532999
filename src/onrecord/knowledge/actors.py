"""Knowledge of actors: a roster of names with codes valid in spans of time, and words that give a role."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from onrecord.knowledge.loader import load, text_of

ACTORS = "actors.tsv"
PETRARCH = "petrarch_actors.tsv"
ROLE_WORDS = "role_words.tsv"
REGIONS = "regions.tsv"
PARTY_WORDS = "party_words.tsv"
PARTY_WEIGHTS = "party_weights.tsv"

#: The roles of docs/format.md.
ROLES = frozenset(["GOV", "MIL", "COP", "SPY", "JUD", "LEG", "OPP", "REB", "CVL", "CRM", "REF", "BUS", "EDU", "NGO", "JRN"])
_TERM = re.compile(r"([A-Z]{3}|---)([A-Z]{3})?(?:@(\d{4,8})?-(\d{4,8})?)?$")
_STOPS = re.compile("[.,'`’‘]")
_BLANKS = re.compile(r"[-–/+\s]+")


@dataclass(frozen=True, slots=True)
class Actor:
    """A name of the roster with its other names, kind (person, group, country, organisation, crowd) and terms."""

    name: str
    aliases: tuple[str, ...]
    kind: str
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PetrarchActor:
    """A name of PETRARCH's dictionaries, as it is looked up, with its terms."""

    name: str
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RoleWords:
    """Words that give a role; ``rank``: "own", "lend" or "mark", as the file's header says."""

    role: str
    rank: str
    kind: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Region:
    """A part of a country (kind: region, city, people) by its names, and the country (ISO 3166 alpha-3)."""

    country: str
    kind: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PartyWords:
    """Small words of one kind, by which mentions are joined and read."""

    kind: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PartyWeight:
    """The weight of a feature in choosing a party's country."""

    feature: str
    weight: float


@dataclass(frozen=True, slots=True)
class Term:
    """A code and the days between which it held, as yyyymmdd; "" where open."""

    country: str
    role: str
    since: str
    until: str

    def holds(self, day: str) -> bool:
        """Whether it held on a day (yyyymmdd)."""
        return (not self.since or self.since <= day) and (not self.until or day <= self.until)


@dataclass(frozen=True, slots=True)
class Listed:
    """What the roster knows of a name: its main form, kind, terms, and the row that says so."""

    name: str
    kind: str
    terms: tuple[Term, ...]
    row: str

    def on(self, day: str | None) -> tuple[Term, str]:
        """The term that holds on ``day`` (yyyymmdd; None: unknown) and how it was chosen.

        A person who left office within the last year is still coded by it: news is about what was done there. One whose
        terms all lie in the past is a private one ("former"); one whose terms all lie ahead too ("before").
        """
        if day is None:
            held = [t for t in self.terms if t.role != "CVL"]
            return (held or self.terms)[0], "undated"
        for term in self.terms:
            if term.holds(day):
                return term, "valid" if term.since or term.until else "always"
        for term in self.terms:
            if self.kind == "person" and term.until and term.until < day <= _later(term.until):
                return term, "lately"
        if self.kind != "person":
            return self.terms[0], "out of its terms"
        past = [t for t in self.terms if t.until and t.until < day]
        return Term(self.terms[0].country, "CVL", "", ""), "former" if past else "before"


def key(name: str) -> str:
    """A name as it is looked up: lower case, no accents, no stops or apostrophes, blanks for hyphens.

    >>> key("Jean-Yves Le Drian"), key("U.N.")
    ('jean yves le drian', 'un')
    """
    if not name.isascii():
        name = unicodedata.normalize("NFKD", name)
        name = "".join(c for c in name if not unicodedata.combining(c))
    return _BLANKS.sub(" ", _STOPS.sub("", name)).strip().lower()


def term(text: str) -> Term:
    """A term from its text. Raises ValueError where it is none."""
    m = _TERM.match(text)
    if not m or (m[2] and m[2] not in ROLES):
        raise ValueError(f"not a term: {text!r}")
    return Term(m[1], m[2] or "", _day(m[3], "0101"), _day(m[4], "1231"))


def _later(day: str) -> str:
    """The same day a year later."""
    return f"{int(day[:4]) + 1:04d}{day[4:]}"


def _day(digits: str | None, fill: str) -> str:
    if not digits:
        return ""
    return digits if len(digits) == 8 else digits[:4] + fill


class Roster:
    """Names to what is known of them: the user's rows first, then the editors', then PETRARCH's.

    Args:
        own: rows that come before the package's.
        variant: what tells this roster from the package's, "" for that one.
    """

    def __init__(self, own: Iterable[Actor] = (), variant: str = "") -> None:
        self.variant = variant
        self._names: dict[str, Listed] = {}
        self._upper: set[str] = set()
        self._surnames: dict[str, dict[str, Listed]] = {}
        for file, rows in (("own roster", tuple(own)), (ACTORS, load(ACTORS, Actor))):
            for row in rows:
                listed = Listed(row.name, row.kind, tuple(term(t) for t in row.terms), f"{file}: {row.name}")
                for name in (row.name, *row.aliases):
                    self._names.setdefault(key(name), listed)
                    if name.isupper() and len(name) < 6:
                        self._upper.add(key(name))
                    words = key(name).split(" ") if row.kind == "person" else []
                    for n in range(1, min(3, len(words))):
                        self._surnames.setdefault(" ".join(words[-n:]), {}).setdefault(row.name, listed)
            for row in rows:
                # A person of three names is known by the outer two as well, where nobody is listed so: "Gloria Arroyo".
                words = key(row.name).split(" ") if row.kind == "person" else []
                if len(words) == 3 and all(len(w) > 3 for w in words):
                    self._names.setdefault(f"{words[0]} {words[2]}", self._names[key(row.name)])
        self._lines = [line for line in text_of(PETRARCH).split("\n") if line and line[0] != "#"]
        self._first = {name.split(" ", 1)[0] for name in self._names}

    def find(self, name: str) -> Listed | None:
        """What is known of a name as written; None where nothing is."""
        return self.find_key(key(name))

    def find_key(self, k: str) -> Listed | None:
        """The same for a name as :func:`key` gives it."""
        found = self._names.get(k)
        if found is not None or " " not in k:
            return found
        i = bisect_left(self._lines, k + "\t")
        if i < len(self._lines) and self._lines[i].startswith(k + "\t"):
            terms = tuple(term(t) for t in self._lines[i].split("\t")[1].split("|"))
            kind = "person" if any(t.since for t in terms) else "organisation"
            return Listed(k.title(), kind, terms, f"{PETRARCH}: {k}")
        return None

    def surnamed(self, k: str) -> tuple[Listed, ...]:
        """The persons whose names end in this word or these two (as :func:`key` gives it), in the roster's order."""
        return tuple(self._surnames.get(k, {}).values())

    def having(self, words: Iterable[str]) -> tuple[str, ...]:
        """The main names of rows that have all these words (as :func:`key` gives them) in one of their names."""
        asked = set(words)
        hits = (row.name for k, row in self._names.items() if asked and asked <= set(k.split(" ")))
        return tuple(dict.fromkeys(hits))

    def upper(self, k: str) -> bool:
        """Whether a name is only one when written in capitals ("WHO")."""
        return k in self._upper

    def begins(self, k: str) -> bool:
        """Whether some name begins with this word (as :func:`key` gives it): cheap, to look up no name in vain."""
        if k in self._first:
            return True
        i = bisect_left(self._lines, k + " ")
        return i < len(self._lines) and self._lines[i].startswith(k + " ")


@cache
def roster() -> Roster:
    """The package's roster, loaded once a process."""
    return Roster()


@dataclass(frozen=True, slots=True)
class RoleWord:
    """What a word or phrase says of who is meant."""

    words: str
    role: str
    rank: str
    kind: str


@cache
def role_words() -> Mapping[str, RoleWord]:
    """Words that may be heads, lower case in the singular, with their roles."""
    return _role_words(False)


@cache
def role_marks() -> Mapping[str, RoleWord]:
    """Words that lend a role as modifiers: the marks, then all others that are not "lend" themselves."""
    return _role_words(True)


def _role_words(marks: bool) -> Mapping[str, RoleWord]:
    out: dict[str, RoleWord] = {}
    for row in sorted(load(ROLE_WORDS, RoleWords), key=lambda r: (r.rank != "mark") if marks else 0):
        if (row.rank == "lend") if marks else (row.rank == "mark"):
            continue
        for word in row.words:
            out.setdefault(word, RoleWord(word, row.role, row.rank, row.kind))
    return out


@cache
def regions() -> Mapping[str, Region]:
    """Names of parts of countries, as :func:`key` gives them, with their rows."""
    return {key(n): r for r in load(REGIONS, Region) for n in r.names}


@cache
def party_words(kind: str) -> tuple[str, ...]:
    """The small words of a kind, in the file's order; asked by several in turn for membership and for beginnings."""
    return tuple(w for r in load(PARTY_WORDS, PartyWords) if r.kind == kind for w in r.words)


@cache
def party_weights() -> Mapping[str, float]:
    """The weights of the features by which a party's country is chosen."""
    return {r.feature: r.weight for r in load(PARTY_WEIGHTS, PartyWeight)}
