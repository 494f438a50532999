"""Offset maps: kept while a text is rewritten, never recovered by comparing afterwards.

The idea of recording each edit, and of being able to print it, is that of REPP (Dridan and Oepen 2012), as pydelphin
carries it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from onrecord.article.span import Span


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of the new text and the run of the old text that it stands for.

    ``kept`` pieces are the same characters in both, one for one; others stand for their old run as a whole (an
    entity for its character, an inserted line break for nothing at all: then ``old`` is empty).
    """

    new: Span
    old: Span
    kept: bool


@dataclass(frozen=True, slots=True)
class Edit:
    """One difference between old and new text, as ``trace`` tells it."""

    kind: str  # "drop" | "insert" | "replace" | "move"
    old: Span
    new: Span


@dataclass(frozen=True)
class OffsetMap:
    """From positions in a new text back to those in the old text it was made from.

    ``pieces`` cover the new text from its first to its last character without a hole; their old runs need not be in
    order (a page's title may stand behind its story). ``size`` is the length of the old text.
    """

    pieces: tuple[Piece, ...]
    size: int

    @classmethod
    def identity(cls, size: int) -> OffsetMap:
        """The map of a text onto itself."""
        return cls((Piece(Span(0, size), Span(0, size), True),) if size else (), size)

    @cached_property
    def _starts(self) -> list[int]:
        return [p.new.start for p in self.pieces]

    @cached_property
    def _by_old(self) -> list[Piece]:
        return sorted((p for p in self.pieces if len(p.old)), key=lambda p: p.old)

    @cached_property
    def _old_ends(self) -> list[int]:
        # Old runs of different pieces never overlap (Rewriter and compose see to it), so ends are sorted too.
        return [p.old.end for p in self._by_old]

    @property
    def length(self) -> int:
        """The length of the new text."""
        return self.pieces[-1].new.end if self.pieces else 0

    def _within(self, span: Span) -> Iterator[tuple[Piece, Span]]:
        """The pieces that ``span`` of the new text touches, each with the old run it takes of them."""
        pieces = self.pieces
        for i in range(max(0, bisect_right(self._starts, span.start) - 1), len(pieces)):
            piece = pieces[i]
            if piece.new.start >= span.end:
                break
            if not piece.new.overlaps(span):
                continue
            if piece.kept:
                a = max(span.start, piece.new.start) - piece.new.start
                b = min(span.end, piece.new.end) - piece.new.start
                yield piece, Span(piece.old.start + a, piece.old.start + b)
            elif len(piece.old):
                yield piece, piece.old

    def old(self, span: Span) -> Span | None:
        """The hull in the old text of ``span`` of the new one; None where it stands on no old character at all."""
        runs = [run for _, run in self._within(span)]
        if not runs:
            return None
        return Span(min(r.start for r in runs), max(r.end for r in runs))

    def old_runs(self, span: Span) -> tuple[Span, ...]:
        """The unbroken old runs that ``span`` of the new text stands on, in the new text's order."""
        out: list[Span] = []
        for _, run in self._within(span):
            if out and out[-1].end == run.start:
                out[-1] = Span(out[-1].start, run.end)
            else:
                out.append(run)
        return tuple(out)

    def new(self, span: Span) -> Span | None:
        """The hull in the new text of ``span`` of the old one; None where nothing of it is left."""
        lo = hi = None
        pieces = self._by_old
        for i in range(bisect_right(self._old_ends, span.start), len(pieces)):
            piece = pieces[i]
            if piece.old.start >= span.end:
                break
            if not piece.old.overlaps(span):
                continue
            if piece.kept:
                a = piece.new.start + max(span.start, piece.old.start) - piece.old.start
                b = piece.new.start + min(span.end, piece.old.end) - piece.old.start
            else:
                a, b = piece.new.start, piece.new.end
            lo = a if lo is None else min(lo, a)
            hi = b if hi is None else max(hi, b)
        return None if lo is None or hi is None else Span(lo, hi)

    def compose(self, inner: OffsetMap) -> OffsetMap:
        """Chain this map after ``inner``: from this map's new text straight to the text that ``inner`` was made from.

        Raises:
            ValueError: this map's old text is not ``inner``'s new text (their lengths differ).
        """
        if self.size != inner.length:
            raise ValueError(f"maps do not meet: {self.size} characters here, {inner.length} there")
        out: list[Piece] = []
        for piece in self.pieces:
            out.extend(_through(piece, inner))
        return OffsetMap(tuple(_joined(out)), inner.size)

    def trace(self) -> tuple[Edit, ...]:
        """Every edit between old and new text, in the new text's order; empty for a text left as it was."""
        out: list[Edit] = []
        at = 0
        for piece in self.pieces:
            if len(piece.old):
                if piece.old.start > at:
                    out.append(Edit("drop", Span(at, piece.old.start), Span(piece.new.start, piece.new.start)))
                elif piece.old.start < at:
                    out.append(Edit("move", piece.old, piece.new))
                at = max(at, piece.old.end)
            if not piece.kept:
                out.append(Edit("replace" if len(piece.old) else "insert", piece.old, piece.new))
        if at < self.size:
            out.append(Edit("drop", Span(at, self.size), Span(self.length, self.length)))
        return tuple(out)


def _through(piece: Piece, inner: OffsetMap) -> Iterator[Piece]:
    """``piece`` of an outer map as pieces that point into the text behind ``inner``."""
    if not piece.kept:
        hull = inner.old(piece.old) if len(piece.old) else None
        yield Piece(piece.new, hull or Span(0, 0), False)
        return
    i = max(0, bisect_right(inner._starts, piece.old.start) - 1)
    for below in inner.pieces[i:]:
        if below.new.start >= piece.old.end:
            break
        if not below.new.overlaps(piece.old):
            continue
        a, b = max(below.new.start, piece.old.start), min(below.new.end, piece.old.end)
        new = Span(piece.new.start + a - piece.old.start, piece.new.start + b - piece.old.start)
        if below.kept:
            shift = below.old.start - below.new.start
            yield Piece(new, Span(a + shift, b + shift), True)
        else:
            yield Piece(new, below.old, False)


def _joined(pieces: list[Piece]) -> Iterator[Piece]:
    """Neighbouring kept pieces that run on in both texts, as one."""
    last: Piece | None = None
    for p in pieces:
        if last and last.kept and p.kept and last.new.end == p.new.start and last.old.end == p.old.start:
            last = Piece(last.new.hull(p.new), last.old.hull(p.old), True)
            continue
        if last:
            yield last
        last = p
    if last:
        yield last


class Rewriter:
    r"""Writes a new text from an old one and keeps the offset map while doing so.

    >>> w = Rewriter("a beginning.Commander of")
    >>> w.keep(0, 12).insert(chr(10)).keep(12, 24).text
    'a beginning.\\nCommander of'
    """

    def __init__(self, old: str) -> None:
        self._old = old
        self._out: list[str] = []
        self._pieces: list[Piece] = []
        self._taken: list[Span] = []
        self._at = 0

    def _add(self, text: str, old: Span, kept: bool) -> Rewriter:
        if text:
            self._pieces.append(Piece(Span(self._at, self._at + len(text)), old, kept))
            self._out.append(text)
            self._at += len(text)
            if len(old):
                self._take(old)
        return self

    def _take(self, old: Span) -> None:
        i = bisect_left(self._taken, old)
        for near in self._taken[max(0, i - 1) : i + 1]:
            if near.overlaps(old):
                raise ValueError(f"characters {old.start}–{old.end} of the old text are used twice")
        self._taken.insert(i, old)

    def keep(self, start: int, end: int) -> Rewriter:
        """Take over old characters as they are. Raises ValueError where they were taken before."""
        return self._add(self._old[start:end], Span(start, end), True)

    def replace(self, start: int, end: int, text: str) -> Rewriter:
        """Write ``text`` for a run of old characters."""
        return self._add(text, Span(start, end), False)

    def insert(self, text: str) -> Rewriter:
        """Write ``text`` that stands for no old character."""
        return self._add(text, Span(0, 0), False)

    @property
    def at(self) -> int:
        """The length of what has been written so far."""
        return self._at

    @property
    def text(self) -> str:
        """The new text."""
        return "".join(self._out)

    def map(self) -> OffsetMap:
        """The map from the new text back to the old one."""
        return OffsetMap(tuple(_joined(self._pieces)), len(self._old))
