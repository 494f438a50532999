"""From head words to participants: the mention that a word heads, and the parties that it means."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from onrecord import syntax
from onrecord.article import Article, Mark, Mention, Participant, Party, PartyIndex
from onrecord.stages.events.features import NAMED
from onrecord.stages.events.pairs import Candidate, candidates, measured

if TYPE_CHECKING:
    from onrecord.syntax import Token

#: Relations of a word before a noun that tell whose it is.
OWNERS = ("amod", "compound", "nmod", "poss")
#: Sides are cut at so many members: a list of sixty names is a list, not sixty actors.
MOST = 8


def heads(article: Article) -> frozenset[int]:
    """Where the words start that may head a participant: heads of mentions, and parties that one word names ("kills three")."""
    text = article.text
    words = (m.at for p in article.parties for m in p.mentions if not any(c.isspace() for c in m.at.cut(text)))
    return frozenset(m.head.at.start for m in article.mentions) | frozenset(at.start for at in words)


class People:
    """The mentions and parties of an article, by where they stand."""

    def __init__(self, article: Article) -> None:
        self._article = article
        self._mentions: dict[int, list[Mention]] = {}
        for m in article.mentions:
            self._mentions.setdefault(m.head.at.start, []).append(m)
        self._index = PartyIndex(article.parties)
        self._heads = heads(article)
        self._known: dict[int, list[Candidate]] = {}
        self._pronouns = frozenset(m.mark.at for m in article.mentions if m.kind == "pronoun")

    def candidates(self, sentence: Any) -> list[Candidate]:
        """Who of a sentence (of the parse) may take part in its events; looked up once a sentence."""
        if sentence.start not in self._known:
            self._known[sentence.start] = candidates(sentence, self._heads, self._index)
        return self._known[sentence.start]

    def participants(self, heads: list[Token]) -> tuple[Participant, ...]:
        """The participants that head words name, each party once; words that name no party stand for themselves."""
        out: list[Participant] = []
        seen: set[object] = set()
        for head in heads:
            for one in self._named(head):
                key: object = one.party or one.mark.at
                if key not in seen:
                    seen.add(key)
                    out.append(one)
        return tuple(out[:MOST])

    def _named(self, head: Token) -> list[Participant]:
        at = syntax.place(head)
        mentions = self._mentions.get(head.idx, [])
        mark = max((m.mark for m in mentions), key=lambda m: len(m.at), default=None) or self._article.mark(at.start, at.end)
        inner = measured(head)
        if inner:
            end = max(t.idx + len(t) for t in inner)
            mark = self._article.mark(mark.at.start, max(mark.at.end, end))
        found = [p for t in inner or [head] for p in self._index.at(syntax.place(t))] or self._whose(head)
        return [Participant(p.id, self._named_mark(p, mark)) for p in found] or [Participant(None, mark)]

    def _whose(self, head: Token) -> list[Party]:
        """For a thing or place that is hit or spared, those whose it is: "Libyan air defences", "the home of a teacher"."""
        before = [c for c in head.lefts if c.dep_ in OWNERS and (c.ent_type_ in NAMED or c.dep_ == "poss")]
        for near in (before, syntax.prepositional(head, "of")):
            found = [p for t in near for p in self._index.at(syntax.place(t))]
            if found:
                return found
        return []

    def _named_mark(self, party: Party, mark: Mark) -> Mark:
        """For a pronoun the nearest mention before it that is none (guidelines: the antecedent); else the mark."""
        if mark.at not in self._pronouns:
            return mark
        named = [m for m in party.mentions if m.at not in self._pronouns]
        before = [m for m in named if m.at.start < mark.at.start]
        return before[-1] if before else named[0] if named else mark
