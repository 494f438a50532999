"""The places stage: spots → which are place names → which places they are → what they do in their sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from onrecord.article import Article, Note, Place
from onrecord.article.layers import PlaceKind
from onrecord.errors import Code
from onrecord.knowledge.places import weights, words_of
from onrecord.stages.base import Layers, by
from onrecord.stages.places.judge import chances, select
from onrecord.stages.places.options import PRECISION, Option, airport_of
from onrecord.stages.places.page import Page
from onrecord.stages.places.resolve import Choice, resolve
from onrecord.stages.places.spots import Spot, spots
from onrecord.stages.places.use import use_of

UNKNOWN = Code(
    "L101", "a place name that no table of places holds", "It has no position; add a row to knowledge/data/places.tsv."
)
AMBIGUOUS = Code(
    "L102", "a name of many places, and nothing here says which", "It has no position; see `onrecord where` for them."
)

#: Share of the best option below which a name is left without a position.
LEAST_SHARE = 0.25


class Places:
    """Place names with position, country, kind, precision and use, from a gazetteer and the article's own context."""

    name = "places"
    version = 2
    needs: tuple[str, ...] = ("language", "doc")
    gives = ("places",)

    def __call__(self, articles: Iterable[Article]) -> Iterator[Layers]:
        for article in articles:
            yield self._one(article)

    def _one(self, article: Article) -> Layers:
        page = Page.of(article)
        if not page.entities and not any(t is not None for t in page.tokens):
            return {"places": ()}
        found = spots(page)
        kept = select(found, chances(page, found, weights("spot")))
        choices = resolve(page, [s for s, _ in kept], weights("first"), weights("rank"))
        places: list[Place] = []
        notes: dict[str, Note] = {}
        for spot, chance in kept:
            place = self._place(article, page, spot, choices.get(spot), (f"p{len(places) + 1}", chance))
            places.append(place)
            if place.lat is None and spot.key not in notes:
                code = AMBIGUOUS if spot in choices else UNKNOWN
                notes[spot.key or place.name] = Note(code.id, f"{code.meaning}: {place.name}", place.mark.span, by(self))
        return {"places": tuple(places), "notes": tuple(notes.values())}

    def _place(self, article: Article, page: Page, spot: Spot, choice: Choice | None, given: tuple[str, float]) -> Place:
        mark = article.mark(spot.start, spot.end)
        option = _served(page, spot, choice.option) if choice else None
        use, rule = use_of(page, spot, option)
        place_id, chance = given
        if option is None or choice is None:
            words = " ".join(page.text[spot.start : spot.end].split())
            kind = _kind(page, spot)
            why = f"{spot.shape}; in no table; {rule}"
            nowhere = (None, None, None)
            return Place(place_id, mark, words, *nowhere, kind, None, PRECISION.get(kind, "region"), use, by(self), why, chance)
        why = f"{option.form} name, {choice.reason} ({choice.share:.2f} of {len(spot.options)}); {rule}"
        sure = choice.share >= LEAST_SHARE
        where = (option.lat, option.lon, option.country) if sure else (None, None, None)
        kind = "demonym" if option.form == "demonym" else option.kind
        gid = option.gazetteer if sure else None
        return Place(place_id, mark, option.name, *where, kind, gid, option.precision, use, by(self), why, chance)


def _served(page: Page, spot: Spot, option: Option) -> Option:
    """For a town with "airport" behind it that airport; where none is known, something at the town."""
    if spot.shape != "served" or option.level != "city":
        return option
    found = airport_of(option, base="base" in page.words[spot.last - 1].raw.casefold())
    return found or replace(option, kind="airport")


def _kind(page: Page, spot: Spot) -> PlaceKind:
    """The kind of a place that no table holds, by the words of its name or the parse."""
    for i in (spot.last - 1, spot.first):
        low = page.words[i].raw.casefold()
        for sort in ("roads", "airport", "nature", "facility", "division", "settlement"):
            kind = words_of(sort).get(low) or words_of(sort).get(low + ".")
            if kind:
                return kind  # type: ignore[return-value]
    return {"GPE": "city", "FAC": "facility"}.get(page.label[spot.first], "region")  # type: ignore[return-value]
