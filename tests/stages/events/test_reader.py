"""What the encoder says of words, asked in the quick ways, is what the whole answer says."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from models.made import tensors
from onrecord.article import Span
from onrecord.read.text import article_of_text
from onrecord.stages.events.read import Reader, Spread
from onrecord.stages.parse import language
from onrecord.syntax import read

TEXT = "Rebels shelled the port, the mayor said."


def test_the_chance_of_none_is_the_first_of_all_chances() -> None:
    article = article_of_text(TEXT).with_layers({"tensors": tensors(TEXT, classes=[("type", (7, 12), "ASSAULT")])})
    reader = Reader(article)
    said = [reader.none(token) for token in read(language()(TEXT))]
    assert said == [(reader.types(token) or [None])[0] for token in read(language()(TEXT))]
    assert min(p for p in said if p is not None) < 0.5


def test_without_a_model_nothing_is_said() -> None:
    reader = Reader(article_of_text(TEXT))
    token = read(language()(TEXT))[1]
    assert (reader.model, reader.types(token), reader.none(token), reader.sides(Span(7, 14), token)) == (None,) * 4


def test_a_spread_means_what_its_pieces_mean() -> None:
    scores = np.linspace(0.1, 0.7, 9, dtype=np.float32)
    spread = Spread(20, scores)
    for first, last in pairwise(range(20, 30)):
        assert spread.mean(first, last) == (pytest.approx(scores[first - 20]) if first < 29 else 0.0)
    assert spread.mean(22, 26) == pytest.approx(scores[2:6].mean())
    assert spread.mean(0, 21) == pytest.approx(0.1)
    assert spread.mean(0, 20) == spread.mean(29, 40) == 0.0
