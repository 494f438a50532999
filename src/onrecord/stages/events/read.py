"""What the trained encoder says of events, asked by word: type, status, mode, who takes part, on whose word, where.

Each question is answered by the mean over a word's pieces. Where the encoder did not read (no model, or the text's end beyond
its limit) the answers are None, and the rules and linear classifiers go on alone.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, Any

import numpy as np

from onrecord import syntax
from onrecord.article import Article, Span

if TYPE_CHECKING:
    from onrecord.models import Tensors
    from onrecord.syntax import Token


class Reader:
    """The encoder's answers for one article."""

    def __init__(self, article: Article) -> None:
        self._tensors: Tensors | None = article.scratch.get("tensors")
        self._spreads: dict[tuple[str, Span], Any] = {}
        if self._tensors is not None:
            # Every word is asked for its type: sums over the pieces up to each give all means at the price of one.
            chances = np.exp(self._tensors.tags["type"].astype(np.float64))
            self._sums = np.concatenate([np.zeros((1, chances.shape[1])), chances.cumsum(0)])
            self._starts, self._ends = self._tensors.pieces.starts.tolist(), self._tensors.pieces.ends.tolist()

    @property
    def model(self) -> str | None:
        """Name and version of the model, for ``why``; None without one."""
        return self._tensors.model if self._tensors is not None else None

    def types(self, token: Token) -> list[float] | None:
        """The chances that a word names no event (first) or one of each type, in the order of TYPES."""
        if self._tensors is None or token.idx + len(token) > self._tensors.until:
            return None
        first, last = bisect_right(self._ends, token.idx), bisect_left(self._starts, token.idx + len(token))
        if last <= first:
            return None
        sums = self._sums
        return [round(v, 4) for v in ((sums[last] - sums[first]) / (last - first)).tolist()]

    def classes(self, head: str, at: Span) -> dict[str, float]:
        """The chance of each class of a tag head ("status", "mode") for the words at ``at``; {} where it did not read."""
        if self._tensors is None or at.end > self._tensors.until:
            return {}
        return self._tensors.classes(head, at)

    def surest(self, head: str, at: Span, least: float) -> tuple[str, float] | None:
        """The likeliest class of a tag head for the words at ``at`` and its chance; None below ``least`` or unread."""
        found = self.classes(head, at)
        best = max(found, key=lambda k: found[k], default=None)
        return (best, found[best]) if best is not None and found[best] >= least else None

    def pair(self, relation: str, anchor: Span, tail: Span) -> float | None:
        """How likely ``tail`` is an anchor's actor, recipient, claimant or place; None where it did not read."""
        if self._tensors is None or max(anchor.end, tail.end) > self._tensors.until:
            return None
        key = (relation, anchor)
        if key not in self._spreads:
            self._spreads[key] = self._tensors.spread(relation, anchor)
        spread = self._spreads[key]
        if spread is None:
            return None
        start, scores = spread
        at = self._tensors.within(tail) - start
        at = at[(at >= 0) & (at < len(scores))]
        return float(scores[at].mean()) if len(at) else 0.0

    def sides(self, anchor: Span, token: Token) -> list[float] | None:
        """The chances that a word heads neither side, an actor, a recipient of the event; None where it did not read."""
        actor, recipient = (self.pair(r, anchor, syntax.place(token)) for r in ("actor", "recipient"))
        if actor is None or recipient is None:
            return None
        z = [(1 - actor) * (1 - recipient), actor * (1 - recipient), recipient * (1 - actor)]
        return [v / sum(z) for v in z]


def blended(linear: float, read: float | None, weight: float) -> float:
    """Two chances as one: their log-odds weighed, ``weight`` for what the encoder read; the linear one where it did not."""
    if read is None:
        return linear
    z = (1 - weight) * _logit(linear) + weight * _logit(read)
    return 1 / (1 + math.exp(-z))


def _logit(p: float) -> float:
    p = min(max(p, 1e-4), 1 - 1e-4)
    return math.log(p / (1 - p))
