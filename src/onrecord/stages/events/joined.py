"""What events of one article tell of each other: the same happening's date and place, and who demands or promises what.

A happening that is told again within two sentences ("the attack") has the date and place that the other telling gives
(guidelines, rulings 6 and 7). The content of a demand, promise or threat is to come on the word of who makes it (ruling 10).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from onrecord.article import Article, Claim, Event
from onrecord.knowledge.events import event_frames
from onrecord.stages.events.features import lemma
from onrecord.stages.events.status import GOVERNED, STEPS
from onrecord.stages.events.story import DEEDS, Draft, Shift, of_the_day, shifted
from onrecord.stages.events.when_where import Scene, definite, spoken_of

if TYPE_CHECKING:
    from onrecord.syntax import Token

#: Sentences between two tellings of one happening.
NEAR = 2
#: And between one and "the attack in Tolmar" that takes it up.
FAR = 8
#: Speech acts whose content is on the word of their actor.
CONTENT = ("REQUEST", "AGREE", "THREATEN")
#: And one whose content is so though it is told as happened.
ACCUSED = ("ACCUSE",)


@dataclass(frozen=True, slots=True)
class Around:
    """What the tellings of an article are compared by.

    Attributes:
        article, scene: of the events, its times and places by sentence.
        since: times that say since when something goes on: they date the event they stand with, never another telling.
        countries: party → country, where it is known; ``outlaws``: those that states fight at home, rebels and criminals.
        persons: parties that are one person each.
        places: place → its name, of the article's own.
        shifts: word number → how long before or after another event its own happened.
    """

    article: Article
    scene: Scene
    since: frozenset[str]
    countries: Mapping[str, str]
    outlaws: frozenset[str]
    persons: frozenset[str]
    places: Mapping[str, str]
    shifts: Mapping[int, Shift]


def joined(drafts: list[Draft], around: Around) -> list[Event]:
    """The events, with what others tell of them filled in."""
    drafts = _merged(drafts)
    by_token = {d.token.i: d for d in drafts}
    for d in drafts:
        if not d.event.according_to:
            above = _above(d.token, by_token)
            if above is not None and above.event.type in (CONTENT if d.event.status == "planned" else ACCUSED):
                claims = tuple(Claim(None, p.party) for p in above.event.actors if p.party is not None)
                d.event = replace(d.event, according_to=claims[:1], why=f"{d.event.why}; content of {above.event.id}")
    for d in drafts:
        _carried_out(d, drafts)
    for d, event in zip(drafts, _filled(drafts, around), strict=True):
        d.event = event
    # What the opening tells as news is of that day, unless the story goes on to say when.
    return _filled(drafts, around) if of_the_day(drafts, around.article, around.scene) else [d.event for d in drafts]


def _filled(drafts: list[Draft], around: Around) -> list[Event]:
    """The events with date, place and sides that other tellings of the same happening give."""
    given = [d.event for d in drafts]
    sentences = [d.sentence for d in drafts]  # in order
    out: list[Event] = []
    killed: dict[str, int] = {}  # person → the number of the telling of the killing, the last one so far
    for n, d in enumerate(drafts):
        near = [*range(bisect_left(sentences, d.sentence - NEAR), bisect_right(sentences, d.sentence + NEAR))]
        near += _told_there(d, drafts[: near[0]], around)
        slain = _slain(d, around)
        near += {killed[p] for p in slain if p in killed} - {*near}
        killed |= dict.fromkeys(slain, n)
        others = [
            (abs(o.sentence - d.sentence), o.sentence > d.sentence, abs(k - n), k, same)
            for k, o in ((k, drafts[k]) for k in near)
            if k != n and o.token.i not in around.shifts and (same := _same(d, o, around))
        ]
        event = d.event
        shift = around.shifts.get(d.token.i)
        if shift is not None:
            event = shifted(event, shift, _base(d, out, given, drafts))
        for _, behind, _, k, same in sorted(others):
            # What stands before has been filled in already: "the attack", told on and on, keeps its date.
            other = given[k] if behind else out[k]
            dateless = (event.date is None and shift is None and not around.scene.open(d.token)) or (
                not behind and spoken_of(d.token) and other.date != event.date
            )
            if dateless and other.date is not None and other.date.time not in around.since:
                event = replace(event, date=other.date, why=f"{event.why}; date of {other.id} ({same})")
            if event.place is None and other.place is not None and not _days_apart(event, other):
                event = replace(event, place=other.place, why=f"{event.why}; place of {other.id} ({same})")
            for side in ("actors", "recipients"):
                points = _back(d.token)
                named = (
                    not behind
                    and points is not None
                    and (side == "actors" or points.i == d.token.i)
                    and not _another(points)
                    and not getattr(event, side)
                    and getattr(other, side)
                )
                if named and not _crossed(event, other, side, around):
                    event = replace(event, **{side: getattr(other, side)}, why=f"{event.why}; {side} of {other.id}")
        out.append(event)
    return out


def _told_there(d: Draft, before: list[Draft], around: Around) -> list[int]:
    """The number of the telling farther back that "the blast in Tolmar" takes up: the last one of its type in Tolmar."""
    points = _back(d.token)
    if points is None or not _another(points) or lemma(points) not in event_frames("general"):
        return []
    for k in range(len(before) - 1, -1, -1):
        if d.sentence - before[k].sentence > FAR:
            break
        if before[k].event.type == d.event.type and not _apart(before[k].event, d.event, around):
            return [k]
    return []


def _base(d: Draft, out: list[Event], given: list[Event], drafts: list[Draft]) -> Event:
    """The event that another is "a week after": that of the clause above, else the dated one that was told last."""
    above = {u.i for u in d.token.ancestors}
    own = [e for e, o in zip(given, drafts, strict=True) if o.token.i in above and e.date is not None]
    told = [e for e, o in zip(out, drafts, strict=False) if e.date is not None and d.sentence - o.sentence <= NEAR]
    return own[0] if own else told[-1] if told else d.event


def _days_apart(event: Event, other: Event) -> bool:
    """Whether two events have days, and different ones: then they are two happenings."""
    days = [e.date.value for e in (event, other) if e.date is not None and e.date.precision == "day"]
    return len(days) == 2 and days[0] != days[1]


def _crossed(event: Event, other: Event, side: str, around: Around) -> bool:
    """Whether a side that would be filled in names somebody of the event's other side: then they are two events."""
    mine = {p.party for p in (event.recipients if side == "actors" else event.actors) if p.party}
    theirs = {p.party for p in getattr(other, side) if p.party}
    if mine & theirs:
        return True
    # The state of an event's victims is not who did it, unless its own sentence says so; but states do fight their rebels.
    theirs -= around.outlaws
    return bool({around.countries.get(p) for p in mine - around.outlaws} & {around.countries.get(p) for p in theirs} - {None})


def _carried_out(d: Draft, drafts: list[Draft]) -> None:
    """An order for "the attack" that was told as happened shortly before: what was ordered has happened."""
    e = d.event
    if e.status != "planned" or "modal" in e.why or not definite(d.token) or d.token.dep_ not in ("nsubjpass", "nsubj", "dobj"):
        return
    told = [
        o.event for o in drafts
        if o.event.type == e.type and o.event.status == "actual" and 0 < d.sentence - o.sentence <= NEAR
    ]  # fmt: skip
    if told and not any(c.dep_ == "amod" for c in d.token.children):
        d.event = replace(e, status="actual", according_to=(), why=f"{e.why}; told as happened in {told[-1].id}")


def _merged(drafts: list[Draft]) -> list[Draft]:
    """Drafts without those that only say how another one was done: "killed in a US drone strike" is one event.

    What the dropped one tells of who, when, where and by which means goes over to the other; events are numbered anew.
    """
    by_token = {d.token.i: d for d in drafts}
    gone: set[int] = set()
    for d in drafts:
        means = _means(d.token, by_token)
        if means is None or means is d or means.event.type != d.event.type or means.token.i in gone:
            continue
        gone.add(means.token.i)
        e, o = d.event, means.event
        names = ("actors", "recipients", "date", "place", "mode")
        more = {n: getattr(o, n) for n in names if not getattr(e, n) and getattr(o, n)}
        d.event = replace(e, **more, why=f"{e.why}; with {means.token.text}")
    kept = [d for d in drafts if d.token.i not in gone]
    for n, d in enumerate(kept, 1):
        d.event = replace(d.event, id=f"e{n}")
    return kept


def _means(token: Token, by_token: dict[int, Draft]) -> Draft | None:
    """The event by which another was done, in one clause: "killed in a US drone strike", "stabbed to death"."""
    for prep in token.children:
        if prep.dep_ in ("prep", "agent") and prep.lower_ in ("in", "by", "during", "to"):
            for noun in prep.children:
                if noun.dep_ == "pobj" and noun.i in by_token and noun.pos_ in ("NOUN", "PROPN"):
                    return by_token[noun.i]
    return None


def _above(token: Token, by_token: dict[int, Draft]) -> Draft | None:
    """The event in whose complement a word stands."""
    at = token
    for _ in range(STEPS):
        if at.head.i == at.i or at.dep_ not in GOVERNED:
            return None
        at = at.head
        if at.i in by_token:
            return by_token[at.i]
    return None


def _same(one: Draft, other: Draft, around: Around) -> str:
    """Why two tellings are of one happening: the same word, "the" word, the next sentence; "" where they are not."""
    a, b = one.event, other.event
    if a.type != b.type or (a.according_to[:1] and a.status == "planned"):
        return ""
    late = max(one, other, key=lambda d: d.sentence)
    points = _back(late.token)
    back = points is not None and lemma(points) in event_frames("general") and not (_another(points) and _apart(a, b, around))
    # "No group has admitted carrying out the attack": who did it is denied, not that it was done.
    presupposed = back and late.event.status == "negated" and {a.status, b.status} == {"actual", "negated"}
    if a.status != b.status and {a.status, b.status} != {"actual", "possible"} and not presupposed:
        return ""
    if one.sentence == other.sentence:
        return ""
    if a.killed and b.killed and (a.killed.low, a.killed.high) != (b.killed.low, b.killed.high):
        return ""
    countries = around.countries
    mine, theirs = ({countries[p.party] for p in e.actors if p.party and p.party in countries} for e in (a, b))
    if mine and theirs and not mine & theirs:
        return ""
    if _many(late.token):
        return ""  # "the attacks", "a series of bombings": more than the one told of
    if back:
        return "the word"
    if _slain(one, around) & _slain(other, around):
        return "killed once"
    if lemma(one.token) == lemma(other.token) and a.type in DEEDS:
        return "same word"
    near = abs(one.sentence - other.sentence) == 1 and a.type == "ASSAULT" and not _another(late.token)
    return "next sentence" if near else ""


def _slain(d: Draft, around: Around) -> set[str]:
    """The persons of whose killing an event tells: nobody is killed twice."""
    e = d.event
    if e.type != "ASSAULT" or e.status != "actual" or lemma(d.token) not in event_frames("once"):
        return set()
    return {p.party for p in e.recipients if p.party is not None} & around.persons


def _back(token: Token) -> Token | None:
    """The noun by which an event points back to one told before: "the attack", "killed in the attack"; None where none does."""
    if definite(token):
        return token
    for prep in token.children if token.pos_ == "VERB" else ():
        if prep.dep_ == "prep" and prep.lower_ in ("in", "during"):
            for noun in prep.children:
                if noun.dep_ == "pobj" and definite(noun) and lemma(noun) in event_frames("general"):
                    return noun
    return None


def _many(token: Token) -> bool:
    """Whether a noun speaks of several happenings."""
    return token.tag_ == "NNS" and lemma(token) in event_frames("general")


def _apart(one: Event, other: Event, around: Around) -> bool:
    """Whether two tellings do not both name one place: "the attack in Tolmar" takes up what was told to have been in Tolmar."""
    names = [around.places.get(e.place or "") for e in (one, other)]
    return names[0] is None or names[0] != names[1]


def _another(token: Token) -> bool:
    """Whether a name tells which one is meant ("the attack in Tolmar"), so that it need not be the one told before."""
    ahead = [c for c in token.children if c.dep_ == "prep" and c.lower_ in ("in", "at", "on", "near", "of", "against")]
    return any(g.pos_ == "PROPN" for p in ahead for g in p.children)
