"""Where a page's headline and byline stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from onrecord.knowledge import markup, pages
from onrecord.read.html.align import Aligner, key_of
from onrecord.read.html.facts import Facts, Stated, credited, people
from onrecord.read.html.layout import HEADINGS, Layout, Paragraph
from onrecord.read.html.page import Page

#: What parts a headline from the outlet's name in a title element.
_PARTED = re.compile(r"\s+[|•·»]+\s+|\s+[-–—:]+\s+|\s*::\s*")
_WORD = re.compile(r"\w+")
#: Words of a paragraph at most for an author's name in it to be a byline; a longer one tells of somebody.
_BYLINE = 15
_BY = re.compile(r"^(?:by|written by|posted by|story by|reported by|author:)\s+(?=[A-Z])", re.I)
#: Words that a heading shares with the title stated in the page's metadata, at least, to be its headline.
_ALIKE = 0.6
#: Headings that are looked at, and ways to cut a stated title; a page has some dozen, a title seldom more than three.
_HEADS, _CUTS = 1000, 4


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a headline or a byline stands: a run of ``page.key``, or of the source where it is not shown (``raw``)."""

    first: int
    last: int
    raw: bool
    why: str


def title_of(layout: Layout, facts: Facts, titles: Sequence[Stated], begin: int, story: int | None) -> Spot | None:
    """The headline: the heading that the stated title names, else the top heading before the story, else the stated title.

    ``titles`` are those stated, best first; ``begin`` and ``story`` are where in ``page.key`` the page's body and the story's
    first line begin.
    """
    page, outlet = layout.page, facts.publisher
    wanted = [w for t in titles for w in (t.value, *_shorter(t.value))]
    keys = [key_of(w) for w in wanted if w]
    heads = list(islice(_headings(page), _HEADS))
    for key in keys:
        same = [h for h in heads if page.key[h[0] : h[1]] == key]
        if same:
            first, last, name = _nearest(same, story)
            return Spot(first, last, False, f"{name} that is the stated title")
    sets = [_words(w) for w in wanted]
    alike = [h for h in heads if h[2] in ("h1", "h2") and any(_alike(_words(_text(page, h)), s) for s in sets)]
    if alike:
        first, last, name = _nearest(alike, story)
        return Spot(first, last, False, f"{name} like the stated title")
    top = [h for h in heads if h[2] == "h1" and (story is None or h[0] < story) and page.key[h[0] : h[1]] != key_of(outlet)]
    top = [h for h in top if len(_WORD.findall(_text(page, h))) >= 3]
    if top:
        return Spot(top[0][0], top[0][1], False, "top heading before the story")
    return _stated(layout, titles, outlet, begin)


def _headings(page: Page) -> Iterator[tuple[int, int, str]]:
    for e in page.elements:
        if e.name in HEADINGS and 0 < e.last - e.first <= 80:
            yield page.keys[e.first], page.keys[e.last], e.name


def _nearest(found: list[tuple[int, int, str]], story: int | None) -> tuple[int, int, str]:
    """The last before the story, top headings first."""
    before = [h for h in found if story is None or h[0] <= story] or found
    top = min(h[2] for h in before)
    return [h for h in before if h[2] == top][-1]


def _shorter(title: str) -> Iterator[str]:
    """A title without what stands behind its last parting signs: an outlet's name, a section."""
    cuts = [m.start() for m in _PARTED.finditer(title)]
    for cut in cuts[: -_CUTS - 1 : -1]:
        if len(_WORD.findall(title[:cut])) >= 2:
            yield title[:cut]
    if cuts:  # "Opinion | Headline"
        yield _PARTED.split(title, maxsplit=1)[1]


def _text(page: Page, heading: tuple[int, int, str]) -> str:
    return page.text(page.word(heading[0]), page.word(heading[1] - 1) + 1)


def _words(text: str) -> set[str]:
    return {w.lower() for w in _WORD.findall(text)}


def _alike(a: set[str], b: set[str]) -> bool:
    return len(a & b) >= max(3, _ALIKE * max(len(a), len(b))) if a and b else False


def _stated(layout: Layout, titles: Sequence[Stated], outlet: str, begin: int) -> Spot | None:
    """The stated title where it is a paragraph of its own, else in the page's metadata without the outlet's name."""
    page = layout.page
    long: dict[int, list[Paragraph]] = {}
    for p in layout.paragraphs:
        long.setdefault(layout.chars(p.first, p.last), []).append(p)
    for t in titles:
        for words in (t.value, *_shorter(t.value)):
            key = key_of(words)
            for p in long.get(len(key), ())[:_HEADS]:
                if page.keys[p.first] >= begin and page.key.startswith(key, page.keys[p.first]):
                    return Spot(page.keys[p.first], page.keys[p.last], False, f"paragraph that is the title of {t.basis}")
    for t in titles:
        if t.span is not None:
            a, b = t.span
            words = next((w for w in _shorter(t.value) if outlet and key_of(outlet) in key_of(t.value[len(w) :])), t.value)
            found = page.source.find(words, a, b)
            return Spot(found, found + len(words), True, t.basis) if found >= 0 else Spot(a, b, True, t.basis)
    return None


def byline_of(layout: Layout, facts: Facts, around: int, aligner: Aligner) -> list[Spot]:
    """Where the authors stand: in short paragraphs (those nearest the headline, at ``around``), else in the metadata.

    Stated persons come first; then who is stated in their place (an agency, a staff), where the page shows it; then what
    elements marked as author, and paragraphs that begin with "By", name.
    """
    if facts.authors:
        return _spots(layout, facts.authors, around, aligner, hidden=True)
    bodies = _spots(layout, facts.bodies, around, aligner, hidden=False)[:1]
    return bodies or _spots(
        layout, [*_marked(layout.page, facts)] or [*_said(layout, facts, around)], around, aligner, hidden=False
    )


def _spots(layout: Layout, authors: Sequence[Stated], around: int, aligner: Aligner, *, hidden: bool) -> list[Spot]:
    """Where authors stand; ``hidden``: in the metadata, where the page does not show them."""
    page = layout.page
    spots: list[Spot] = []
    for author in authors:
        shown = [
            s
            for s in _shown(layout, key_of(author.value))
            if aligner.free(page.key[s.first : s.last], s.first, s.last) == s.first
        ]
        if shown:
            spot = min(shown, key=lambda s: (s.first < around, abs(s.first - around)))
            aligner.take(spot.first, spot.last)
            spots.append(Spot(spot.first, spot.last, False, author.basis))
        elif author.span is not None and hidden:
            spots.append(Spot(*author.span, True, author.basis))
    return spots


def _shown(layout: Layout, key: str) -> Iterator[Spot]:
    """Short paragraphs that hold a name: the name in each, with the "By" before it."""
    page = layout.page
    first = page.key.find(key) if key else -1
    if first < 0:
        shouted = key.upper(), key.title()
        first = next((f for k in shouted if (f := page.key.find(k)) >= 0), -1)
        key = page.key[first : first + len(key)] if first >= 0 else key
    while first >= 0:
        i, j = page.word(first), page.word(first + len(key) - 1)
        p = layout.paragraph(i)
        if p and j < p.last and p.last - p.first <= _BYLINE:
            begin = first - 2 if i > p.first and page.key[first - 2 : first].lower() == "by" else first
            yield Spot(begin, first + len(key), False, "")
        first = page.key.find(key, first + 1)


def _marked(page: Page, facts: Facts) -> Iterator[Stated]:
    """Authors by the elements whose class, rel or itemprop says so."""
    names = {name for where, name in markup.stated("author") if where == "class"}
    seen: set[str] = set()
    for i, e in enumerate(page.elements):
        if not 0 < e.last - e.first <= _BYLINE or e.name in ("body", "html", "article"):
            continue
        found = page.attributes(i)
        words = f"{found.get('class', '')} {found.get('rel', '')} {found.get('itemprop', '')}".lower().split()
        if names.isdisjoint(words):
            continue
        for name in _credited(page.text(e.first, e.last), facts):
            if name not in seen and len(name.split()) <= 5:
                seen.add(name)
                yield Stated(name, "element marked as author")
        if seen:
            return


def _credited(words: str, facts: Facts) -> list[str]:
    """The persons that some words name, else the agencies."""
    known = [n for n in credited([words]) if n.lower().removeprefix("the ") in pages.agencies()]
    return people([words], facts.publisher) or known


def _said(layout: Layout, facts: Facts, around: int) -> Iterator[Stated]:
    """Authors of the first short paragraph behind the headline that begins with "By"."""
    page = layout.page
    for p in layout.behind(page.word(min(around, len(page.key) - 1)), 20) if page.key else ():
        words = page.text(p.first, p.last) if p.last - p.first <= _BYLINE else ""
        m = _BY.match(words)
        if m:
            for name in _credited(words[m.end() :], facts):
                yield Stated(name, "paragraph that begins with By")
            return
