from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.made import cut
from onrecord.models.pieces import KINDS, central, quoted, windows

TEXT = st.text(alphabet=st.sampled_from(list("aB1 .,“”\"'\n«»é中\U0001f600")), max_size=80)


@given(TEXT)
def test_pieces_stand_in_the_text_in_order(text: str) -> None:
    p = cut(text)
    assert all(0 <= s < e <= len(text) for s, e in zip(p.starts, p.ends, strict=True))
    assert (p.ends[:-1] <= p.starts[1:]).all()
    assert ((p.kinds >= 0) & (p.kinds < KINDS)).all()
    assert all(text[s:e].strip() for s, e in zip(p.starts, p.ends, strict=True))


def kind_of(text: str, word: str) -> int:
    p = cut(text)
    return int(p.kinds[np.flatnonzero(p.starts == text.index(word))[0]])


@pytest.mark.parametrize(
    ("text", "word", "kind"),
    [
        ("it said so", "said", 0),
        ("it said so", "it", 2),
        ("it said\nso", "so", 2),
        ("it Said so", "Said", 4),
        ('it said "so it"', "so", 1),
        ('it said "so" it', " it"[1:], 2),
        ("it said “so”", "so", 1),
        ("it said ``so'' all", "all", 0),
        ("it said “so\nand more", "more", 0),
    ],
)
def test_a_kind_says_case_line_and_quote(text: str, word: str, kind: int) -> None:
    assert kind_of(text, word) == kind


@given(TEXT)
def test_quotations_never_cross_a_line(text: str) -> None:
    mask = quoted(text)
    assert all(mask[i] == 0 for i, c in enumerate(text) if c == "\n")


@given(st.integers(0, 2000), st.integers(2, 300), st.integers(1, 300))
def test_windows_cover_every_piece(count: int, size: int, stride: int) -> None:
    at = windows(count, size, min(size, stride))
    assert sorted({i for s, e in at for i in range(s, e)}) == list(range(count))
    assert all(e - s <= size for s, e in at)


@given(st.integers(1, 2000))
def test_each_piece_is_read_where_it_stands_deep(count: int) -> None:
    at = windows(count)
    owner = central(count, at)
    for i in range(count):
        s, e = at[owner[i]]
        assert s <= i < e
        assert s == 0 or i - s >= 23
        assert e == count or e - 1 - i >= 23
