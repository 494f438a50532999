"""A page as its reader sees it: the visible characters with their places, and the elements that they stand in."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate

from onrecord.article.markup import (
    BLOCKS,
    CLOSE,
    ENTITY,
    HIDDEN,
    INVISIBLE,
    OPEN,
    PARTING,
    RAW,
    TEXT,
    UNSEEN,
    VOID,
    entity,
    tokens,
)

#: How two neighbouring characters stand to each other: side by side, parted by a space, by a line's end, by a paragraph's.
GLUED, SPACE, LINE, BREAK = 0, 1, 2, 3

_WORD = re.compile(r"\S+")
_PART = re.compile(rf"{ENTITY}|[^\s&{UNSEEN}]+|&|[{UNSEEN}]+|\s+")
_HARD = re.compile(f"[&{UNSEEN}]")
_ATTRIBUTE = re.compile(r"""([^\s/>="']+)\s*(?:=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+)))?""")
#: What an opening tag closes that was left open, and what keeps it from looking further up.
_IMPLIED = {
    "li": (("li",), ("ul", "ol", "menu")),
    "dt": (("dt", "dd"), ("dl",)),
    "dd": (("dt", "dd"), ("dl",)),
    "tr": (("tr",), ("table",)),
    "td": (("td", "th"), ("tr", "table")),
    "th": (("td", "th"), ("tr", "table")),
    "option": (("option",), ("select",)),
}
_CHILDLESS = VOID | RAW | HIDDEN
_TELLING = frozenset(("meta", "link", "base", "script"))
#: Open elements that are looked through for the one that a closing tag means; deeper mistakes stay as they are.
_LOOK = 200
#: Elements of one page that are taken in at most; the fullest of 102 real news pages has 1,445.
MOST = 500_000


@dataclass(slots=True)
class Element:
    """An element: its name, its parent's number, where its opening tag stands, and the words (numbers) within it."""

    name: str
    parent: int
    start: int
    end: int
    first: int
    last: int = -1


@dataclass
class Page:
    """The visible words of a page, each at ``words[i]`` (a span of the source), and the elements around them.

    ``put`` has the characters that a word stands for where those are not the source's own (an entity); ``gaps`` how a
    word stands to the one before where that is not by a space. ``key`` is all their characters on end: text is searched
    there, since white space differs from one reading of a page to the next.
    """

    source: str
    words: list[tuple[int, int]] = field(default_factory=list)
    put: dict[int, str] = field(default_factory=dict)
    gaps: dict[int, int] = field(default_factory=dict)
    elements: list[Element] = field(default_factory=list)
    runs: list[int] = field(default_factory=list)  # the first word of each run of text that stands in one element
    owners: list[int] = field(default_factory=list)  # that element
    tags: list[tuple[str, int, int]] = field(default_factory=list)  # meta, link, base and script: what pages say of themselves

    @cached_property
    def key(self) -> str:
        """All visible characters, white space left out."""
        source, put = self.source, self.put
        return "".join([put[i] if i in put else source[a:b] for i, (a, b) in enumerate(self.words)])

    @cached_property
    def keys(self) -> list[int]:
        """Where each word begins in ``key``; one more for its end."""
        put = self.put
        return [0, *accumulate(len(put[i]) if i in put else b - a for i, (a, b) in enumerate(self.words))]

    def word(self, at: int) -> int:
        """The number of the word that holds character ``at`` of ``key``."""
        return bisect_right(self.keys, at) - 1

    def gap(self, word: int) -> int:
        """How a word stands to the one before it."""
        return self.gaps.get(word, SPACE)

    def owner(self, word: int) -> int:
        """The number of the element that a word stands in, -1 for none."""
        i = bisect_right(self.runs, word) - 1
        return self.owners[i] if i >= 0 else -1

    @cached_property
    def widest(self) -> int:
        """The most elements within a line (b, span, a …) that stand in one element."""
        inside = Counter(e.parent for e in self.elements if e.name not in BLOCKS | PARTING)
        return max(inside.values(), default=0)

    @cached_property
    def blocks(self) -> int:
        """How many elements stand as blocks."""
        return sum(e.name in BLOCKS for e in self.elements)

    def above(self, element: int, most: int = 500) -> Iterator[int]:
        """An element and those around it, innermost first."""
        while element >= 0 and most:
            yield element
            element = self.elements[element].parent
            most -= 1

    def holder(self, first: int, last: int) -> int:
        """The innermost element that holds words ``first`` to ``last`` (both within), -1 for none."""
        for i in self.above(self.owner(first)):
            if self.elements[i].last > last:
                return i
        return -1

    def text(self, first: int, last: int) -> str:
        """Words ``[first, last)`` as they are read, on one line."""
        out: list[str] = []
        for i in range(first, last):
            a, b = self.words[i]
            if i > first and self.gap(i):
                out.append(" ")
            out.append(self.put.get(i) or self.source[a:b])
        return "".join(out)

    def attributes(self, element: int) -> dict[str, str]:
        """An element's attributes, names in small letters, values with their entities decoded."""
        e = self.elements[element]
        return attributes(self.source[e.start : e.end], e.name)


def attributes(tag: str, name: str) -> dict[str, str]:
    """The attributes of an opening tag."""
    import html

    out: dict[str, str] = {}
    for m in _ATTRIBUTE.finditer(tag, 1 + len(name)):
        out.setdefault(m[1].lower(), html.unescape(m[2] or m[3] or m[4] or ""))
    return out


class TooMany(ValueError):  # noqa: N818 — caught by its name in this room only
    """A page of more elements than ``MOST``."""


def page_of(source: str) -> Page:
    """Walk a page once. Raises TooMany."""
    page = Page(source)
    stack, count = _Stack(page.elements), 0
    gap = BREAK
    for kind, name, a, b in tokens(source):
        if kind == OPEN:
            if name in BLOCKS:
                gap = BREAK
            elif name in PARTING:
                gap = max(gap, LINE if name == "br" and gap != LINE else BREAK if name == "br" else SPACE)
            if name in _TELLING:
                page.tags.append((name, a, b))
            if name not in _CHILDLESS:
                stack.open(Element(name, -1, a, b, count))
                if len(page.elements) > MOST:
                    raise TooMany(f"over {MOST:,} elements")
        elif kind == CLOSE:
            if name in BLOCKS:
                gap = BREAK
            elif name in PARTING:
                gap = max(gap, SPACE)
            stack.close(name, count)
        else:
            gap = _text(page, a, b, gap)
            if len(page.words) > count:
                page.runs.append(count)
                page.owners.append(stack.top)
                count = len(page.words)
    stack.close_all(count)
    return page


def stretch_of(source: str, start: int, end: int) -> Page:
    """A stretch of the source (an attribute's value, a title element) as a page of its own; tags that it holds are not seen."""
    page, gap = Page(source), BREAK
    for kind, name, a, b in tokens(source[start:end]):
        if kind == TEXT:
            gap = _text(page, start + a, start + b, gap)
        elif name in BLOCKS or name in PARTING:
            gap = max(gap, SPACE)
    return page


def _text(page: Page, a: int, b: int, gap: int) -> int:
    """Take in the words of a run of text; how the next word will stand to the last one."""
    source, words = page.source, page.words
    text = source[a:b]
    if text.isspace():
        return max(gap, SPACE)
    if not _HARD.search(text):
        if text[0].isspace():
            gap = max(gap, SPACE)
        if gap != SPACE:
            page.gaps[len(words)] = gap
        words.extend([m.span() for m in _WORD.finditer(source, a, b)])
        return SPACE if text[-1].isspace() else GLUED
    at = a
    while at < b:
        m = _PART.match(source, at, b)
        assert m is not None  # noqa: S101 — the pattern takes any character
        start, at = m.span()
        said = source[start:at]
        put = None
        if said[0] == "&":
            put, size = entity(said) if len(said) > 1 else ("", 0)
            at = start + (size or 1)
            if size:
                put = INVISIBLE.sub("", put)
                if put.isspace():
                    gap = max(gap, SPACE)
                    continue
                if not put:
                    continue
            else:
                put = None
        elif said.isspace():
            gap = max(gap, SPACE)
            continue
        elif INVISIBLE.match(said):
            continue
        if gap != SPACE:
            page.gaps[len(words)] = gap
        if put is not None:
            page.put[len(words)] = put
        words.append((start, at))
        gap = GLUED
    return gap


class _Stack:
    """The open elements while a page is walked; mends what was left open, as browsers roughly do."""

    def __init__(self, elements: list[Element]) -> None:
        self.elements = elements
        self.stack: list[int] = []
        self.opened: dict[str, int] = {}

    @property
    def top(self) -> int:
        return self.stack[-1] if self.stack else -1

    def open(self, e: Element) -> None:
        name = e.name
        if name in BLOCKS and self.opened.get("p"):
            self._close_open(("p",), ("table", "button", "object"), e.first)
        if name in _IMPLIED:
            self._close_open(*_IMPLIED[name], e.first)
        e.parent = self.top
        self.stack.append(len(self.elements))
        self.elements.append(e)
        self.opened[name] = self.opened.get(name, 0) + 1

    def close(self, name: str, at: int) -> None:
        if not self.opened.get(name):
            return
        inline = name not in BLOCKS
        for depth in range(1, min(_LOOK, len(self.stack)) + 1):
            found = self.elements[self.stack[-depth]].name
            if found == name:
                self._pop(depth, at)
                return
            if inline and found in BLOCKS:
                return

    def _close_open(self, names: tuple[str, ...], until: tuple[str, ...], at: int) -> None:
        if not any(self.opened.get(n) for n in names):
            return
        for depth in range(1, min(_LOOK, len(self.stack)) + 1):
            found = self.elements[self.stack[-depth]].name
            if found in names:
                self._pop(depth, at)
                return
            if found in until:
                return

    def _pop(self, depth: int, at: int) -> None:
        for i in self.stack[-depth:]:
            e = self.elements[i]
            e.last = at
            self.opened[e.name] -= 1
        del self.stack[-depth:]

    def close_all(self, at: int) -> None:
        self._pop(len(self.stack), at) if self.stack else None
