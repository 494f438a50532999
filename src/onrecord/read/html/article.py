"""From a decoded page to its article."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onrecord.article import Article, Note, Outline, Reading, Rewriter, Source, Span
from onrecord.article.layers import BlockKind
from onrecord.errors import Code, ReadError
from onrecord.read.html import extract
from onrecord.read.html.align import Aligner, Found, key_of, write
from onrecord.read.html.facts import Facts, Stated, guessed
from onrecord.read.html.head import Spot, byline_of, title_of
from onrecord.read.html.layout import Layout
from onrecord.read.html.page import GLUED, Page, page_of, stretch_of
from onrecord.read.html.story import Line, lines_of

NO_TEXT = Code("R106", "no story text was found in the page", "Perhaps a front page, a video or a paywall; give the text.")
UNPLACED = Code("R203", "a line of the story could not be found in the page", "It is left out; look at the page's source.")

BY = "read@2"


def article_of_html(source: Source, *, fast: bool = False) -> Article:
    """The article of a decoded page: title, byline and story as reading text, with what each line is as outline.

    What the page states of its date, outlet, address and language fills those fields of the source that were not given.

    Args:
        source: the decoded page.
        fast: extract by trafilatura's own rules only, without asking other extractors for a second opinion.

    Raises:
        ReadError: R106 where no story is found.
    """
    page = page_of(source.text)
    layout, facts = Layout(page), Facts(page, source.url)
    aligner = Aligner(page, page.keys[_behind_head(page)])
    extracted = extract.lines(source, fast=fast)
    lines, unplaced = _story(page, layout, aligner, extracted)
    if not any(line.kind == "body" for line in lines):
        lines, unplaced = _second_try(page, layout, aligner, source, facts)
    if not any(line.kind == "body" for line in lines):
        raise ReadError(NO_TEXT, source.path)
    source = _filled(source, facts)
    story = next((line.runs[0][0] for line in lines if line.kind == "body"), None)
    title = title_of(layout, facts, _titles(source, facts), aligner.begin, story)
    if title and not title.raw:
        lines = [line for line in lines if not _overlap(line, title)]
        aligner.take(title.first, title.last)
    around = title.first if title and not title.raw else (story or 0)
    bylines = byline_of(layout, facts, around, aligner)
    heads: list[tuple[BlockKind, Spot]] = [("title", title)] if title else []
    heads += [("byline", b) for b in bylines]
    w, outline = _written(page, heads, lines)
    notes = [Note(UNPLACED.id, f"{UNPLACED.meaning}: “{line[:80]}”", None, BY) for line in unplaced]
    return Article(source, Reading(w.text, w.map()), tuple(outline), notes=tuple(notes))


def _behind_head(page: Page) -> int:
    """The first word of the page's body."""
    return max((e.last for e in page.elements[:400] if e.name in ("title", "head")), default=0)


def _story(page: Page, layout: Layout, aligner: Aligner, extracted: Sequence[tuple[str, str]]) -> tuple[list[Line], list[str]]:
    """The lines of the story, and those of the extraction that could not be placed."""
    found = aligner.place([text for _, text in extracted])
    placed: list[tuple[str, Found]] = []
    unplaced: list[str] = []
    for (kind, text), f in zip(extracted, found, strict=True):
        if f:
            placed.append((kind, f))
        elif key_of(text):
            unplaced.append(text)
    return lines_of(page, layout, placed, aligner), unplaced


def _second_try(page: Page, layout: Layout, aligner: Aligner, source: Source, facts: Facts) -> tuple[list[Line], list[str]]:
    """Where nothing was found: all that trafilatura finds with less care, else the story as JSON-LD has it."""
    lines, unplaced = _story(page, layout, aligner, extract.lines(source, recall=True))
    if any(line.kind == "body" for line in lines) or not facts.body:
        return lines, unplaced
    found = aligner.place([p for p in facts.body.splitlines() if p.strip()])
    return [Line("body", f.runs, f"JSON-LD articleBody, {f.status}") for f in found if f], []


def _titles(source: Source, facts: Facts) -> tuple[Stated, ...]:
    return ((Stated(source.title, "the input's record"),) if source.title else ()) + facts.titles


def _filled(source: Source, facts: Facts) -> Source:
    """The source with what the page states of itself where nothing was given."""
    stated, inferred, why = source.metadata_date, source.inferred_date, source.date_why
    if not source.given_date and not stated and not inferred:
        found = facts.date()
        if found and found[1] == "metadata":
            stated, why = found[0].value, found[0].basis
        elif found:
            inferred, why = found[0].value, found[0].basis
        elif guess := guessed(source.text):
            inferred, why = guess, "htmldate"
    return replace(
        source,
        metadata_date=stated,
        inferred_date=inferred,
        date_why=why,
        outlet=source.outlet or (facts.outlet.value if facts.outlet else None),
        url=source.url or facts.address,
        language=source.language or facts.language,
    )


def _overlap(line: Line, spot: Spot) -> bool:
    return any(a < spot.last and spot.first < b for a, b in line.runs)


def _written(page: Page, heads: Sequence[tuple[BlockKind, Spot]], lines: Sequence[Line]) -> tuple[Rewriter, list[Outline]]:
    """The reading text: headline, byline, story."""
    w = Rewriter(page.source)
    outline: list[Outline] = []

    def add(kind: BlockKind, from_: Page, runs: Sequence[tuple[int, int]], why: str) -> None:
        if w.at:
            w.insert("\n\n")
        begin = w.at
        for n, (first, last) in enumerate(runs):
            if n and from_.gap(from_.word(first)) != GLUED:
                w.insert(" ")
            write(w, from_, first, last)
        outline.append(Outline(Span(begin, w.at), kind, BY, why))

    for kind, spot in heads:
        if spot.raw:
            stretch = stretch_of(page.source, spot.first, spot.last)
            if stretch.key:
                add(kind, stretch, [(0, len(stretch.key))], spot.why)
        else:
            add(kind, page, [(spot.first, spot.last)], spot.why)
    for line in lines:
        add(line.kind, page, line.runs, line.why)
    return w, outline
