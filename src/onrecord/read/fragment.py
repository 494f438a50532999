"""A piece of HTML without a page around it (a feed's item): all its visible text with the place of each character."""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.article import Article, Outline, Reading, Rewriter, Source, Span
from onrecord.article.layers import BlockKind
from onrecord.article.markup import BLOCKS, ENTITY, OPEN, PARTING, TEXT, UNSEEN, entity, tokens

BY = "read@1"
_INSIDE = re.compile(rf"\s+|{ENTITY}|[{UNSEEN}]+")
_KINDS: dict[str, BlockKind] = {
    "figcaption": "caption",
    "h1": "heading", "h2": "heading", "h3": "heading", "h4": "heading", "h5": "heading", "h6": "heading",
}  # fmt: skip


class _Folding:
    """Writes a page's visible text: white space folded, blocks parted by an empty line."""

    def __init__(self, page: str) -> None:
        self.page = page
        self.w = Rewriter(page)
        self.outline: list[Outline] = []
        self.run: tuple[int, int] | None = None
        self.gap = False
        self.block: BlockKind | None = "body"  # kind of the block that the next character opens; None within one
        self.begin = 0
        self.kind: BlockKind = "body"

    def put(self, start: int, end: int, text: str | None = None) -> None:
        """Characters of the page as they are, or ``text`` that stands for them."""
        if start == end:
            return
        if self.block:
            self.close()
            if self.w.at:
                self.w.insert("\n\n")
            self.begin, self.kind, self.block = self.w.at, self.block, None
        elif self.gap and self.run and self.page[self.run[1] : start] == " ":
            self.run = (self.run[0], start)
        elif self.gap:
            self.flush()
            self.w.insert(" ")
        self.gap = False
        if text is not None:
            self.flush()
            self.w.replace(start, end, text)
        elif self.run and self.run[1] == start:
            self.run = (self.run[0], end)
        else:
            self.flush()
            self.run = (start, end)

    def flush(self) -> None:
        if self.run:
            self.w.keep(*self.run)
        self.run = None

    def close(self) -> None:
        """End the block that stands open."""
        self.flush()
        if self.w.at > self.begin:
            self.outline.append(Outline(Span(self.begin, self.w.at), self.kind, BY, "fragment"))
        self.begin = self.w.at


def _runs(page: str, start: int, end: int) -> Iterator[tuple[int, int, str | None]]:
    """What is seen of text ``[start, end)``: runs as they are (None), references with what they stand for, gaps (" ")."""
    at = start
    while at < end:
        m = _INSIDE.search(page, at, end)
        stop = m.start() if m else end
        if stop > at:
            yield at, stop, None
        if not m:
            return
        at = m.end()
        if page[stop] == "&":
            said, length = entity(m.group())
            if not length:
                at = stop + 1  # a lone ampersand
                yield stop, at, None
                continue
            at = stop + length
            shown = re.sub(f"[{UNSEEN}]", "", said)
            yield stop, at, " " if shown.isspace() else shown
        elif page[stop].isspace():
            yield stop, at, " "


def article_of_fragment(source: Source) -> Article:
    """The article of a piece of HTML: all its visible text, block by block; nothing is taken for chrome.

    An article whose reading text is empty says that nothing is visible in it.
    """
    page, out = source.text, _Folding(source.text)
    for kind, name, start, end in tokens(page):
        if kind == TEXT:
            for a, b, text in _runs(page, start, end):
                if text == " ":
                    out.gap = True
                elif text != "":
                    out.put(a, b, text)
        elif name in _KINDS and kind == OPEN:
            out.block = _KINDS[name]
        elif name in BLOCKS or name == "br":
            out.block = "body" if not (out.block and kind == OPEN) else out.block
        elif name in PARTING:
            out.gap = True
    out.close()
    return Article(source, Reading(out.w.text, out.w.map()), tuple(out.outline))


def has_text(text: str, kind: str) -> bool:
    """Whether anything of a text ("text", "html") is visible."""
    if kind != "html":
        return bool(text.strip())
    return any(
        shown is None or shown.strip()
        for token, _, start, end in tokens(text)
        if token == TEXT
        for _, _, shown in _runs(text, start, end)
    )
