"""Looking up by place finds what looking through everything finds."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from onrecord.article import Span, Stretches

SPANS = st.builds(lambda a, n: Span(a, a + n), st.integers(0, 1500), st.integers(0, 700))


@given(st.lists(SPANS, max_size=20), SPANS)
def test_found_is_what_overlaps_and_what_covers(spans: list[Span], at: Span) -> None:
    rows = list(enumerate(spans))
    near = Stretches((span, n) for n, span in rows)
    assert near.overlapping(at) == [n for n, span in rows if span.overlaps(at)]
    assert near.covering(at) == [n for n, span in rows if span.covers(at)]


def test_a_thing_with_two_spans_is_found_by_either() -> None:
    near = Stretches([(Span(0, 5), "q1"), (Span(900, 950), "q1"), (Span(2, 3), "q2")])
    assert near.overlapping(Span(2, 4)) == ["q1", "q2"]
    assert near.covering(Span(910, 920)) == ["q1"]
    assert near.overlapping(Span(300, 400)) == []
