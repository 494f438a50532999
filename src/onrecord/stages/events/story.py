"""When an event happened by the story it is told in: news of the day, and so long before or after another event.

News has a tense of its own for what has only just happened, the perfect ("a car bomb has killed 13"; McCoard 1978 calls it the
perfect of hot news): in the opening sentences of a dated article it tells of that day, where they name no other time.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import takewhile
from typing import TYPE_CHECKING

from onrecord import syntax
from onrecord.article import Article, EventDate, Span
from onrecord.knowledge.events import status_words
from onrecord.stages.events.when_where import Scene

if TYPE_CHECKING:
    from onrecord.article import Event
    from onrecord.syntax import Token

#: Sentences, the title among them, in which an article tells its news.
LEAD = 3
#: Types of what is done at a time and place, and not only said.
DEEDS = ("ASSAULT", "COERCE", "PROTEST", "MOBILIZE", "RETREAT", "SANCTION")
_LENGTH = re.compile(r"P(\d+)([DW])$")


@dataclass(slots=True)
class Draft:
    """An event with the word of the parse that it stands on and the number of its sentence."""

    token: Token
    sentence: int
    event: Event


@dataclass(frozen=True, slots=True)
class Shift:
    """So many days after (or, negative, before) the event that a clause hangs on."""

    days: int
    words: str


def of_the_day(drafts: list[Draft], article: Article, scene: Scene) -> bool:
    """Date the news of a dated article that its opening tells in the perfect, in place; whether there was any."""
    day = article.published.date if article.published is not None else ""
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", day):
        return False
    any_ = False
    for d in takewhile(lambda d: d.sentence < LEAD, drafts):
        e = d.event
        if e.date is not None or e.type not in DEEDS or e.status != "actual":
            continue
        if _perfect(d.token) and not scene.setting(d.sentence).times:
            d.event = replace(e, date=EventDate(day, "day", None), why=f"{e.why}; news of the day")
            any_ = True
    return any_


def _perfect(token: Token) -> bool:
    """Whether a verb stands in the present perfect of a main clause, and not for what has gone on for some time."""
    if token.dep_ not in ("ROOT", "ccomp", "conj") or syntax.negated(token):
        return False
    has = any(c.dep_ == "aux" and c.lemma_ == "have" and c.tag_ in ("VBZ", "VBP") for c in token.children)
    return has and not any(c.lower_ in status_words("lasting") for c in token.children)


def shifts(drafts: list[Draft], article: Article) -> dict[int, Shift]:
    """Word number → how long before or after the event of the clause above it happened: "a week after 44 were killed"."""
    out: dict[int, Shift] = {}
    lengths = [(t, m) for t in article.times if t.type == "DURATION" and (m := _LENGTH.match(t.value))]
    for d in drafts if lengths else ():
        for word in d.token.children:
            if word.dep_ not in ("mark", "prep", "advmod") or word.lower_ not in ("after", "before"):
                continue
            told = [(t, m) for t, m in lengths if 0 <= word.idx - t.mark.at.end <= 2]
            if told:
                t, m = told[0]
                days = int(m[1]) * (7 if m[2] == "W" else 1)
                # What it is "a week after" lies a week back.
                out[d.token.i] = Shift(
                    -days if word.lower_ == "after" else days, Span(t.mark.at.start, word.idx + len(word)).cut(article.text)
                )
    return out


def shifted(event: Event, shift: Shift, base: Event) -> Event:
    """An event dated by another one and the time between the two."""
    if base.date is None or base.date.precision != "day" or event.date is not None:
        return event
    day = date.fromisoformat(base.date.value) + timedelta(days=shift.days)
    why = f"{event.why}; {shift.words} {base.id}"
    return replace(event, date=EventDate(day.isoformat(), "day", base.date.time), why=why)
