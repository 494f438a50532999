from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from models.made import tensors
from onrecord.article import Span
from onrecord.models.tensors import bucket

TEXT = "Rebels shelled the port, the mayor said."
ANCHOR, REBELS, MAYOR = (7, 14), (0, 6), (29, 34)


def span(at: tuple[int, int]) -> Span:
    return Span(*at)


def test_a_pair_is_likely_where_it_was_linked_and_nowhere_else() -> None:
    t = tensors(TEXT, links=[(ANCHOR, "actor", REBELS)])
    assert t.pair("actor", span(ANCHOR), span(REBELS)) > 0.9
    assert t.pair("actor", span(ANCHOR), span(MAYOR)) < 0.1
    assert t.pair("recipient", span(ANCHOR), span(REBELS)) < 0.1
    assert t.pair("actor", span(MAYOR), span(REBELS)) < 0.1


def test_a_pair_off_the_text_is_nothing() -> None:
    t = tensors(TEXT)
    assert t.pair("actor", Span(500, 510), span(REBELS)) == 0.0
    assert t.pair("actor", span(ANCHOR), Span(500, 510)) == 0.0


def test_speaker_and_content_share_their_probability_between_begin_and_inside() -> None:
    cue = (35, 39)
    t = tensors(TEXT, links=[(cue, "speaker", MAYOR), (cue, "content", (0, 23))])
    assert t.pair("speaker", span(cue), span(MAYOR)) > 0.9
    assert t.pair("content", span(cue), Span(0, 23)) > 0.9
    assert t.pair("content", span(cue), span(MAYOR)) < 0.1


def test_classes_are_those_of_the_words_pieces() -> None:
    t = tensors(TEXT, classes=[("type", ANCHOR, "ASSAULT"), ("status", ANCHOR, "possible")])
    assert t.classes("type", span(ANCHOR))["ASSAULT"] > 0.9
    assert t.classes("type", span(MAYOR))["NONE"] > 0.9
    assert t.classes("status", span(ANCHOR))["possible"] > 0.9
    assert t.classes("type", Span(500, 510)) == {}


def test_a_far_tail_is_no_tail() -> None:
    text = "he said " + "so " * 2000
    t = tensors(text)
    assert t.pair("content", Span(3, 7), Span(4000, 4010)) == 0.0


@given(st.integers(0, 120), st.integers(0, 120))
def test_within_finds_the_pieces_that_share_a_character(a: int, b: int) -> None:
    t = tensors(TEXT + " Nobody knew why, “yet”.")
    start, end = min(a, b), max(a, b)
    got = set(t.within(Span(start, end)).tolist())
    p = t.pieces
    assert got == {i for i in range(len(p)) if start < end and p.starts[i] < end and p.ends[i] > start}


def test_buckets_grow_with_distance_and_are_signed() -> None:
    d = np.arange(-254, 255)
    b = bucket(d)
    assert (np.diff(b) >= 0).all()
    assert b[254] == 32
    assert (b[254:] - 32 == 32 - b[254::-1]).all()
    assert b.min() >= 0
    assert b.max() <= 64
