"""What surrounds a page's paragraphs: links, captions, classes, and which paragraphs stand in one frame."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from onrecord.article.markup import BLOCKS
from onrecord.knowledge import markup
from onrecord.read.html.page import BREAK, Page

HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
#: Elements that frame no story.
ASIDE = frozenset(("nav", "footer", "form", "button", "fieldset", "aside", "dialog", "head", "title"))
_CLASS_WORD = re.compile(r"[a-z]+|[A-Z][a-z]*")
_NOT_SHOWN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden")
#: Elements looked at around a word for what it is; frames that far out hold the whole page.
_NEAR = 12


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A run of words that the page shows as one paragraph, ``[first, last)``, and the block that it stands in (-1: none)."""

    first: int
    last: int
    block: int


class Layout:
    """A page's paragraphs and what is known of the elements around them; all of it worked out when asked for."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self._kinds: dict[int, str | None] = {}
        self._signatures: dict[int, tuple[str, ...]] = {}

    @cached_property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """All paragraphs in order."""
        starts = [w for w, gap in self.page.gaps.items() if gap == BREAK]
        ends = [*starts[1:], len(self.page.words)] if starts else []
        return tuple(Paragraph(a, b, self.block(a)) for a, b in zip(starts, ends, strict=True) if a < b)

    def paragraph(self, word: int) -> Paragraph | None:
        """The paragraph that a word stands in."""
        i = bisect_right(self._starts, word) - 1
        return self.paragraphs[i] if i >= 0 else None

    def behind(self, word: int, most: int) -> tuple[Paragraph, ...]:
        """The paragraphs behind the one that a word stands in, so many at most."""
        i = bisect_right(self._starts, word)
        return self.paragraphs[i : i + most]

    @cached_property
    def _starts(self) -> list[int]:
        return [p.first for p in self.paragraphs]

    def block(self, word: int) -> int:
        """The innermost block element that a word stands in."""
        return next((i for i in self.page.above(self.page.owner(word)) if self.page.elements[i].name in BLOCKS), -1)

    @cached_property
    def _linked(self) -> list[int]:
        """How many characters before each word stand in links."""
        inside = bytearray(len(self.page.words))
        for e in self.page.elements:
            if e.name == "a":
                inside[e.first : e.last] = b"\x01" * (e.last - e.first)
        keys, out, total = self.page.keys, [0], 0
        for i, linked in enumerate(inside):
            if linked:
                total += keys[i + 1] - keys[i]
            out.append(total)
        return out

    def chars(self, first: int, last: int) -> int:
        """Visible characters of words ``[first, last)``."""
        return self.page.keys[last] - self.page.keys[first]

    def linked(self, first: int, last: int) -> float:
        """The share of the characters of words ``[first, last)`` that stand in links."""
        return (self._linked[last] - self._linked[first]) / max(1, self.chars(first, last))

    def kind(self, element: int) -> str | None:
        """What an element's name, class or style says of its text: "caption", "chrome", "hidden", or None."""
        if element not in self._kinds:
            self._kinds[element] = self._kind(element)
        return self._kinds[element]

    def _kind(self, element: int) -> str | None:
        e = self.page.elements[element]
        if e.name == "figcaption":
            return "caption"
        if e.name in ("html", "body", "main", "article"):
            return None
        found = self.page.attributes(element)
        if "hidden" in found or found.get("aria-hidden") == "true" or _NOT_SHOWN.search(found.get("style", "")):
            return "hidden"
        words = set(_CLASS_WORD.findall(f"{found.get('class', '')} {found.get('id', '')}"))
        words = {w.lower() for w in words}
        return next((kind for kind in ("caption", "chrome") if words & markup.class_words(kind)), None)

    def around(self, word: int) -> Iterator[tuple[int, str, str | None]]:
        """The elements near a word, innermost first: number, name, and what they say of its text."""
        for i in self.page.above(self.page.owner(word), most=_NEAR):
            yield i, self.page.elements[i].name, self.kind(i)

    def signature(self, element: int) -> tuple[str, ...]:
        """Name and class of an element and of the one around it: equal for the parts that a story is cut into."""
        if element not in self._signatures:
            out: list[str] = []
            for i in list(self.page.above(element, most=2)):
                out += [self.page.elements[i].name, self.page.attributes(i).get("class", "")]
            self._signatures[element] = tuple(out)
        return self._signatures[element]
