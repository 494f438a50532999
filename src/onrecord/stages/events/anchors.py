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

if TYPE_CHECKING:
    from onrecord.syntax import Token

#: A word names an event if its chance of naming none lies below 1 minus this: best type F1 on a held-out fifth of the
#: training texts (.620 at .5, .614 at .4, .610 at .6).
LEAST = 0.45


@dataclass(frozen=True, slots=True)
class Anchor:
    """A word that names an event: its type, how sure, where it stands, and the word table's rows that fit."""

    token: Token
    type: str
    score: float
    at: Span
    words: tuple[tuple[str, str, str], ...]
    why: str


def anchors(tokens: Iterable[Token]) -> list[Anchor]:
    """The anchors among the words of a sentence, in order."""
    out = []
    for token in tokens:
        if not candidate(token):
            continue
        found = rows(token)
        if not found and f"l={token.lemma_.lower()}" not in event_weights():
            continue
        chances = typed(token)
        score = 1 - chances[0]
        if score < LEAST:
            continue
        n = max(range(1, len(chances)), key=lambda k: chances[k])
        own = tuple(r for r in found if r[0] == TYPES[n - 1])
        said = f"event_words.tsv: {own[0][2]}" if own else f"event_weights.tsv: {token.lemma_.lower()}"
        out.append(Anchor(token, TYPES[n - 1], round(score, 3), span(token, own), own, f"{said}; linear {score:.2f}"))
    return out


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
