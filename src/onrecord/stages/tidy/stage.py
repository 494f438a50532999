"""The stage: lines in, blocks and the reading text out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from onrecord.article import Article, Block, Credit, Note, Reading, Rewriter, Span, Text
from onrecord.article.layers import BlockKind
from onrecord.errors import Code
from onrecord.models.trees import Trees
from onrecord.stages.base import Layers
from onrecord.stages.tidy import credit, decide, glue
from onrecord.stages.tidy.language import identify
from onrecord.stages.tidy.units import chrome_words, units
from onrecord.stages.tidy.unwrap import unwrap

FOREIGN = Code(
    "D101",
    "the text is not in English",
    "Its text is kept, found and grouped, but not coded; onrecord codes English news.",
)
NOTHING = Code(
    "D102",
    "no story text was found",
    "It holds no words, or page chrome only; look at the input.",
)
CAPITALS = Code(
    "D103",
    "the text is all in capitals",
    "Names are harder to tell; check the parties.",
)


#: Kinds whose parts within one line are one: others (titles, credits) stand for themselves.
RUNNING = ("body", "chrome", "dateline", "byline", "caption")


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the untidied reading text, what it is, and which rule says so."""

    kind: BlockKind
    at: Span
    why: str
    score: float | None = None


class Tidy:
    """Blocks, the tidied reading text, title, byline, credit and language; ``model``: instead of the package's lines model."""

    name = "tidy"
    version = 4
    needs: tuple[str, ...] = ("outline",)
    gives = ("reading", "blocks", "title", "byline", "credit", "language")

    def __init__(self, model: Trees | None = None) -> None:
        self.model = model

    def __call__(self, articles: Iterable[Article]) -> Iterator[Layers]:
        for article in articles:
            yield self._one(article)

    def _one(self, article: Article) -> Layers:
        by = f"{self.name}@{self.version}"
        if article.outline:
            parts = _outlined(article)
        else:
            joined = unwrap(article.text)
            article = replace(
                article,
                reading=Reading(joined.text, joined.map.compose(article.reading.map)),
            )
            parts = _lined(article, self.model)
        story = [p for p in parts if p.kind in ("body", "heading", "title")]
        language = identify("\n".join(p.at.cut(article.text) for p in story), article.source.language)
        notes: list[Note] = []
        if language not in ("en", None):
            notes.append(Note(FOREIGN.id, f"{FOREIGN.meaning}: {language}", None, by))
        elif not any(p.kind == "body" for p in parts):
            notes.append(Note(NOTHING.id, NOTHING.meaning, None, by))
        if len(article.text) > 200 and article.text.isupper():
            notes.append(Note(CAPITALS.id, CAPITALS.meaning, None, by))
        return _layers(article, parts, by) | {
            "language": language,
            "notes": tuple(notes),
        }


def _outlined(article: Article) -> list[Part]:
    """The parts of a page, as its reader found them."""
    out: list[Part] = []
    for o in article.outline:
        words = chrome_words(o.at.cut(article.text)) if o.kind in ("body", "heading") else None
        part = Part("chrome", o.at, f"words: {words}") if words else Part(o.kind, o.at, o.why)
        out += _cut(article.text, part)
    return out


def _lined(article: Article, model: Trees | None) -> list[Part]:
    """The parts of a plain text: its units with what each is, those of one line and one kind put together again."""
    found = list(units(article.text))
    chosen = decide.choose(found, article.source.title, model)
    out: list[Part] = []
    for unit, choice in zip(found, chosen, strict=True):
        last = out[-1] if out else None
        if last and unit.glued and not unit.firm and last.kind == choice.kind and choice.kind in ("body", "chrome"):
            out[-1] = replace(last, at=last.at.hull(unit.at), score=_least(last.score, choice.score))
            continue
        why = f"{choice.why}, glued" if unit.glued else choice.why
        out.append(Part(choice.kind, unit.at, why, choice.score))
    return [cut for part in out for cut in (_opened(article.text, part) if part.kind == "body" else [part])]


def _least(a: float | None, b: float | None) -> float | None:
    return min(a, b) if a is not None and b is not None else None


def _cut(text: str, part: Part) -> list[Part]:
    """A part of a page as it is, or cut where it holds several: credit, byline, dateline, glued sentences."""
    words = part.at.cut(text)
    if part.kind not in ("body", "heading"):
        return [part]
    found = credit.credit_line(words)
    if found:
        return [Part("credit", part.at, found.why)]
    if credit.byline(words):
        return [Part("byline", part.at, "by, and names")]
    if part.kind == "heading":
        return [part]
    cuts = [0, *glue.joints(words), len(words)]
    pieces = [Span(a, b) for a, b in pairwise(cuts) if words[a:b].strip()]
    out: list[Part] = []
    for piece in pieces:
        why = part.why if len(pieces) == 1 else f"{part.why}, glued"
        out += _opened(text, replace(part, at=piece.shift(part.at.start), why=why))
    return out


def _opened(text: str, part: Part) -> list[Part]:
    """A part of the story, with the dateline and the credit that it begins with as parts of their own."""
    words, begin = part.at.cut(text), part.at.start
    line = credit.dateline(words)
    if not line:
        opening = credit.opening(words)
        if not opening:
            return [part]
        found, story = opening
        rest = [replace(part, at=Span(begin + story, part.at.end))] if words[story:].strip() else []
        return [Part("credit", found.at.shift(begin), found.why), *rest]
    place, agency, story = line
    out = [Part("dateline", place.shift(begin), "place before a dash")]
    if agency:
        out.append(Part("credit", agency.at.shift(begin), agency.why))
    if words[story:].strip():
        out.append(replace(part, at=Span(begin + story, part.at.end)))
    return out


def _layers(article: Article, parts: list[Part], by: str) -> dict[str, object]:
    """The reading text written anew, without chrome, and the layers that count in it."""
    w = Rewriter(article.text)
    placed: list[tuple[Part, Span | None]] = []
    for part in parts:
        if part.kind == "chrome":
            placed.append((part, None))
            continue
        if w.at:
            w.insert("\n\n")
        start = w.at
        w.keep(part.at.start, part.at.end)
        placed.append((part, Span(start, w.at)))
    tidied = replace(article, reading=Reading(w.text, w.map().compose(article.reading.map)))
    blocks: list[Block] = []
    title: Text | None = None
    byline: list[Text] = []
    named: Credit | None = None
    for part, at in placed:
        span = article.reading.map.old(part.at)
        if span is None:
            continue
        blocks.append(Block(part.kind, span, at, by, part.why, part.score))
        words = part.at.cut(article.text)
        if at and part.kind == "title" and title is None:
            mark = tidied.mark(at.start, at.end)
            title = Text(tidied.words(mark), mark, by, part.why)
        elif at and part.kind == "byline":
            who = credit.byline(words) or Span(0, len(words))
            mark = tidied.mark(at.start + who.start, at.start + who.end)
            byline.append(Text(tidied.words(mark), mark, by, part.why))
        elif part.kind == "credit" and named is None:
            found = credit.credit_line(words)
            agency = found.agency if found else credit.known(words.strip(" ()")) or words.strip(" ()")
            named = Credit(agency, span, by, part.why)
    return {
        "reading": tidied.reading,
        "blocks": tuple(blocks),
        "title": title,
        "byline": tuple(byline),
        "credit": named,
    }
