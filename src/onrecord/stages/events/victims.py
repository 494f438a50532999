"""Who those counted were: "13 soldiers", "at least 20 civilians, most of them children", "12 people, including a journalist".

Words of role_words.tsv give the role, words of victim_groups.tsv the group; a name gives the role of its party. What is said of
all that a number counts has that number, what is said of some of them has its own or none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord import syntax
from onrecord.article import Article, Count, CountPart, PartyIndex, Span
from onrecord.knowledge.actors import RoleWord, role_marks, role_words
from onrecord.knowledge.events import count_words, victim_groups
from onrecord.stages.events.counts import Counted, Found, counts, number_of, part_of, quantity

if TYPE_CHECKING:
    from onrecord.syntax import Token

#: Words of a phrase before its head that are looked up with it ("anti-terrorism police officer").
PHRASE = 2
#: Words between "of them" and the noun that says who they are ("most of whom were young women").
BEHIND = 6
#: Roles that a name lends to its members; a ministry's or a firm's name says little of who was hurt there.
FORCES = ("MIL", "REB", "COP", "SPY", "OPP", "JRN", "NGO")
#: Kinds of role words that name no persons ("bus", "hospital").
THINGS = ("crowd", "organisation")


@dataclass(frozen=True, slots=True)
class Part:
    """Who some were, how many (``low`` None: not said), where the words stand, and the rows that say so."""

    role: str | None
    group: str | None
    low: int | None
    high: int | None
    at: Span
    why: str


@dataclass(frozen=True, slots=True)
class Number:
    """How many (``low`` None: not said) and where the words that say so stand."""

    low: int | None = None
    high: int | None = None
    at: Span | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """A role with the first and last word that it rests on, and the row that says so; "" for none."""

    role: str = ""
    first: Token | None = None
    last: Token | None = None
    why: str = ""


class Counting:
    """The counts of an article's events, with who they were."""

    def __init__(self, article: Article) -> None:
        self._article = article
        self._index = PartyIndex(article.parties)

    def of(self, anchor: Token, type_: str, rivals: list[Token], *, happened: bool) -> tuple[dict[str, Count], list[str]]:
        """The counts of an event and the reasons for their parts; of what has not ``happened`` only those of nobody."""
        out: dict[str, Count] = {}
        why: list[str] = []
        for found in counts(anchor, type_, rivals):
            # Nobody has been killed yet in what is planned or only possible.
            if not happened and found.high != 0:
                continue
            parts = list(self._parts(found))
            why += [f"{found.kind}: {p.why}" for p in parts]
            marks = tuple(self._article.mark(c.at.start, c.at.end) for c in found.nouns)
            out[found.kind] = Count(found.low, found.high, marks, tuple(self._part(p) for p in parts))
        return out, why

    def _part(self, p: Part) -> CountPart:
        return CountPart(p.role, p.group, p.low, p.high, (self._article.mark(p.at.start, p.at.end),))

    def _parts(self, found: Found) -> Iterator[Part]:
        """Who they were: of each noun that the count adds up, then of some of them."""
        counted = {n.noun.i for n in found.nouns}
        told: set[int] = set()
        for n in found.nouns:
            kinds = [k for k in _kinds(n.noun) if k.i == n.noun.i or k.i not in counted]
            shared = Number(n.low, n.high, n.at) if len(kinds) == 1 else Number()
            for kind in kinds:
                told.add(kind.i)
                own = quantity(kind) if kind.i != n.noun.i else None
                yield from self._part_of(kind, Number(*own) if own else shared)
        for noun, number in _some(found):
            if noun.i not in told:
                told.add(noun.i)
                yield from self._part_of(noun, number)

    def _part_of(self, noun: Token, number: Number) -> Iterator[Part]:
        """What a noun says of who they were, with its number; nothing where it says nothing."""
        said = self._role(noun)
        word, first = _group(noun)
        if not said.role and not word:
            return
        row = victim_groups().get(word)
        why = "; ".join(filter(None, (said.why, f"victim_groups.tsv: {word}" if word else "")))
        words = [t for t in (noun, said.first, said.last, first) if t is not None]
        at = Span(min(t.idx for t in words), max(t.idx + len(t) for t in words))
        at = at.hull(number.at) if number.at is not None else at
        role = said.role or (row.role if row else "")
        yield Part(role or None, row.group if row else None, number.low, number.high, at, why)

    def _role(self, noun: Token) -> Said:
        """The role that a noun's own phrase gives, else words before it, names, what it is a member of."""
        word, first = _longest(noun, role_words())
        row = role_words().get(word)
        unsaid = first.i == noun.i and any(f in count_words("unsaid") for f in _forms(noun))
        if row is not None and row.rank == "own" and row.role and not unsaid:
            things = row.role == "CVL" and row.kind in THINGS
            return Said() if things else Said(row.role, first, noun, f"role_words.tsv: {word}")
        if unsaid or row is not None:
            given = _marked(noun, row) or self._named(noun) or _member(noun)
            if given is not None:
                return given
        elif noun.pos_ == "PROPN" and (given := self._named(noun)):
            return given
        return Said(row.role, first, noun, f"role_words.tsv: {word}") if row and word in count_words("lending") else Said()

    def _named(self, noun: Token) -> Said | None:
        """The role of the force or group that a name stands for: "two Hamas members", "12 Taliban"; not of a named person."""
        for name in (*([noun] if quantity(noun) else []), *_before(noun)):
            party = next(iter(self._index.at(syntax.place(name))), None) if name.pos_ == "PROPN" else None
            if party is not None and party.kind in ("group", "organisation") and party.roles and party.roles[0] in FORCES:
                return Said(party.roles[0], min(name, noun, key=lambda t: t.i), noun, f"party {party.id}")
        return None


def _before(noun: Token) -> list[Token]:
    """The modifiers before a noun, nearest first."""
    return sorted((c for c in noun.lefts if c.dep_ in ("amod", "compound", "nmod")), key=lambda t: -t.i)


def _marked(noun: Token, row: RoleWord | None) -> Said | None:
    """The role that a modifier lends: "rebel leaders"; a rival of the president's is none of his."""
    for before in _before(noun):
        mark = role_marks().get(before.lower_) or role_marks().get(before.lemma_.lower())
        if mark is None or not mark.role or before.pos_ == "PROPN" or (mark.role == "CVL" and mark.kind in THINGS):
            continue
        if mark.role != "GOV" or row is None or row.role != "OPP":
            return Said(mark.role, before, noun, f"role_words.tsv: {mark.words}")
    return None


def _member(noun: Token) -> Said | None:
    """The role of those whose members they are: "five members of the security forces"."""
    for of in syntax.prepositional(noun, "of"):
        word = _longest(of, role_words())[0]
        row = role_words().get(word)
        if row is not None and row.role and row.role != "CVL" and (row.rank == "own" or word in count_words("lending")):
            return Said(row.role, noun, of, f"role_words.tsv: {word}")
    return None


def _forms(noun: Token) -> tuple[str, ...]:
    low = noun.lower_
    return tuple(dict.fromkeys((noun.lemma_.lower(), low, low.removesuffix("s"), re.sub("men$", "man", low))))


def _longest(noun: Token, words: Iterable[str]) -> tuple[str, Token]:
    """The longest phrase of ``words`` that ends in a noun, and its first word; ("", noun) where there is none."""
    for n in range(PHRASE, -1, -1):
        first = noun.doc[max(noun.sent.start, noun.i - n)]
        lead = noun.doc[first.i : noun.i].text.lower()
        for form in _forms(noun):
            phrase = f"{lead} {form}".strip()
            if phrase in words:
                return phrase, first
    return "", noun


def _group(noun: Token) -> tuple[str, Token]:
    """The word of victim_groups.tsv in a nominal, and where it begins: its head's, else a modifier's; "" for none."""
    word, first = _longest(noun, victim_groups())
    if word:
        return word, first
    for before in _before(noun):
        if before.lemma_.lower() in victim_groups():
            return before.lemma_.lower(), before
    return "", noun


def _after(noun: Token) -> list[Token]:
    """The nouns joined to one, behind it."""
    return [c for c in noun.conjuncts if c.i > noun.i and c.pos_ in ("NOUN", "PROPN")]


def _kinds(noun: Token) -> list[Token]:
    """The nouns that say who a number counts: itself and those joined to it under one number, those behind "dozens of"."""
    measure = noun.like_num or noun.pos_ == "NUM" or any(f in count_words("measure") for f in _forms(noun))
    inner = syntax.prepositional(noun, "of") if measure else []
    if inner:
        return [t for t in inner if not part_of(t) and t.pos_ != "PRON"]
    return [noun, *(c for c in _after(noun) if not quantity(c) and not part_of(c))]


def _some(found: Found) -> Iterator[tuple[Token, Number]]:
    """The nouns that say who some of those counted were, with their own number."""
    whole = found.nouns[0] if len(found.nouns) == 1 else None
    kinds = {k.i: k for n in found.nouns for k in (n.noun, *_kinds(n.noun))}
    for token in found.nouns[0].noun.sent:
        if token.i <= max(kinds):
            continue
        if token.lower_ in count_words("including") and token.head.i in kinds:
            yield from ((n, _number(n)) for c in token.children if c.dep_ == "pobj" for n in (c, *_after(c)))
        elif token.lower_ in ("them", "whom"):
            before = token.doc[token.i - 1]
            if before.lower_ == "of" and before.head.i < before.i:
                yield from _quantified(before.head, token, whole)
            elif before.lower_ in count_words("among"):
                yield from ((n, _number(n)) for n in _behind(token))
    for kind in kinds.values():
        for noun in (*(c for c in kind.children if c.dep_ == "appos"), *(c for c in _after(kind) if part_of(c))):
            if noun.i > kind.i and noun.lower_ not in count_words("some"):
                yield from _appositive(noun, whole)


def _number(noun: Token) -> Number:
    """A noun's own number: "three children", "a journalist"."""
    own = quantity(noun)
    if own is not None:
        return Number(*own)
    one = next((c for c in noun.lefts if c.lower_ in ("a", "an") and noun.tag_ in ("NN", "NNP")), None)
    return Number(1, 1, syntax.place(one)) if one is not None else Number()


def _quantified(many: Token, them: Token, whole: Counted | None) -> Iterator[tuple[Token, Number]]:
    """The nouns behind "most of them", "eight of whom were"; of several only the first has the number's words."""
    nouns = list(_behind(them))
    at = syntax.place(many)
    for noun in nouns[:1]:
        value = None if many.lower_ in count_words("some") or len(nouns) > 1 else number_of(many)
        if many.lower_ in count_words("all") and whole is not None and len(nouns) == 1:
            yield noun, Number(whole.low, whole.high, at)
        else:
            yield noun, Number(*value, at) if value else Number(None, None, at)
    yield from ((n, Number()) for n in nouns[1:])


def _behind(them: Token) -> Iterator[Token]:
    """The noun that stands next behind "them" or "whom", with what is joined to it; none beyond a comma or another clause."""
    for n in range(1, min(BEHIND + 1, them.sent.end - them.i)):
        token = them.doc[them.i + n]
        if token.is_punct or (token.pos_ in ("VERB", "AUX") and token.lemma_ != "be"):
            return
        if token.pos_ in ("NOUN", "PROPN") and token.dep_ not in ("compound", "nmod", "amod"):
            yield from (token, *_after(token))
            return


def _appositive(noun: Token, whole: Counted | None) -> Iterator[tuple[Token, Number]]:
    """The nouns of "all civilians", "mostly women and children", "a journalist" behind a count."""
    rest = _after(noun)
    before = next((c for c in noun.lefts if c.lower_ in count_words("some") | count_words("all")), None)
    if before is None:
        number = _number(noun)
        one = number.low is None and whole is not None and whole.high == 1 and not rest
        yield noun, Number(1, 1) if one else number
    elif before.lower_ in count_words("all") and whole is not None and not rest:
        yield noun, Number(whole.low, whole.high, syntax.place(before))
    else:
        yield noun, Number(None, None, syntax.place(before))
    yield from ((n, _number(n)) for n in rest)
