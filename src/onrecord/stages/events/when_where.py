"""When and where an event happened: the sentence's time expression and place that stand nearest to it in the parse."""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING

from onrecord import syntax
from onrecord.article import Article, EventDate, Place, Span, Stretches, Time
from onrecord.article.layers import DatePrecision
from onrecord.knowledge.events import event_frames, light_verbs, setting_weights, status_words
from onrecord.stages.events.counts import distance
from onrecord.stages.events.features import lemma
from onrecord.stages.events.nominal import Nominal
from onrecord.stages.events.pairs import path
from onrecord.stages.events.read import blended

if TYPE_CHECKING:
    from onrecord.syntax import Doc, Token

_PRECISION: tuple[tuple[str, DatePrecision], ...] = (
    (r"\d{4}-\d\d-\d\d", "day"),
    (r"\d{4}-W\d\d", "week"),
    (r"\d{4}-\d\d", "month"),
    (r"\d{4}-Q\d", "quarter"),
    (r"\d{4}", "year"),
)
#: What the encoder says of the words at a span.
Read = Callable[[Span], "float | None"]
#: Types that have another event as their content.
SPEECH = ("AGREE", "REQUEST", "THREATEN", "ACCUSE", "REJECT", "CONCEDE")
#: From the finest place to the widest.
FINE = ("point", "city", "district", "province", "region", "country")


@dataclass(frozen=True, slots=True)
class Setting:
    """The times and places of one sentence that may date or place an event."""

    times: tuple[tuple[Time, Token], ...]
    places: tuple[tuple[Place, Token], ...]
    #: Words that stand for a place and do not name it, by number.
    spoken: frozenset[int] = frozenset()


def unread(at: Span) -> float | None:
    """What the encoder says where there is none."""
    return None


def dated(time: Time) -> EventDate | None:
    """A time's value as an event's date; None where it names no date."""
    if time.type not in ("DATE", "TIME"):
        return None
    for pattern, precision in _PRECISION:
        m = re.match(pattern + r"(?![\d-]|$^)", time.value)
        if m and re.fullmatch(pattern + r"(?:T.*|-W[E]|-?(?:SP|SU|FA|WI))?", time.value):
            return EventDate(m.group(), precision, time.id)
    return None


class Scene:
    """The times and places of an article by sentence, put in order once: a long article has thousands of either."""

    def __init__(self, article: Article, doc: Doc, spoken: Sequence[Nominal] = ()) -> None:
        self._doc = doc
        self._spoken: dict[int, list[Nominal]] = {}
        self._open: set[int] = set()
        self._starts = [s.mark.at.start for s in article.sentences]
        self._ends = [s.mark.at.end for s in article.sentences]
        self._times: dict[int, list[Time]] = {}
        self._places: dict[int, list[Place]] = {}
        lines = Stretches((b.at, b) for b in article.blocks if b.kind == "dateline" and b.at is not None)
        self._of_page = frozenset(t.id for t in article.times if lines.overlapping(t.mark.at))
        for time in article.times:
            if dated(time):
                self._times.setdefault(self.sentence(time.mark.at), []).append(time)
            elif time.type == "DATE" and (head := syntax.head(doc, time.mark.at)) is not None:
                self._open.add(governor(head).i)
        # "- Xinhua" behind a headline is who tells it, though a town has the name too.
        media = {m.at for p in article.parties if p.kind == "organisation" and p.roles[:1] == ("JRN",) for m in p.mentions}
        for place in article.places:
            if place.kind != "demonym" and place.mark.at not in media:
                self._places.setdefault(self.sentence(place.mark.at), []).append(place)
        for n in spoken:
            self._spoken.setdefault(self.sentence(syntax.place(n.token)), []).append(n)

    def sentence(self, at: Span) -> int:
        """The number of the sentence that holds all of a span; -1 where none does."""
        k = bisect_right(self._starts, at.start) - 1
        return k if k >= 0 and at.end <= self._ends[k] else -1

    def setting(self, sentence: int) -> Setting:
        """The times and places that a sentence offers, each with its head word."""
        times = [(t, syntax.head(self._doc, t.mark.at)) for t in self._times.get(sentence, ())]
        places = [(p, syntax.head(self._doc, p.mark.at)) for p in self._places.get(sentence, ())]
        return Setting(
            tuple((t, h) for t, h in times if h is not None),
            (*((p, h) for p, h in places if h is not None), *((n.place, n.token) for n in self._spoken.get(sentence, ()))),
            frozenset(n.token.i for n in self._spoken.get(sentence, ())),
        )

    def open(self, anchor: Token) -> bool:
        """Whether an event has a time of its own that names no date ("days later", "recently"): another's date is not its."""
        at = anchor
        while at.i not in self._open and at.dep_ in ("pobj", "prep", "dobj", "acl", "compound"):
            at = at.head
        return at.i in self._open

    def afar(self, sentence: int, read_time: Read, read_place: Read) -> tuple[EventDate | None, str | None]:
        """The date and place that the encoder finds in the sentences around an event's own; None where it is not sure of one.

        The date line of a page dates the page and no event.
        """
        near = [k for k in range(sentence - AROUND, sentence + AROUND + 1) if k != sentence and k >= 0]
        times = [
            (read_time(t.mark.at) or 0.0, -n, t)
            for n, t in enumerate(t for k in near for t in self._times.get(k, ()))
            if t.id not in self._of_page and _sequel(syntax.head(self._doc, t.mark.at)) is None
        ]
        places = [(read_place(p.mark.at) or 0.0, -n, p) for n, p in enumerate(p for k in near for p in self._places.get(k, ()))]
        time = max(times, key=lambda t: t[:2], default=None)
        place = max(places, key=lambda p: p[:2], default=None)
        return (
            dated(time[2]) if time is not None and time[0] >= SURE_TIME else None,
            place[2].id if place is not None and place[0] >= SURE_PLACE else None,
        )


def when(
    anchor: Token, type_: str, others: frozenset[int], cues: frozenset[int], here: Setting, read: Read = unread
) -> EventDate | None:
    """The date of an event: the time expression of its sentence that setting classifier and encoder join to it most surely.

    ``read``: how likely the encoder holds the words at a span to be its time; None where it did not read.
    """
    verb = anchor.head.head if anchor.dep_ == "pobj" else anchor.head
    only_spoken_of = spoken_of(anchor)
    found = []
    for n, (time, head) in enumerate(here.times):
        if (only_spoken_of and governor(head).i == verb.i) or _of_another_clause(head, anchor):
            continue
        if type_ in SPEECH and _of_the_content(head, anchor, others):
            continue
        kinds = [*_time_kinds(time), *_said(head, anchor, cues)]
        linear = chance(setting_features(anchor, type_, head, others, kinds, "t"))
        found.append((blended(linear, read(time.mark.at), WEIGHT_TIME), -n, time, head))
    best = max(found, key=lambda f: f[:2], default=None)
    if best is not None and best[0] >= LEAST:
        return dated(best[2])
    phase = _phase(anchor)
    own = [t for t, head in here.times if phase is not None and governor(head).i == phase.i]
    if not own and best is not None and len(found) == 1 and _at_once(best[3], anchor):
        own = [best[2]]
    return dated(own[0]) if own else None


def _phase(anchor: Token) -> Token | None:
    """The verb that tells of an event's beginning or end: begun for "had begun by July expressing support"."""
    at = anchor.head if anchor.dep_ == "dobj" and anchor.pos_ == "NOUN" else anchor
    return at.head if at.dep_ == "xcomp" and at.head.lemma_.lower() in event_frames("phase") else None


def _at_once(head: Token, anchor: Token) -> bool:
    """Whether a time in front of a sentence is that of a clause of "as" too: "On Friday, the truce broke, as X shelled Y"."""
    verb = governor(head)
    if any(t.pos_ not in ("ADP", "DET", "PUNCT", "SPACE", "ADJ") for t in takewhile(lambda t: t.i != head.i, head.sent)):
        return False
    for up in (anchor, *anchor.ancestors):
        if up.dep_ == "advcl":
            # The parse hangs "as" on the verb above as often as on its own clause.
            links = [c for at in (up, verb) for c in at.children if c.lower_ in ("as", "while") and verb.i < c.i < up.i]
            return up.head.i == verb.i and bool(links)
    return False


def where(anchor: Token, type_: str, others: frozenset[int], here: Setting, read: Read = unread) -> str | None:
    """The id of the place of an event: that of its sentence that setting classifier and encoder join to it most surely.

    ``read``: how likely the encoder holds the words at a span to be its place; None where it did not read.
    """
    befallen = _befallen(anchor)
    if ground := next((p.id for p, head in here.places if head.i in befallen), None):
        return ground
    finest = min((FINE.index(p.precision) for p, _ in here.places), default=0)
    found = []
    for n, (place, head) in enumerate(here.places):
        linear = chance(setting_features(anchor, type_, head, others, place_kinds(place, finest), "p"))
        # The encoder learnt from named places alone: of a noun that stands for one it says nothing.
        heard = None if head.i in here.spoken else read(place.mark.at)
        found.append((blended(linear, heard, WEIGHT), -n, place.id))
    best = max(found, key=lambda f: f[:2], default=None)
    if best is not None and best[0] >= LEAST_PLACE:
        return _finer(best[2], here)
    if type_ != "ASSAULT":
        return None
    # An attack is where the base, airport or building stands that its clause goes on to name.
    behind = [(h.i, p.id) for p, h in here.places if h.i > anchor.i and p.use == "place" and p.precision == "point"]
    first = min(behind, default=None)
    return first[1] if first is not None and not any(anchor.i < i < first[0] for i in others) else None


def _befallen(anchor: Token) -> frozenset[int]:
    """Whom an event befell by the verb that carries its noun: Turkey of "Turkey has suffered a series of bombings"."""
    noun = anchor
    while noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.lemma_.lower() in event_frames("series"):
        noun = noun.head.head
    verb = noun.head
    if noun.dep_ != "dobj" or verb.lemma_.lower() not in event_frames("befalls"):
        return frozenset()
    return frozenset(t.i for t in syntax.subjects(verb))


def _finer(place: str, here: Setting) -> str:
    """The narrower place that a place's own phrase names beside it: Plateau of "Nigeria's state of Plateau"."""
    (outer, head), *_ = ((p, h) for p, h in here.places if p.id == place)
    inner = [
        (FINE.index(p.precision), h.i, p.id)
        for p, h in here.places
        if p.country == outer.country and FINE.index(p.precision) < FINE.index(outer.precision) and _in_one_phrase(head, h)
    ]
    return min(inner)[2] if inner else place


def _in_one_phrase(one: Token, other: Token) -> bool:
    """Whether two words hang on one noun by relations within its phrase alone."""
    return _phrase(one).i == _phrase(other).i


def _phrase(token: Token) -> Token:
    """The noun whose phrase a word stands in: state for Plateau of "Nigeria's state of Plateau"."""
    while True:
        up = token.head.head if token.dep_ == "pobj" else token.head
        if up.pos_ not in ("NOUN", "PROPN") or token.dep_ not in WITHIN or up.i == token.i:
            return token
        token = up


def _of_another_clause(head: Token, anchor: Token) -> bool:
    """Whether a time stands in a clause that only tells what the event came after: "since he was ousted in July"."""
    clause = _sequel(head, anchor)
    return clause is not None and not any(a.i == clause.i for a in anchor.ancestors)


def _of_the_content(head: Token, anchor: Token, others: frozenset[int]) -> bool:
    """Whether a time says when what is agreed, demanded or threatened is to be: "agreed to a ceasefire from July 1"."""
    if _preposition(head) in status_words("span") and any(anchor.i < i < head.i for i in others):
        return True
    up = governor(head)
    return up.i in others and any(a.i == anchor.i for a in up.ancestors)


def _sequel(head: Token | None, below: Token | None = None) -> Token | None:
    """The verb of a clause around a time that only puts one event before or after another ("after he was ousted in July").

    Looked for up to the word ``below``, where one is given.
    """
    at = head
    while at is not None and at.head.i != at.i and (below is None or at.i != below.i):
        words = [at.head] if at.dep_ == "pcomp" else [c for c in at.children if c.dep_ in ("mark", "advmod", "prep")]
        if at.dep_ in ("advcl", "pcomp") and any(w.lower_ in status_words("order") for w in words):
            return at
        at = at.head
    return None


def spoken_of(token: Token) -> bool:
    """Whether "the attack" is only what a verb is about ("responded to the attack on Friday"): the date is the verb's."""
    at = token.head if token.dep_ == "pobj" else token
    about = token.dep_ in ("pobj", "dobj") and at.head.pos_ == "VERB"
    return about and definite(token) and lemma(token) in event_frames("general") and lemma(at.head) not in light_verbs()


def definite(token: Token) -> bool:
    """Whether a noun speaks of something known: "the attack", "this visit"."""
    return bool(token.pos_ == "NOUN" and any(c.lower_ in ("the", "this") for c in token.children))


def setting_features(anchor: Token, type_: str, head: Token, others: frozenset[int], kinds: list[str], what: str) -> list[str]:
    """The features of an anchor with the head of a time ("t") or place ("p"), each once."""
    way, lexical = path(anchor, head)
    word = lemma(anchor)
    side = "before" if head.i < anchor.i else "behind"
    between = min(3, sum(1 for i in others if min(head.i, anchor.i) < i < max(head.i, anchor.i)))
    nearest = min((distance(head, head.doc[i]) for i in others), default=99)
    mine = distance(head, anchor)
    rank = "nearest" if mine < nearest else "equal" if mine == nearest else "farther"
    up = governor(head)
    out = ["bias", f"w={way}", f"x={lexical}", f"s={side}/{min(8, abs(head.i - anchor.i) // 3)}", f"b={between}/{side}"]
    out += [
        f"n={rank}",
        f"nb={rank}/{between}/{side}",
        f"m={min(mine, 8)}",
        f"mr={min(mine, 8)}/{rank}",
        f"ty={type_}",
        f"l={word}",
    ]
    out += [
        f"p={_preposition(head)}",
        f"pn={_preposition(head)}/{rank}",
        f"g={up.pos_}/{'own' if up.i == anchor.i else 'other'}",
    ]
    for kind in kinds:
        out += [f"k={kind}", f"kn={kind}/{rank}", f"kt={kind}/{type_}", f"kp={kind}/{_preposition(head)}"]
    return [f"{what}:{f}" for f in dict.fromkeys(out)]


def _preposition(head: Token) -> str:
    at = head
    while at.head.i != at.i and at.dep_ in ("compound", "nummod", "amod", "pobj", "nmod", "poss"):
        if at.dep_ == "pobj":
            return str(at.head.lower_)
        at = at.head
    return str(at.dep_)


def _time_kinds(time: Time) -> list[str]:
    date = dated(time)
    return [date.precision if date else "none", time.type, "absolute" if time.anchor is None else "relative"]


def _said(head: Token, anchor: Token, cues: frozenset[int]) -> list[str]:
    """Whether the time hangs on a verb of saying that is not the anchor: then it is when it was said."""
    up = governor(head)
    told = anchor.dep_ == "nsubjpass" and anchor.head.i == up.i  # "deaths were reported on Wednesday"
    return ["said"] if up.i in cues and up.i != anchor.i and not told else ["plain"]


def place_kinds(place: Place, finest: int) -> list[str]:
    """What kind of place, how it is used, whether it is the finest of the sentence."""
    fine = "finest" if FINE.index(place.precision) == finest else "wider"
    return [place.use, f"{place.use}/{place.precision}", fine, f"{fine}/{place.use}"]


#: A time is the event's if its chance reaches this, a place if it reaches LEAST_PLACE: of the 91 held-out texts' events with
#: either, .646 of dates are then right (.604 at .4, .489 at .5) and .651 of places (.630 at .3, .558 at .4).
LEAST = 0.3
LEAST_PLACE = 0.2
#: The encoder's share in the log-odds of a place (.630; .575 at .5, .615 at .7), and of a time (.604; .583 at .3, .562 at .7).
WEIGHT = 0.3
WEIGHT_TIME = 0.5
#: Sentences before and behind an event's in which the encoder may find its time or place, and how sure it must be: dates .646
#: (.627 at .3, .604 at .7, .583 without), places .651 from .5 on, without them too. All by training/events/tune.py.
AROUND = 2
SURE_TIME = 0.5
SURE_PLACE = 0.7
#: Relations within the phrase of a noun.
WITHIN = ("pobj", "compound", "poss", "nmod", "amod", "appos")
#: Relations by which a time or place hangs on what it is said of.
LOOSE = (
    "pobj",
    "prep",
    "npadvmod",
    "advmod",
    "compound",
    "nummod",
    "amod",
    "nmod",
    "poss",
    "pcomp",
    "appos",
    "quantmod",
    "det",
)


def governor(head: Token) -> Token:
    """The verb or noun that a time or place is said of: up from its head through prepositions and modifiers."""
    at = head
    while at.head.i != at.i and at.dep_ in LOOSE:
        at = at.head
        if at.pos_ in ("VERB", "AUX"):
            break
    return at


def chance(features: list[str]) -> float:
    """The chance that a time or place is the event's."""
    z = 0.0
    for name in features:
        for k, v in setting_weights().get(name, ()):
            z += v if k == 1 else -v
    return 1 / (1 + math.exp(-z))
