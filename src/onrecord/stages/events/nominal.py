"""Places that are spoken of and not named: "attacks across the country", "protests in the peninsula", "shots in the village".

A noun for a place behind a preposition of place stands for one that was told of before: "the country" for the country that
the words before it speak of most, "the peninsula" for the last place whose name has the word, "the village" for the last town.
And a building that has only its owner's name, "an attack at a Walmart in China", stands in the place that is named behind it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from onrecord import syntax
from onrecord.article import Article, Place, Span
from onrecord.knowledge.countries import by_iso3
from onrecord.knowledge.places import words_of
from onrecord.syntax import Doc, Token

#: Sentences before its own in which the country or town that such a noun stands for is looked for.
BACK = 3


@dataclass(frozen=True, slots=True)
class Nominal:
    """A noun that stands for a place, and the place: a named one, or one that starts here (``new``)."""

    token: Token
    place: Place
    new: bool


def nominals(article: Article, doc: Doc, by: str) -> list[Nominal]:
    """The places that are spoken of and not named, in the order of the text; new ones are numbered behind the article's own."""
    places = sorted(article.places, key=lambda p: p.mark.at.start)
    if not places:
        return []
    starts = [p.mark.at.start for p in places]
    out: list[Nominal] = []
    count = len(places)
    for k, sentence in enumerate(article.sentences):
        first = article.sentences[max(0, k - BACK)].mark.at.start
        own = places[bisect_left(starts, sentence.mark.at.start) : bisect_left(starts, sentence.mark.at.end)]
        for token in _standing(doc, sentence.mark.at, own):
            told = places[: bisect_left(starts, token.idx)]
            near = [p for p in told if p.mark.at.start >= first]
            if token.lower_ in words_of("the-town"):
                if town := next((p for p in reversed(near) if _town(p)), None):
                    out.append(Nominal(token, town, False))
                continue
            if token.lower_ in words_of("the-country"):
                place = _country(near)
            else:
                place = next((p for p in reversed(told) if token.lower_ in p.mark.at.cut(article.text).lower().split()), None)
            if place is not None:
                count += 1
                out.append(Nominal(token, _again(article, token, place, f"p{count}", by), True))
        for place in own:
            owned = _building(doc, place)
            if owned is not None and not any(p.mark.at.overlaps(syntax.place(owned)) for p in own):
                count += 1
                out.append(Nominal(owned, _within(article, owned, place, f"p{count}", by), True))
    return out


def _building(doc: Doc, place: Place) -> Token | None:
    """The name behind "at a" that a place is named for: Walmart of "at a Walmart in China"; None where there is none."""
    head = syntax.head(doc, place.mark.at)
    if head is None or head.dep_ != "pobj" or head.head.lower_ not in words_of("stands") or place.use != "place":
        return None
    name = head.head.head
    if name.pos_ != "PROPN" or name.dep_ != "pobj" or name.head.lower_ not in words_of("doors"):
        return None
    return name if any(c.dep_ == "det" and c.lower_ in ("a", "an") for c in name.children) else None


def _within(article: Article, token: Token, place: Place, key: str, by: str) -> Place:
    """A building that no table holds, in a place: of that country, at no known spot."""
    words = [t for t in token.subtree if t.pos_ == "PROPN" and t.i <= token.i]
    at = Span(words[0].idx, token.idx + len(token.text))
    why = f"“at a”: a building in {place.name}, in no table"
    name = at.cut(article.text)
    mark = article.mark(at.start, at.end)
    return Place(key, mark, name, None, None, place.country, "facility", None, "point", "place", by, why)


def _standing(doc: Doc, sentence: Span, own: list[Place]) -> Iterator[Token]:
    """The nouns of a sentence that stand for a place: "in the country", not "in the country of", "in other countries".

    What a name stands beside is told by that name: "in the Swat valley", "in the Egyptian city". ``own``: its places.
    """
    for token in syntax.tokens(doc, sentence):
        low = token.lower_
        if token.dep_ != "pobj" or token.pos_ != "NOUN" or token.head.lower_ not in words_of("stands"):
            continue
        if not any(low in words_of(sort) for sort in ("the-country", "the-named", "the-town")):
            continue
        if any(p.mark.at.overlaps(syntax.place(t)) for t in (token, *token.children) for p in own):
            continue
        if any(c.pos_ == "PROPN" and c.i < token.i for c in token.children):
            continue
        words = [c.lower_ for c in token.children]
        if any(w in ("the", "this") for w in words) and not any(w in words_of("another") or w == "of" for w in words):
            yield token


def _town(place: Place) -> bool:
    return place.kind in ("city", "admin2") and place.use != "modifier"


def _country(near: list[Place]) -> Place | None:
    """A place of the country that was spoken of most as where things are, else at all; of those as often the last one."""
    near = [p for p in near if p.use == "place"] or near
    often = Counter(p.country for p in near if p.country is not None)
    known = [(often[p.country], n, p) for n, p in enumerate(near) if p.country is not None]
    return max(known, key=lambda k: k[:2])[2] if known else None


def _again(article: Article, token: Token, told: Place, key: str, by: str) -> Place:
    """A place at the noun, put where the one that was told of is; of a country, in the country's middle."""
    at = syntax.place(token)
    why = f"“{token.text}”: {told.name}, told of before"
    place = replace(told, id=key, mark=article.mark(at.start, at.end), use="place", by=by, why=why, score=None)
    country = by_iso3().get(told.country or "") if token.lower_ in words_of("the-country") else None
    if country is None:
        return place
    gid = f"geonames:{country.geonameid}" if country.geonameid else None
    return replace(
        place, name=country.name, lat=country.lat, lon=country.lon, kind="country", gazetteer=gid, precision="country"
    )
