"""What a place name does: it is a place, a party (metonymy: "Washington denied") or a modifier ("Iraqi forces")."""

from __future__ import annotations

from functools import cache

from onrecord.article.layers import PlaceUse
from onrecord.knowledge.countries import by_capital
from onrecord.knowledge.places import words_of
from onrecord.stages.places.options import Option
from onrecord.stages.places.page import Page
from onrecord.stages.places.spots import Spot

#: Places that act: states, their seats, and bodies of states.
ACTS = ("country", "named", "admin1", "city")


def use_of(page: Page, spot: Spot, option: Option | None) -> tuple[PlaceUse, str]:
    """The use, and the rule that says so."""
    if option is not None and option.form == "demonym":
        return "modifier", "demonym"
    token = page.tokens[spot.last - 1]
    if token is None:
        return "place", "not parsed"
    if _part_of_name(page, spot):
        return "modifier", "part of a longer name"
    if token.dep_ in ("compound", "amod", "nmod", "poss") and token.head.i > token.i:
        head = token.head.lower_
        if head in _grounds() or (token.dep_ == "poss" and head in words_of("side")):
            return "place", f"part of a place: {head}"
        return "modifier", f"{token.dep_} of {head}"
    if option is not None and option.level in ACTS:
        party = _acts(page, spot, option)
        if party:
            return "party", party
    return "place", token.dep_


@cache
def _grounds() -> frozenset[str]:
    sorts = ("division", "settlement", "nature", "facility", "airport", "roads", "ground")
    return frozenset(w for sort in sorts for w in words_of(sort))


def _part_of_name(page: Page, spot: Spot) -> bool:
    """Whether the parse has the name inside that of an organisation, person, work, law or product."""
    number = page.inside[spot.first]
    if number < 0:
        return False
    first, last, label = page.entities[number]
    longer = last > spot.last or first < spot.first - (page.low(spot.first - 1) in ("the", "a", "an"))
    return longer and label in ("ORG", "PERSON", "WORK_OF_ART", "LAW", "PRODUCT", "EVENT")


def _acts(page: Page, spot: Spot, option: Option) -> str | None:
    """The rule by which a state or a seat of government acts or is acted on; None where it is merely where."""
    token = page.tokens[spot.last - 1]
    if token is None or (option.level == "city" and not _seat(option)):
        return None
    while token.dep_ == "conj" and token.head.i < token.i:
        token = token.head
    verb = token.head
    speak = words_of("speak")
    if token.dep_ in ("nsubj", "nsubjpass") and verb.pos_ in ("VERB", "AUX"):
        if verb.lower_ in speak or (
            verb.pos_ == "VERB" and token.dep_ == "nsubj" and any(c.dep_ in _OBJECTS for c in verb.children)
        ):
            return f"subject of {verb.lemma_.lower()}"
        return None
    if token.dep_ in ("dobj", "dative") and verb.lower_ in words_of("partner"):
        return f"object of {verb.lemma_.lower()}"
    if token.dep_ == "pobj" and verb.lower_ in ("against", "with"):
        return f"{verb.lower_} it"
    if token.dep_ == "pobj" and verb.lower_ == "by" and verb.dep_ == "agent":
        return "done by it"
    return None


_OBJECTS = ("dobj", "ccomp", "xcomp", "dative")


def _seat(option: Option) -> bool:
    capital = by_capital().get(option.name)
    return bool(capital and capital.iso3 == option.country)
