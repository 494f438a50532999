"""A phrase that somebody asks about is read whole; an article is read as always."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.read.text import article_of_text
from onrecord.stages.tidy import Tidy, Whole


def blocks(stage: Tidy, text: str) -> list[tuple[str, str]]:
    article = article_of_text(text, language="en")
    article = article.with_layers(next(iter(stage([article]))))
    return [(b.kind, b.at.cut(article.text)) for b in article.blocks if b.at is not None]


@pytest.mark.parametrize("text", ["31 February 2020 at 25:61", "By Monday", "Springfield", "Subscribe to our newsletter today"])
def test_a_phrase_is_all_story(text: str) -> None:
    assert blocks(Whole(), text) in ([("body", text)], [("title", text)], [("heading", text)])


def test_an_article_keeps_its_dateline() -> None:
    text = "AMMAN, Jordan, Jan. 3, 2020 (AP) — Troops moved on Monday."
    assert blocks(Whole(), text) == blocks(Tidy(), text)
    assert blocks(Whole(), text)[0][0] == "dateline"


@given(st.text(alphabet="aA1 .,:\n-", max_size=80))
def test_no_word_of_a_phrase_is_left_out(text: str) -> None:
    read = "".join(words for _, words in blocks(Whole(), text))
    assert sorted(c for c in read if c.isalnum()) == sorted(c for c in text if c.isalnum())
