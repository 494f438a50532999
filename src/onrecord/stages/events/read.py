"""What the trained encoder says of events, asked by word: type, status, mode, who takes part, on whose word, where.

Each question is answered by the mean over a word's pieces. Where the encoder did not read (no model, or the text's end beyond
its limit) the answers are None, and the rules and linear classifiers go on alone.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from onrecord.article import Article, Span

if TYPE_CHECKING:
    from onrecord.models import Tensors
    from onrecord.models.tensors import Floats
    from onrecord.syntax import Token


class Reader:
    """The encoder's answers for one article."""

    def __init__(self, article: Article) -> None:
        self._tensors: Tensors | None = article.scratch.get("tensors")
        self._spreads: dict[tuple[str, int, int], Spread | None] = {}
        if self._tensors is not None:
            # Every word is asked for its type: sums over the pieces up to each give all means at the price of one.
            chances = np.exp(self._tensors.tags["type"].astype(np.float64))
            self._sums = np.concatenate([np.zeros((1, chances.shape[1])), chances.cumsum(0)])
            self._none: list[float] = self._sums[:, 0].tolist()

    @property
    def model(self) -> str | None:
        """Name and version of the model, for ``why``; None without one."""
        return self._tensors.model if self._tensors is not None else None

    def types(self, token: Token) -> list[float] | None:
        """The chances that a word names no event (first) or one of each type, in the order of TYPES."""
        at = self._pieces(token)
        if at is None:
            return None
        first, last = at
        return [round(v, 4) for v in ((self._sums[last] - self._sums[first]) / (last - first)).tolist()]

    def none(self, token: Token) -> float | None:
        """The chance that a word names no event: the first of ``types`` at a fraction of the price."""
        at = self._pieces(token)
        if at is None:
            return None
        first, last = at
        return round((self._none[last] - self._none[first]) / (last - first), 4)

    def _pieces(self, token: Token) -> tuple[int, int] | None:
        end = token.idx + len(token.text)
        if self._tensors is None or end > self._tensors.until:
            return None
        first, last = self._tensors.bounds(token.idx, end)
        return (first, last) if last > first else None

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
        return self._mean(relation, anchor, self._tensors.bounds(tail.start, tail.end))

    def _mean(self, relation: str, anchor: Span, at: tuple[int, int]) -> float | None:
        key = (relation, anchor.start, anchor.end)
        if key not in self._spreads:
            found = self._tensors.spread(relation, anchor) if self._tensors is not None else None
            self._spreads[key] = Spread(*found) if found is not None else None
        spread = self._spreads[key]
        return spread.mean(*at) if spread is not None else None

    def sides(self, anchor: Span, token: Token) -> list[float] | None:
        """The chances that a word heads neither side, an actor, a recipient of the event; None where it did not read."""
        end = token.idx + len(token.text)
        if self._tensors is None or max(anchor.end, end) > self._tensors.until:
            return None
        at = self._tensors.bounds(token.idx, end)
        actor, recipient = self._mean("actor", anchor, at), self._mean("recipient", anchor, at)
        if actor is None or recipient is None:
            return None
        z = [(1 - actor) * (1 - recipient), actor * (1 - recipient), recipient * (1 - actor)]
        total = sum(z)
        return [v / total for v in z]


class Spread:
    """How likely each piece, from number ``start`` on, stands in a relation to an anchor."""

    def __init__(self, start: int, scores: Floats) -> None:
        self._start = start
        self._each: list[float] = scores.tolist()

    def mean(self, first: int, last: int) -> float:
        """The mean over pieces ``[first, last)``, of those that it knows of; 0 where it knows none."""
        first, last = max(first - self._start, 0), min(last - self._start, len(self._each))
        if last <= first:
            return 0.0
        return self._each[first] if last - first == 1 else sum(self._each[first:last]) / (last - first)


def blended(linear: float, read: float | None, weight: float) -> float:
    """Two chances as one: their log-odds weighed, ``weight`` for what the encoder read; the linear one where it did not."""
    if read is None:
        return linear
    z = (1 - weight) * _logit(linear) + weight * _logit(read)
    return 1 / (1 + math.exp(-z))


def _logit(p: float) -> float:
    p = min(max(p, 1e-4), 1 - 1e-4)
    return math.log(p / (1 - p))
