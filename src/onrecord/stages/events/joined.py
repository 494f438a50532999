"""What events of one article tell of each other: the same happening's date and place, and who demands or promises what.

A happening that is told again within two sentences ("the attack") has the date and place that the other telling gives
(guidelines, rulings 6 and 7). The content of a demand, promise or threat is to come on the word of who makes it (ruling 10).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from onrecord.article import Claim, Event
from onrecord.stages.events.features import lemma
from onrecord.stages.events.status import GOVERNED, STEPS

if TYPE_CHECKING:
    from onrecord.syntax import Token

#: Sentences between two tellings of one happening.
NEAR = 2
#: Speech acts whose content is on the word of their actor.
CONTENT = ("REQUEST", "AGREE", "THREATEN")


@dataclass(slots=True)
class Draft:
    """An event with the word of the parse that it stands on and the number of its sentence."""

    token: Token
    sentence: int
    event: Event


def joined(drafts: list[Draft]) -> list[Event]:
    """The events, with what others tell of them filled in."""
    by_token = {d.token.i: d for d in drafts}
    for d in drafts:
        if d.event.status == "planned" and not d.event.according_to:
            above = _above(d.token, by_token)
            if above is not None and above.event.type in CONTENT:
                claims = tuple(Claim(None, p.party) for p in above.event.actors if p.party is not None)
                d.event = replace(d.event, according_to=claims[:1], why=f"{d.event.why}; content of {above.event.id}")
    given = [d.event for d in drafts]
    out = []
    for n, d in enumerate(drafts):
        others = [
            (abs(o.sentence - d.sentence), o.sentence > d.sentence, k)
            for k, o in enumerate(drafts)
            if k != n and abs(o.sentence - d.sentence) <= NEAR and _same(d, o)
        ]
        event = d.event
        for _, _, k in sorted(others):
            if event.date is None and given[k].date is not None:
                event = replace(event, date=given[k].date, why=f"{event.why}; date of {given[k].id}")
            if event.place is None and given[k].place is not None:
                event = replace(event, place=given[k].place, why=f"{event.why}; place of {given[k].id}")
        out.append(event)
    return out


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


def _same(one: Draft, other: Draft) -> bool:
    """Whether two tellings are of one happening: one type and status, and the same word, "the" word, or the same parties."""
    a, b = one.event, other.event
    if a.type != b.type or a.status != b.status or (a.according_to[:1] and a.status == "planned"):
        return False
    if one.sentence == other.sentence:
        return False
    if a.killed and b.killed and (a.killed.low, a.killed.high) != (b.killed.low, b.killed.high):
        return False
    if lemma(one.token) == lemma(other.token):
        return True
    if any(_definite(d.token) for d in (one, other)):
        return True
    if abs(one.sentence - other.sentence) == 1 and a.type == "ASSAULT":
        return True
    mine, theirs = ({p.party for p in e.recipients if p.party} for e in (a, b))
    return bool(mine & theirs)


def _definite(token: Token) -> bool:
    return bool(token.pos_ == "NOUN" and any(c.lower_ in ("the", "this") for c in token.children))
