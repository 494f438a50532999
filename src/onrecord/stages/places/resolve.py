"""Which of the places of its name a spot is: a linear model over its options, in the light of the whole article.

One sense per discourse: all spots of one name are one place, save those that a name beside them settles ("Paris, Texas").
The first pass goes by what each option is alone (and by "X, Y" beside each other); the second sees what the first found:
the countries and divisions named, where the dateline lies, how near the article's other places are. Options' scores are
log odds, turned into shares by a softmax; weights (place_weights.tsv, models "first" and "rank") are learned by
training/places as a conditional logit.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from math import cos, exp, hypot, log, log10, pi

from onrecord.knowledge.countries import by_capital
from onrecord.knowledge.placenames import key
from onrecord.knowledge.places import words_of
from onrecord.stages.places.features import holds, lies_in
from onrecord.stages.places.options import Option
from onrecord.stages.places.page import Page
from onrecord.stages.places.spots import Spot


@dataclass(frozen=True, slots=True)
class Choice:
    """The option that a spot is taken for, its share against the other options, and the strongest reason."""

    option: Option
    share: float
    reason: str


@dataclass(frozen=True, slots=True)
class Hints:
    """What stands beside the spots of one name: kinds that words beside it name, holders that stand behind a comma."""

    kinds: frozenset[str]
    held_by: frozenset[str]
    holding: frozenset[str]
    dateline: bool
    acts: bool


@dataclass(frozen=True, slots=True)
class Setting:
    """What an article's other names were taken for in the first pass."""

    countries: Mapping[str, float]
    divisions: Mapping[int, float]
    points: tuple[tuple[float, float, float], ...]
    named: frozenset[str]
    dateline: Option | None


def groups(page: Page, spots: list[Spot]) -> dict[str, list[Spot]]:
    """The spots of each name; those that the name behind them settles have a group of their own ("paris, texas")."""
    ends = {s.first: s for s in spots if s.options}
    out: dict[str, list[Spot]] = defaultdict(list)
    for s in spots:
        if not s.options:
            continue
        after = ends.get(s.last)
        name = f"{s.key}|{'d' if s.options[0].form == 'demonym' else ''}"
        if after and page.gap(s.last - 1).strip() in (",", "(") and lies_in(s.options) & holds(after.options):
            name += f", {after.key}"
        out[name].append(s)
    return out


def hints(page: Page, name_spots: list[Spot], spots: list[Spot]) -> Hints:
    """What stands beside the spots of one name."""
    starts, ends = {s.first: s for s in spots if s.options}, {s.last: s for s in spots if s.options}
    kinds: set[str] = set()
    held: set[str] = set()
    holding: set[str] = set()
    dateline = acts = False
    for s in name_spots:
        kinds |= set(_kinds(page, s))
        after, before = starts.get(s.last), ends.get(s.first)
        if after and page.gap(s.last - 1).strip() in (",", "(", ""):
            held |= lies_in(s.options) & holds(after.options)
        if before and page.gap(s.first - 1).strip() in (",", "(", ""):
            holding |= lies_in(before.options) & holds(s.options)
        dateline |= page.opens(s.first) and page.text[s.start : s.end].isupper() and len(page.text[s.start : s.end]) > 3
        token = page.tokens[s.last - 1]
        acts |= token is not None and token.dep_ == "nsubj" and token.head.lower_ in words_of("speak")
    return Hints(frozenset(kinds), frozenset(held), frozenset(holding), dateline, acts)


def _kinds(page: Page, s: Spot) -> list[str]:
    """The kinds that words behind ("Anbar province", "Grant and Wilkin counties") or before ("city of") name."""
    out = []
    for sort in ("division", "settlement", "airport"):
        kinds = words_of(sort)
        low = page.words[s.last].raw.casefold() if s.last < len(page.words) and page.gap(s.last - 1) in (" ", "-") else ""
        if low in kinds:
            out.append(f"{kinds[low]}")
        elif low in ("and", "or") or page.gap(s.last - 1).strip() == ",":
            for i in range(s.last, min(s.last + 14, len(page.words))):
                w = page.words[i].raw
                if w.casefold() in kinds and w.casefold().endswith(("s", "ies")):
                    out.append(f"{kinds[w.casefold()]}")
                if not (w[0].isupper() or w == "and") or page.gap(i - 1).strip() not in (",", ""):
                    break
        if page.low(s.first - 1) == "of" and page.low(s.first - 2) in kinds:
            out.append(kinds[page.low(s.first - 2)])
    return out


def first_features(rank: int, o: Option, name: str, h: Hints) -> dict[str, float]:
    """The features of an option alone."""
    big = log10(o.population + 1) if o.level in ("city", "admin1", "admin2") else 0.0
    out = {
        f"level:{o.level}": 1.0,
        f"form:{o.form}": 1.0,
        f"{o.level}|{o.form}": 1.0,
        f"log-people|{o.level}": big,
        "rank": 1.0 / (1 + rank),
        "first": float(rank == 0),
        f"same-name|{o.level}": float(key(o.name) == name),
        "usa": float(o.country == "USA"),
        "english": float(o.country in ("GBR", "CAN", "AUS", "IRL", "NZL")),
    }
    if o.level in ("city", "admin1"):
        capital = by_capital().get(o.name)
        out["capital"] = float(bool(capital and capital.iso3 == o.country and o.level == "city"))
    if h.acts:
        out[f"acts|{o.level}{'-capital' if out.get('capital') else ''}"] = 1.0
    for kind in h.kinds:
        out[f"called:{kind}|{o.level}"] = 1.0
    out["held"] = float(bool(h.held_by and lies_in((o,)) & h.held_by))
    out["holding"] = float(bool(h.holding and holds((o,)) & h.holding))
    out["not-held"] = float(bool(h.held_by) and not out["held"])
    return out


def context_features(o: Option, name: str, setting: Setting) -> dict[str, float]:
    """The features of an option in the article."""
    out = {f"country-share|{'top' if o.level in ('country', 'admin1') else 'low'}": setting.countries.get(o.country or "", 0.0)}
    out["country-named"] = float(o.level != "country" and f"c{o.country}" in setting.named)
    if o.admin1 is not None and o.level != "admin1":
        out["admin1-share"] = setting.divisions.get(o.admin1, 0.0)
        out["admin1-named"] = float(f"r{o.admin1}" in setting.named)
    if o.level == "admin1" and o.row is not None:
        out["holds-share"] = setting.divisions.get(o.row, 0.0)
    if o.admin2 is not None:
        out["admin2-share"] = setting.divisions.get(o.admin2, 0.0)
        out["admin2-named"] = float(o.level == "city" and f"r{o.admin2}" in setting.named)
    d = setting.dateline
    if d is not None and key(d.name) != name:
        out["dateline-country"] = float(d.country == o.country)
        out["dateline-admin1"] = float(d.admin1 is not None and d.admin1 == o.admin1)
    if o.lat is not None and o.lon is not None and o.level in ("city", "admin2", "airport", "named"):
        near = min((_km(o.lat, o.lon, lat, lon) for lat, lon, _ in setting.points), default=None)
        if near is not None:
            out["near"] = 1.0 / (1 + near / 60)
            out["log-km"] = log(1 + near / 50)
    return out


def _km(lat: float, lon: float, lat2: float, lon2: float) -> float:
    east = (lon - lon2 + 180) % 360 - 180
    return 111.2 * hypot(lat - lat2, east * cos((lat + lat2) * pi / 360))


def setting_without(name: str, taken: Mapping[str, tuple[Option, int, bool]]) -> Setting:
    """The setting that the other names make for one: each name counts once, with the square root of how often it stands."""
    countries: Counter[str] = Counter()
    divisions: Counter[int] = Counter()
    points: list[tuple[float, float, float]] = []
    named: set[str] = set()
    dateline = None
    for other, (o, times, is_dateline) in taken.items():
        if other.split("|")[0] == name:
            continue
        weight = times**0.5
        countries[o.country or ""] += weight
        for d in {o.admin1, o.admin2} - {None}:
            divisions[d] += weight  # type: ignore[index]
        if o.level in ("country", "admin1", "admin2"):
            named |= holds((o,))
        if o.level in ("city", "admin2", "airport") and o.lat is not None and o.lon is not None:
            points.append((o.lat, o.lon, weight))
        if is_dateline:
            dateline = o
    total, parts = sum(countries.values()) or 1.0, sum(divisions.values()) or 1.0
    return Setting(
        {c: n / total for c, n in countries.items() if c},
        {d: n / parts for d, n in divisions.items()},
        tuple(points),
        frozenset(named),
        dateline,
    )


def shares(rows: list[dict[str, float]], weights: Mapping[str, float]) -> list[float]:
    """The softmax of the rows' scores."""
    scores = [sum(weights.get(f, 0.0) * v for f, v in row.items()) for row in rows]
    top = max(scores)
    grown = [exp(s - top) for s in scores]
    total = sum(grown)
    return [g / total for g in grown]


def resolve(page: Page, spots: list[Spot], first: Mapping[str, float], rank: Mapping[str, float]) -> dict[Spot, Choice]:
    """The place that each spot with options is taken for."""
    by_name = groups(page, spots)
    told = {name: hints(page, members, spots) for name, members in by_name.items()}
    rows = {
        name: [first_features(i, o, members[0].key, told[name]) for i, o in enumerate(members[0].options)]
        for name, members in by_name.items()
    }
    taken: dict[str, tuple[Option, int, bool]] = {}
    for name, members in by_name.items():
        share = shares(rows[name], first)
        best = max(range(len(share)), key=lambda i: (share[i], -i))
        taken[name] = (members[0].options[best], len(members), told[name].dateline)
    out: dict[Spot, Choice] = {}
    for name, members in by_name.items():
        options = members[0].options
        if len(options) == 1:
            choice = Choice(options[0], 1.0, "the one place of its name")
        else:
            setting = setting_without(members[0].key, taken)
            full = [r | context_features(o, members[0].key, setting) for r, o in zip(rows[name], options, strict=True)]
            share = shares(full, rank)
            best = max(range(len(share)), key=lambda i: (share[i], -i))
            choice = Choice(options[best], round(share[best], 4), _reason(full[best], rank))
        out.update(dict.fromkeys(members, choice))
    return out


_REASONS = {
    "held": "the name behind it holds it",
    "holding": "it holds the name before it",
    "admin1-named": "its division is named",
    "admin2-named": "its county is named",
    "country-named": "its country is named",
    "admin1-share": "other places of its division",
    "near": "near other places",
    "dateline-admin1": "the dateline's division",
    "dateline-country": "the dateline's country",
    "country-share|top": "the article's country",
    "country-share|low": "the article's country",
}


def _reason(row: Mapping[str, float], weights: Mapping[str, float]) -> str:
    """What speaks loudest for an option, beyond how big and well known it is."""
    loud = max(_REASONS, key=lambda f: row.get(f, 0.0) * weights.get(f, 0.0))
    return _REASONS[loud] if row.get(loud, 0.0) * weights.get(loud, 0.0) > 0.5 else "the best known of its name"
