"""The article: a source, its reading text with the offset map, and the layers that stages gave it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from types import MappingProxyType
from typing import Any

from onrecord.article import layers as la
from onrecord.article.offsets import OffsetMap
from onrecord.article.source import Source
from onrecord.article.span import Mark, Span

#: Scratch that later stages may ask for; never a layer, never stored or exported (law 6).
SCRATCH = ("doc", "tensors")


@dataclass(frozen=True, slots=True)
class Reading:
    """The text as an analyst would read it, and the map from each of its characters back to the source."""

    text: str
    map: OffsetMap

    @classmethod
    def of(cls, text: str) -> Reading:
        """A text read exactly as it came."""
        return cls(text, OffsetMap.identity(len(text)))


@dataclass(frozen=True, slots=True)
class Article:
    """One input on its way to events. Frozen: a stage returns layers, ``with_layers`` makes the new article."""

    source: Source
    reading: Reading
    outline: tuple[la.Outline, ...] = ()
    blocks: tuple[la.Block, ...] = ()
    title: la.Text | None = None
    byline: tuple[la.Text, ...] = ()
    credit: la.Credit | None = None
    language: str | None = None
    sentences: tuple[la.Sentence, ...] = ()
    mentions: tuple[la.Mention, ...] = ()
    published: la.Published | None = None
    times: tuple[la.Time, ...] = ()
    places: tuple[la.Place, ...] = ()
    statements: tuple[la.Statement, ...] = ()
    parties: tuple[la.Party, ...] = ()
    speakers: tuple[la.Speaker, ...] = ()
    events: tuple[la.Event, ...] = ()
    notes: tuple[la.Note, ...] = ()
    scratch: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}), compare=False, repr=False)

    @property
    def id(self) -> str:
        """The id given with the input, else a hash of where it came from and of its content."""
        return self.source.id

    @property
    def text(self) -> str:
        """The reading text: what stages work on."""
        return self.reading.text

    def mark(self, start: int, end: int) -> Mark:
        """The mark of reading text ``[start, end)``, white space at its ends left out.

        Raises:
            ValueError: nothing of it stands in the source (an inserted line break, an empty span).
        """
        while start < end and self.reading.text[start].isspace():
            start += 1
        while end > start and self.reading.text[end - 1].isspace():
            end -= 1
        old = self.reading.map.old(Span(start, end))
        if old is None:
            raise ValueError(f"reading text [{start}, {end}) stands on no character of the source")
        return Mark(old, Span(start, end))

    def marks(self, start: int, end: int) -> tuple[Mark, ...]:
        """The same as one mark for each unbroken piece: broken where the source has words that are not read here."""
        runs = self.reading.map.old_runs(Span(start, end))
        out: list[Span] = []
        for run in runs:
            if out and run.start >= out[-1].end and not self.source.cut(Span(out[-1].end, run.start)).strip():
                out[-1] = Span(out[-1].start, run.end)
            else:
                out.append(run)
        marks = []
        for run in out:
            new = self.reading.map.new(run)
            if new and self.reading.text[max(start, new.start) : min(end, new.end)].strip():
                marks.append(self.mark(max(start, new.start), min(end, new.end)))
        return tuple(marks)

    def words(self, mark: Mark) -> str:
        """What is read at a mark: the slice of the source for plain text, its visible text for HTML."""
        return self.source.cut(mark.span)

    def with_layers(self, given: Mapping[str, Any]) -> Article:
        """A new article with these layers; notes are added to those there are, scratch is merged.

        Raises:
            KeyError: a name that is neither a layer nor scratch.
        """
        known = {f.name for f in fields(self)} - {"source", "scratch"}
        scratch = dict(self.scratch)
        layers: dict[str, Any] = {}
        for name, value in given.items():
            if name in SCRATCH:
                scratch[name] = value
            elif name == "notes":
                layers["notes"] = self.notes + tuple(value)
            elif name in known:
                layers[name] = value
            else:
                raise KeyError(f"no such layer: {name}")
        return replace(self, **layers, scratch=MappingProxyType(scratch))

    def with_notes(self, notes: Iterable[la.Note]) -> Article:
        """A new article with these notes added."""
        return self.with_layers({"notes": tuple(notes)})

    def without_scratch(self) -> Article:
        """The article as it may be kept: layers only."""
        return replace(self, scratch=MappingProxyType({}))
