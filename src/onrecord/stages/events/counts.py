"""How many were killed, wounded, arrested, displaced or took part: ranges with the words they rest on."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord import syntax
from onrecord.article import Span
from onrecord.knowledge.actors import role_words
from onrecord.knowledge.events import count_words, event_frames, numbers
from onrecord.stages.events.features import lemma

if TYPE_CHECKING:
    from onrecord.syntax import Token

#: Which counts an event of a type may have.
KINDS = {
    "ASSAULT": ("killed", "wounded", "displaced"),
    "COERCE": ("arrested", "displaced"),
    "PROTEST": ("participants", "killed", "wounded", "arrested"),
    "MOBILIZE": ("participants",),
    "RETREAT": ("displaced",),
}
_FIGURE = re.compile(r"\d[\d,]*(?:\.\d+)?")
_RANGE = re.compile(r"(\d[\d,]*)\s*[-–]\s*(\d[\d,]*)")
#: Words before a number that are looked at for "at least", "up to".
BEFORE = 4


@dataclass(frozen=True, slots=True)
class Counted:
    """A noun with how many it counts at least, at most (None: open), and where the words of the number stand."""

    noun: Token
    low: int
    high: int | None
    at: Span


@dataclass(frozen=True, slots=True)
class Found:
    """A count: how many at least, at most (None: open), and the nouns that it adds up."""

    kind: str
    low: int
    high: int | None
    nouns: tuple[Counted, ...]


def counts(anchor: Token, type_: str, rivals: list[Token]) -> list[Found]:
    """The counts of an event; ``rivals`` are other anchors of its sentence, which may own the counted word instead."""
    out: dict[str, Found] = {}
    for kind in KINDS.get(type_, ()):
        words = count_words(kind)
        for token in anchor.sent:
            if _counts(token, words) and _mine(token, anchor, rivals):
                found = _counted(token, kind)
                if found is not None:
                    out[kind] = found
                    break
    return list(out.values())


def _counts(token: Token, words: frozenset[str]) -> bool:
    """Whether a word is one of those that count a kind."""
    return token.lower_ in words or lemma(token) in words


def _mine(token: Token, anchor: Token, rivals: list[Token]) -> bool:
    """Whether a counted word belongs to this anchor: no rival stands nearer to it in the parse."""
    mine = distance(token, anchor)
    return all((distance(token, r), abs(token.i - r.i)) >= (mine, abs(token.i - anchor.i)) for r in rivals)


def distance(a: Token, b: Token) -> int:
    """Steps between two words of a sentence along the parse."""
    up = {a.i: 0}
    at, n = a, 0
    while at.head.i != at.i:
        at, n = at.head, n + 1
        up[at.i] = n
    at, n = b, 0
    while at.i not in up:
        if at.head.i == at.i:
            return 99
        at, n = at.head, n + 1
    return n + up[at.i]


def _counted(token: Token, kind: str) -> Found | None:
    """The range that a word of killing, wounding … counts."""
    nouns = _nouns(token)
    nouns += [p for n in nouns if n.lemma_.lower() in event_frames("partitive") for p in syntax.prepositional(n, "of")]
    for noun in nouns:
        all_ = _together(noun, token)
        if all_:
            return Found(kind, sum(c.low for c in all_), _sum(c.high for c in all_), tuple(all_))
    for noun in _nouns(token):
        # "The protest" is not one who takes part in it, nor "custody" one who is in it.
        if _single(noun) and (noun.i != token.i or lemma(token) in role_words()):
            return Found(kind, 1, 1, (_one(noun),))
    return None


def _sum(highs: Iterable[int | None]) -> int | None:
    """The upper ends added up; open where one of them is."""
    held = list(highs)
    return None if None in held else sum(h for h in held if h is not None)


def _together(noun: Token, token: Token) -> list[Counted]:
    """What a noun counts, with those joined to it where each has a number ("two officers and a child"); [] if it counts none.

    Those behind the counting word ("three killed and two …") and those that another word of counting claims are not joined.
    """
    joined = [c for c in noun.conjuncts if c.i > noun.i and c.pos_ in ("NOUN", "PROPN") and not part_of(c)]
    if any((c.i > token.i) != (noun.i > token.i) or _claimed(c, token) for c in joined):
        joined = []
    found = [_counts_of(n) for n in (noun, *joined)] if joined else []
    if found and all(found):
        return [c for c in found if c is not None]
    own = quantity(noun)
    return [Counted(noun, *own)] if own else []


def _counts_of(noun: Token) -> Counted | None:
    """How many one of several joined nouns counts: its number, else one person; None where it gives neither."""
    own = quantity(noun)
    return Counted(noun, *own) if own else _one(noun) if _single(noun, joined=True) else None


def _one(noun: Token) -> Counted:
    return Counted(noun, 1, 1, Span(noun.idx, noun.idx + len(noun)))


def _claimed(noun: Token, token: Token) -> bool:
    """Whether a joined noun is another word's to count: "12 dead and five people wounded", "and three children were hurt"."""
    if noun.i + 1 < noun.sent.end and noun.doc[noun.i + 1].pos_ == "AUX" and noun.doc[noun.i + 1].head.i != token.i:
        return True
    near = (noun, *(c for c in noun.children if c.dep_ in ("acl", "amod", "relcl")))
    return any(_counts(t, count_words(kind)) for t in near for kind in ("killed", "wounded", "arrested"))


def part_of(noun: Token) -> bool:
    """Whether a joined noun names some of those before it ("12 people, mostly women and children"), no more beside them."""
    if noun.dep_ != "conj":
        return False
    some = count_words("some") | count_words("all")
    return any(t.lower_ in some and t.dep_ in ("advmod", "nsubj") for t in noun.lefts) or part_of(noun.head)


def _nouns(token: Token) -> list[Token]:
    """The nouns that may carry the number: objects and passive subjects, whose death it is, the dead themselves."""
    if token.pos_ in ("VERB", "AUX"):
        return _victims(token)
    if token.dep_ == "pobj" and token.head.lower_ == "to" and token.head.head.pos_ == "VERB":
        return _victims(token.head.head)  # "stabbed to death"
    out = [token, *syntax.prepositional(token, "of", "to", "at")]
    if token.dep_ in ("acl", "amod", "attr", "acomp", "oprd"):
        out += [token.head, *(c for c in token.head.children if c.dep_ in ("nsubj", "nsubjpass", "dobj"))]
    if token.dep_ in ("nsubj", "dobj", "conj"):
        out += [c for c in token.head.children if c.dep_ in ("dobj", "attr", "npadvmod", "nummod")]
        out += syntax.prepositional(token.head, "to", "at")
    if token.dep_ == "dobj" and token.head.lemma_.lower() in count_words("borne"):
        out += syntax.subjects(token.head)
    return out


def _victims(verb: Token) -> list[Token]:
    """Whom a verb kills, wounds …: its object, the subject of a passive or of dying."""
    joined = verb.dep_ == "conj" and verb.tag_ == "VBN" and syntax.passive(verb.head) and not syntax.objects(verb)
    if syntax.passive(verb) or joined or verb.lemma_.lower() in count_words("undergone"):
        own = [c for c in verb.children if c.dep_ in ("nsubjpass", "nsubj")]
        return [syntax.referent(s) for s in own] or syntax.subjects(verb)[:1]
    return syntax.objects(verb)


def _single(noun: Token, *, joined: bool = False) -> bool:
    """Whether a noun names one person: a name, "he" or "she", a singular that is no group with an article or owner.

    One that is joined to others only where that is asked.
    """
    if noun.conjuncts and not joined:
        return False
    if noun.ent_type_ == "PERSON" or noun.lower_ in count_words("one"):
        return True
    if noun.tag_ != "NN" or noun.ent_type_ or noun.lemma_.lower() in count_words("group"):
        return False
    return any(c.dep_ in ("det", "poss") and c.lower_ not in ("no", "any", "some") for c in noun.children)


def quantity(noun: Token) -> tuple[int, int | None, Span] | None:
    """How many a noun's number says, with the words; None where no number stands on it."""
    own = noun if noun.like_num or noun.lower_ in numbers() or noun.lemma_.lower() in ("hundred", "thousand") else None
    parts = [c for c in noun.lefts if c.dep_ in ("nummod", "amod", "quantmod", "det", "compound")]
    number = next((c for c in parts if c.like_num or (c.lower_ in numbers() and c.lower_ not in ("a", "an", "another"))), own)
    if number is None or (number.lower_ in ("a", "an", "one") and number.dep_ == "det"):
        return None
    value = number_of(number)
    if value is None:
        return None
    start, end = number.left_edge.idx, number.idx + len(number)
    low, high = value
    before = number.doc[max(number.sent.start, number.left_edge.i - BEFORE) : number.i].text.lower()
    word, kind = _opener(before)
    if kind == "least":
        high = None
    elif kind == "most":
        low, high = 0, low
    if word:
        start = number.doc[max(number.sent.start, number.left_edge.i - BEFORE)].idx + before.rfind(word)
    return low, high, Span(min(start, number.idx), end)


def _opener(before: str) -> tuple[str, str]:
    for kind in ("least", "most"):
        for word in sorted(count_words(kind), key=len, reverse=True):
            if re.search(rf"(?<!\w){re.escape(word)}\s*(?:an estimated|some|around|about)?\s*$", before.rstrip()):
                return word, kind
            if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", before) and re.search(rf"{re.escape(word)}\W+\w*\W*$", before):
                return word, kind
    return "", ""


def number_of(number: Token) -> tuple[int, int | None] | None:
    """The range that a word of number stands for, with what scales it; None where it is none."""
    text = number.text.lower()
    pair = _RANGE.fullmatch(text)
    if pair:
        return int(pair[1].replace(",", "")), int(pair[2].replace(",", ""))
    times = [c for c in number.lefts if c.dep_ in ("compound", "nummod", "quantmod") and (c.like_num or c.lower_ in numbers())]
    scale = numbers().get(text)
    if _FIGURE.fullmatch(text):
        value = float(text.replace(",", ""))
        nxt = number.doc[number.i + 1] if number.i + 1 < len(number.doc) else None
        if nxt is not None and nxt.lower_ in ("million", "thousand", "hundred"):
            value *= numbers()[nxt.lower_][0]
        return int(value), int(value)
    if scale is None:
        return None
    doc, i = number.doc, number.i
    if i + 2 < len(doc) and doc[i + 1].lower_ == "of" and doc[i + 2].lower_ in ("hundreds", "thousands", "millions"):
        many = 1000 if doc[i + 2].lower_ == "thousands" else 100 if doc[i + 2].lower_ == "hundreds" else 1_000_000
        return scale[0] * many, None  # "hundreds of thousands"
    if times:
        factor = number_of(times[-1])
        if factor and scale[1] is not None and scale[0] >= 10:
            low = factor[0] * scale[0] if factor[0] < scale[0] else factor[0] + scale[0]
            return low, (None if factor[1] is None else low)
    return scale
