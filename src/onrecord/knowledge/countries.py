"""Countries: codes, names, what their people and things are called, capitals, seats of government, positions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from onrecord.knowledge.loader import load

FILE = "countries.tsv"


@dataclass(frozen=True, slots=True)
class Country:
    """A country or territory. Degrees WGS 84, roughly its middle.

    ``iso3`` is empty for states of the past that ISO never coded; ``successor`` (ISO 3166 alpha-3) is given for all
    states of the past. ``demonyms`` name its people ("Iraqis"), ``adjectives`` its things ("Iraqi"), ``seats`` are
    places that stand for its government ("Kremlin"), beyond the capital.
    """

    iso3: str
    iso2: str
    name: str
    aliases: tuple[str, ...]
    demonyms: tuple[str, ...]
    adjectives: tuple[str, ...]
    capital: str
    seats: tuple[str, ...]
    lat: float
    lon: float
    geonameid: int | None
    successor: str | None

    @property
    def code(self) -> str:
        """The code to file it under: its own, else its successor's."""
        return self.iso3 or self.successor or "---"

    @property
    def names(self) -> tuple[str, ...]:
        """Its name and its aliases."""
        return (self.name, *self.aliases)


@cache
def countries() -> tuple[Country, ...]:
    """All rows: countries by code, then the states of the past."""
    return load(FILE, Country)


def _index(pairs: Iterable[tuple[str, Country]]) -> Mapping[str, Country]:
    """Name to country; the first row of the file wins where two claim one name."""
    out: dict[str, Country] = {}
    for name, country in pairs:
        out.setdefault(name, country)
    return MappingProxyType(out)


@cache
def by_iso3() -> Mapping[str, Country]:
    """ISO 3166 alpha-3 (also of states of the past, "SUN") to country."""
    return _index((c.iso3, c) for c in countries() if c.iso3)


@cache
def by_iso2() -> Mapping[str, Country]:
    """ISO 3166 alpha-2 to country, states of the past left out."""
    return _index((c.iso2, c) for c in countries() if c.iso2 and not c.successor)


@cache
def by_name() -> Mapping[str, Country]:
    """Names and aliases, as written ("Iraq", "U.S.", "Ivory Coast")."""
    return _index((n, c) for c in countries() for n in c.names)


@cache
def by_demonym() -> Mapping[str, Country]:
    """Demonyms and adjectives, as written ("Iraqi", "Iraqis", "Dutch")."""
    return _index((n, c) for c in countries() for n in (*c.demonyms, *c.adjectives))


@cache
def by_capital() -> Mapping[str, Country]:
    """Capitals, as written, states of the past left out."""
    return _index((c.capital, c) for c in countries() if c.capital and not c.successor)


@cache
def by_seat() -> Mapping[str, Country]:
    """Places that stand for a government ("Kremlin", "White House"), without a leading article."""
    return _index((n, c) for c in countries() for n in c.seats)
