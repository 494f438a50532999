"""The bound by which most words are passed over never passes over an anchor."""

from __future__ import annotations

import math

from hypothesis import given
from hypothesis import strategies as st

from onrecord.stages.events.anchors import FLOOR, LEAST_READ, TYPES, _hopeless

CHANCES = st.lists(st.floats(1e-6, 1.0), min_size=len(TYPES) + 1, max_size=len(TYPES) + 1).map(
    lambda p: [x / sum(p) for x in p]
)


@given(CHANCES, CHANCES)
def test_what_is_passed_over_at_a_glance_is_no_anchor(linear: list[float], read: list[float]) -> None:
    if _hopeless(linear[0], read[0]):
        z = [math.sqrt(max(p, FLOOR) * max(q, FLOOR)) for p, q in zip(linear, read, strict=True)]
        assert 1 - z[0] / sum(z) < LEAST_READ


def test_most_words_are_passed_over_and_sure_ones_are_not() -> None:
    assert _hopeless(0.99, 0.99)
    assert not _hopeless(0.2, 0.3)
    assert not _hopeless(0.99, None)
