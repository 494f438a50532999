"""Who denies, confirms or doubts what is told: "Israel denied involvement in the attack", "never presented evidence".

By grammar alone: a verb of response_cues.tsv with somebody who does it, and an object that is an event, points back to one
("the attack", "the claim", "any involvement") or is the clause that tells it. What is not sure is left out: a verb that is
itself denied, planned or possible, an object that points to nothing near.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast

from onrecord import syntax
from onrecord.article import Article, Event, PartyIndex, Response, Span, Statement, Stretches
from onrecord.article.layers import ResponseKind
from onrecord.knowledge.events import event_frames, response_cues, response_words
from onrecord.stages.events.features import lemma, rows
from onrecord.stages.events.status import status

if TYPE_CHECKING:
    from onrecord.syntax import Doc, Token

#: Sentences back in which "the claim", "any involvement" looks for what it means; and all that "the attack" may look back.
NEAR = 2
FAR = 12
#: Types whose denial is no answer to what is told but the refusal of what is asked ("denied the release"), and a court's
#: confirming of a sentence, which upholds it.
ASKED = ("AID", "RETREAT", "COOPERATE")
UPHELD = ("SANCTION",)
#: Types that are words: who rejects "the claim" rejects what it says, not that somebody accused; "the appeal" is no deed.
SPOKEN = ("ACCUSE", "REJECT", "SUPPORT", "REQUEST", "THREATEN", "AGREE", "CONCEDE")
#: What one may have had a part in without a word on what it was ("denied any involvement").
DEEDS = ("ASSAULT", "COERCE")


@dataclass(frozen=True, slots=True)
class Told:
    """An event with the words of the parse that name it and the number of its sentence."""

    event: Event
    token: Token
    sentence: int


@dataclass(frozen=True, slots=True)
class Answer:
    """A verb or noun that answers: its kind, who does, its grammatical subject, the words that say so, and the rule."""

    kind: ResponseKind
    verb: Token
    by: tuple[Token, ...]
    subject: tuple[Token, ...]
    words: tuple[Token, ...]
    why: str


class Responses:
    """The answers within an article to the events that it tells."""

    def __init__(self, article: Article, doc: Doc, events: Iterable[Event]) -> None:
        self._article = article
        self._index = PartyIndex(article.parties)
        self._starts = [s.mark.at.start for s in article.sentences]
        self._told: list[Told] = []
        for e in events:
            token = syntax.head(doc, e.anchor.at)
            if token is not None:
                self._told.append(Told(e, token, self._sentence(token)))
        self._by_token = {t.i: told for told in self._told for t in syntax.tokens(doc, told.event.anchor.at)}
        self._doc = doc
        self._cues = Stretches((c.at, s) for s in article.statements for c in s.cue)
        self._contents = Stretches((c.at, s) for s in article.statements for c in s.content)

    def linked(self) -> tuple[Event, ...]:
        """The events, each with who denies, confirms or doubts it."""
        found: dict[str, list[Response]] = {}
        for k, sentence in enumerate(self._article.sentences):
            tokens = syntax.tokens(self._doc, sentence.mark.at)
            if not tokens or tokens[-1].text == "?":
                continue
            for token in tokens:
                for answer, targets in self._answers(token, k):
                    for told in targets:
                        response = self._response(answer)
                        if response not in found.setdefault(told.event.id, []):
                            found[told.event.id].append(response)
        events = [t.event for t in self._told]
        return tuple(replace(e, responses=tuple(found[e.id])) if e.id in found else e for e in events)

    def _sentence(self, token: Token) -> int:
        return bisect_right(self._starts, token.idx) - 1

    def _answers(self, token: Token, k: int) -> Iterator[tuple[Answer, list[Told]]]:
        """The answers that a word makes, with the events that they are about."""
        if token.pos_ == "VERB":
            if token.lemma_.lower() in response_cues():
                yield from self._verb(token, k)
        elif token.pos_ == "NOUN" and token.lemma_.lower() in response_words("evidence"):
            yield from self._evidence(token, k)
        elif token.pos_ == "ADJ" and token.lower_ in response_words("unconfirmed") and token.dep_ == "amod":
            noun = token.head
            if noun.lemma_.lower() in response_words("claim"):
                targets = self._within(noun)
                if targets:
                    yield Answer("doubted", noun, (), (), (token, noun), f"response_words.tsv: {token.lower_}"), targets

    def _verb(self, verb: Token, k: int) -> Iterator[tuple[Answer, list[Told]]]:
        """The answer of a verb: "denied", "confirmed", with its object in the active, its subject in the passive."""
        passive = syntax.passive(verb)
        by = syntax.by_agents(verb) if passive else _subjects(verb)
        if (not passive and not by) or any(t.lower_ in response_words("nobody") for t in by) or not _done(verb):
            return
        if any(c.dep_ == "det" and c.lower_ in ("no", "neither") for t in by for c in t.children):
            return
        for cue in response_cues()[verb.lemma_.lower()]:
            for things, targets in self._objects(verb, passive, cue.objects, by, k):
                why = f"response_cues.tsv: {verb.lemma_.lower()} + {things[0].lower_}"
                fit = [t for t in targets if t.token.i != verb.i]
                if fit:
                    yield Answer(cast("ResponseKind", cue.kind), verb, tuple(by), tuple(by[:1]), (verb, *things), why), fit

    def _objects(
        self, verb: Token, passive: bool, objects: tuple[str, ...], by: list[Token], k: int
    ) -> Iterator[tuple[tuple[Token, ...], list[Told]]]:
        """What a verb answers to: the words that point to it, and the events."""
        if "clause" in objects and not passive:
            for c in verb.children:
                if c.dep_ in ("ccomp", "xcomp") and c.i > verb.i and _tells(c):
                    yield (c,), self._clause(c)
                elif c.dep_ == "prep" and c.lower_ == "to":  # "admitted to shooting"
                    yield from (((g,), self._clause(g)) for g in c.children if g.dep_ == "pcomp")
        for noun in _nouns(verb, passive):
            word = noun.lemma_.lower()
            if any(word in response_words(kind) for kind in ("part", "responsibility") if kind in objects):
                yield (noun, *_led(noun)), self._part(noun, k)
            elif word in response_words("claim") and "claim" in objects:
                yield (noun,), self._within(noun) or self._claimed(noun, by, k)
            elif "event" in objects and self._event_noun(verb, noun):
                yield (noun,), self._meant(noun, k)

    def _event_noun(self, verb: Token, noun: Token) -> bool:
        """Whether a noun that is denied or confirmed names an event that can be, not something that was asked for."""
        if noun.pos_ != "NOUN" or any(c.dep_ == "dative" for c in verb.children):
            return False
        told = self._by_token.get(noun.i)
        types = {told.event.type} if told else {r[0] for r in rows(noun)} if lemma(noun) in event_frames("general") else set()
        return bool(types - {*SPOKEN, *(ASKED if verb.lemma_.lower() == "deny" else UPHELD)})

    def _clause(self, head: Token) -> list[Told]:
        """The events that a clause tells: its verb, the noun that it carries, what somebody is involved in or behind."""
        out: list[Told] = []
        # "Acknowledging that he had won but warning …" goes on with who acknowledges.
        joined = (c for c in head.conjuncts if c.i > head.i and (c.tag_ == "VBG") == (head.tag_ == "VBG"))
        for verb in (head, *joined):
            if verb.i in self._by_token:
                out += self._meant(verb, self._sentence(verb))
                continue
            if lemma(verb) in response_words("carried"):
                for noun in (*syntax.objects(verb), *(c for c in verb.children if c.dep_ == "nsubjpass")):
                    if noun.i in self._by_token:
                        out += self._meant(noun, self._sentence(noun))
            if lemma(verb) in response_words("involved"):
                near = (verb, *(c for c in verb.children if lemma(c) in response_words("involved")))
                for noun in (n for t in near for n in _led(t)):
                    out += self._meant(noun, self._sentence(noun))
        return out

    def _within(self, noun: Token) -> list[Told]:
        """What a claim says, told in its own complement: "claims that troops fired", "allegations of torture"."""
        clauses = [c for c in noun.children if c.dep_ in ("acl", "ccomp") and _tells(c)]
        own = [c for c in clauses if any(g.dep_ in syntax.SUBJECTS for g in c.children)]
        out = [told for c in own for told in self._clause(c)]
        for of in syntax.prepositional(noun, "of"):
            if of.i in self._by_token and self._by_token[of.i].event.type not in SPOKEN:
                out += self._meant(of, self._sentence(of))
        return out

    def _part(self, noun: Token, k: int) -> list[Told]:
        """What "involvement in the attack" points to; bare ("any involvement"), the one deed that was told last."""
        led = _led(noun)
        if led:
            return [told for n in led for told in self._meant(n, k)]
        if any(c.dep_ in ("prep", "acl", "relcl") for c in noun.children):
            return []
        before = [t for t in self._told if t.token.i < noun.i and 0 <= k - t.sentence <= NEAR and _happened(t)]
        deeds = [t for t in before if t.event.type in DEEDS]
        return deeds[-1:]

    def _claimed(self, noun: Token, by: list[Token], k: int) -> list[Told]:
        """What a bare claim points to ("the allegation", "a charge that Russia denies"): what another said of late."""
        own_words = [c for c in noun.children if c.dep_ in ("prep", "acl", "ccomp") and c.i > noun.i]
        if own_words or not _points(noun) or noun.lemma_.lower() not in response_words("bare"):
            return []
        own = {p.id for t in by for p in self._index.at(syntax.place(t))}
        near = [
            t
            for t in self._told
            if t.token.i < noun.i
            and 0 <= k - t.sentence <= NEAR
            and t.event.according_to
            and t.event.type not in SPOKEN
            and _main(t.token)
            and not own & {c.party for c in t.event.according_to if c.party}
            and t.event.status != "negated"
        ]
        last = max((t.sentence for t in near), default=-1)
        return [t for t in near if t.sentence == last]

    def _meant(self, token: Token, k: int) -> list[Told]:
        """The event that a word names, and the telling of it elsewhere: the last one before it, else the first behind it."""
        own = self._by_token.get(token.i)
        if own is None and not (_points(token) and lemma(token) in event_frames("general")):
            return []
        types = {own.event.type} if own else {r[0] for r in rows(token)}
        others = [
            t
            for t in self._told
            if t is not own and t.event.type in types and _happened(t) and _same(token, own, t, abs(t.sentence - k))
        ]
        before = [t for t in others if t.token.i < token.i]
        behind = [t for t in others if t.token.i > token.i and t.sentence - k <= NEAR]
        return [*([own] if own else []), *(before[-1:] or behind[:1])]

    def _evidence(self, noun: Token, k: int) -> Iterator[tuple[Answer, list[Told]]]:
        """The doubt of "never presented evidence", "found no evidence that", "there is no evidence of"."""
        verb = noun.head
        if noun.dep_ not in ("dobj", "attr", "nsubj", "nsubjpass") or verb.pos_ not in ("VERB", "AUX"):
            return
        none = any(c.dep_ == "det" and c.lower_ == "no" for c in noun.children)
        not_ = any(c.dep_ == "neg" or c.lower_ == "never" for c in verb.children)
        word = verb.lemma_.lower()
        shows, holds = word in response_words("show"), word in response_words("hold")
        if none == not_ or not (shows or holds or verb.lemma_ == "be") or syntax.modals(verb):
            return
        subjects = [] if syntax.passive(verb) or word == "be" else _subjects(verb)
        targets = self._shown(noun, verb, subjects, k)
        if targets:
            by = tuple(subjects) if holds else ()
            why = f"response_words.tsv: no {noun.lower_}, {word}"
            yield Answer("doubted", verb, by, tuple(subjects[:1]), (verb, noun, *_supported(noun)), why), targets

    def _shown(self, noun: Token, verb: Token, subjects: list[Token], k: int) -> list[Told]:
        """What there is no evidence for: what its clause or phrase tells, the claim it would support, or a claim of theirs."""
        out = self._within(noun) + [told for n in _supported(noun) for told in self._claim_or_event(n, k)]
        more = [c for t in (noun, verb) for c in t.children if c.dep_ in ("acl", "advcl", "relcl", "xcomp")]
        if out or more or any(c.dep_ in ("prep", "ccomp") and c.i > noun.i for c in noun.children):
            return out
        # Bare: those who never showed any are those who said it.
        own = {p.id for t in subjects for p in self._index.at(syntax.place(t))}
        said = [
            t
            for t in self._told
            if t.token.i < noun.i and 0 <= k - t.sentence <= NEAR and own & {c.party for c in t.event.according_to if c.party}
        ]
        return [t for t in said if t.sentence == said[-1].sentence]

    def _claim_or_event(self, noun: Token, k: int) -> list[Told]:
        if noun.lemma_.lower() in response_words("claim"):
            return self._within(noun) or self._claimed(noun, [], k)
        return self._meant(noun, k)

    def _response(self, a: Answer) -> Response:
        """The answer as the layer has it: who answers and the words, in the order of the text."""
        none = [
            c for t in a.words for c in t.children if c.dep_ in ("neg", "det") and c.lower_ in ("never", "not", "n't", "no")
        ]
        words = [(min(t.idx for t in (*a.words, *none)), max(t.idx + len(t) for t in a.words))]
        words += [(_nominal(t), t.idx + len(t)) for t in a.subject if not words[0][0] <= t.idx < words[0][1]]
        marks = tuple(self._article.mark(s, e) for s, e in sorted(words))
        cue = a.verb.lemma_.lower() in response_cues()
        said = self._statement(syntax.place(a.verb), itself=bool(cue or a.by))
        party = next((p.id for t in a.by for p in self._index.at(syntax.place(t))), None)
        if not (cue or a.by) and said is not None:
            # "There is no evidence", said by somebody: who says so doubts; else the reporter does.
            party = next((s.party for s in self._article.speakers if s.statement == said.id), None)
        return Response(a.kind, party, marks, said.id if said else None, a.why)

    def _statement(self, at: Span, *, itself: bool) -> Statement | None:
        """The statement that an answer makes (its cue), where it is one ``itself``, else the outermost one that tells of it."""
        own = self._cues.overlapping(at) if itself else []
        if own:
            return own[0]
        around = [s for s in self._contents.covering(at) if s.sense == "said"]
        return max(around, key=lambda s: sum(len(c.at) for c in s.content), default=None)


def _supported(noun: Token) -> list[Token]:
    """What evidence would be for: "evidence of torture", "evidence to support the claim"."""
    verbs = [c for t in (noun, noun.head) for c in t.children if c.dep_ in ("acl", "advcl", "relcl", "xcomp")]
    out = syntax.prepositional(noun, "for", "of")
    return out + [n for v in verbs if v.lemma_.lower() in response_words("support") for n in syntax.objects(v)]


def _nominal(noun: Token) -> int:
    """Where a nominal begins, without its article: "defence ministry"."""
    first = noun.left_edge
    return int(first.doc[first.i + 1].idx if first.dep_ == "det" and first.head.i == noun.i else first.idx)


def _subjects(verb: Token) -> list[Token]:
    """Who answers; of a verb in a relative clause on what is answered ("a charge that Russia denies") its own subject."""
    return [t for t in syntax.subjects(verb) if t.lemma_.lower() not in response_words("claim")]


def _done(verb: Token) -> bool:
    """Whether somebody did answer: not "may deny", "did not confirm", "refused to confirm"."""
    return status(verb)[0] == "actual" and not syntax.negated(verb)


def _tells(clause: Token) -> bool:
    """Whether a clause tells something: one with "that" or its own subject, an -ing form; no question ("whether", "who")."""
    marks = {c.lower_ for c in clause.children if c.dep_ in ("mark", "advmod", "nsubj", "dobj", "attr")}
    return not marks & response_words("asks")


def _nouns(verb: Token, passive: bool) -> list[Token]:
    """The nouns that are answered to: objects, relative pronouns for theirs, the subject of a passive."""
    if passive:
        own = [c for c in verb.children if c.dep_ == "nsubjpass"]
        out = [syntax.referent(s) for s in own] or ([verb.head] if verb.dep_ == "acl" else [])
    else:
        out = [o for c in verb.children if c.dep_ in ("dobj", "obj") for o in (_referred(c), *c.conjuncts)]
        if verb.dep_ == "relcl" and not out:
            out = [verb.head]
    return [t for t in out if t.pos_ in ("NOUN", "PROPN")]


def _referred(token: Token) -> Token:
    """For a relative pronoun that is an object, the noun that its clause hangs on."""
    if token.tag_ in ("WDT", "WP") or token.lower_ == "that":
        return token.head.head if token.head.dep_ == "relcl" else token
    return token


def _led(token: Token) -> list[Token]:
    """The nouns to which "in", "for", "behind" lead from a word."""
    return syntax.prepositional(token, *response_words("leads"))


def _main(token: Token) -> bool:
    """Whether a word is what its clause tells, not said in passing ("after the bombing")."""
    verb = token.head if token.dep_ in ("dobj", "nsubjpass") and lemma(token.head) in response_words("carried") else token
    while verb.dep_ == "conj":
        verb = verb.head
    of = verb.dep_ in ("pcomp", "pobj") and verb.head.lower_ == "of"  # "accused them of poisoning"
    return bool(of or verb.dep_ in ("ccomp", "ROOT", "parataxis", "acl"))


def _stem(token: Token) -> str:
    """A word as its noun and verb share it: "bombing" and "bomb"."""
    return lemma(token).removesuffix("ing")


def _points(noun: Token) -> bool:
    """Whether a noun points back: "the claim", "those allegations", "a charge" set beside what it is."""
    if noun.dep_ == "appos":
        return True
    return any(c.lower_ in response_words("back") for c in noun.children if c.dep_ in ("det", "amod", "predet"))


def _happened(told: Told) -> bool:
    return told.event.status == "actual"


def _same(token: Token, own: Told | None, other: Told, away: int) -> bool:
    """Whether an event so many sentences away may be what a word speaks of: its word or "the attack" near by, its sides."""
    if _stem(token) != _stem(other.token) and not (away <= NEAR and _points(token) and lemma(token) in event_frames("general")):
        return False
    if own is None or away > FAR:
        return own is None and away <= FAR
    # "The attack was denied by the army": who denies it did not do it.
    by = [syntax.place(t) for t in syntax.by_agents(token.head)] if token.dep_ == "nsubjpass" else []
    for side in ("actors", "recipients"):
        mine, theirs = (
            {p.party for p in getattr(e, side) if p.party and not any(p.mark.at.overlaps(b) for b in by)}
            for e in (own.event, other.event)
        )
        if mine and theirs and not mine & theirs:
            return False
    return True
