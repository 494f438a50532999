"""Places in a text: half-open spans in Unicode code points."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open run of code points, ``start`` ≤ ``end``; which text it counts in is said by its owner.

    Raises:
        ValueError: the start lies below zero or behind the end.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: [{self.start}, {self.end})")

    def __len__(self) -> int:
        return self.end - self.start

    def __bool__(self) -> bool:
        """A span is always true, the empty one too: ``if span`` asks whether there is one."""
        return True

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        """Whether every character of ``other`` lies within this span."""
        return self.start <= other.start and other.end <= self.end

    def gap(self, other: Span) -> int:
        """Characters between the two; 0 where they touch or overlap."""
        return max(0, other.start - self.end, self.start - other.end)

    def hull(self, other: Span) -> Span:
        """The shortest span that covers both."""
        return Span(min(self.start, other.start), max(self.end, other.end))

    def shift(self, by: int) -> Span:
        """The span moved ``by`` characters."""
        return Span(self.start + by, self.end + by)

    def cut(self, text: str) -> str:
        """The characters of ``text`` that stand at this span."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """The characters that a value stands on, told in both texts.

    ``span`` counts in the source as it came (law 1: this is what is stored and shown); ``at`` counts in the
    article's reading text, which is what stages work on. Made by :meth:`onrecord.article.Article.mark` only,
    so that the two can't part.
    """

    span: Span
    at: Span
