"""The offset law: whatever is done to a text, each character of the new one still knows where it came from."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.article import Article, OffsetMap, Reading, Rewriter, Source, Span

TEXT = st.text(st.characters(codec="utf-8"), max_size=60)


@st.composite
def rewritten(draw: st.DrawFn, old: str) -> tuple[str, OffsetMap]:
    """Any rewriting of ``old``: runs kept, dropped, replaced, with insertions between, the runs in any order."""
    cuts = sorted({0, len(old), *draw(st.lists(st.integers(0, len(old)), max_size=6))})
    runs = draw(st.permutations(list(itertools.pairwise(cuts))))
    w = Rewriter(old)
    for a, b in runs:
        deed = draw(st.sampled_from(["keep", "keep", "drop", "replace", "insert"]))
        if deed == "keep":
            w.keep(a, b)
        elif deed == "replace":
            w.replace(a, b, draw(st.text(max_size=4)))
        elif deed == "insert":
            w.insert(draw(st.text(max_size=3))).keep(a, b)
    return w.text, w.map()


@given(st.data(), TEXT)
def test_kept_characters_are_the_same_in_both_texts(data: st.DataObject, old: str) -> None:
    new, m = data.draw(rewritten(old))
    assert m.length == len(new)
    for p in m.pieces:
        if p.kept:
            assert p.new.cut(new) == p.old.cut(old)


@given(st.data(), TEXT)
def test_a_span_and_its_way_back_cover_it(data: st.DataObject, old: str) -> None:
    new, m = data.draw(rewritten(old))
    a = data.draw(st.integers(0, len(new)))
    b = data.draw(st.integers(a, len(new)))
    hull = m.old(Span(a, b))
    standing = [p for p in m.pieces if p.new.overlaps(Span(a, b)) and len(p.old)]
    if hull is None:
        assert standing == []
        return
    back = m.new(hull)
    assert back is not None
    assert all(back.overlaps(p.new) for p in standing)


@given(st.data(), TEXT)
def test_composed_maps_lead_where_the_two_lead_one_after_the_other(data: st.DataObject, old: str) -> None:
    mid, inner = data.draw(rewritten(old))
    new, outer = data.draw(rewritten(mid))
    both = outer.compose(inner)
    assert both.size == len(old)
    assert both.length == len(new)
    for i in range(len(new)):
        step = outer.old(Span(i, i + 1))
        assert both.old(Span(i, i + 1)) == (inner.old(step) if step else None)
    for p in both.pieces:
        if p.kept:
            assert p.new.cut(new) == p.old.cut(old)


def test_trace_tells_each_edit() -> None:
    w = Rewriter("MENU a beginning.Commander &amp; more")
    w.keep(5, 17).insert("\n").keep(17, 27).replace(27, 32, "&").keep(32, 37)
    assert w.text == "a beginning.\nCommander & more"
    assert [(e.kind, e.old.start, e.old.end) for e in w.map().trace()] == [
        ("drop", 0, 5),
        ("insert", 0, 0),
        ("replace", 27, 32),
    ]
    assert OffsetMap.identity(5).trace() == ()


def test_the_same_character_is_never_used_twice() -> None:
    with pytest.raises(ValueError, match="used twice"):
        Rewriter("abc").keep(0, 2).keep(1, 3)


def test_maps_that_do_not_meet_are_refused() -> None:
    with pytest.raises(ValueError, match="do not meet"):
        OffsetMap.identity(3).compose(OffsetMap.identity(4))


def article(source: str, keep: list[tuple[int, int]], kind: str = "text") -> Article:
    w = Rewriter(source)
    for a, b in keep:
        if w.at:
            w.insert("\n\n")
        w.keep(a, b)
    return Article(Source(source, kind, ""), Reading(w.text, w.map()))


def test_a_mark_leaves_white_space_out_and_knows_both_texts() -> None:
    a = article("Menu\nHe said so. ", [(5, 16)])
    mark = a.mark(0, 3)
    assert (mark.span, mark.at) == (Span(5, 7), Span(0, 2))
    assert a.words(mark) == "He"


def test_marks_break_where_words_that_are_not_read_stand_between() -> None:
    text = "He said so ADVERTISEMENT and left."
    a = article(text, [(0, 10), (25, 34)])
    assert [m.span.cut(text) for m in a.marks(0, len(a.text))] == ["He said so", "and left."]


def test_marks_do_not_break_at_mere_markup() -> None:
    page = "<p>He <b>said</b> so</p><script>x</script><p>and left.</p>"
    a = article(page, [(3, 6), (9, 13), (17, 20), (45, 54)], "html")
    assert len(a.marks(0, len(a.text))) == 1


def test_a_mark_on_nothing_is_refused() -> None:
    a = article("one two", [(0, 3), (4, 7)])
    with pytest.raises(ValueError, match="no character"):
        a.mark(3, 5)


@given(st.integers(-3, 9), st.integers(-3, 9))
def test_spans_are_never_inverted(a: int, b: int) -> None:
    if 0 <= a <= b:
        assert len(Span(a, b)) == b - a
    else:
        with pytest.raises(ValueError, match="not a span"):
            Span(a, b)
