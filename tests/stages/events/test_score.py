"""Scores: shares of what is right, in the order of the classifiers' chances."""

from hypothesis import given
from hypothesis import strategies as st

from onrecord.stages.events.score import calibrated


@given(st.floats(0, 1), st.floats(0, 1))
def test_keeps_the_order(a: float, b: float) -> None:
    assert calibrated(min(a, b)) <= calibrated(max(a, b))


@given(st.floats(0, 1))
def test_is_a_share(a: float) -> None:
    assert 0 <= calibrated(a) <= 1


def test_is_less_sure_than_the_classifiers() -> None:
    assert calibrated(0.9) < 0.8 < calibrated(0.95) < 0.95
