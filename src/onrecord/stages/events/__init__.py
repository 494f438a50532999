"""Events: who did what to whom, when, where, how many, and on whose word.

Anchors by the word table and a linear classifier (anchors.py), sides by grammar (sides.py), status by what governs the
anchor (status.py), claims by the statements that cover it (claims.py), counts, date and place from the sentence.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, cast

from onrecord import syntax
from onrecord.article import Article, Event, EventDate, Note
from onrecord.article.layers import Status
from onrecord.errors import Code
from onrecord.knowledge.events import plover_modes
from onrecord.knowledge.schemes import Scheme
from onrecord.stages.base import Layers
from onrecord.stages.events.anchors import Anchor, anchors
from onrecord.stages.events.claims import Claims
from onrecord.stages.events.codes import coded, mode_of
from onrecord.stages.events.features import rows
from onrecord.stages.events.joined import Around, joined
from onrecord.stages.events.nominal import nominals
from onrecord.stages.events.own import with_own
from onrecord.stages.events.pairs import taking_part
from onrecord.stages.events.people import People
from onrecord.stages.events.read import Reader
from onrecord.stages.events.relevant import names_nobody, unpolitical
from onrecord.stages.events.responses import Responses
from onrecord.stages.events.score import calibrated
from onrecord.stages.events.sides import sides
from onrecord.stages.events.status import demanded, status
from onrecord.stages.events.story import Draft, shifts
from onrecord.stages.events.victims import Counting
from onrecord.stages.events.when_where import Scene, when, where

if TYPE_CHECKING:
    from onrecord.syntax import Doc, Token

LONG = Code("E101", "a sentence is too long to be read for events", "Only its beginning was; check where sentences end.")

UNPOLITICAL = Code(
    "E102",
    "events of sport, stories, markets or nature were left out",
    "If one is political, mend event_fields.tsv.",
)

BY = "events@8"
#: How sure the encoder must be of a status to be heard. On the held-out training texts (241 events) .905 are right so (rules
#: alone .855, the encoder alone .892).
STATUS_SURE = 0.7
#: Rules that stand whatever the encoder says: a modal, a modifier, what opens the clause; "plotting attacks", "attack plot",
#: "revenge for the attack". On the same texts .910 with the latter three, .905 without.
STANDS = ("modal", "modifier", "mark", "object", "headed", "reason")
#: The same of a mode, where no word names one: of 211 held-out events .844 then have the right one or rightly none (.730 by
#: words alone).
MODE_SURE = 0.4
#: So many of the events left out are named in the note.
NAMED_LEFT = 20
#: Words of a sentence that are read at most: the longest in the development sets has 132; a list of 400 is no sentence.
WORDS = 250


class Events:
    """Events with type, sides, status, date, place, counts and claims."""

    name = "events"
    version = 8
    needs: tuple[str, ...] = ("sentences", "mentions", "doc", "times", "places", "statements", "parties", "speakers")
    gives = ("events",)
    #: Places that are spoken of and not named, where something happened.
    adds = ("places",)

    def __init__(self, scheme: Scheme | None = None) -> None:
        self._scheme = scheme
        self.variant = f"+{scheme.variant}" if scheme is not None else ""

    def __call__(self, articles: Iterable[Article]) -> Iterator[Layers]:
        for article in articles:
            doc = article.scratch.get("doc")
            yield {"events": ()} if doc is None or not article.sentences else _read(article, doc, self._scheme)


def _read(article: Article, doc: Doc, scheme: Scheme | None) -> Layers:
    own: dict[int, str] = {}
    notes: list[Note] = []
    spoken = nominals(article, doc, BY)
    claims, people, reader, scene = Claims(article), People(article), Reader(article), Scene(article, doc, spoken)
    drafts: list[tuple[int, Anchor, list[Anchor]]] = []
    for k, sentence in enumerate(article.sentences):
        tokens = syntax.tokens(doc, sentence.mark.at)
        if len(tokens) > WORDS:
            notes.append(Note(LONG.id, f"{LONG.meaning}: {len(tokens)} words", sentence.mark.span, BY))
            tokens = tokens[:WORDS]
        here = anchors(tokens, reader)
        if scheme is not None:
            here, names = with_own(list(tokens), here, scheme)
            own |= names
        drafts += [(k, a, here) for a in here]
    cues = frozenset(t.i for s in article.statements for c in s.cue for t in syntax.tokens(doc, c.at))
    known = _Known(article, claims, people, cues, reader, Counting(article), scene)
    countries = {p.id: p.country for p in article.parties if p.country != "---"}
    outlaws = frozenset(p.id for p in article.parties if p.roles[:1] in (("REB",), ("CRM",)))
    made = [Draft(a.token, k, _event(n, k, a, here, known)) for n, (k, a, here) in enumerate(drafts, 1)]
    made, left = _political(made, article, own)
    if left:
        notes.append(Note(UNPOLITICAL.id, f"{UNPOLITICAL.meaning}: {'; '.join(left)}", None, BY))
    spots = {p.id: p.name for p in article.places}
    persons = frozenset(p.id for p in article.parties if p.kind == "person")
    found = joined(made, Around(article, scene, _since(article), countries, outlaws, persons, spots, shifts(made, article)))
    at = {syntax.place(d.token): own[d.token.i] for d in made if d.token.i in own}
    found = [
        replace(e, type=at[e.anchor.at]) if e.anchor.at in at else replace(e, score=calibrated(e.score or 0.0)) for e in found
    ]
    used = {e.place for e in found}
    places = (*article.places, *(n.place for n in spoken if n.new and n.place.id in used))
    return {"events": Responses(article, doc, found).linked(), "places": places, "notes": tuple(notes)}


def _political(made: list[Draft], article: Article, own: Mapping[int, str]) -> tuple[list[Draft], list[str]]:
    """The drafts that belong to politics or to the user's ``own`` types, and what the others were with the reason."""
    parties, nobody = {p.id: p for p in article.parties}, names_nobody(article)
    kept: list[Draft] = []
    left: list[str] = []
    for d in made:
        reason = None if d.token.i in own else unpolitical(d.token, d.event, parties, nobody)
        if reason is None:
            kept.append(d)
        else:
            left.append(f"{d.token.text} ({reason})")
    for n, d in enumerate(kept, 1):
        d.event = replace(d.event, id=f"e{n}")
    return kept, left[:NAMED_LEFT]


def _since(article: Article) -> frozenset[str]:
    """The times that say since when something goes on."""
    before = ((t.id, article.text[max(0, t.mark.at.start - 12) : t.mark.at.start].lower().split()) for t in article.times)
    return frozenset(i for i, words in before if "since" in words[-2:] or "until" in words[-1:])


@dataclass(frozen=True, slots=True)
class _Known:
    """What is asked of an article for each event; ``cues``: the numbers of words that cue statements."""

    article: Article
    claims: Claims
    people: People
    cues: frozenset[int]
    reader: Reader
    counting: Counting
    scene: Scene


def _event(n: int, sentence: int, a: Anchor, here: list[Anchor], known: _Known) -> Event:
    article, claims, people, reader = known.article, known.claims, known.people, known.reader
    token = a.token
    sent = token.sent
    mark = article.mark(a.at.start, a.at.end)
    state, why = _status(token, a, reader)
    if a.type == "CONCEDE" and state == "planned" and any(r[0] == "RETREAT" for r in rows(token)) and demanded(token):
        # Giving way that another demands is RETREAT, that is promised CONCEDE (guidelines, 12).
        a = replace(a, type="RETREAT", why=f"{a.why}, demanded")
    others = frozenset(o.token.i for o in here if o is not a)
    read = partial(reader.sides, a.at) if reader.model else None
    rule, speakers = sides(token, a.type), claims.speakers(mark)
    ruled = {t.i for t in (*rule.actors, *rule.recipients)}
    able = [
        replace(c, says=c.token.i not in ruled and any(at.covers(syntax.place(c.token)) for at in speakers))
        for c in people.candidates(sent) if c.token.i in ruled or not _beyond(c.token, token)
    ]  # fmt: skip
    who = taking_part(token, a.type, able, rule, others, read)
    actors, recipients = people.participants(who.actors), people.participants(who.recipients)
    mode = mode_of(token, a.type, list(a.words)) or _mode(a, reader)
    codes = coded(a.type, mode, sent.text)
    own = claims.own(mark)
    rivals = [o.token for o in here if o is not a and o.type == a.type]
    numbers, counted = known.counting.of(token, a.type, rivals, happened=state == "actual")
    date, place = _when_where(sentence, a, others, known)
    return Event(
        f"e{n}", mark, a.type, codes.mode, codes.contexts, codes.cameo, codes.quad, codes.goldstein, state, actors, recipients,
        date, place, claims.of(mark, state), a.score, BY, "; ".join((a.why, *who.rules, why, *counted)),
        killed=numbers.get("killed"), wounded=numbers.get("wounded"), arrested=numbers.get("arrested"),
        displaced=numbers.get("displaced"), participants=numbers.get("participants"), statement=own.id if own else None,
    )  # fmt: skip


def _mode(a: Anchor, reader: Reader) -> str | None:
    """The mode that the encoder is sure enough of, where no word names one; of the anchor's type, else none."""
    read = reader.surest("mode", a.at, MODE_SURE)
    return read[0] if read is not None and (a.type, read[0]) in plover_modes() else None


def _when_where(sentence: int, a: Anchor, others: frozenset[int], known: _Known) -> tuple[EventDate | None, str | None]:
    """The date and place of an event: of its own sentence, else those that the encoder finds around it."""
    reader, token = known.reader, a.token
    here = known.scene.setting(sentence)
    near_time, near_place = partial(reader.pair, "time", a.at), partial(reader.pair, "place", a.at)
    date = when(token, a.type, others, known.cues, here, near_time)
    place = where(token, a.type, others, here, near_place)
    if (date is None or place is None) and reader.model:
        far = known.scene.afar(sentence, near_time, near_place)
        date, place = date or (None if known.scene.open(token) else far[0]), place or far[1]
    return date, place


def _status(token: Token, a: Anchor, reader: Reader) -> tuple[Status, str]:
    """The encoder's status where it is sure, else that of what governs the event; denials and some rules stand."""
    ruled, why = status(token)
    if a.type == "REJECT" and ruled == "negated" and why.startswith("modifier"):
        return "actual", "the refusal itself"  # guidelines, 13: "will not lift the ban" is a refusal that happens
    read = reader.surest("status", a.at, STATUS_SURE)
    if read is None or ruled == "negated" or why.split()[0].rstrip(":") in STANDS:
        return ruled, why
    state, p = cast("Status", read[0]), f"encoder: {read[0]} {read[1]:.2f}"
    return state, f"{why} ({p})" if state == ruled else p


def _beyond(token: Token, anchor: Token) -> bool:
    """Whether a word is the subject of the clause around a participle or passive relative clause.

    Who names "those killed" killed nobody, and who frees "the detained leaders" or meets "a visiting diplomat" is neither side.
    """
    at = anchor
    if at.dep_ == "pobj" and at.head.dep_ in ("prep", "agent"):
        at = at.head.head
    participle = at.tag_ in ("VBN", "VBG") and (at.dep_ == "amod" or (at.dep_ == "acl" and at.tag_ == "VBN"))
    if not participle and (at.dep_ != "relcl" or not syntax.passive(at)):
        return False
    return token.dep_ in syntax.SUBJECTS and any(token.head.i == up.i for up in at.ancestors)
