"""Which of the places of its name a spot is: a linear model over its options, in the light of the whole article.

One sense per discourse: all spots of one name are one place, save those that a name beside them settles ("Paris, Texas").
The first pass goes by what each option is alone (and by "X, Y" beside each other); the second sees what the first found:
the countries and divisions named, where the dateline lies, how near the article's other places are. Options' scores are
log odds, turned into shares by a softmax; weights (place_weights.tsv, models "first" and "rank") are learned by
training/places as a conditional logit.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from math import exp, log10

from onrecord.knowledge.countries import by_capital
from onrecord.knowledge.placenames import key, words
from onrecord.knowledge.places import words_of
from onrecord.stages.places.features import holds, lies_in
from onrecord.stages.places.options import Option, options
from onrecord.stages.places.page import Page
from onrecord.stages.places.scene import Scene, Setting, Taken
from onrecord.stages.places.spots import Spot

#: Names that are weighed together; those behind them in a text that has more are taken for what they are alone.
MOST_WEIGHED = 250
#: Passes over the article: the second sees what the first made of the other names.
PASSES = 2


#: Weights of the models "spot", "first" and "rank", by feature.
Models = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True, slots=True)
class Choice:
    """The option that a spot is taken for, its share, the strongest reason, and all options with their shares, best first."""

    option: Option
    share: float
    reason: str
    ranking: tuple[tuple[Option, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Hints:
    """What stands beside the spots of one name: kinds that words beside it name, holders that stand behind a comma."""

    kinds: frozenset[str]
    held_by: frozenset[str]
    holding: frozenset[str]
    dateline: bool
    acts: bool


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
    return _merged(out)


def _merged(found: dict[str, list[Spot]]) -> dict[str, list[Spot]]:
    """One sense per discourse: where "Parkland, Florida" stands once, Parkland alone is that one too."""
    settled: dict[str, list[str]] = defaultdict(list)
    for name in found:
        if ", " in name:
            settled[name.split(", ")[0]].append(name)
    for bare, names in settled.items():
        if len(names) == 1 and bare in found:
            found[names[0]] = sorted(found[names[0]] + found.pop(bare), key=lambda s: s.first)
    return found


def hints(page: Page, name_spots: list[Spot], starts: Mapping[int, Spot], ends: Mapping[int, Spot]) -> Hints:
    """What stands beside the spots of one name; ``starts``, ``ends``: spots by their first and last word."""
    kinds: set[str] = set()
    held: set[str] = set()
    holding: set[str] = set()
    dateline = acts = False
    for s in name_spots:
        kinds |= set(_kinds(page, s))
        after, before = starts.get(s.last), ends.get(s.first)
        if after and page.gap(s.last - 1).strip() in (",", "(", ""):
            held |= lies_in(s.options) & holds(after.options)
        if after and page.gap(s.last - 1).strip() in (",", ""):
            held |= {f"t{o.row}" for o in after.options if o.form == "short" and o.level == "city"}
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
    out["held"] = float(bool(h.held_by and (lies_in((o,)) | {f"t{o.row}"}) & h.held_by))
    out["holding"] = float(bool(h.holding and holds((o,)) & h.holding))
    out["not-held"] = float(bool(h.held_by) and not out["held"])
    return out


def context_features(o: Option, setting: Setting, near: tuple[float, float]) -> dict[str, float]:
    """The features of an option in the article."""
    out = {f"country-share|{'top' if o.level in ('country', 'admin1') else 'low'}": setting.countries.get(o.country or "", 0.0)}
    if o.level != "country":
        out["country-named"] = setting.named.get(f"c{o.country}", 0.0)
    if o.admin1 is not None and o.level != "admin1":
        out["admin1-share"] = setting.divisions.get(o.admin1, 0.0)
        out["admin1-named"] = setting.named.get(f"r{o.admin1}", 0.0)
        out["admin1-maybe"] = setting.maybe.get(f"r{o.admin1}", 0.0)
    if o.level == "admin1":
        out["holds-share"] = setting.divisions.get(o.row or -1, 0.0)
    if o.level == "admin2":
        out["admin2-holds"] = setting.inner.get(f"r{o.row}", 0.0)
    if o.level == "city" and o.admin2 is not None:
        out["admin2-share"] = setting.divisions.get(o.admin2, 0.0)
        out["admin2-named"] = setting.named.get(f"r{o.admin2}", 0.0)
        out["admin2-maybe"] = setting.maybe.get(f"r{o.admin2}", 0.0)
    for line, share in setting.dateline:
        out["dateline-country"] = out.get("dateline-country", 0.0) + share * (line.country == o.country)
        out["dateline-admin1"] = out.get("dateline-admin1", 0.0) + share * (line.admin1 is not None and line.admin1 == o.admin1)
    out["near-maybe"], out["near"] = min(near[0], 1.0), min(near[1], 2.0)
    return out


def shares(rows: list[dict[str, float]], weights: Mapping[str, float]) -> list[float]:
    """The softmax of the rows' scores."""
    scores = [sum(weights.get(f, 0.0) * v for f, v in row.items()) for row in rows]
    top = max(scores)
    grown = [exp(s - top) for s in scores]
    total = sum(grown)
    return [g / total for g in grown]


@dataclass(frozen=True, slots=True)
class Name:
    """The spots of one name with the features of its options alone."""

    members: list[Spot]
    rows: list[dict[str, float]]
    dateline: bool

    @property
    def key(self) -> str:
        return self.members[0].key

    @property
    def options(self) -> tuple[Option, ...]:
        return self.members[0].options


def names_of(page: Page, spots: list[Spot]) -> list[Name]:
    """The names of a page, each one sense."""
    out = []
    starts, ends = {s.first: s for s in spots if s.options}, {s.last: s for s in spots if s.options}
    for members in groups(page, spots).values():
        h = hints(page, members, starts, ends)
        options = members[0].options
        rivals = _Rivals(
            country=any(o.level == "country" and o.form == "own" for o in options) and not h.held_by,
            own=any(o.form == "own" for o in options),
        )
        rows = [first_features(i, o, members[0].key, h) | rivals.of(o) for i, o in enumerate(options)]
        out.append(Name(members, rows, h.dateline))
    return out


@dataclass(frozen=True, slots=True)
class _Rivals:
    """What else bears the name: a country ("Lebanon", and nothing beside it says which), a place of that very name."""

    country: bool
    own: bool

    def of(self, o: Option) -> dict[str, float]:
        out = {f"rival-country|{o.level}": 1.0} if self.country else {}
        if self.own and o.form == "other":
            out[f"rival-own|{o.level}"] = 1.0
        return out


def home_of(outlet: str | None, first: Mapping[str, float]) -> Taken | None:
    """The place that an outlet's name holds ("Lexington Herald-Leader"), as one more name of the article."""
    found = words(outlet or "")
    runs = [found[i:j] for i in range(len(found)) for j in range(len(found), i, -1) if found[i].raw[0].isupper()]
    runs = [r for r in runs if not any(w.raw.casefold() in words_of("body") for w in r)]
    known = options(" ".join(w.fold for w in r) for r in runs)
    for r in sorted(runs, key=lambda r: -len(r)):
        k = " ".join(w.fold for w in r)
        fit = tuple(o for o in known.get(k, ()) if o.form in ("own", "short") and not o.cased)
        if fit:
            nothing = Hints(frozenset(), frozenset(), frozenset(), dateline=False, acts=False)
            return Taken(k, fit, shares([first_features(i, o, k, nothing) for i, o in enumerate(fit)], first), 1, False)
    return None


def in_context(names: list[Name], share: list[list[float]], home: Taken | None = None) -> list[list[dict[str, float]]]:
    """The features of all names' options, in the light of the shares that the names' options have so far."""
    taken = [Taken(n.key, n.options, s, len(n.members), n.dateline) for n, s in zip(names, share, strict=True)]
    scene = Scene([home, *taken] if home else taken)
    near = scene.near()
    out = []
    for n in names:
        setting = scene.without(n.key) if len(n.options) > 1 else None
        close = near.get(n.key, [])
        out.append(
            [
                r | context_features(o, setting, close[i] if i < len(close) else (0.0, 0.0)) if setting else r
                for i, (r, o) in enumerate(zip(n.rows, n.options, strict=True))
            ]
        )
    return out


def resolve(page: Page, spots: list[Spot], models: Models, outlet: str | None = None) -> dict[Spot, Choice]:
    """The place that each spot with options is taken for."""
    first, rank = models["first"], models["rank"]
    names = names_of(page, spots)
    home = home_of(outlet, first)
    share = [shares(n.rows, first) for n in names]
    rows = [n.rows for n in names]
    for _ in range(PASSES):
        rows[:MOST_WEIGHED] = in_context(names[:MOST_WEIGHED], share[:MOST_WEIGHED], home)
        share[:MOST_WEIGHED] = [shares(r, rank) for r in rows[:MOST_WEIGHED]]
    out: dict[Spot, Choice] = {}
    for n, r, s in zip(names, rows, share, strict=True):
        best = max(range(len(s)), key=lambda i: (s[i], -i))
        why = _reason(r[best], rank) if len(s) > 1 else "the one place of its name"
        town = _town_of(n.options, best, r[best])
        if town != best:
            best, why = town, "the town, not its province"
            s[best] = max(s)
        ranking = tuple(sorted(zip(n.options, s, strict=True), key=lambda x: -x[1]))
        out.update(dict.fromkeys(n.members, Choice(n.options[best], round(s[best], 4), why, ranking)))
    return out


def _town_of(found: tuple[Option, ...], best: int, row: Mapping[str, float]) -> int:
    """Of a division and the town it is named after ("Homs") the town, where no word says province.

    States of the USA are left: towns named after their state are not its seat.
    """
    o = found[best]
    called = {f.split(":")[1].split("|")[0] for f in row if f.startswith("called:")}
    if o.level not in ("admin1", "admin2") or o.country == "USA" or called - {"city"}:
        return best
    towns = [i for i, t in enumerate(found) if t.level == "city" and o.row in (t.admin1, t.admin2)]
    biggest = max(towns, key=lambda i: found[i].population, default=best)
    return biggest if called or found[biggest].population >= SEAT else best


#: People that a town must have to stand for the division of its name.
SEAT = 20_000

_REASONS = {
    "held": "the name behind it holds it",
    "holding": "it holds the name before it",
    "admin1-named": "its division is named",
    "admin2-named": "its county is named",
    "country-named": "its country is named",
    "admin1-share": "other places of its division",
    "near": "near other places",
    "near-maybe": "near other places",
    "admin2-maybe": "its county may be named",
    "admin2-holds": "it holds other places",
    "dateline-admin1": "the dateline's division",
    "dateline-country": "the dateline's country",
    "country-share|top": "the article's country",
    "country-share|low": "the article's country",
}


def _reason(row: Mapping[str, float], weights: Mapping[str, float]) -> str:
    """What speaks loudest for an option, beyond how big and well known it is."""
    loud = max(_REASONS, key=lambda f: row.get(f, 0.0) * weights.get(f, 0.0))
    return _REASONS[loud] if row.get(loud, 0.0) * weights.get(loud, 0.0) > 0.5 else "the best known of its name"
