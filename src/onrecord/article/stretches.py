"""Things by where they stand in a text, so that a long one is not looked through for each word."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Generic, TypeVar

from onrecord.article.span import Span

#: Characters of a stretch.
CELL = 200
T = TypeVar("T")


class Stretches(Generic[T]):
    """Looks up what stands at a span.

    Args:
        rows: a span of the reading text and what stands there; a thing may have several.
    """

    def __init__(self, rows: Iterable[tuple[Span, T]]) -> None:
        self._near: dict[int, list[tuple[int, Span, T]]] = {}
        for n, (at, thing) in enumerate(rows):
            for cell in range(at.start // CELL, at.end // CELL + 1):
                self._near.setdefault(cell, []).append((n, at, thing))

    def overlapping(self, at: Span) -> list[T]:
        """What shares a character with ``at``, in the order given; what has several such spans as often as that."""
        cells = range(at.start // CELL, at.end // CELL + 1)
        found = {n: thing for cell in cells for n, span, thing in self._near.get(cell, ()) if span.overlaps(at)}
        return [found[n] for n in sorted(found)]

    def covering(self, at: Span) -> list[T]:
        """What holds all of ``at``, in the order given."""
        return [thing for _, span, thing in self._near.get(at.start // CELL, ()) if span.covers(at)]
