"""What events of one article tell of each other: the same happening's date and place, and who demands or promises what.

A happening that is told again within two sentences ("the attack") has the date and place that the other telling gives
(guidelines, rulings 6 and 7). The content of a demand, promise or threat is to come on the word of who makes it (ruling 10).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from onrecord.article import Claim, Event
from onrecord.knowledge.events import event_frames
from onrecord.stages.events.features import lemma
from onrecord.stages.events.status import GOVERNED, STEPS
from onrecord.stages.events.when_where import definite, spoken_of

if TYPE_CHECKING:
    from onrecord.syntax import Token

#: Sentences between two tellings of one happening.
NEAR = 2
#: Speech acts whose content is on the word of their actor.
CONTENT = ("REQUEST", "AGREE", "THREATEN")
#: And one whose content is so though it is told as happened.
ACCUSED = ("ACCUSE",)


@dataclass(slots=True)
class Draft:
    """An event with the word of the parse that it stands on and the number of its sentence."""

    token: Token
    sentence: int
    event: Event


def joined(drafts: list[Draft], since: frozenset[str], countries: Mapping[str, str]) -> list[Event]:
    """The events, with what others tell of them filled in.

    ``since``: times that say since when something goes on: they date the event they stand with, never another telling;
    ``countries``: party → country, where it is known.
    """
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
    given = [d.event for d in drafts]
    out: list[Event] = []
    for n, d in enumerate(drafts):
        others = [
            (abs(o.sentence - d.sentence), o.sentence > d.sentence, abs(k - n), k)
            for k, o in enumerate(drafts)
            if k != n and abs(o.sentence - d.sentence) <= NEAR and _same(d, o, countries)
        ]
        event = d.event
        for _, behind, _, k in sorted(others):
            # What stands before has been filled in already: "the attack", told on and on, keeps its date.
            other = given[k] if behind else out[k]
            dateless = event.date is None or (not behind and spoken_of(d.token) and other.date != event.date)
            if dateless and other.date is not None and other.date.time not in since:
                event = replace(event, date=other.date, why=f"{event.why}; date of {other.id}")
            if event.place is None and other.place is not None and not _days_apart(event, other):
                event = replace(event, place=other.place, why=f"{event.why}; place of {other.id}")
            for side in ("actors", "recipients"):
                named = (
                    not behind
                    and definite(d.token)
                    and not _another(d.token)
                    and not getattr(event, side)
                    and getattr(other, side)
                )
                if named and not _crossed(event, other, side, countries):
                    event = replace(event, **{side: getattr(other, side)}, why=f"{event.why}; {side} of {other.id}")
        out.append(event)
    return out


def _days_apart(event: Event, other: Event) -> bool:
    """Whether two events have days, and different ones: then they are two happenings."""
    days = [e.date.value for e in (event, other) if e.date is not None and e.date.precision == "day"]
    return len(days) == 2 and days[0] != days[1]


def _crossed(event: Event, other: Event, side: str, countries: Mapping[str, str]) -> bool:
    """Whether a side that would be filled in names somebody of the event's other side: then they are two events."""
    mine = {p.party for p in (event.recipients if side == "actors" else event.actors) if p.party}
    theirs = {p.party for p in getattr(other, side) if p.party}
    if mine & theirs:
        return True
    # The state of an event's victims is not who did it, unless its own sentence says so.
    return bool({countries.get(p) for p in mine} & {countries.get(p) for p in theirs} - {None})


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


def _same(one: Draft, other: Draft, countries: Mapping[str, str]) -> bool:
    """Whether two tellings are of one happening: one type and status, and the same word, "the" word, or the same parties."""
    a, b = one.event, other.event
    if a.type != b.type or a.status != b.status or (a.according_to[:1] and a.status == "planned"):
        return False
    if one.sentence == other.sentence:
        return False
    if a.killed and b.killed and (a.killed.low, a.killed.high) != (b.killed.low, b.killed.high):
        return False
    mine, theirs = ({countries[p.party] for p in e.actors if p.party and p.party in countries} for e in (a, b))
    if mine and theirs and not mine & theirs:
        return False
    if lemma(one.token) == lemma(other.token):
        return True
    late = max(one, other, key=lambda d: d.sentence)
    if definite(late.token) and lemma(late.token) in event_frames("general") and not _another(late.token):
        return True
    if abs(one.sentence - other.sentence) == 1 and a.type == "ASSAULT":
        return True
    ours, others = ({p.party for p in e.recipients if p.party} for e in (a, b))
    return bool(ours & others)


def _another(token: Token) -> bool:
    """Whether a name tells which one is meant ("the attack in Tolmar"), so that it need not be the one told before."""
    ahead = [c for c in token.children if c.dep_ == "prep" and c.lower_ in ("in", "at", "on", "near", "of", "against")]
    return any(g.pos_ == "PROPN" for p in ahead for g in p.children)
