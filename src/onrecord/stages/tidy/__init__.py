"""Tidy: what each part of a text is, and the reading text without page chrome and glued sentences.

From HTML the reader knows the kind of each line already (the outline); plain text is told apart by rules (lines.py).
Both then have datelines and credit lines found (credits.py) and glued sentences parted (glue.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from onrecord.article import Article, Block, Credit, Mark, Note, Reading, Rewriter, Span, Text
from onrecord.errors import Code
from onrecord.stages.base import Layers
from onrecord.stages.tidy.credits import Named, credit, dateline
from onrecord.stages.tidy.glue import seams
from onrecord.stages.tidy.language import identify
from onrecord.stages.tidy.lines import Line, classify, split

OTHER_LANGUAGE = Code("D101", "the text is not in English", "It is stored, not coded: onrecord codes English.")
NO_WORDS = Code("D102", "the text holds no words", "Nothing was coded; check what was saved.")
ALL_CAPS = Code("D103", "the text is all in capitals", "Names are harder to tell; check the parties.")

BY = "tidy@1"
Part = tuple[Line, Named | None]


class Tidy:
    """Blocks, reading text, title, byline, credit and language of each article."""

    name = "tidy"
    version = 1
    needs: tuple[str, ...] = ("outline",)
    gives = ("reading", "blocks", "title", "byline", "credit", "language")

    def __call__(self, articles: Iterable[Article]) -> Iterator[Layers]:
        for article in articles:
            yield _tidied(article)


def _tidied(article: Article) -> Layers:
    text = article.text
    parts = list(_parts(_lines(article)))
    reading, blocks, credited = _written(article, parts)
    new = replace(article, reading=reading)
    notes: list[Note] = []
    language = identify("\n".join(line.text for line, _ in parts if line.kind != "chrome"))
    if language is None:
        notes.append(Note(NO_WORDS.id, NO_WORDS.meaning, None, BY))
    elif language != "en":
        notes.append(Note(OTHER_LANGUAGE.id, f"{OTHER_LANGUAGE.meaning} ({language})", None, BY))
    if len(text) > 200 and text.isupper():
        notes.append(Note(ALL_CAPS.id, ALL_CAPS.meaning, None, BY))
    title = next((b for b in blocks if b.kind == "title" and b.at), None)
    return {
        "reading": reading,
        "blocks": blocks,
        "title": _text(new, title) if title else None,
        "byline": tuple(_text(new, b) for b in blocks if b.kind == "byline" and b.at),
        "credit": credited[0] if credited else None,
        "language": language,
        "notes": tuple(notes),
    }


def _lines(article: Article) -> list[Line]:
    if article.outline:
        return [Line(o.at.start, o.at.end, o.at.cut(article.text), o.kind, o.why) for o in article.outline]
    return classify(split(article.text), article.source.title)


def _parts(lines: list[Line]) -> Iterator[Part]:
    """Lines, with credit lines told and datelines cut from the first line of the story, each with the agency it names."""
    begun = False
    for number, line in enumerate(lines):
        if line.kind in ("body", "heading", "caption") or (line.kind == "chrome" and number > 0):
            named = credit(line.text) if len(line.text) < 200 and (begun or len(lines) == 1) and len(lines) > 1 else None
            if named and _is_credit(line, number, lines):
                yield replace(line, kind="credit", why="credits.py"), named
                continue
        if line.kind == "body" and not begun:
            begun = True
            found = dateline(line.text)
            if found:
                head = replace(line, end=line.start + found.end, text=line.text[: found.end], kind="dateline", why="dateline")
                yield head, found.credit
                yield replace(line, start=line.start + found.body, text=line.text[found.body :]), None
                continue
        yield line, None


def _is_credit(line: Line, number: int, lines: list[Line]) -> bool:
    """A credit line stands behind the story: no long line follows it but chrome."""
    behind = [x for x in lines[number + 1 :] if x.kind == "body" and len(x.text.split()) > 25]
    return not behind


def _written(article: Article, parts: list[Part]) -> tuple[Reading, tuple[Block, ...], list[Credit]]:
    w = Rewriter(article.text)
    blocks: list[Block] = []
    credited: list[Credit] = []
    for line, named in parts:
        source = article.mark(line.start, line.end).span
        if named and named.agency:
            mark = article.mark(line.start + named.start, line.start + named.end)
            credited.append(Credit(named.agency, mark.span, BY, "dateline" if line.kind == "dateline" else "credit line"))
        if line.kind == "chrome":
            blocks.append(Block(line.kind, source, None, BY, line.why))
            continue
        if w.at:
            w.insert("\n\n")
        begin, at = w.at, line.start
        for seam in seams(article.text, line.start, line.end):
            w.keep(at, seam).insert(" ")
            at = seam
        w.keep(at, line.end)
        blocks.append(Block(line.kind, source, Span(begin, w.at), BY, line.why))
    reading = Reading(w.text, w.map().compose(article.reading.map))
    # The last credit line is the reprint's own; a dateline's agency stands behind it.
    return reading, tuple(blocks), sorted(credited, key=lambda c: c.why == "dateline")


def _text(article: Article, block: Block) -> Text:
    at = block.at or Span(0, 0)
    mark: Mark = article.mark(at.start, at.end)
    return Text(article.words(mark), mark, block.by, block.why)
