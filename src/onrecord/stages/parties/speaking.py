"""Who speaks each statement: the party of its speaker's words; of "he" and "it" who spoke before; of a charge who brings it."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING

from onrecord import syntax
from onrecord.article import Article, Mark, Party, PartyIndex, Span, Speaker, Statement, Stretches
from onrecord.knowledge.actors import party_words, role_words
from onrecord.knowledge.cues import cue_words
from onrecord.stages.base import Layers

if TYPE_CHECKING:
    from onrecord.syntax import Doc, Token

WORDS = "the party of the speaker's words"
BEFORE = "a pronoun for who spoke in the sentence before"
CHARGE = "who brings the charge"
#: Statements back that are looked at for who spoke last.
BACK = 4
#: Statements before and behind that are looked at for who brings a charge: a long article must not make each cost more.
NEAR = 60


def spoken(article: Article, doc: Doc, parties: tuple[Party, ...], by: str) -> Layers:
    """The speakers, and the parties with their further mentions: names, pronouns, "I" and "we" in quotations."""
    more: dict[str, list[Mark]] = {}
    for party, at in _named(article, doc, PartyIndex(parties)):
        more.setdefault(party.id, []).append(article.mark(at.start, at.end))
    speaking = _Speaking(article, doc, PartyIndex(parties))
    speaking.find()
    for s in article.statements:
        for at in _first_persons(doc, s) if s.id in speaking.found else ():
            more.setdefault(speaking.found[s.id][0].id, []).append(article.mark(at.start, at.end))
    for at, id_ in speaking.moved.items():
        more.setdefault(id_, []).append(article.mark(at.start, at.end))
    out = tuple(_with(_without(p, speaking.moved), more.get(p.id, [])) for p in parties)
    found = speaking.found
    speakers = tuple(Speaker(s.id, found[s.id][0].id, by, found[s.id][1]) for s in article.statements if s.id in found)
    return {"parties": out, "speakers": speakers}


class _Speaking:
    """The statements of an article in their order, and whose each is found to be.

    Attributes:
        found: statement → party, and why.
        moved: pronouns that had been taken for another's → the party they are of.
    """

    def __init__(self, article: Article, doc: Doc, index: PartyIndex) -> None:
        self._doc, self._index = doc, index
        self._order = sorted(article.statements, key=lambda s: (s.cue or s.content)[0].at)
        self._starts = [s.mark.at.start for s in article.sentences]
        self._quoted = Stretches((q.at, s.id) for s in article.statements for q in s.quoted)
        self.found: dict[str, tuple[Party, str]] = {}
        self.moved: dict[Span, str] = {}

    def find(self) -> None:
        """Find all."""
        for n, s in enumerate(self._order):
            party = next((p for m in s.speaker for p in _at(self._doc, self._index, m.at)), None)
            pronoun = _pronoun(self._doc, s)
            last = self._last(n, pronoun) if pronoun is not None else None
            if pronoun is not None and last is not None and last is not party:
                self.found[s.id] = (last, BEFORE)
                self.moved[syntax.place(pronoun)] = last.id
            elif party is not None:
                self.found[s.id] = (party, WORDS)
        for n, s in enumerate(self._order):
            accuser = self._accuser(n) if s.id not in self.found and not s.speaker else None
            if accuser is not None:
                self.found[s.id] = (accuser, CHARGE)

    def _last(self, n: int, pronoun: Token) -> Party | None:
        """Who spoke last, where that was in the sentence before and a pronoun outside of quotations may be for them."""
        if self._order[n].parent is not None or any(self._quoted.covering(syntax.place(pronoun))):
            return None
        here = self._sentence(self._order[n])
        for other in reversed(self._order[max(0, n - BACK) : n]):
            if other.parent is None and other.sense == "said" and other.id in self.found and other.speaker:
                near = here - self._sentence(other) == 1
                return self.found[other.id][0] if near and _agrees(pronoun, self._told(other)) else None
        return None

    def _told(self, s: Statement) -> set[str]:
        """The kinds of who speaks, by name and by title: "Ann Smith, the police spokeswoman"."""
        tokens = [t for m in s.speaker for t in syntax.tokens(self._doc, m.at) if t.dep_ in (*syntax.SUBJECTS, "appos")]
        titles = [role_words().get(t.lower_) for t in tokens]
        named = (p.kind for t in tokens for p in self._index.at(syntax.place(t)))
        return {self.found[s.id][0].kind, *named, *(w.kind for w in titles if w is not None)}

    def _sentence(self, s: Statement) -> int:
        return bisect_right(self._starts, (s.cue or s.content)[0].at.start)

    def _accuser(self, n: int) -> Party | None:
        """Whose charge a passive without "by" tells: who charges the same party elsewhere, the nearest before it first.

        A charge that only may be brought ("can be charged with") is nobody's.
        """
        verbs = [t for c in self._order[n].cue for t in syntax.tokens(self._doc, c.at) if _charges(t) and syntax.passive(t)]
        verbs = [t for t in verbs if not syntax.modals(t)]
        accused = {p.id for v in verbs for c in v.children if c.dep_ == "nsubjpass" for p in self._index.at(syntax.place(c))}
        for other in (*reversed(self._order[max(0, n - NEAR) : n]), *self._order[n + 1 : n + 1 + NEAR]) if accused else ():
            if other.id not in self.found or self.found[other.id][0].id in accused or other.sense != "said":
                continue
            tokens = [t for m in (*other.cue, *other.content) for t in syntax.tokens(self._doc, m.at)]
            of = {p.id for t in tokens for p in self._index.at(syntax.place(t))}
            if accused & of and any(_charges(t) for t in tokens):
                return self.found[other.id][0]
        return None


def _at(doc: Doc, index: PartyIndex, at: Span) -> tuple[Party, ...]:
    head = syntax.head(doc, at)
    if head is None:
        return ()
    # "Trump, who claimed that …": a relative pronoun speaks for the noun before it.
    return index.at(syntax.place(head)) or index.at(syntax.place(syntax.referent(head)))


def _first_persons(doc: Doc, s: Statement) -> list[Span]:
    """Where "I" and "we" stand in the quotations of a statement."""
    words = {*party_words("i"), *party_words("we")}
    quoted = s.quoted or (s.content if s.kind == "direct" else ())
    tokens = [t for q in quoted for t in syntax.tokens(doc, q.at)]
    return [syntax.place(t) for t in tokens if t.lower_ in words and t.pos_ in ("PRON", "DET")]


def _pronoun(doc: Doc, s: Statement) -> Token | None:
    """The "he", "she" or "it" that speaks a statement alone."""
    tokens = syntax.tokens(doc, s.speaker[0].at) if len(s.speaker) == 1 else []
    third = len(tokens) == 1 and any(tokens[0].lower_ in party_words(kind) for kind in ("he", "she", "it"))
    return tokens[0] if third else None


def _agrees(pronoun: Token, kinds: set[str]) -> bool:
    """Whether "it" may be for a speaker of these kinds, or "he" and "she"."""
    if pronoun.lower_ in party_words("it"):
        return bool(kinds & {"organisation", "group", "country"}) and "person" not in kinds
    return "person" in kinds


def _charges(token: Token) -> bool:
    return token.pos_ == "VERB" and token.lemma_.lower() in cue_words("charge")


def _named(article: Article, doc: Doc, index: PartyIndex) -> list[tuple[Party, Span]]:
    """Parties that speak, with the name that a participle gives them: "a protest group …, named [Not One More]"."""
    out = []
    for at in {m.at: None for s in article.statements for m in s.speaker}:
        head = syntax.head(doc, at)
        for child in head.rights if head is not None else ():
            if child.dep_ == "acl" and child.tag_ == "VBN" and child.lemma_.lower() in cue_words("name"):
                tokens = [t for t in syntax.tokens(doc, at) if t.i > child.i and not t.is_punct]
                if tokens and tokens[0].text[0].isupper() and head is not None:
                    name = syntax.place(tokens[0]).hull(syntax.place(tokens[-1]))
                    out += [(party, name) for party in index.at(syntax.place(head))[:1]]
    return out


def _without(party: Party, moved: dict[Span, str]) -> Party:
    left = tuple(m for m in party.mentions if moved.get(m.at, party.id) == party.id)
    return replace(party, mentions=left) if left and left != party.mentions else party


def _with(party: Party, marks: list[Mark]) -> Party:
    if not marks:
        return party
    every = tuple(sorted({*party.mentions, *marks}, key=lambda m: m.at))
    return replace(party, mentions=every)
