"""From extracted lines to the story: what each line is by its markup, what was cut out of it, what was left lying.

Rules of the web, each named in ``why``: a caption stands in a figcaption or a class that says so; a line that is one link is
an advertisement for another story; a story cut into frames of one kind (between advertisements) goes on in the next frame;
quotations that stand between a story's paragraphs are part of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from onrecord.article.layers import BlockKind
from onrecord.read.html.align import Aligner, Found, parts
from onrecord.read.html.layout import ASIDE, HEADINGS, Layout, Paragraph
from onrecord.read.html.page import Page

#: A frame counts as one of the story's where it holds this share of the text that was found.
SHARE = 0.2
#: Characters of a paragraph of running text at least, and the share of links that it has at most.
PROSE, LINKED = 80, 0.4
#: A story shorter than this, and than this share of the running text in the page's fullest frame, was not found rightly.
SHORT, MISSED = 2_000, 0.4
#: A caption has so many characters at least (shorter ones are credits), and stands so close before the story, if before.
CAPTION, LEAD = 20, 600
#: A line is one link where this share of it is linked.
ALL_LINK = 0.9


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the article: what it is, where it stands in ``page.key``, and why it is taken for that."""

    kind: BlockKind
    runs: tuple[tuple[int, int], ...]
    why: str


def lines_of(page: Page, layout: Layout, placed: Sequence[tuple[str, Found]], aligner: Aligner) -> list[Line]:
    """The lines of the story in the page's order: those that were placed, and those that belong with them."""
    found = [line for kind, f in placed for line in _lines(page, layout, kind, f)]
    size = sum(b - a for line in found if line.kind == "body" for a, b in line.runs)
    frames = _frames(layout, found)
    if size < SHORT:
        fullest = _fullest(layout)
        if fullest and size < MISSED * fullest[1]:
            frames, found = {fullest[0]}, [line for line in found if line.kind != "body"]
            added = list(_added(page, layout, frames, found, aligner, whole=True))
            return _sorted(found + added)
    added = [*_added(page, layout, frames, found, aligner), *_captions(page, layout, found, aligner)]
    return _sorted(found + added)


def _captions(page: Page, layout: Layout, lines: Sequence[Line], aligner: Aligner) -> Iterator[Line]:
    """Captions of the pictures between the story's first and last line, and of one close before it."""
    runs = [r for line in lines if line.kind == "body" for r in line.runs]
    if not runs:
        return
    begin, end = min(r[0] for r in runs) - LEAD, max(r[1] for r in runs)
    for e in page.elements:
        if e.name == "figcaption" and e.last > e.first:
            first, last = page.keys[e.first], page.keys[e.last]
            if (
                begin <= first
                and last <= end
                and last - first >= CAPTION
                and aligner.free(page.key[first:last], first, last) == first
            ):
                aligner.take(first, last)
                yield Line("caption", ((first, last),), "figcaption")


def _sorted(lines: list[Line]) -> list[Line]:
    return sorted(lines, key=lambda line: line.runs[0])


def _lines(page: Page, layout: Layout, kind: str, found: Found) -> Iterator[Line]:
    """A placed line, cut at the page's paragraphs, with what each part is."""
    why = f"trafilatura, {found.status}"
    if len(found.runs) > 1:
        yield Line("heading" if kind == "heading" else "body", found.runs, why)
        return
    pieces = _without_cards(page, layout, *found.runs[0])
    if len(pieces) > 1:
        yield Line("body", tuple(pieces), f"{why}, lists of links within left out")
        return
    for first, last in parts(page, *found.runs[0]):
        named, because = kind_of(layout, page.word(first), page.word(last - 1) + 1, kind)
        yield Line(named, ((first, last),), f"{why}; {because}" if because else why)


def kind_of(layout: Layout, first: int, last: int, said: str = "body") -> tuple[BlockKind, str]:
    """What words ``[first, last)`` are by their markup, and which rule says so ("" where none does)."""
    heading = said == "heading"
    for depth, (_, name, kind) in enumerate(layout.around(first)):
        if kind == "caption" and depth < 5:
            return "caption", "in a caption"
        if name in HEADINGS:
            heading = True
    if layout.linked(first, last) >= ALL_LINK:
        return "chrome", "one link"
    return ("heading" if heading else "body"), ""


def _without_cards(page: Page, layout: Layout, first: int, last: int) -> list[tuple[int, int]]:
    """A paragraph without the cards that open over a name in it: elements that hold three links and nothing else."""
    i, j = page.word(first), page.word(last - 1) + 1
    if layout.linked(i, j) < 0.3:
        return [(first, last)]
    holder, w, at = page.holder(i, j - 1), i, first
    out: list[tuple[int, int]] = []
    while w < j:
        chain = list(page.above(page.owner(w), most=12))
        inner = chain[: chain.index(holder)] if holder in chain else []
        card = next((c for e in reversed(inner) if (c := _card(page, layout, e))), None)
        w += 1
        if card and card[0] >= w - 1:
            a, b = page.keys[card[0]], min(last, page.keys[card[1]])
            out += [(at, a)] if at < a else []
            at, w = b, max(w, card[1])
    return [*out, (at, last)] if at < last else out


def _card(page: Page, layout: Layout, element: int) -> tuple[int, int] | None:
    """The words of an element that is a card: those behind its first link, where that is the name it opens over."""
    e = page.elements[element]
    if e.name == "a" or e.last - e.first < 6 or layout.linked(e.first, e.last) < ALL_LINK:
        return None
    links = []
    for below in page.elements[element + 1 :]:
        if below.first >= e.last:
            break
        if below.name == "a" and below.last > below.first:
            links.append(below)
    if len(links) < 3:
        return None
    name = links[0]
    opens = name.first == e.first and name.parent == element
    return (name.last if opens else e.first), e.last


def _frames(layout: Layout, lines: Sequence[Line]) -> set[int]:
    """The elements that hold the story's paragraphs directly, where they hold a fair share of it."""
    held: Counter[int] = Counter()
    for line in lines:
        if line.kind == "body":
            for a, b in line.runs:
                block = layout.block(layout.page.word(a))
                if block >= 0:
                    held[layout.page.elements[block].parent] += b - a
    total = sum(held.values())
    return {f for f, n in held.items() if f >= 0 and n >= SHARE * total}


def _prose(layout: Layout, p: Paragraph) -> bool:
    return layout.chars(p.first, p.last) >= PROSE and layout.linked(p.first, p.last) <= LINKED


def _apart(layout: Layout, p: Paragraph, frame: int) -> bool:
    """Whether something between a paragraph and its frame says that it is no story."""
    for i, name, kind in layout.around(p.first):
        if i == frame:
            return False
        if name in ASIDE or name in ("figure", "table") or kind is not None:
            return True
    return False


def _fullest(layout: Layout) -> tuple[int, int] | None:
    """The element that holds most running text in paragraphs, and how much.

    A paragraph counts for what holds it and half for what holds that: a story is often parted once more (before and behind
    a paywall's line). Where text stands in a div by itself, parted by line breaks, the div is a frame too.
    """
    held: Counter[int] = Counter()
    direct: Counter[int] = Counter()
    elements = layout.page.elements
    for p in layout.paragraphs:
        if p.block < 0 or not _prose(layout, p) or _aside(layout, p):
            continue
        chain = list(layout.page.above(p.block, most=3))
        if elements[p.block].name == "p":
            chain = chain[1:]
        direct[chain[0] if chain else -1] += 1
        for share, frame in zip((4, 3, 2) if elements[p.block].name != "p" else (4, 2), chain, strict=False):
            if elements[frame].name not in ("body", "html"):
                held[frame] += share * layout.chars(p.first, p.last)
    if not held:
        return None
    frame, size = max(held.items(), key=lambda f: (f[1], -f[0]))
    outer = elements[frame].parent
    return (outer if direct[outer] else frame), size // 4


def _aside(layout: Layout, p: Paragraph) -> bool:
    """Whether a paragraph stands in a menu, a form, a sidebar, or in what a class near it calls chrome."""
    around = enumerate(layout.around(p.first))
    return any(name in ASIDE or (kind in ("chrome", "hidden") and depth < 5) for depth, (_, name, kind) in around)


def _added(
    page: Page, layout: Layout, frames: set[int], lines: Sequence[Line], aligner: Aligner, *, whole: bool = False
) -> Iterator[Line]:
    """Paragraphs of the story's frames that were not extracted.

    Between the story's first and last line all that reads as story; beyond that running text only, and only where frames of
    the same kind as the story's follow on one another.
    """
    runs = [r for line in lines if line.kind in ("body", "heading") for r in line.runs]
    begin, end = min((r[0] for r in runs), default=0), max((r[1] for r in runs), default=0)
    kinds = {layout.signature(f) for f in frames}
    for p in layout.paragraphs:
        if p.block < 0:
            continue
        first, last = page.keys[p.first], page.keys[p.last]
        frame, near = _frame_of(layout, p, frames, kinds)
        if frame is None or aligner.free(page.key[first:last], first, last) != first or _apart(layout, p, frame):
            continue
        kind, _ = kind_of(layout, p.first, p.last)
        within = begin <= first and last <= end
        told = (whole and kind in ("body", "heading")) or (kind == "body" and within and _belongs(layout, p))
        if told if near == "own" else kind == "body" and _prose(layout, p):
            why = "between the story's paragraphs" if near == "own" else "in a frame of the story's kind"
            aligner.take(first, last)
            yield Line(kind, ((first, last),), f"{why}; not extracted")


def _belongs(layout: Layout, p: Paragraph) -> bool:
    """Whether a paragraph between those of a story reads as one of them: running text, or a part of a quotation."""
    if layout.linked(p.first, p.last) > LINKED:
        return False
    if layout.chars(p.first, p.last) >= PROSE:
        return True
    return any(name == "blockquote" for _, name, _ in layout.around(p.first))


def _frame_of(
    layout: Layout, p: Paragraph, frames: set[int], kinds: set[tuple[str, ...]]
) -> tuple[int | None, Literal["own", "kin"]]:
    """The frame that a paragraph stands in, one of the story's own or one of the same kind beside it."""
    chain = list(layout.page.above(p.block, most=5))
    for i in chain[1:]:
        if i in frames:
            return i, "own"
    if len(chain) > 1 and layout.signature(chain[1]) in kinds and _beside(layout, chain[1], frames):
        return chain[1], "kin"
    return None, "own"


def _beside(layout: Layout, frame: int, frames: set[int]) -> bool:
    """Whether a frame has an element around it, three steps up at most, that is around one of the story's too."""
    near = {i for i in list(layout.page.above(frame, most=4))[1:] if layout.page.elements[i].name not in ("body", "html")}
    return any(near & set(list(layout.page.above(f, most=4))[1:]) for f in frames)
