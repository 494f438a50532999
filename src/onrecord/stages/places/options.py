"""What a name may stand for: options from countries, places.tsv, short forms and the gazetteer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache

from onrecord.article.layers import PlaceKind, PlacePrecision
from onrecord.knowledge.countries import Country, countries
from onrecord.knowledge.gazetteer import Gazetteer, Row, gazetteer
from onrecord.knowledge.placenames import key
from onrecord.knowledge.places import NamedPlace, named_places, place_aliases

#: What a kind of place can be exact to.
PRECISION: Mapping[str, PlacePrecision] = {
    "city": "city",
    "admin1": "province",
    "admin2": "district",
    "country": "country",
    "continent": "region",
    "airport": "point",
}
#: Options looked at for one name; the rest (of "San Antonio", 129) are smaller.
MOST = 80
#: People that a town must have to be thought of beside a region or sea of its name ("Middle East" in Baltimore has 4,000).
NAMESAKE = 100_000


@dataclass(frozen=True, slots=True, eq=False)
class Option:
    """One place that a name may stand for. Compared by identity, so that long tuples of them hash fast.

    ``form``: own (its own name), other (an alternate one), short, postal, demonym. ``level``: country, named (places.tsv),
    or the gazetteer's kind. ``cased``: the name counts only in capitals (US, UK, EU);
    ``dotted``: it ends in a dot (U.S., Calif.).
    """

    name: str
    kind: PlaceKind
    precision: PlacePrecision
    lat: float | None
    lon: float | None
    country: str | None
    gazetteer: str | None
    population: int
    level: str
    form: str
    admin1: int | None = None
    admin2: int | None = None
    row: int | None = None
    cased: bool = False
    dotted: bool = False


def of_row(row: Row, form: str) -> Option:
    """A row of the gazetteer as an option."""
    return Option(
        row.name, row.kind, PRECISION[row.kind], row.lat, row.lon, row.country, row.id, row.population, row.kind, form,
        row.number if row.kind == "admin1" else row.admin1, row.number if row.kind == "admin2" else row.admin2, row.number,
    )  # fmt: skip


def _of_country(c: Country, form: str) -> Option:
    gid = f"geonames:{c.geonameid}" if c.geonameid else None
    return Option(c.name, "country", "country", c.lat, c.lon, c.code, gid, 0, "country", form)


def _of_named(p: NamedPlace, form: str) -> Option:
    gid = f"geonames:{p.geonameid}" if p.geonameid else f"onrecord:{key(p.name).replace(' ', '-')}"
    return Option(p.name, p.kind, p.precision, p.lat, p.lon, p.country, gid, 0, "named", form)  # type: ignore[arg-type]


def _cased(name: str) -> bool:
    """Names of at most four capitals count only as written."""
    letters = "".join(c for c in name if c.isalpha())
    return letters.isupper() and len(letters) <= 4


@cache
def known() -> Mapping[str, tuple[Option, ...]]:
    """Key → options of countries, places.tsv and short forms; the gazetteer is asked beyond these."""
    out: dict[str, list[Option]] = defaultdict(list)

    def add(name: str, option: Option) -> None:
        k = key(name)
        if k and not any(o.gazetteer == option.gazetteer and o.form == option.form for o in out[k]):
            out[k].append(replace(option, cased=_cased(name), dotted=name.endswith(".")))

    for c in countries():
        for n in c.names:
            add(n, _of_country(c, "own"))
        for n in (*c.demonyms, *c.adjectives):
            if n not in c.names:
                add(n, _of_country(c, "demonym"))
    for p in named_places():
        for n in (p.name, *p.aliases):
            add(n, _of_named(p, "own"))
        for n in p.adjectives:
            if n not in (p.name, *p.aliases):
                add(n, _of_named(p, "demonym"))
    for a in place_aliases():
        target = _target(gazetteer(), a.name, a.kind, a.country)
        if target:
            add(a.alias, of_row(target, a.form))
    return {k: tuple(v) for k, v in out.items()}


def _target(table: Gazetteer, name: str, kind: str, country: str) -> Row | None:
    """The largest place of this name, kind and country."""
    k = key(name)
    rows = [table.row(i) for i, _ in table.find([k]).get(k, ())]
    fit = [r for r in rows if r.kind == kind and r.country == country]
    return max(fit, key=lambda r: (key(r.name) == k, r.population, -r.number), default=None)


def options(keys: Iterable[str]) -> dict[str, tuple[Option, ...]]:
    """For those of ``keys`` that name a place: what each may stand for, best known first."""
    wanted = sorted(set(keys))
    table, fixed = gazetteer(), known()
    out: dict[str, tuple[Option, ...]] = {}
    found = table.find(wanted)
    for k in wanted:
        rows = [of_row(table.row(i), "own" if own else "other") for i, own in found.get(k, ())[:MOST]]
        first = fixed.get(k, ())
        both = _both(first, rows)
        if both:
            out[k] = both
    return out


def _both(first: tuple[Option, ...], rows: list[Option]) -> tuple[Option, ...]:
    """Options of the hand-made tables and of the gazetteer, without those that are one place or never meant."""
    ids = {o.gazetteer for o in first}
    rows = [r for r in rows if r.gazetteer not in ids]
    named = next((o for o in first if o.level == "named" and o.form == "own"), None)
    if named is None:
        return (*first, *rows)
    if any(r.kind == named.kind and r.country == named.country for r in rows):
        # The gazetteer has the province or town itself.
        return (*(o for o in first if o is not named), *rows)
    small = named.kind in ("water", "facility", "airport")

    def meant(r: Option) -> bool:
        known = r.level == "city" and r.population >= NAMESAKE
        return r.form == "own" and r.country != named.country and (known or not (small or named.precision == "region"))

    return (*first, *(r for r in rows if meant(r)))


#: A town's airport lies within this distance of it (Narita is 60 km from Tokyo).
SERVED_KM = 65.0


def airport_of(town: Option, base: bool) -> Option | None:
    """The airport of a town: an international one first; where a base is asked for, one that is called so."""
    if town.lat is None or town.lon is None:
        return None
    near = gazetteer().airports_near(town.lat, town.lon, SERVED_KM)
    if base:
        near = [p for p in near if "base" in p[1].name.casefold()] or near
    row = next((r for _, r in near if r.country == town.country), None)
    return of_row(row, "own") if row else None
