"""Knowledge of places beyond the gazetteer: regions, facilities, waters; short forms; the words that say what a name is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from onrecord.knowledge.loader import load

PLACES = "places.tsv"
ALIASES = "place_aliases.tsv"
WORDS = "place_words.tsv"
WEIGHTS = "place_weights.tsv"


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """A region, facility or water: names, what its people and things are called, position, how much that means."""

    name: str
    aliases: tuple[str, ...]
    adjectives: tuple[str, ...]
    kind: str
    precision: str
    lat: float
    lon: float
    countries: tuple[str, ...]
    geonameid: int | None

    @property
    def country(self) -> str | None:
        """ISO 3166 alpha-3; None where it lies in several."""
        return self.countries[0] if len(self.countries) == 1 else None


@dataclass(frozen=True, slots=True)
class PlaceAlias:
    """A short form or demonym of a place that the gazetteer holds as ``name``, ``kind``, ``country``."""

    alias: str
    form: str
    name: str
    kind: str
    country: str


@dataclass(frozen=True, slots=True)
class PlaceWord:
    """Words beside names, of one sort, and the kind of place that they make."""

    sort: str
    kind: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlaceWeight:
    """What one feature adds to a score (log odds); ``model`` says which."""

    model: str
    feature: str
    weight: float


def named_places() -> tuple[NamedPlace, ...]:
    """All rows of places.tsv."""
    return load(PLACES, NamedPlace)


def place_aliases() -> tuple[PlaceAlias, ...]:
    """All rows of place_aliases.tsv."""
    return load(ALIASES, PlaceAlias)


@cache
def words_of(sort: str) -> Mapping[str, str]:
    """The words of a sort, lower case → the kind of place they make ("" for none)."""
    return MappingProxyType({w: r.kind for r in load(WORDS, PlaceWord) if r.sort == sort for w in r.words})


@cache
def sorts_of() -> Mapping[str, tuple[str, ...]]:
    """Each such word → its sorts."""
    out: dict[str, list[str]] = defaultdict(list)
    for r in load(WORDS, PlaceWord):
        for w in r.words:
            if r.sort not in out[w]:
                out[w].append(r.sort)
    return MappingProxyType({w: tuple(s) for w, s in out.items()})


@cache
def weights(model: str) -> Mapping[str, float]:
    """The weights of a model, by feature."""
    return MappingProxyType({r.feature: r.weight for r in load(WEIGHTS, PlaceWeight) if r.model == model})
