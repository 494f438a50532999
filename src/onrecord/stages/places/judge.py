"""Which spots are place names: a linear model over their features, and of overlapping spots the longest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import exp

from onrecord.knowledge.gazetteer import gazetteer
from onrecord.knowledge.pages import agencies
from onrecord.knowledge.places import sorts_of, words_of
from onrecord.stages.places.features import Neighbours, features
from onrecord.stages.places.page import Page
from onrecord.stages.places.spots import Spot
from onrecord.stages.places.unknown import lies_in, lies_within

#: Least chance of being a place name. Cross-validated, 0.4 to 0.5 give the same F1 within .01 (training/places).
LEAST = 0.45
#: The same for names of countries and hand-made rows and for what their people are called: these are seldom anything else.
#: 0.25 instead of 0.45 gains .002 (world) and .001 (local) of found F1, cross-validated.
LEAST_KNOWN = 0.25
#: What is left of the chance of a given name with a surname behind it ("Paris Hilton"): of 329 such spots of the annotated
#: news 6 are place names.
PERSON = 0.4
#: How common (Habits.first, Habits.last) a name must be for that.
GIVEN, SURNAME = 40, 30
#: Least chance of a name whose kind stands before it, where a place of that kind has the name ("the state of Plateau").
CALLED = 0.9
#: Least chance of a name that no table holds, by what its sentence says of it (unknown.py): of 7 such names of the annotated
#: news 7 are places where a word says so, of 18 behind a preposition 11, of 3 told again 3; "area" is behind few.
TOLD = {"typed": 0.9, "stands": 0.6, "again": 0.6, "area": 0.5}
#: Least chance of a name within one that is kept.
LEAST_INNER = 0.1


def chances(page: Page, found: Sequence[Spot], weights: Mapping[str, float]) -> list[float]:
    """The chance of each spot to be a place name."""
    near = Neighbours(page, found)
    bias = weights.get("(bias)", 0.0)
    out = [1 / (1 + exp(-bias - sum(weights.get(f, 0.0) for f in features(page, s, near)))) for s in found]
    out = [p * PERSON if _person(page, s) else p for s, p in zip(found, out, strict=True)]
    out = [max(p, CALLED) if _of_its_kind(page, s) else p for s, p in zip(found, out, strict=True)]
    out = [max(p, TOLD.get(_told(page, s), 0.0)) for s, p in zip(found, out, strict=True)]
    out = [0.0 if s.options and _credited(page, s) else p for s, p in zip(found, out, strict=True)]
    towns = {s.start: p for s, p in zip(found, out, strict=True) if not _airport(page, s)}
    # An airport is as likely as the town that names it: annotators disagree on which of the two words count.
    return [max(p, towns.get(s.start, 0.0)) if _airport(page, s) else p for s, p in zip(found, out, strict=True)]


def _of_its_kind(page: Page, spot: Spot) -> bool:
    """Whether "state of", "town of" … stands before a name that a place of that kind has."""
    word = page.low(spot.first - 2)
    kind = words_of("division").get(word) or words_of("settlement").get(word)
    return bool(kind) and page.low(spot.first - 1) == "of" and any(o.kind == kind and o.form == "own" for o in spot.options)


def _person(page: Page, spot: Spot) -> bool:
    """Whether a spot is a given name with a surname behind it."""
    i = spot.last
    if i - spot.first > 1 or i >= len(page.words) or not page.capital(i) or page.gap(i - 1) != " ":
        return False
    if page.words[i].raw.casefold() in sorts_of():
        return False
    table = gazetteer()
    return table.habits(spot.key).first >= GIVEN and table.habits(page.words[i].bare).last >= SURNAME


def _told(page: Page, spot: Spot) -> str:
    """The shape of a spot; "area" for a short name before that word ("the Hakurk area")."""
    short = spot.shape == "called" and spot.last - spot.first <= 2 and page.label[spot.first] != "PERSON"
    return "area" if short and page.low(spot.last).rstrip(".") in words_of("area") else spot.shape


def _credited(page: Page, spot: Spot) -> bool:
    """Whether a spot is an agency behind a dash or in brackets: "(Xinhua)", though a town has the name too."""
    before = page.text[max(0, spot.start - 2) : spot.start].rstrip(" ")[-1:]
    return before in ("(", "-", "–", "—", "/") and page.text[spot.start : spot.end].casefold() in agencies()


def _airport(page: Page, spot: Spot) -> bool:
    """Whether a spot is "X airport", written so that X alone is a spot too."""
    last = page.words[spot.last - 1].raw.casefold()
    return spot.shape == "served" or (spot.last - spot.first > 1 and last in words_of("airport"))


#: Kinds of shape whose name tells where they are: "Titus County Jail". A road or a river named after a town may lie anywhere,
#: but where the name says county or province ("New Kent County Circuit Court", "Mora County Road 12") it lies in it.
HELD = ("facility", "division", "label")


def inner(spot: Spot, found: Sequence[Spot], chance: Sequence[float]) -> Spot | None:
    """For a spot that no table holds the longest place name within it: "Titus County" in "Titus County Jail"."""
    if spot.options or not spot.shape:
        return None
    held = spot.shape in HELD
    fit = [
        (s.last - s.first, p, -s.start, s)
        for s, p in zip(found, chance, strict=True)
        if s.options and spot.first <= s.first and s.last <= spot.last and s.options[0].form != "demonym" and p >= LEAST_INNER
        if held or (s.last < spot.last and s.last - s.first > 1 and s.key.split(" ")[-1] in words_of("division"))
    ]
    return max(fit, key=lambda x: x[:3])[3] if fit else None


#: Shapes whose words beside the name may tell what it lies in.
BESIDE = ("typed", "stands", "again", "called")


def holders(page: Page, kept: Sequence[Spot]) -> dict[Spot, Spot]:
    """For spots that no table holds the place names in which they are said to lie: Helmand for "Zarmelk, a village in Helmand".

    What is said once of a name holds for it throughout the article.
    """
    out: dict[Spot, Spot] = {}
    told: dict[str, Spot] = {}
    for k, spot in enumerate(kept):
        if spot.options or spot.shape not in BESIDE:
            continue
        around = (kept[k + 1] if k + 1 < len(kept) else None, kept[k - 1] if k else None)
        for n, other in enumerate(around):
            if other is None or not other.options or other.options[0].form in ("demonym", "postal"):
                continue
            if lies_in(page, spot.last, other.first, _wide(other)) if n == 0 else lies_within(page, other.last, spot.first):
                out[spot] = other
                told.setdefault(page.text[spot.start : spot.end], other)
                break
    for spot in kept:
        if spot.shape in ("typed", "stands", "again") and not spot.options and page.text[spot.start : spot.end] in told:
            out.setdefault(spot, told[page.text[spot.start : spot.end]])
    return out


def _wide(spot: Spot) -> int:
    """The word behind a name that is a division or country, 0 for another."""
    return spot.last if any(o.level in ("country", "admin1", "admin2") for o in spot.options) else 0


def _least(spot: Spot) -> float:
    return LEAST_KNOWN if spot.options and spot.options[0].level in ("country", "named") else LEAST


def select(found: Sequence[Spot], chance: Sequence[float]) -> list[tuple[Spot, float]]:
    """The spots that are place names, none overlapping: longer ones first, then likelier ones."""
    order = sorted(
        (i for i, p in enumerate(chance) if p >= _least(found[i])),
        key=lambda i: (found[i].first - found[i].last, -chance[i], i),
    )
    taken: set[int] = set()
    kept = []
    for i in order:
        mine = range(found[i].first, found[i].last)
        if taken.isdisjoint(mine):
            taken.update(mine)
            kept.append(i)
    return [(found[i], round(chance[i], 4)) for i in sorted(kept)]
