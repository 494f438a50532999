"""Any text at all: spans stand on their words, values are well-formed, nothing crashes, nothing takes long."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.article import Article
from onrecord.article.layers import Block, Sentence
from onrecord.article.span import Span
from onrecord.knowledge.times import time_joins, time_rules, word_classes
from onrecord.read.text import article_of_text
from onrecord.stages.times import Times
from stages.times.timex import well_formed

WORDS = sorted({w for words in word_classes().values() for w in words})
EXAMPLES = [r.example.replace("[", "").replace("]", "") for r in (*time_rules(), *time_joins())]
NUMBERS = st.one_of(
    st.integers(0, 99999).map(str), st.sampled_from(["31", "30", "29", "2019", "25:61", "1/2", "00", "0", "999999999"])
)
PIECES = st.one_of(
    st.sampled_from(WORDS),
    st.sampled_from(EXAMPLES),
    NUMBERS,
    st.sampled_from(["the", "of", "in", ",", ".", "-", "–", "'s", "to", "and", "\n"]),
)
TEXTS = st.one_of(st.lists(PIECES, max_size=12).map(" ".join), st.text(max_size=80))
DATES = st.one_of(
    st.none(),
    st.dates(date(1, 1, 1), date(9999, 12, 31)).map(date.isoformat),
    st.sampled_from(["2020", "2020-02", "2020-02-29"]),
)


def timed(text: str, published: str | None) -> Article:
    """A text as one block and one sentence, without a parse, through the stage alone."""
    article = article_of_text(text, given_date=published, language="en")
    whole = Span(0, len(text))
    layers = {"blocks": (Block("body", whole, whole, "test", "whole"),), "language": "en"}
    if text.strip():
        layers["sentences"] = (Sentence(article.mark(0, len(text)), "test", "whole"),)  # type: ignore[assignment]
    article = article.with_layers(layers)
    return article.with_layers(next(iter(Times()([article]))))


@given(TEXTS, DATES)
@settings(max_examples=400, deadline=None)
def test_any_text(text: str, published: str | None) -> None:
    article = timed(text, published)
    ids = {"published", "dateline", *(t.id for t in article.times)}
    end = 0
    for t in article.times:
        assert t.mark.at.start >= end, "expressions do not overlap and stand in order"
        end = t.mark.at.end
        words = t.mark.at.cut(text)
        assert words == words.strip() != ""
        assert article.words(t.mark) == words
        assert well_formed(t.type, t.value), (words, t.type, t.value)
        assert t.anchor is None or t.anchor in ids
        assert t.why and "@" in t.by
    assert timed(text, published).times == article.times


@pytest.mark.parametrize(
    "text",
    ["9" * 100_000, "1 " * 50_000, "Monday " * 15_000, "January 1, " * 9_000, "the last two " * 8_000, "2020-" * 20_000,
     "one hundred and " * 6_000, "early late mid " * 7_000, "between 1 and 2 and 3 " * 5_000, "'" * 100_000,
     "in the year " * 8_000, "a" * 100_000, "ago " * 25_000, " " * 100_000 + "x"],
    ids=lambda t: t[:12],
)  # fmt: skip
def test_pathological_text_takes_bounded_time(text: str) -> None:
    begin = time.process_time()
    timed(text, "2020-01-08")
    # 100,000 characters of news take about 0.1 s; the bound leaves room for a slow machine and still sees anything quadratic.
    assert time.process_time() - begin < 10
