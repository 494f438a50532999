"""Which words name events: the word table and a linear classifier over words and frames (training/events/anchors.py)."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from onrecord.article import Span
from onrecord.knowledge.events import TYPES, event_weights
from onrecord.stages.events.features import candidate, features, rows
from onrecord.stages.events.read import Reader

if TYPE_CHECKING:
    from onrecord.syntax import Token

#: A word names an event if its chance of naming none lies below 1 minus this: best type F1 on a held-out fifth of the
#: training texts (.620 at .5, .614 at .4, .610 at .6).
LEAST = 0.45
#: The same where the encoder was asked too, the encoder's share in the log-chances, and what the linear classifier is taken to
#: say of words that it does not know (their chance of naming no event).
LEAST_READ = 0.4
WEIGHT = 0.5
STRANGE = 0.9
#: And a word that they do not know is no event where the encoder is this sure of none: its share could not outweigh STRANGE.
CLEAR = 0.05
#: What a chance counts at least.
FLOOR = 1e-4


@dataclass(frozen=True, slots=True)
class Anchor:
    """A word that names an event: its type, how sure, where it stands, and the word table's rows that fit."""

    token: Token
    type: str
    score: float
    at: Span
    words: tuple[tuple[str, str, str], ...]
    why: str


def anchors(tokens: Iterable[Token], reader: Reader | None = None) -> list[Anchor]:
    """The anchors among the words of a sentence, in order; words of one type side by side are one anchor."""
    weighed = [(t, *_weighed(t, reader)) for t in tokens]
    out: list[Anchor] = []
    last: list[Token] = []
    for token, chances, why in weighed:
        if chances is None or 1 - chances[0] < (LEAST if reader is None or reader.model is None else LEAST_READ):
            continue
        n = max(range(1, len(chances)), key=lambda k: chances[k])
        type_, score = TYPES[n - 1], round(1 - chances[0], 3)
        if out and last[-1].i == token.i - 1 and out[-1].type == type_ and _one(last[-1], token):
            out[-1] = _merged([*last, token], out[-1], score)
            last.append(token)
            continue
        own = tuple(r for r in rows(token) if r[0] == type_)
        said = f"event_words.tsv: {own[0][2]}" if own else f"event_weights.tsv: {token.lemma_.lower()}"
        out.append(Anchor(token, type_, score, span(token, own), own, f"{said}; {why}"))
        last = [token]
    return out


def _one(first: Token, second: Token) -> bool:
    """Whether two neighbours are parts of one name of an event: one hangs on the other."""
    return bool(first.head.i == second.i or second.head.i == first.i)


def _merged(parts: list[Token], old: Anchor, score: float) -> Anchor:
    inside = {t.i for t in parts}
    top = next((t for t in parts if t.head.i not in inside), parts[0])
    own = tuple(r for r in rows(top) if r[0] == old.type)
    at = Span(min(old.at.start, parts[0].idx), max(old.at.end, parts[-1].idx + len(parts[-1])))
    return Anchor(top, old.type, max(score, old.score), at, own, old.why)


def _weighed(token: Token, reader: Reader | None) -> tuple[list[float] | None, str]:
    """The chances of a word by the linear classifier and the encoder together, and how they were come by."""
    linear = None
    if candidate(token) and (verb := _carrier(token)):
        linear = typed(verb)
    elif candidate(token) and (rows(token) or f"l={token.lemma_.lower()}" in event_weights()):
        linear = typed(token)
    elif reader is None or (reader.none(token) or 0.0) > CLEAR:
        return None, ""
    if linear is not None and reader is not None and _hopeless(linear[0], reader.none(token)):
        return None, ""
    read = reader.types(token) if reader is not None else None
    if read is None:
        return linear, "" if linear is None else f"linear {1 - linear[0]:.2f}"
    if linear is None:
        # A word that the table and the classifier do not know must be all the surer.
        linear = [STRANGE, *[(1 - STRANGE) / len(TYPES)] * len(TYPES)]
    z = [(1 - WEIGHT) * math.log(max(a, FLOOR)) + WEIGHT * math.log(max(b, FLOOR)) for a, b in zip(linear, read, strict=True)]
    top = max(z)
    e = [math.exp(v - top) for v in z]
    total = sum(e)
    return [v / total for v in e], f"linear {1 - linear[0]:.2f}, encoder {1 - read[0]:.2f}"


def _hopeless(linear: float, read: float | None) -> bool:
    """Whether no types of a word could make it an anchor, by the chances that it is none; most words are told so at a glance.

    The two sides' geometric means of all types come to no more than the mean of their sums (Cauchy and Schwarz).
    """
    if read is None:
        return False
    low = len(TYPES) * FLOOR
    most = math.sqrt((1 - linear + low) * (1 - read + low))
    return most / (most + math.sqrt(max(linear, FLOOR) * max(read, FLOOR))) < LEAST_READ - 1e-3


def _carrier(token: Token) -> Token | None:
    """For a noun without a row of its own the verb whose row it is a part of: "took aim at" is told as well by "aim"."""
    at = token.head if token.dep_ == "pobj" else token
    verb = at.head
    if token.pos_ != "NOUN" or at.dep_ not in ("dobj", "prep") or verb.pos_ != "VERB" or rows(token):
        return None
    return verb if any(token.lemma_.lower() in words.split()[1:] for _, _, words in rows(verb)) else None


def typed(token: Token) -> list[float]:
    """Chances that a word names no event (first) or one of each type."""
    weights = event_weights()
    z = [0.0] * (len(TYPES) + 1)
    for name in features(token):
        for k, v in weights.get(name, ()):
            z[k] += v
    top = max(z)
    e = [math.exp(v - top) for v in z]
    total = sum(e)
    return [v / total for v in e]


def span(token: Token, own: tuple[tuple[str, str, str], ...]) -> Span:
    """The word with what the table's row joins to it where they stand side by side: "missile strike", "car bombing"."""
    start, end = token.idx, token.idx + len(token)
    longest = max((r[2] for r in own), key=lambda w: len(w.split()), default="").split()
    for step in (-1, 1):
        i = token.i + step
        if len(longest) > 1 and 0 <= i < len(token.doc):
            near = token.doc[i]
            if near.lemma_.lower() in longest or near.lower_ in longest:
                start, end = min(start, near.idx), max(end, near.idx + len(near))
    return Span(start, end)


@cache
def known() -> frozenset[str]:
    """All lemmas that the classifier has a weight for."""
    return frozenset(f[2:] for f in event_weights() if f.startswith("l="))
