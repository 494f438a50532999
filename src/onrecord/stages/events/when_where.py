"""When and where an event happened: the sentence's time expression and place that stand nearest to it in the parse."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord import syntax
from onrecord.article import Article, EventDate, Place, Span, Time
from onrecord.article.layers import DatePrecision
from onrecord.stages.events.counts import distance

if TYPE_CHECKING:
    from onrecord.syntax import Doc, Token

_PRECISION: tuple[tuple[str, DatePrecision], ...] = (
    (r"\d{4}-\d\d-\d\d", "day"),
    (r"\d{4}-W\d\d", "week"),
    (r"\d{4}-\d\d", "month"),
    (r"\d{4}-Q\d", "quarter"),
    (r"\d{4}", "year"),
)
#: From the finest place to the widest.
FINE = ("point", "city", "district", "province", "region", "country")


@dataclass(frozen=True, slots=True)
class Setting:
    """The times and places of one sentence that may date or place an event."""

    times: tuple[tuple[Time, Token], ...]
    places: tuple[tuple[Place, Token], ...]


def dated(time: Time) -> EventDate | None:
    """A time's value as an event's date; None where it names no date."""
    if time.type not in ("DATE", "TIME"):
        return None
    for pattern, precision in _PRECISION:
        m = re.match(pattern + r"(?![\d-]|$^)", time.value)
        if m and re.fullmatch(pattern + r"(?:T.*|-W[E]|-?(?:SP|SU|FA|WI))?", time.value):
            return EventDate(m.group(), precision, time.id)
    return None


def setting(article: Article, doc: Doc, sentence: Span, parties: list[Span]) -> Setting:
    """What a sentence offers; ``parties`` are the spans of participants, whose names place nothing."""
    times = [(t, syntax.head(doc, t.mark.at)) for t in article.times if sentence.covers(t.mark.at) and dated(t)]
    places = [
        (p, syntax.head(doc, p.mark.at))
        for p in article.places
        if p.use == "place" and sentence.covers(p.mark.at) and not any(s.covers(p.mark.at) for s in parties)
    ]
    return Setting(
        tuple((t, h) for t, h in times if h is not None),
        tuple((p, h) for p, h in places if h is not None),
    )


def when(anchor: Token, rivals: list[Token], cues: frozenset[int], here: Setting) -> EventDate | None:
    """The date of an event: of the times that no other anchor and no verb of saying stands nearer to, the nearest."""
    found = [
        (distance(head, anchor), abs(head.i - anchor.i), time)
        for time, head in here.times
        if _belongs(head, anchor, rivals, cues)
    ]
    return dated(min(found, key=lambda f: f[:2])[2]) if found else None


def _belongs(head: Token, anchor: Token, rivals: list[Token], cues: frozenset[int]) -> bool:
    """Whether a time hangs in the anchor's clause or on a verb above it that only carries it, not on a verb of saying."""
    verb = syntax.clause(head)
    if verb.i in cues and verb.i != anchor.i:
        return False
    return distance(head, anchor) <= 6


def where(anchor: Token, here: Setting) -> str | None:
    """The id of the most specific place within reach of an event; of equal ones the nearest."""
    found = [
        (FINE.index(place.precision), distance(head, anchor), abs(head.i - anchor.i), place.id)
        for place, head in here.places
        if distance(head, anchor) <= 8
    ]
    return min(found)[3] if found else None
