"""Markup as tokens, in one walk from left to right whose time grows with the length only, however broken the markup is.

It passes over what ``onrecord.article.source.UNSEEN`` passes over, but asks for the end of a tag, comment or script that is
never closed once, not at each place where one opens: a text of ten million "<a" is walked in seconds.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import NamedTuple

from onrecord.article import Article, Outline, Reading, Rewriter, Source, Span
from onrecord.article.layers import BlockKind
from onrecord.article.source import BREAKING, INVISIBLE

BY = "read@1"
_OPENS = re.compile(
    r"<(?=[a-zA-Z/!?])|\]\]>|\s+|[\u00ad\u200b-\u200d\u2060\ufeff]+"
    r"|&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]\w{1,31});"
)
_HIDING = re.compile(r"<(script|style|noscript|template|svg)\b", re.I)
_HEADING = re.compile(r"<h[1-6]\b", re.I)
_CAPTION = re.compile(r"<figcaption\b", re.I)


class Token(NamedTuple):
    """A run ``[start, end)`` that does not read as it stands: "tag", "hidden", "entity", "space", "invisible"."""

    kind: str
    start: int
    end: int


def tokens(page: str) -> Iterator[Token]:
    """The tokens of a page in order; what stands between them is read as it is."""
    never: set[str] = set()  # closings that do not come any more
    at = 0
    while m := _OPENS.search(page, at):
        start, at = m.span()
        first = page[start]
        if first == "&":
            yield Token("entity", start, at)
        elif first == "]":
            yield Token("hidden", start, at)
        elif first == "<":
            kind, end = _tag(page, start, never)
            if end > start:
                at = end
                yield Token(kind, start, end)
        else:
            yield Token("space" if first.isspace() else "invisible", start, at)


def _tag(page: str, start: int, never: set[str]) -> tuple[str, int]:
    """The kind and end of what opens at ``start``; its end is ``start`` where it is no tag at all."""
    if page.startswith("<!--", start) and (end := _closing(page, "-->", start + 4, never)) >= 0:
        return "hidden", end + 3
    if page.startswith("<![CDATA[", start):
        return "hidden", start + 9
    end = _closing(page, ">", start, never)
    if end < 0:
        return "tag", start
    hiding = _HIDING.match(page, start)
    if hiding and (name := hiding[1].lower()) not in never:
        closed = re.compile(rf"</{name}\s*>", re.I).search(page, end)
        if closed:
            return "hidden", closed.end()
        never.add(name)
    return "tag", end + 1


def _closing(page: str, what: str, start: int, never: set[str]) -> int:
    if what in never:
        return -1
    found = page.find(what, start)
    if found < 0:
        never.add(what)
    return found


def has_text(text: str, kind: str) -> bool:
    """Whether anything of a text ("text", "html") is visible."""
    if kind != "html":
        return bool(text.strip())
    at = 0
    for t in tokens(text):
        if t.start > at or (t.kind == "entity" and html.unescape(text[t.start : t.end]).strip()):
            return True
        at = t.end
    return at < len(text)


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


def article_of_fragment(source: Source) -> Article:
    """The article of a piece of HTML that has no page around it (a feed's item): all its visible text, block by block.

    Nothing is taken for chrome here. An article whose reading text is empty says that nothing is visible in it.
    """
    page, out, at = source.text, _Folding(source.text), 0
    for t in tokens(page):
        out.put(at, t.start)
        at = t.end
        if t.kind == "space":
            out.gap = True
        elif t.kind == "entity":
            shown = INVISIBLE.sub("", html.unescape(page[t.start : t.end]))
            if shown.isspace():
                out.gap = True
            elif shown:
                out.put(t.start, t.end, shown)
        elif t.kind == "tag":
            tag = page[t.start : min(t.end, t.start + 20)]
            if _HEADING.match(tag) or _CAPTION.match(tag):
                out.block = "heading" if _HEADING.match(tag) else "caption"
            elif BREAKING.match(tag) and not (out.block and not tag.startswith("</")):
                out.block = "body"
    out.put(at, len(page))
    out.close()
    return Article(source, Reading(out.w.text, out.w.map()), tuple(out.outline))
