"""A piece of HTML that has no page around it (a feed's item): all its visible text, block by block."""

from __future__ import annotations

from onrecord.article import Article, Outline, Reading, Rewriter, Source, Span
from onrecord.article.layers import BlockKind
from onrecord.article.markup import visible
from onrecord.read.html.align import parts, write
from onrecord.read.html.page import Page, page_of

BY = "read@2"
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))


def has_text(text: str, kind: str) -> bool:
    """Whether anything of a text ("text", "html") is visible."""
    return bool(text.strip()) if kind != "html" else bool(visible(text))


def article_of_fragment(source: Source) -> Article:
    """The article of a fragment: nothing is taken for chrome here.

    An article whose reading text is empty says that nothing is visible in it.
    """
    page = page_of(source.text)
    w = Rewriter(source.text)
    outline: list[Outline] = []
    for first, last in parts(page, 0, len(page.key)) if page.key else ():
        if w.at:
            w.insert("\n\n")
        begin = w.at
        write(w, page, first, last)
        outline.append(Outline(Span(begin, w.at), _kind(page, page.word(first)), BY, "fragment"))
    return Article(source, Reading(w.text, w.map()), tuple(outline))


def _kind(page: Page, word: int) -> BlockKind:
    for i in page.above(page.owner(word), most=20):
        name = page.elements[i].name
        if name in _HEADINGS or name == "figcaption":
            return "caption" if name == "figcaption" else "heading"
    return "body"
