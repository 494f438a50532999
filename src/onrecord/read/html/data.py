"""A story that stands in the page's data only: JSON-LD's articleBody, read from the source character by character."""

from __future__ import annotations

import html
import re

from onrecord.article import sound
from onrecord.article.markup import INVISIBLE
from onrecord.read.html.page import BREAK, GLUED, LINE, SPACE, Page

_BODY = re.compile(r"\"articleBody\"\s*:\s*\"((?:[^\"\\]|\\.)*+)\"", re.S)
#: Characters at least for a text to be a story and no teaser.
STORY = 200
#: An escape of JSON (a pair of surrogates is one), a reference of HTML, a tag, white space, or a run of plain characters.
_PART = re.compile(
    r"(?P<pair>\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2})|(?P<code>\\u[0-9a-fA-F]{4})|\\(?P<short>.)"
    r"|(?P<entity>&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]\w{1,31});)"
    r"|(?P<tag><(?P<name>(?:\\?/)?[a-zA-Z][\w-]*)[^<>]*>)|(?P<space>\s+)|(?P<word>[^\\&<\s]+|[&<])",
    re.S,
)
_SHORT = {"n": "\n", "r": "\n", "t": " ", "b": "", "f": " "}
_PARAGRAPH = re.compile(r"(?:\\?/)?(?:p|div|h\d|li|ul|ol|blockquote)$", re.I)


def story_in_data(source: str) -> Page | None:
    """The longest articleBody of a page as a page of its own whose words stand in the same source; None for none."""
    bodies = [m.span(1) for m in _BODY.finditer(source) if m.end(1) - m.start(1) >= STORY]
    return _page(source, *max(bodies, key=lambda s: s[1] - s[0])) if bodies else None


def _page(source: str, start: int, end: int) -> Page:
    page, gap = Page(source), BREAK
    for m in _PART.finditer(source, start, end):
        kind = m.lastgroup if m.lastgroup != "name" else "tag"
        said = m.group()
        if kind == "tag":
            gap = max(gap, BREAK if _PARAGRAPH.match(m["name"]) else LINE if m["name"].lower() == "br" else GLUED)
            continue
        if kind == "pair":
            said = said[0] and (chr(0x10000 + ((int(said[2:6], 16) & 0x3FF) << 10) + (int(said[8:], 16) & 0x3FF)))
        elif kind == "code":
            said = sound(chr(int(said[2:], 16)))
        elif kind == "short":
            said = _SHORT.get(m["short"], m["short"])
        elif kind == "entity":
            said = html.unescape(said)
        said = INVISIBLE.sub("", said)
        if not said:
            continue
        if said.isspace():
            gap = max(gap, BREAK if "\n" in said and kind != "space" else SPACE)
            continue
        if gap != SPACE:
            page.gaps[len(page.words)] = gap
        if said != m.group():
            page.put[len(page.words)] = said
        page.words.append(m.span())
        gap = GLUED
    return page
