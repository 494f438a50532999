"""From a decoded page to its article."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from onrecord.article import Article, Note, Outline, Reading, Rewriter, Source, Span
from onrecord.article.layers import BlockKind
from onrecord.errors import Code, ReadError
from onrecord.read.html import extract
from onrecord.read.html.align import Aligner, Found, key_of, parts, write
from onrecord.read.html.data import story_in_data
from onrecord.read.html.facts import Facts, Stated, guessed
from onrecord.read.html.head import Spot, byline_of, title_of
from onrecord.read.html.layout import Layout
from onrecord.read.html.page import GLUED, Page, TooMany, page_of, stretch_of
from onrecord.read.html.story import Line, lines_of
from onrecord.read.text import article_of_source

NO_TEXT = Code("R106", "no story text was found in the page", "Perhaps a front page, a video or a paywall; give the text.")
UNPLACED = Code("R203", "a line of the story could not be found in the page", "It is left out; look at the page's source.")
IN_DATA = Code("R205", "the story stands in the page's data only", "It was read from there (JSON-LD); its text may be cut.")
VAST = Code("R206", "the page is too large to be read closely", "It was read by its layout, as with --fast; compare.")
NO_MARKUP = Code("R207", "there is no markup; it is read as plain text", "Call it .txt, or give it as text.")
TOO_MANY = Code("R112", "the page has more elements than any page", "Give its story as text.")
FAULT = Code("R113", "reading the page failed", "Report it with the page; the other inputs are read.")

BY = "read@2"
#: Beyond so many elements a page is read by its layout alone; the fullest of 102 real news pages has 1,445.
_MANY = 50_000
_TAG = re.compile(r"<[a-zA-Z!/?]")


def article_of_html(source: Source, *, fast: bool = False) -> Article:
    """The article of a decoded page: title, byline and story as reading text, with what each line is as outline.

    What the page states of its date, outlet, address and language fills those fields of the source that were not given.

    Args:
        source: the decoded page.
        fast: take the story by the page's layout alone; trafilatura is asked only where that finds none.

    What holds no tag at all is read as plain text, with a note.

    Raises:
        ReadError: R106 no story is found, R112 too many elements, R113 the page brought a fault of ours to light.
    """
    if not _TAG.search(source.text):
        note = Note(NO_MARKUP.id, NO_MARKUP.meaning, None, BY)
        return article_of_source(replace(source, kind="text")).with_notes([note])
    try:
        return _article(source, fast)
    except TooMany as e:
        raise ReadError(TOO_MANY, source.path, str(e)) from e
    except ReadError:
        raise
    except Exception as e:  # the page costs itself only, whatever it is that nobody thought of
        raise ReadError(FAULT, source.path, f"{type(e).__name__}: {e}"[:200]) from e


def _article(source: Source, fast: bool) -> Article:
    page = page_of(source.text)
    vast = page.blocks > _MANY
    layout, facts = Layout(page), Facts(page, source.url)
    aligner = Aligner(page, page.keys[_behind_head(page)])
    # Trafilatura's own rules first: asking others for a second opinion too (readability, justext) costs half as much again
    # and changed 2 of 102 development pages, one for the better.
    text = extract.thinned(source.text) if page.widest > extract.WIDE else source.text
    asked = [] if fast or vast else extract.lines(text, source.url) or extract.lines(text, source.url, second_opinion=True)
    lines, unplaced = _story(page, layout, aligner, asked)
    if not _has_body(lines) and fast and not vast:
        return _article(source, False)
    if not _has_body(lines) and not vast:
        lines, unplaced = _story(page, layout, aligner, extract.lines(text, source.url, recall=True))
    notes = [Note(UNPLACED.id, f"{UNPLACED.meaning}: “{line[:80]}”", None, BY) for line in unplaced]
    notes += [Note(VAST.id, VAST.meaning, None, BY)] if vast else []
    told: Page | None = None
    if not _has_body(lines) and (told := story_in_data(source.text)):
        lines = [Line("body", (run,), "JSON-LD articleBody") for run in parts(told, 0, len(told.key))]
        notes = [n for n in notes if n.code == VAST.id] + [Note(IN_DATA.id, IN_DATA.meaning, None, BY)]
    if not _has_body(lines):
        raise ReadError(NO_TEXT, source.path)
    source = _filled(source, facts, vast)
    story = None if told else next((line.runs[0][0] for line in lines if line.kind == "body"), None)
    title = title_of(layout, facts, _titles(source, facts), aligner.begin, story)
    if title and not title.raw:
        lines = lines if told else [line for line in lines if not _overlap(line, title)]
        aligner.take(title.first, title.last)
    around = title.first if title and not title.raw else (story or 0)
    bylines = byline_of(layout, facts, around, aligner)
    heads: list[tuple[BlockKind, Spot]] = [("title", title)] if title else []
    heads += [("byline", b) for b in bylines]
    w, outline = _written(page, heads, lines, told or page)
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


def _has_body(lines: Sequence[Line]) -> bool:
    return any(line.kind == "body" for line in lines)


def _titles(source: Source, facts: Facts) -> tuple[Stated, ...]:
    return ((Stated(source.title, "the input's record"),) if source.title else ()) + facts.titles


def _filled(source: Source, facts: Facts, vast: bool) -> Source:
    """The source with what the page states of itself where nothing was given; where it is ``vast`` no date is searched for."""
    stated, inferred, why = source.metadata_date, source.inferred_date, source.date_why
    if not source.given_date and not stated and not inferred:
        found = facts.date()
        if found and found[1] == "metadata":
            stated, why = found[0].value, found[0].basis
        elif found:
            inferred, why = found[0].value, found[0].basis
        elif guess := None if vast else guessed(source.text):
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


def _written(
    page: Page, heads: Sequence[tuple[BlockKind, Spot]], lines: Sequence[Line], told: Page
) -> tuple[Rewriter, list[Outline]]:
    """The reading text: headline and byline of the page, lines of the story (``told`` is what they count in)."""
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
        add(line.kind, told, line.runs, line.why)
    return w, outline
