"""HTML: the story by trafilatura, found again in the page, so that each character keeps its place.

The page is read as its visible characters with their places and the elements around them (page.py). Each line that
trafilatura extracts is looked up in that run (align.py). The reading text is then written from the page itself, never
from the extraction, so the offset map is exact.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from onrecord.article import Article, Note, Outline, Reading, Rewriter, Source, Span
from onrecord.errors import Code, ReadError
from onrecord.read.html.align import Aligner, Found, key_of, parts, write
from onrecord.read.html.page import BREAK, Page, page_of

NO_TEXT = Code("R106", "no story text was found in the page", "Perhaps a front page, a video or a paywall; give the text.")
UNPLACED = Code("R203", "a line of the story could not be found in the page", "It is left out; look at the page's source.")

BY = "read@2"


def extract(page: str, url: str | None) -> Any:
    """Trafilatura's document: body element and metadata. None where it finds none."""
    from trafilatura import bare_extraction

    return bare_extraction(page, url=url, favor_precision=True, include_comments=False, with_metadata=True)


def lines_of(document: Any) -> Iterator[tuple[str, str]]:
    """Each line of the extracted story with its kind: heading or body."""
    for element in document.body.iter("head", "p", "item", "quote", "cell", "code", "ab"):
        if any(p.tag in ("p", "item", "quote", "cell", "head", "code", "ab") for p in element.iterancestors()):
            continue
        kind = "heading" if element.tag == "head" else "body"
        text = " ".join("".join(element.itertext()).split())
        if text:
            yield kind, text
        tail = " ".join((element.tail or "").split())
        if tail:
            yield "body", tail


def article_of_html(source: Source) -> Article:
    """The article of a decoded page: title, byline and story as reading text, with what each line is as outline.

    What the page's metadata say of date, outlet, URL and language fills those fields that were not given.

    Raises:
        ReadError: R106 where no story is found.
    """
    try:
        document = extract(source.text, source.url)
    except Exception as e:  # a parser's fault over one strange page must not end the run
        raise ReadError(NO_TEXT, source.path, f"{type(e).__name__}: {e}") from e
    if document is None or document.body is None:
        raise ReadError(NO_TEXT, source.path)
    source = replace(
        source,
        metadata_date=source.metadata_date or document.date,
        outlet=source.outlet or document.sitename,
        url=source.url or document.url,
        language=source.language or document.language,
    )
    page = page_of(source.text)
    aligner = Aligner(page, page.keys[_behind_head(page)])
    w = Rewriter(source.text)
    outline: list[Outline] = []
    notes: list[Note] = []

    def add(found: Found, kind: Any, why: str) -> None:
        for run in found.runs:
            for first, last in parts(page, *run):
                if w.at:
                    w.insert("\n\n")
                begin = w.at
                write(w, page, first, last)
                outline.append(Outline(Span(begin, w.at), kind, BY, why))

    title = _title(page, aligner, source.title or document.title)
    if title:
        add(title, "title", "headline of the page")
    lines = [(k, x) for k, x in lines_of(document) if not title or key_of(x) != page.key[title.first : title.last]]
    places = aligner.place([x for _, x in lines])
    byline = _byline(page, aligner, document.author)
    if byline:
        add(byline, "byline", "author in the page's metadata")
    for (kind, line), found in zip(lines, places, strict=True):
        if found:
            add(found, kind, f"trafilatura, {found.status}")
        elif key_of(line):
            notes.append(Note(UNPLACED.id, f"{UNPLACED.meaning}: “{line[:80]}”", None, BY))
    if not any(o.kind == "body" for o in outline):
        raise ReadError(NO_TEXT, source.path)
    return Article(source, Reading(w.text, w.map()), tuple(outline), notes=tuple(notes))


def _behind_head(page: Page) -> int:
    """The first word of the page's body."""
    return max((e.last for e in page.elements[:400] if e.name in ("title", "head")), default=0)


def _title(page: Page, aligner: Aligner, title: str | None) -> Found | None:
    """The headline: a top heading that is the stated title or near it, else where the title stands in the page."""
    key = key_of(title or "")
    for e in page.elements:
        if e.name != "h1" or e.last <= e.first:
            continue
        first, last = page.keys[e.first], page.keys[e.last]
        words = page.key[first:last]
        if not key or words == key or (len(words) > 15 and (words in key or key in words)):
            aligner.take(first, last)
            return Found(((first, last),), "placed")
    return aligner.find(title) if title else None


#: Words of a paragraph at most for the author's name in it to be a byline; a longer one tells of somebody.
_BYLINE = 15


def _byline(page: Page, aligner: Aligner, author: str | None) -> Found | None:
    """Where the first author's name stands in a short paragraph of its own, with the "By" before it."""
    name = key_of((author or "").split(";")[0])
    first = aligner.free(name, aligner.begin) if name else -1
    while first >= 0:
        i, j = page.word(first), page.word(first + len(name) - 1)
        begin = next((w for w in range(i, max(0, i - _BYLINE), -1) if page.gap(w) == BREAK), None)
        end = next((w for w in range(j + 1, j + _BYLINE) if w == len(page.words) or page.gap(w) == BREAK), None)
        if begin is not None and end is not None and end - begin <= _BYLINE:
            if page.key[first - 2 : first].lower() == "by":
                first -= 2
                name = page.key[first : first + 2] + name
            aligner.take(first, first + len(name))
            return Found(((first, first + len(name)),), "placed")
        first = aligner.free(name, first + 1)
    return None
