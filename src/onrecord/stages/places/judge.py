"""Which spots are place names: a linear model over their features, and of overlapping spots the longest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import exp

from onrecord.knowledge.places import words_of
from onrecord.stages.places.features import Neighbours, features
from onrecord.stages.places.page import Page
from onrecord.stages.places.spots import Spot

#: Least chance of being a place name. Cross-validated, 0.4 to 0.5 give the same F1 within .01 (training/places).
LEAST = 0.45
#: The same for a name within one that is kept.
LEAST_INNER = 0.1


def chances(page: Page, found: Sequence[Spot], weights: Mapping[str, float]) -> list[float]:
    """The chance of each spot to be a place name."""
    near = Neighbours(page, found)
    bias = weights.get("(bias)", 0.0)
    out = [1 / (1 + exp(-bias - sum(weights.get(f, 0.0) for f in features(page, s, near)))) for s in found]
    towns = {s.start: p for s, p in zip(found, out, strict=True) if not _airport(page, s)}
    # An airport is as likely as the town that names it: annotators disagree on which of the two words count.
    return [max(p, towns.get(s.start, 0.0)) if _airport(page, s) else p for s, p in zip(found, out, strict=True)]


def _airport(page: Page, spot: Spot) -> bool:
    """Whether a spot is "X airport", written so that X alone is a spot too."""
    last = page.words[spot.last - 1].raw.casefold()
    return spot.shape == "served" or (spot.last - spot.first > 1 and last in words_of("airport"))


#: Kinds of shape whose name tells where they are: "Titus County Jail". A road or a river named after a town may lie anywhere.
HELD = ("facility", "division", "label")


def inner(spot: Spot, found: Sequence[Spot], chance: Sequence[float]) -> Spot | None:
    """For a spot that no table holds the longest place name within it: "Titus County" in "Titus County Jail"."""
    if spot.options or spot.shape not in HELD:
        return None
    fit = [
        (s.last - s.first, p, -s.start, s)
        for s, p in zip(found, chance, strict=True)
        if s.options and spot.first <= s.first and s.last <= spot.last and s.options[0].form != "demonym" and p >= LEAST_INNER
    ]
    return max(fit, key=lambda x: x[:3])[3] if fit else None


def select(found: Sequence[Spot], chance: Sequence[float], least: float = LEAST) -> list[tuple[Spot, float]]:
    """The spots that are place names, none overlapping: longer ones first, then likelier ones."""
    order = sorted(
        (i for i, p in enumerate(chance) if p >= least), key=lambda i: (found[i].first - found[i].last, -chance[i], i)
    )
    taken: set[int] = set()
    kept = []
    for i in order:
        mine = range(found[i].first, found[i].last)
        if taken.isdisjoint(mine):
            taken.update(mine)
            kept.append(i)
    return [(found[i], round(chance[i], 4)) for i in sorted(kept)]
