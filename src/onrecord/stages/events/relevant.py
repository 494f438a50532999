"""Which events tell of sport, stories, cooking, markets, nature and the like, and are left out: "the storm killed four".

The word table and the classifiers know words; what these words are said of decides whether the event belongs in the database
(the guidelines leave out sport, fiction, accidents and nature). Every rule names its reason; the words are event_fields.tsv.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord import syntax
from onrecord.article import Article, Event, Party
from onrecord.knowledge.events import fields
from onrecord.stages.events.features import lemma

if TYPE_CHECKING:
    from onrecord.syntax import Token

#: Fields whose words in the sentence make an event of nobody political one of that field.
FIELDS = ("sport", "story", "kitchen", "market")
#: What sport does and politics does not mean by it: sanctions and talks about sport stay.
SPORTING = ("ASSAULT", "COERCE", "SUPPORT", "RETREAT", "REJECT", "CONCEDE", "MOBILIZE", "THREATEN", "AID")
#: An event of an article that names nobody political must be so sure; set by the silent cases and relevance (evals).
SURE = 0.7
#: Types whose verbs are used of things that act without a will.
BLIND = ("ASSAULT", "COERCE", "AID", "MOBILIZE", "RETREAT")


def unpolitical(token: Token, event: Event, parties: dict[str, Party], nobody: bool = False) -> str | None:
    """Why an event at a word of the parse is none of politics; None if it is.

    ``nobody``: the article names no state, body or force at all (see :func:`names_nobody`).
    """
    sides = [parties[p.party] for p in (*event.actors, *event.recipients) if p.party in parties]
    known = [p for p in sides if p.country not in ("---", "INT")]
    official = any(set(p.roles) & fields("role") for p in known)
    if _imperative(token) and not sides:
        return "a mere imperative"
    if event.type == "CONSULT" and sides and all(p.roles[:1] == ("JRN",) for p in sides):
        return "journalists among themselves"
    if (work := _in_a_work(token)) is not None:
        return f"story: {work}"
    if event.type == "AGREE" and _of_opinion(token):
        return "of one opinion"
    if nobody and event.score < SURE:
        return "nobody political in the article"
    if event.type in BLIND and (blind := _blind(token)) is not None:
        return f"acts without a will: {blind}"
    # A figure of speech has no victims and no weapon: the market that is bombed is a place.
    plain = event.mode is None and not event.killed and not event.wounded
    if event.type in ("ASSAULT", "ACCUSE") and plain and not official and (thing := _figure(token)) is not None:
        return f"figure of speech: {thing}"
    if official or event.type not in SPORTING or event.killed or event.wounded:
        return None
    words = {lemma(t) for t in token.sent if t.i != token.i}
    for field in FIELDS:
        hit = words & fields(field)
        # One word may be chance where the article names a place, a state or a force; two are the field.
        if len(hit) > (0 if nobody else 1):
            return f"{field}: {', '.join(sorted(hit)[:2])}"
    return None


def names_nobody(article: Article) -> bool:
    """Whether an article names no place, no country's party and nobody in an office, a force or a gang."""
    if any(p.use == "place" for p in article.places):
        return False
    return not any(p.country not in ("---", "INT") or set(p.roles) & fields("armed") for p in article.parties)


def _imperative(token: Token) -> bool:
    """A bare verb that leads its sentence without a subject: "Kill the heat"."""
    return token.tag_ == "VB" and token.i == token.sent.start and not any(
        c.dep_ in (*syntax.SUBJECTS, "aux") for c in token.children
    )  # fmt: skip


def _in_a_work(token: Token) -> str | None:
    """The work that an event is told in: "in the film a man kills his boss", "the play tells of a king who murders".

    Not what is a play or drama of something else: "in a play for power".
    """
    for at in (token, *token.ancestors):
        if at.pos_ != "VERB":
            continue
        works = [n for c in at.children if c.dep_ == "prep" and c.lower_ == "in" for n in c.children if n.i < token.i]
        if at is not token and at.lemma_.lower() in fields("tells"):
            works += [c for c in at.children if c.dep_ == "nsubj"]
        for work in works:
            of = any(c.dep_ == "prep" and c.lower_ in ("of", "for") for c in work.children)
            if lemma(work) in fields("work") and not of:
                return work.text
    return None


def _of_opinion(token: Token) -> bool:
    """Whether some only hold the same for true: "experts agree that it is late", not "they agreed that it would end"."""
    clauses = [c for c in token.children if c.dep_ == "ccomp"] if token.lemma_.lower() == "agree" else []
    finite = ("VBP", "VBZ", "VBD") if token.tag_ == "VBD" else ("VBP", "VBZ", "VBD", "VB")  # "agreed that it end" is a promise
    return any(c.tag_ in finite and not syntax.modals(c) for c in clauses)


def _blind(token: Token) -> str | None:
    """The storm, animal or illness that acts: the verb's subject or by-phrase, or what the noun is made of."""
    if token.pos_ in ("VERB", "AUX"):
        who = syntax.by_agents(token) if syntax.passive(token) else [c for c in token.children if c.dep_ in syntax.SUBJECTS]
    else:
        if any(c.dep_ in ("compound", "amod") and lemma(c) in fields("body") for c in token.children):
            return "illness or animal"
        who = [c for c in token.children if c.dep_ in ("compound", "poss")]
    return next((w.text for w in who if lemma(w) in fields("force") and not w.ent_type_), None)


def _figure(token: Token) -> str | None:
    """The thing that only a figure of speech kills or hits: the verb's object."""
    if token.pos_ != "VERB":
        return None
    things = [] if syntax.passive(token) else syntax.objects(token) or syntax.prepositional(token, "in")
    return next((t.text for t in things if lemma(t) in fields("figure") and not t.ent_type_), None)
