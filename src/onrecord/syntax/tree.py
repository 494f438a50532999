"""A parse as plain Python objects: what stages ask of words, read from spaCy's doc once.

spaCy makes a new object for every token that is asked for and looks each string up in its store; stages ask thousands of times
a sentence. The names of the attributes are spaCy's, and so is their meaning.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count, pairwise, repeat
from typing import Any, cast, overload

#: What is read of each token, by spaCy's names: in ``read``, words of its store, yes or no.
_PLACES = ("IDX", "LENGTH", "SPACY")
_TREE = ("HEAD", "SENT_START", "ENT_IOB")
_NAMES = ("ORTH", "LOWER", "LEMMA", "POS", "TAG", "DEP", "ENT_TYPE")
_FLAGS = ("IS_ALPHA", "IS_LOWER", "IS_PUNCT", "IS_QUOTE", "IS_SPACE", "IS_STOP", "LIKE_NUM")
_IOB = ("", "I", "O", "B")
_STARTS = {1: True, -1: False}


@dataclass(slots=True, eq=False)
class Token:
    """A word of a parse, with its relations to the others."""

    doc: Doc
    i: int
    idx: int
    text: str
    lower_: str
    lemma_: str
    pos_: str
    tag_: str
    dep_: str
    ent_type_: str
    ent_iob_: str
    is_sent_start: bool | None
    is_alpha: bool
    is_lower: bool
    is_punct: bool
    is_quote: bool
    is_space: bool
    is_stop: bool
    like_num: bool
    sent: Run = field(init=False)
    head: Token = field(init=False)
    children: Sequence[Token] = ()
    left_edge: Token = field(init=False)
    right_edge: Token = field(init=False)

    def __len__(self) -> int:
        return len(self.text)

    def __repr__(self) -> str:
        return self.text

    @property
    def lefts(self) -> list[Token]:
        """The children before it."""
        return [c for c in self.children if c.i < self.i]

    @property
    def rights(self) -> list[Token]:
        """The children behind it."""
        return [c for c in self.children if c.i > self.i]

    @property
    def ancestors(self) -> Iterator[Token]:
        """Its head, the head's head, and so on up to the root."""
        at = self
        while at.head is not at:
            at = at.head
            yield at

    @property
    def subtree(self) -> Iterator[Token]:
        """The token and all that hangs on it, in order of the tree: left children, itself, right children."""
        waiting: list[tuple[Token, bool]] = [(self, False)]
        while waiting:
            at, opened = waiting.pop()
            if opened or not at.children:
                yield at
                continue
            waiting += [(c, False) for c in reversed(at.rights)]
            waiting.append((at, True))
            waiting += [(c, False) for c in reversed(at.lefts)]

    @property
    def conjuncts(self) -> tuple[Token, ...]:
        """What is joined to it by "and", without itself."""
        start = self
        while start.dep_ == "conj" and start.head is not start:
            start = start.head
        found = [start]
        for word in found:  # it grows
            found += [c for c in word.children if c.dep_ == "conj" and c.i > word.i]
        return tuple(w for w in found if w is not self)


@dataclass(slots=True, eq=False)
class Run:
    """Words in a row, ``[start, end)``: a sentence, a name with its kind as ``label_``."""

    doc: Doc
    start: int
    end: int
    label_: str = ""

    def __len__(self) -> int:
        return self.end - self.start

    def __iter__(self) -> Iterator[Token]:
        return iter(self.doc.tokens[self.start : self.end])

    @property
    def start_char(self) -> int:
        """Where its first word starts."""
        return self.doc.tokens[self.start].idx if self.start < len(self.doc) else len(self.doc.text)

    @property
    def end_char(self) -> int:
        """Where its last word ends."""
        if self.end <= self.start:
            return self.start_char
        last = self.doc.tokens[self.end - 1]
        return last.idx + len(last.text)

    @property
    def text(self) -> str:
        """Its words as they stand."""
        return self.doc.text[self.start_char : self.end_char]

    @property
    def root(self) -> Token:
        """The word that stands highest in the parse, a bare blank or comma last; of several, the first."""
        here = self.doc.tokens[self.start : self.end]
        for token in here:
            if token.head is token:
                return token
        outer = [t for t in here if not self.start <= t.head.i < self.end]
        return min(outer, key=_depth, default=self.doc.tokens[self.start])


def _depth(token: Token) -> int:
    if not token.children and (token.is_space or token.is_punct):
        return len(token.doc) - 1
    return sum(1 for _ in token.ancestors)


class Doc:
    """The words of a text with its parse; empty for a text that was not parsed."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens: list[Token] = []
        self.sents: list[Run] = []
        self.ents: list[Run] = []
        self.starts: list[int] = []
        self.ends: list[int] = []  # behind the blank that follows a word

    def __len__(self) -> int:
        return len(self.tokens)

    def __iter__(self) -> Iterator[Token]:
        return iter(self.tokens)

    @overload
    def __getitem__(self, at: int) -> Token: ...
    @overload
    def __getitem__(self, at: slice) -> Run: ...
    def __getitem__(self, at: int | slice) -> Token | Run:
        if isinstance(at, slice):
            start, end, _ = at.indices(len(self.tokens))
            return Run(self, start, max(start, end))
        return self.tokens[at]

    def over(self, start: int, end: int) -> Run | None:
        """The tokens that share a character with ``[start, end)`` of the text; None where it begins or ends off the words."""
        first, last = self._at(start), self._at(end - 1)
        if first is None or last is None:
            return None
        if start == self.tokens[first].idx + len(self.tokens[first]):
            first += 1  # the blank behind a word is none of it
        return Run(self, first, last + 1)

    def _at(self, character: int) -> int | None:
        """The token at a character; the blank behind a word counts as its own."""
        i = bisect_right(self.starts, character) - 1
        return i if i >= 0 and character < self.ends[i] else None


def read(doc: Any) -> Doc:
    """A doc that spaCy parsed, as plain objects."""
    out = Doc(doc.text)
    starts, lengths, blanks = _columns(doc, _PLACES)
    heads, begins, iob = _columns(doc, _TREE)
    names = _columns(doc, _NAMES)
    strings = {n: doc.vocab.strings[n] for n in set().union(*names)}
    orth, lower, lemma, pos, tag, dep, kind = ([strings[n] for n in column] for column in names)
    flags = (map(bool, column) for column in _columns(doc, _FLAGS))
    inside = [_IOB[i] for i in iob]
    first = [_STARTS.get(b) for b in begins]
    made = map(Token, repeat(out), count(), starts, orth, lower, lemma, pos, tag, dep, kind, inside, first, *flags)
    out.tokens = [next(made) for _ in starts]
    out.starts = starts
    out.ends = [sum(at) for at in zip(starts, lengths, blanks, strict=True)]
    _grow(out.tokens, heads)
    for token, own in zip(out.tokens, doc, strict=True):
        token.left_edge, token.right_edge = out.tokens[own.left_edge.i], out.tokens[own.right_edge.i]
    out.sents = list(_sentences(out))
    out.ents = list(_entities(out))
    return out


def _columns(doc: Any, names: tuple[str, ...]) -> list[list[int]]:
    table = doc.to_array(list(names))
    return cast("list[list[int]]", (table if names is _NAMES else table.astype("int64")).T.tolist())


def _grow(tokens: list[Token], heads: list[int]) -> None:
    """Let each token know its head and its children."""
    children: dict[int, list[Token]] = {}
    for token, step in zip(tokens, heads, strict=True):
        token.head = tokens[token.i + step]
        if step:
            children.setdefault(token.i + step, []).append(token)
    for i, own in children.items():
        tokens[i].children = own


def _sentences(doc: Doc) -> Iterator[Run]:
    starts = [t.i for t in doc.tokens if t.is_sent_start or not t.i]
    for start, end in pairwise([*starts, len(doc)]):
        sentence = Run(doc, start, end)
        for token in sentence:
            token.sent = sentence
        yield sentence


def _entities(doc: Doc) -> Iterator[Run]:
    start = None
    for token in doc.tokens:
        if start is not None and token.ent_iob_ != "I":
            yield Run(doc, start, token.i, doc.tokens[start].ent_type_)
            start = None
        if token.ent_iob_ == "B" and token.ent_type_:
            start = token.i
    if start is not None:
        yield Run(doc, start, len(doc), doc.tokens[start].ent_type_)


def noun_chunks(doc: Doc) -> Iterator[Run]:
    """Noun phrases without what hangs on them behind their noun, none within another (spaCy's rules for English)."""
    last = -1
    for word in doc.tokens:
        if word.pos_ not in ("NOUN", "PROPN", "PRON") or word.left_edge.i <= last:
            continue
        at = word
        while at.dep_ == "conj" and (at is word or at.head.i < at.i):
            at = at.head
        if at.dep_ in _PHRASES:
            last = word.i
            yield Run(doc, word.left_edge.i, word.i + 1)


#: Relations of the noun of a noun phrase.
_PHRASES = ("oprd", "nsubj", "dobj", "nsubjpass", "pcomp", "pobj", "dative", "appos", "attr", "ROOT")
