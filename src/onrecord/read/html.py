"""HTML: the story by trafilatura, found again in the page, so that each character keeps its place.

The page is read as its visible characters with their places (tags, scripts and comments passed over, entities decoded).
Each line that trafilatura extracts is looked up in that run, left to right, white space aside. The reading text is then
written from the page itself, never from the extraction, so the offset map is exact.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from onrecord.article import Article, Note, Outline, Reading, Rewriter, Source, Span
from onrecord.article.source import BREAKING, INVISIBLE, UNSEEN
from onrecord.errors import Code, ReadError

NO_TEXT = Code("R106", "no story text was found in the page", "Perhaps a front page, a video or a paywall; give the text.")
UNPLACED = Code("R203", "a line of the story could not be found in the page", "It is left out; look at the page's source.")

BY = "read@1"
_TOKEN = re.compile(UNSEEN.pattern + r"|&(?:\#\d+|\#[xX][0-9a-fA-F]+|[a-zA-Z]\w*);", re.S | re.I)
_H1 = re.compile(r"<h1\b[^>]*>.*?</h1\s*>", re.S | re.I)
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Visible:
    """The visible characters of a page without white space: ``text[i]`` stands at source ``[start[i], end[i])``."""

    text: str
    start: list[int]
    end: list[int]


@dataclass(frozen=True, slots=True)
class Found:
    """Where a line stands among the visible characters, and how it was found: "exact" or "out of order"."""

    first: int
    last: int
    how: str


def visible_characters(page: str) -> Visible:
    """Walk the page once."""
    chars: list[str] = []
    start: list[int] = []
    end: list[int] = []

    def put(text: str, a: int, b: int | None = None) -> None:
        for i, c in enumerate(text):
            if not c.isspace() and not INVISIBLE.match(c):
                chars.append(c)
                start.append(a + i if b is None else a)
                end.append(a + i + 1 if b is None else b)

    at = 0
    for m in _TOKEN.finditer(page):
        put(page[at : m.start()], at)
        if m.group().startswith("&"):
            put(html.unescape(m.group()), m.start(), m.end())
        at = m.end()
    put(page[at:], at)
    return Visible("".join(chars), start, end)


class Aligner:
    """Finds extracted lines among a page's visible characters, each character used at most once."""

    def __init__(self, seen: Visible) -> None:
        self.seen = seen
        self.at = 0
        self.taken: list[tuple[int, int]] = []

    def find(self, line: str, after: int | None = None) -> Found | None:
        """The place of a line at or behind the last one, else anywhere that is still free; None where there is none."""
        key = INVISIBLE.sub("", _SPACE.sub("", line))
        for mark in ("", "-•·*|–—"):
            k = key.lstrip(mark) if mark else key
            if not k:
                return None
            for begin, how in ((self.at if after is None else after, "exact"), (0, "out of order")):
                first = self._free(k, begin)
                if first >= 0:
                    return self._take(first, first + len(k), how)
        return None

    def _free(self, key: str, begin: int) -> int:
        first = self.seen.text.find(key, begin)
        while first >= 0 and any(a < first + len(key) and first < b for a, b in self.taken):
            first = self.seen.text.find(key, first + 1)
        return first

    def _take(self, first: int, last: int, how: str) -> Found:
        self.taken.append((first, last))
        if how == "exact":
            self.at = last
        return Found(first, last, how)


def write(w: Rewriter, page: str, seen: Visible, found: Found) -> None:
    """Write the visible characters of a line, with one space wherever the page shows white space."""
    run: tuple[int, int] | None = None
    for i in range(found.first, found.last):
        a, b, c = seen.start[i], seen.end[i], seen.text[i]
        if i > found.first:
            gap = page[seen.end[i - 1] : a]
            if gap == " " and run and run[1] == a - 1:
                run = (run[0], a)
            elif gap and (any(x.isspace() for x in UNSEEN.sub("", html.unescape(gap))) or BREAKING.search(gap)):
                _flush(w, run)
                run = None
                w.insert(" ")
        if b - a == 1 and page[a] == c:
            if run and run[1] == a:
                run = (run[0], b)
                continue
            _flush(w, run)
            run = (a, b)
        else:
            _flush(w, run)
            run = None
            if i == found.first or a != seen.start[i - 1]:
                w.replace(a, b, html.unescape(page[a:b]))
    _flush(w, run)


def _flush(w: Rewriter, run: tuple[int, int] | None) -> None:
    if run:
        w.keep(*run)


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
    page = source.text
    try:
        document = extract(page, source.url)
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
    seen = visible_characters(page)
    aligner = Aligner(seen)
    w = Rewriter(page)
    outline: list[Outline] = []
    notes: list[Note] = []

    def add(found: Found, kind: Any, why: str) -> None:
        if w.at:
            w.insert("\n\n")
        begin = w.at
        write(w, page, seen, found)
        outline.append(Outline(Span(begin, w.at), kind, BY, why))

    title = _title(page, seen, aligner, source.title or document.title)
    if title:
        add(title, "title", "headline of the page")
    byline = _byline(aligner, document.author)
    if byline:
        add(byline, "byline", "author in the page's metadata")
    for kind, line in lines_of(document):
        if title and _key(line) == seen.text[title.first : title.last]:
            continue
        found = aligner.find(line)
        if found:
            add(found, kind, f"trafilatura, {found.how}")
        else:
            notes.append(Note(UNPLACED.id, f"{UNPLACED.meaning}: “{line[:80]}”", None, BY))
    if not any(o.kind == "body" for o in outline):
        raise ReadError(NO_TEXT, source.path)
    return Article(source, Reading(w.text, w.map()), tuple(outline), notes=tuple(notes))


def _key(text: str) -> str:
    return INVISIBLE.sub("", _SPACE.sub("", text))


def _title(page: str, seen: Visible, aligner: Aligner, title: str | None) -> Found | None:
    """The headline: a top heading that is the stated title or near it, else where the title stands in the page."""
    key = _key(title or "")
    for m in _H1.finditer(page):
        first = next((i for i, a in enumerate(seen.start) if a >= m.start()), len(seen.start))
        last = next((i for i in range(first, len(seen.start)) if seen.start[i] >= m.end()), len(seen.start))
        words = seen.text[first:last]
        if words and (not key or words == key or (len(words) > 15 and (words in key or key in words))):
            aligner.taken.append((first, last))
            return Found(first, last, "exact")
    found = aligner.find(title) if title else None
    aligner.at = 0
    return found


def _byline(aligner: Aligner, author: str | None) -> Found | None:
    """Where the first author's name stands behind "By", if it does."""
    name = _key((author or "").split(";")[0])
    for lead in ("By", "by", "BY"):
        first = aligner.seen.text.find(lead + name) if name else -1
        if first >= 0:
            return aligner._take(first, first + len(lead + name), "out of order")
    return None
