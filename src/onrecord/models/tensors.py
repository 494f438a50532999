"""What the encoder found in one text, with the questions that stages ask of it.

All offsets count code points of the reading text. Everything here is numpy; no model is needed to make a ``Tensors`` by
hand, and tests do.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from onrecord.article import Span
from onrecord.models.heads import BUCKETS, RELATIONS, SIZE, TAGS
from onrecord.models.pieces import Ints, Pieces, central

Floats = npt.NDArray[np.float32]

#: Heads whose logits are kept: each relation of an anchor is asked for soon after the other (8 KB a head).
KEPT = 64
#: The labels that the four statement relations share: a piece is of neither, or begins or goes on in a speaker or content.
LABELS = ("neither", *RELATIONS[:4])


@dataclass(frozen=True, slots=True)
class Vectors:
    """Query and key vectors of one window's pieces ``[start, end)``: arrays (pieces, relations, SIZE), float16."""

    start: int
    end: int
    query: npt.NDArray[np.float16]
    key: npt.NDArray[np.float16]


@dataclass(frozen=True)
class Tensors:
    """What the encoder says of a text's pieces and of pairs of them.

    Attributes:
        pieces: the word pieces with their places in the reading text; only the text up to ``until`` was read.
        tags: for each tag head (heads.TAGS) log-probabilities, (pieces, classes).
        vectors: the windows, in order.
        bias: (relations, 2 × BUCKETS + 1): what the distance from head to piece adds to a pair's logit.
        until: where reading stopped: the text's length, or less for texts over the limit.
        model: name and version of the model that read it, for ``why``.
    """

    pieces: Pieces
    tags: dict[str, Floats]
    vectors: tuple[Vectors, ...]
    bias: Floats
    until: int
    model: str = "encoder"

    def bounds(self, start: int, end: int) -> tuple[int, int]:
        """The pieces that share a character with ``[start, end)``: the first one's number, and one more than the last one's."""
        starts, ends = self._places
        first = bisect_right(ends, start)
        return first, max(first, bisect_left(starts, end))

    def within(self, span: Span) -> Ints:
        """The numbers of the pieces that share a character with ``span``; they follow on each other."""
        return np.arange(*self.bounds(span.start, span.end))

    def span(self, first: int, last: int) -> Span:
        """From the first character of piece ``first`` to the last one of piece ``last``, both included."""
        return Span(int(self.pieces.starts[first]), int(self.pieces.ends[last]))

    def classes(self, head: str, span: Span) -> dict[str, float]:
        """The probability of each class of a tag head for the words at ``span`` (the mean of its pieces); {} off the text."""
        first, last = self.bounds(span.start, span.end)
        if last <= first:
            return {}
        mean = np.exp(self.tags[head][first:last]).mean(0).tolist()
        return {name: round(p, 4) for name, p in zip(TAGS[head], mean, strict=True)}

    def pair(self, relation: str, head: Span, tail: Span) -> float:
        """How likely ``tail`` is the ``relation`` of ``head``, 0 to 1 (the mean over the tail's pieces).

        Relations of an anchor: actor, recipient, claimant, place. Relations of a cue: speaker, content. 0 where the tail lies
        outside the window in which the head stands most centrally (about 100 pieces to either side at least).
        """
        at = self.within(tail)
        spread = self.spread(relation, head)
        if spread is None or not len(at):
            return 0.0
        start, scores = spread
        at = at[(at >= start) & (at < start + len(scores))] - start
        return round(float(scores[at].mean()), 4) if len(at) else 0.0

    def spread(self, relation: str, head: Span) -> tuple[int, Floats] | None:
        """The first piece of the head's window, and for each of its pieces the probability that it belongs to ``relation``."""
        at = self.within(head)
        if not len(at):
            return None
        window, logits = self.logits(at)
        if relation in ("speaker", "content"):
            labels = np.exp(labelled(logits))
            first = LABELS.index(f"{relation}-begin")
            return window.start, np.asarray(labels[:, first] + labels[:, first + 1], np.float32)
        return window.start, np.asarray(1 / (1 + np.exp(-logits[RELATIONS.index(relation)])), np.float32)

    def logits(self, head: Ints) -> tuple[Vectors, Floats]:
        """The window of a head (piece numbers) and the logits of its pieces: (relations, pieces)."""
        asked = (int(head[0]), int(head[-1]))
        if asked not in self._answers:
            if len(self._answers) >= KEPT:
                self._answers.clear()
            self._answers[asked] = self._logits(head)
        return self._answers[asked]

    def _logits(self, head: Ints) -> tuple[Vectors, Floats]:
        window = self.vectors[int(self._owner[head[0]])]
        own = head[(head >= window.start) & (head < window.end)] - window.start
        query = window.query[own].astype(np.float32).mean(0)
        if window.start not in self._keys:
            self._keys.clear()  # stages ask in the order of the text
            self._keys[window.start] = np.ascontiguousarray(window.key.astype(np.float32).transpose(1, 0, 2))
        scores = np.matmul(self._keys[window.start], query[:, :, None])[:, :, 0] / math.sqrt(SIZE)
        reach, far = self._far
        first = window.start - int(head[0]) + reach
        return window, np.asarray(scores + far[:, first : first + window.end - window.start], np.float32)

    @cached_property
    def _far(self) -> tuple[int, Floats]:
        """What each distance within a window adds to a pair's logits, from the farthest before the head to that behind it."""
        reach = max((v.end - v.start for v in self.vectors), default=0)
        return reach, self.bias[:, bucket(np.arange(-reach, reach + 1))]

    @cached_property
    def _places(self) -> tuple[list[int], list[int]]:
        return self.pieces.starts.tolist(), self.pieces.ends.tolist()

    @cached_property
    def _answers(self) -> dict[tuple[int, int], tuple[Vectors, Floats]]:
        return {}

    @cached_property
    def _keys(self) -> dict[int, Floats]:
        return {}

    @cached_property
    def _owner(self) -> Ints:
        return central(len(self.pieces), [(v.start, v.end) for v in self.vectors])


def labelled(logits: Floats) -> Floats:
    """Log-probabilities of LABELS for each piece, (pieces, 5), from the logits of all relations, (relations, pieces)."""
    some = np.concatenate([np.zeros((1, logits.shape[1]), np.float32), logits[:4]]).T
    return log_softmax(some)


def log_softmax(logits: Floats) -> Floats:
    """Log-probabilities over the last axis."""
    shifted = logits - logits.max(-1, keepdims=True)
    return np.asarray(shifted - np.log(np.exp(shifted).sum(-1, keepdims=True)), np.float32)


def bucket(distance: Ints) -> Ints:
    """The bucket of a signed distance in pieces: exact to 8, then in growing steps; the middle one is 0."""
    size = np.abs(distance)
    far = 8 + (np.log2(np.maximum(size, 8) / 8) * 4.5).astype(np.int64)
    return np.asarray(np.minimum(np.where(size < 8, size, far), BUCKETS) * np.sign(distance) + BUCKETS, np.int64)
