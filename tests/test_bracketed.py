"""The reader of bracketed cases."""

from __future__ import annotations

from bracketed import Marked, parse


def test_brackets_may_nest_and_carry_values() -> None:
    text, marked = parse("[S|She] said [Q|it ends [T:2026|this year]].")
    assert text == "She said it ends this year."
    assert marked == (
        Marked("S", None, 0, 3, "She"),
        Marked("T", "2026", 17, 26, "this year"),
        Marked("Q", None, 9, 26, "it ends this year"),
    )
