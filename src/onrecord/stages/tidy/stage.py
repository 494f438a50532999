"""The stage: lines in, blocks and the reading text out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from onrecord.article import Article, Block, Credit, Note, Reading, Rewriter, Span, Text
from onrecord.article.layers import BlockKind
from onrecord.errors import Code
from onrecord.stages.base import Layers
from onrecord.stages.tidy import credit, glue, lines
from onrecord.stages.tidy.language import identify
from onrecord.stages.tidy.unwrap import unwrap

FOREIGN = Code("D101", "the text is not in English", "It is stored and not coded; onrecord codes English news.")
NOTHING = Code("D102", "no story text was found", "It holds no words, or page chrome only; look at the input.")
CAPITALS = Code("D103", "the text is all in capitals", "Names are harder to tell; check the parties.")

_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the untidied reading text, what it is, and which rule says so."""

    kind: BlockKind
    at: Span
    why: str
    score: float | None = None


class Tidy:
    """Blocks, the tidied reading text, title, byline, credit and language."""

    name = "tidy"
    version = 2
    needs: tuple[str, ...] = ("outline",)
    gives = ("reading", "blocks", "title", "byline", "credit", "language")

    def __call__(self, articles: Iterable[Article]) -> Iterator[Layers]:
        for article in articles:
            yield self._one(article)

    def _one(self, article: Article) -> Layers:
        by = f"{self.name}@{self.version}"
        if article.outline:
            parts = _outlined(article)
        else:
            joined = unwrap(article.text)
            article = replace(article, reading=Reading(joined.text, joined.map.compose(article.reading.map)))
            parts = _lined(article)
        parts = [cut for part in parts for cut in _cut(article.text, part)]
        story = [p for p in parts if p.kind in ("body", "heading", "title")]
        language = identify("\n".join(p.at.cut(article.text) for p in story), article.source.language)
        notes: list[Note] = []
        if language not in ("en", None):
            notes.append(Note(FOREIGN.id, f"{FOREIGN.meaning}: {language}", None, by))
        elif not any(p.kind == "body" for p in parts):
            notes.append(Note(NOTHING.id, NOTHING.meaning, None, by))
        if len(article.text) > 200 and article.text.isupper():
            notes.append(Note(CAPITALS.id, CAPITALS.meaning, None, by))
        return _layers(article, parts, language, by) | {"language": language, "notes": tuple(notes)}


def _outlined(article: Article) -> list[Part]:
    """The parts of a page, as its reader found them."""
    out: list[Part] = []
    for o in article.outline:
        words = lines.chrome_words(o.at.cut(article.text)) if o.kind in ("body", "heading") else None
        out.append(Part("chrome", o.at, f"words: {words}") if words else Part(o.kind, o.at, o.why))
    return out


def _lined(article: Article) -> list[Part]:
    """The parts of a plain text, line by line."""
    found = list(lines.lines(article.text))
    hint = _plain(article.source.title or "")
    out = [Part(kind, line.at, why) for line, (kind, why) in zip(found, lines.kinds(found), strict=True)]
    if hint:
        for i, line in enumerate(found):
            if _plain(line.text) == hint:
                out = [replace(p, kind="body", why="line") if p.kind == "title" else p for p in out]
                out[i] = Part("title", line.at, "the title given with the input")
                break
    return out


def _plain(text: str) -> str:
    return re.sub(r"\W+", " ", text).strip().lower()


def _cut(text: str, part: Part) -> Iterator[Part]:
    """A part as it is, or cut where it holds several: credit, byline, dateline, glued sentences."""
    words = part.at.cut(text)
    if part.kind not in ("body", "heading"):
        yield part
        return
    found = credit.credit_line(words)
    if found:
        yield Part("credit", part.at, found.why)
    elif credit.byline(words):
        yield Part("byline", part.at, "by, and names")
    elif part.kind == "body":
        yield from _body(words, part)
    else:
        yield part


def _body(words: str, part: Part) -> Iterator[Part]:
    begin = part.at.start
    at = 0
    line = credit.dateline(words)
    if line:
        place, agency, story = line
        yield Part("dateline", place.shift(begin), "place before a dash")
        if agency:
            yield Part("credit", agency.at.shift(begin), agency.why)
        at = story
    for cut in (*glue.joints(words), len(words)):
        if cut > at and words[at:cut].strip():
            yield Part(
                part.kind, Span(begin + at, begin + cut), part.why if cut == len(words) and at == 0 else f"{part.why}, glued"
            )
            at = cut


def _layers(article: Article, parts: list[Part], language: str | None, by: str) -> dict[str, object]:
    """The reading text written anew, without chrome, and the layers that count in it."""
    w = Rewriter(article.text)
    placed: list[tuple[Part, Span | None]] = []
    for part in parts:
        if part.kind == "chrome" or language != "en":
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
