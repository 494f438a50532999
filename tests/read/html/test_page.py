"""The page as it is seen: every character at its place, and the elements around it."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.article import Rewriter, Source, Span, visible
from onrecord.read.html.align import Aligner, key_of, parts, write
from onrecord.read.html.page import BREAK, Page, page_of

TEXT = st.text(st.sampled_from("abÄ .,<>&;#x2”\u00ad\u200b\u00a0\n\t'\"=/!-]"), max_size=12)
ENTITY = st.sampled_from(["&amp;", "&#8220;", "&nbsp;", "&copy2", "&bogus;", "&lt;p&gt;", "&#x1F600;", "&", "&shy;"])
NAMES = st.sampled_from(
    ("p", "div", "b", "span", "a", "h1", "li", "ul", "td", "tr", "table", "br", "script", "svg", "title", "x-y")
)


def _element(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    attributes = st.sampled_from(["", ' class="a > b"', " x=1 y", " t='</p>'", ' q="', "/"])
    whole = st.builds(lambda n, a, t: f"<{n}{a}>{t}</{n}>", NAMES, attributes, inner)
    broken = st.builds(lambda n, a, t: f"<{n}{a}>{t}", NAMES, attributes, inner)
    closing = st.builds(lambda n, t: f"{t}</{n}>", NAMES, inner)
    comment = st.builds(lambda t: f"<!-- {t} -->", TEXT)
    return st.one_of(whole, whole, broken, closing, comment, st.lists(inner, max_size=4).map("".join))


MARKUP = st.recursive(st.one_of(TEXT, ENTITY), _element, max_leaves=20)


@given(MARKUP)
def test_a_page_is_what_is_visible(markup: str) -> None:
    page = page_of(markup)
    assert page.key == "".join(visible(markup).split())
    assert page.keys[-1] == len(page.key)
    for i, (a, b) in enumerate(page.words):
        assert a < b <= (page.words[i + 1][0] if i + 1 < len(page.words) else len(markup))
        assert page.put.get(i, markup[a:b]) == page.key[page.keys[i] : page.keys[i + 1]]


@given(MARKUP, st.data())
def test_the_offset_law(markup: str, data: st.DataObject) -> None:
    """Whatever run of characters is written, its hull in the source reads as what was written."""
    page = page_of(markup)
    if not page.key:
        return
    first = page.keys[data.draw(st.integers(0, len(page.words) - 1))]
    last = page.keys[data.draw(st.integers(page.word(first) + 1, len(page.words)))]
    pieces = parts(page, first, last)
    assert [*(a for a, _ in pieces), last] == [first, *(b for _, b in pieces)]
    for a, b in pieces:
        w = Rewriter(markup)
        write(w, page, a, b)
        assert "".join(w.text.split()) == page.key[a:b]
        hull = w.map().old(Span(0, len(w.text)))
        assert hull is not None
        assert Source(markup, "html", "").cut(hull) == w.text


@given(MARKUP)
def test_elements_nest(markup: str) -> None:
    page = page_of(markup)
    for i, e in enumerate(page.elements):
        assert e.parent < i
        assert 0 <= e.first <= e.last <= len(page.words)
        if e.parent >= 0:
            assert page.elements[e.parent].first <= e.first
            assert e.last <= page.elements[e.parent].last


def _names(page: Page, word: str) -> list[str]:
    at = page.word(page.key.index(word))
    return [page.elements[i].name for i in page.above(page.owner(at))]


def test_elements_around_a_word() -> None:
    page = page_of("<body><div><p>one<p>two <b>three</b></div>four<ul><li>five<li>six</ul><table><tr><td>7<td>8</table>nine")
    assert _names(page, "one") == _names(page, "two") == ["p", "div", "body"]
    assert _names(page, "three") == ["b", "p", "div", "body"]
    assert _names(page, "four") == _names(page, "nine") == ["body"]
    assert _names(page, "five") == _names(page, "six") == ["li", "ul", "body"]
    assert _names(page, "8") == ["td", "tr", "table", "body"]


def test_attributes() -> None:
    page = page_of("<body><a HREF='/x?a=1&amp;b=2' class=\"one two\" hidden data-x=3>word</a>")
    assert page.attributes(page.owner(0)) == {"href": "/x?a=1&b=2", "class": "one two", "hidden": "", "data-x": "3"}


def test_gaps() -> None:
    page = page_of("<p>a<b>b</b> c<br>d<br><br>e</p><p>f</p>g<script>x</script>h")
    assert [page.gap(i) for i in range(1, 8)] == [0, 1, 2, BREAK, BREAK, BREAK, 0]


def _placed(markup: str, *lines: str) -> list[tuple[str, str] | None]:
    page = page_of(markup)
    found = Aligner(page).place(lines)
    return [(f.status, "|".join(page.key[a:b] for a, b in f.runs)) if f else None for f in found]


def test_lines_are_placed_between_their_neighbours() -> None:
    page = page_of("<p>More</p><p>The first line.</p><p>More</p><p>The second line.</p><p>More</p>")
    found = Aligner(page).place(["The first line.", "More", "The second line.", "More"])
    assert [f.first for f in found if f] == [4, 17, 21, 35]


def test_how_lines_are_placed() -> None:
    markup = "<h2>Late</h2><p>A first line of the story, <b>bold</b> &amp; all.</p><p>Second &#8220;line&#8221;.</p>"
    assert _placed(markup, "A first line of the story, bold & all.", "Second “line”.", "Late", "Not there", "\u200b") == [
        ("placed", "Afirstlineofthestory,bold&all."),
        ("placed", "Second“line”."),
        ("placed out of order", "Late"),
        None,
        None,
    ]
    assert _placed("<ul><li>item one<li>item two</ul>", "- item one", "• item two") == [
        ("placed", "itemone"),
        ("placed", "itemtwo"),
    ]


def test_a_line_with_something_else_within_is_placed_in_pieces() -> None:
    markup = "<p>The minister said on Monday <span class=ad>Buy now!</span> that taxes would fall.</p>"
    assert _placed(markup, "The minister said on Monday that taxes would fall.") == [
        ("placed in pieces", "TheministersaidonMonday|thattaxeswouldfall.")
    ]
    far = "<p>The minister said on Monday</p>" + "<p>Another line of words here.</p>" * 40 + "<p>that taxes would fall.</p>"
    assert _placed(far, "The minister said on Monday that taxes would fall.") == [None]


def test_no_character_is_used_twice() -> None:
    assert _placed("<p>twice</p>", "twice", "twice") == [("placed", "twice"), None]


@pytest.mark.parametrize(
    ("markup", "read"),
    [
        ("<p>over.</p><p>Next", ["over.", "Next"]),
        ("over.<br>Next", ["over.", "Next"]),
        ("runs<br>on over", ["runson over".replace("runson", "runs on")]),
        ("Verse one<br>Verse two", ["Verse one", "Verse two"]),
        ("one<br><br>two", ["one", "two"]),
        ("a<td>b", ["a b"]),
    ],
)
def test_markup_settles_where_a_paragraph_ends(markup: str, read: list[str]) -> None:
    page = page_of(markup)
    said = []
    for a, b in parts(page, 0, len(page.key)):
        w = Rewriter(markup)
        write(w, page, a, b)
        said.append(w.text)
    assert said == read


def test_key_of() -> None:
    assert key_of(" a\u00a0b\u200b c\n") == "abc"


@pytest.mark.parametrize(
    "hostile",
    [
        "<div>" * 100_000 + "x",
        "<b>" * 100_000 + "</i>" * 100_000,
        "<p>" * 200_000 + "x",
        "<div></b>" * 100_000,
        "<table><tr><td>" * 60_000,
        "<li>" * 100_000 + "x",
        "<b><div>" * 50_000 + "</b>" * 50_000,
    ],
    ids=lambda s: s[:12],
)
def test_hostile_nesting(hostile: str) -> None:
    start = time.process_time()
    page = page_of(hostile)
    if page.words:
        list(page.above(page.owner(0)))
    assert time.process_time() - start < 4


def test_hostile_lines() -> None:
    """Thousands of equal lines, and lines that are nearly found everywhere."""
    start = time.process_time()
    page = page_of("<p>aaaaaaaaaaaaaaaaaaaa</p>" * 5_000)
    found = Aligner(page).place(["a"] * 5_000 + ["a" * 100 + "b"] * 3)
    assert sum(f is not None for f in found) == 5_000
    assert time.process_time() - start < 5
