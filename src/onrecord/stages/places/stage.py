"""The places stage: spots → which are place names → which places they are → what they do in their sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from onrecord.article import Article, Note, Place
from onrecord.article.layers import PlaceKind, PlacePrecision, PlaceUse
from onrecord.errors import Code
from onrecord.knowledge.places import weights, words_of
from onrecord.stages.base import Layers, by
from onrecord.stages.places.judge import BESIDE, chances, holders, inner, select
from onrecord.stages.places.options import PRECISION, Option, airport_of
from onrecord.stages.places.page import Page
from onrecord.stages.places.resolve import MOST_WEIGHED, Choice, Models, resolve
from onrecord.stages.places.spots import Spot, spots
from onrecord.stages.places.unknown import said
from onrecord.stages.places.use import use_of

UNKNOWN = Code("L101", "a place name that no table holds", "It has no position; add a row to knowledge/data/places.tsv.")
AMBIGUOUS = Code("L102", "a name of many places, and nothing says which", "It has no position; `onrecord where` lists them.")
CROWDED = Code("L103", "more place names than are weighed together", "Those behind go by what they are alone; split the text.")

#: Share of the best option below which a name is left without a position. Cross-validated, of choices with a share of 0.2 to
#: 0.3 a third is right, of 0.3 to 0.4 nearly half, of 0.5 to 0.6 62 %, above 0.9 97 %.
LEAST_SHARE = 0.3


@dataclass(frozen=True, slots=True)
class Found:
    """A place name of a page: where, which place, what it does there. ``choice`` is None where no table holds it.

    ``within`` is set where the choice is that of a name inside it: the jail of "Titus County Jail" lies in Titus County.
    """

    spot: Spot
    chance: float
    choice: Choice | None
    within: bool
    option: Option | None
    use: PlaceUse
    rule: str

    @property
    def sure(self) -> bool:
        """Whether it may be given a position."""
        return self.choice is not None and self.choice.share >= LEAST_SHARE


def find(page: Page, models: Models | None = None, outlet: str | None = None) -> list[Found]:
    """The place names of a page, in order; ``models`` in place of the package's own, ``outlet`` for its home."""
    models = models or {m: weights(m) for m in ("spot", "first", "rank")}
    found = spots(page)
    chance = chances(page, found, models["spot"])
    kept = select(found, chance)
    held = {s: x for s, _ in kept if (x := inner(s, found, chance)) is not None}
    held = {**holders(page, [s for s, _ in kept]), **held}
    looked_at = sorted({*(s for s, _ in kept), *held.values()}, key=lambda s: (s.start, s.end))
    choices = resolve(page, looked_at, models, outlet)
    out = []
    for spot, p in kept:
        choice = choices.get(held.get(spot, spot))
        option = _served(page, spot, choice.option) if choice else None
        use, rule = use_of(page, spot, option)
        out.append(Found(spot, p, choice, spot in held, option, use, rule))
    return out


class Places:
    """Place names with position, country, kind, precision and use, from a gazetteer and the article's own context."""

    name = "places"
    version = 4
    needs: tuple[str, ...] = ("language", "doc")
    gives = ("places",)

    def __init__(self, models: Models | None = None, keep: bool = False) -> None:
        """``models``: weights in place of the package's own; ``keep``: the last article's finds stay in ``found``."""
        self._models, self._keep = models, keep
        self.found: list[Found] = []

    def __call__(self, articles: Iterable[Article]) -> Iterator[Layers]:
        for article in articles:
            yield self._one(article)

    def _one(self, article: Article) -> Layers:
        page = Page.of(article)
        if not any(t is not None for t in page.tokens):
            return {"places": ()}
        places: list[Place] = []
        notes: dict[str, Note] = {}
        finds = find(page, self._models, article.source.outlet)
        self.found = finds if self._keep else []
        for found in finds:
            place = self._place(article, page, found, f"p{len(places) + 1}")
            places.append(place)
            if place.lat is None:
                code = AMBIGUOUS if found.spot.options else UNKNOWN
                said = f"{code.meaning}: {place.name}"
                if found.spot.options:
                    countries = {o.country for o in found.spot.options}
                    said += f" ({len(found.spot.options)} places in {len(countries)} countries)"
                notes.setdefault(said, Note(code.id, said, place.mark.span, by(self)))
        names = {f.spot.key for f in finds if f.choice}
        if len(names) > MOST_WEIGHED:
            said = f"{CROWDED.meaning}: {len(names):,} names, {MOST_WEIGHED} weighed"
            notes[said] = Note(CROWDED.id, said, None, by(self))
        return {"places": tuple(places), "notes": tuple(notes.values())}

    def _place(self, article: Article, page: Page, f: Found, place_id: str) -> Place:
        mark = article.mark(f.spot.start, f.spot.end)
        words = " ".join(page.text[f.spot.start : f.spot.end].split())
        option, choice = f.option, f.choice
        if option is None or choice is None:
            kind = kind_of(page, f.spot)
            why = f"{f.spot.shape}; in no table; {f.rule}"
            nowhere = (None, None, None, kind, None, PRECISION.get(kind, "region"))
            return Place(place_id, mark, words, *nowhere, f.use, by(self), why, f.chance)
        where = (option.lat, option.lon, option.country) if f.sure else (None, None, None)
        why = f"{option.form} name, {choice.reason} ({choice.share:.2f}); {f.rule}"
        told: tuple[PlaceKind, str | None, PlacePrecision] = (option.kind, option.gazetteer, option.precision)
        name = option.name
        if f.within:
            kind, precision, why = self._within(page, f, option, choice)
            told, name = (kind, None, precision), words
            if precision != "country" and option.level == "country":
                where = (None, None, where[2])
        elif option.form == "demonym":
            told = ("demonym", option.gazetteer, option.precision)
        kind, gid, precision = told
        return Place(place_id, mark, name, *where, kind, gid if f.sure else None, precision, f.use, by(self), why, f.chance)

    def _within(self, page: Page, f: Found, option: Option, choice: Choice) -> tuple[PlaceKind, PlacePrecision, str]:
        """Kind and precision of a place that no table holds and that lies in a known one; and why."""
        kind, precision = kind_of(page, f.spot), option.precision
        beside = f.spot.shape in BESIDE
        if not beside and kind == "city" and option.level != "city":
            kind = "region"  # "United Russia" is no town of Russia
        if beside and option.level == "country":
            # "X, a town in Iraq": its country is known, not where in it.
            precision = PRECISION.get(kind, "region")
        how = f"{f.spot.shape} in {option.name} ({option.gazetteer}), {choice.reason} ({choice.share:.2f}); {f.rule}"
        return kind, precision, how


def _served(page: Page, spot: Spot, option: Option) -> Option:
    """For a town with "airport" behind it that airport; where none is known, something at the town."""
    if spot.shape != "served" or option.level != "city":
        return option
    found = airport_of(option, base="base" in page.words[spot.last - 1].raw.casefold())
    return found or replace(option, kind="airport")


def kind_of(page: Page, spot: Spot) -> PlaceKind:
    """The kind of a place that no table holds, by the words of its name or the parse."""
    behind = [spot.last] if spot.shape == "called" else []
    if spot.shape in ("typed", "stands", "again"):
        word = said(page, spot.first, spot.last)
        kind = words_of("settlement").get(word) or words_of("division").get(word)
        if kind:
            return kind  # type: ignore[return-value]
    for i in (*behind, spot.last - 1, spot.first):
        low = page.words[i].raw.casefold()
        for sort in ("roads", "airport", "nature", "facility", "division", "settlement", "area"):
            kind = words_of(sort).get(low) or words_of(sort).get(low + ".")
            if kind:
                return kind  # type: ignore[return-value]
    if spot.shape in ("typed", "stands", "again") and page.label[spot.first] != "LOC":
        return "city"  # what has no article is a town more often than a region
    return {"GPE": "city", "FAC": "facility"}.get(page.label[spot.first], "region")  # type: ignore[return-value]
