"""Tidy as a whole: spans are exact, nothing is lost, clean text stays whole, pages lose their chrome."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.article import Article
from onrecord.read.text import article_of_text
from onrecord.stages.tidy import Tidy

STORY = [
    "The harbour council of Port Vell voted on Tuesday to close the old quay, officials said after a long meeting.",
    "The vote followed months of protests by fishermen who say that the new terminal has taken away their living.",
    "“We were promised a place to land our catch,” said Mara Olsen, who leads the fishermen's union, after the vote.",
    "The mayor said that the city would pay for a new landing stage, though she did not say when it would be built.",
    "Two people were hurt in March when police cleared the quay of protesters; the inquiry into that day is still open.",
]
MENU = ["Home", "News", "World", "Politics", "Sports", "Opinion", "Weather", "Sign in", "Subscribe", "Search"]
TAIL = [
    "Most Popular",
    "Storm closes the airport",
    "Ten tips for a better garden",
    "Privacy Policy",
    "Terms of Use",
    "© 2025 Vell News",
]


def tidied(text: str, **given: str) -> Article:
    article = article_of_text(text, **given)
    return article.with_layers(next(Tidy()([article])))


def kinds(article: Article) -> list[tuple[str, str]]:
    return [(b.kind, article.source.cut(b.span)) for b in article.blocks]


def page(*story: str) -> str:
    return "\n".join([*MENU, "Council closes the old quay in Port Vell", *(story or STORY), *TAIL])


def test_a_page_keeps_its_story_and_loses_its_chrome() -> None:
    found = kinds(tidied(page()))
    assert [t for k, t in found if k == "body"] == STORY
    assert ("title", "Council closes the old quay in Port Vell") in found
    assert {t for k, t in found if k == "chrome"} == {*MENU, *TAIL}


def test_what_made_a_block_is_told() -> None:
    blocks = tidied(page()).blocks
    assert all(b.by.startswith("tidy@") and b.why for b in blocks)
    modelled = [b for b in blocks if b.why.startswith("lines model")]
    assert modelled
    assert all(b.score is not None and 0 <= b.score <= 1 for b in modelled)


def test_clean_text_stays_whole() -> None:
    article = tidied("\n\n".join(STORY))
    assert [t for k, t in kinds(article) if k == "body"] == STORY
    assert article.text == "\n\n".join(STORY)


@pytest.mark.parametrize("text", ["Rebels shelled the town.", "Two dead in raid", "Share prices fell on Monday.", "x" * 30])
def test_a_text_of_a_line_or_two_is_never_dropped(text: str) -> None:
    assert tidied(text).text.split() == text.split()


LINES = st.lists(
    st.one_of(
        st.sampled_from(
            [*STORY, *MENU, *TAIL, "By Ann Lee", "Source: Sputnik", "(Reuters) - Rain fell.", "The end.Next day it", ""]
        ),
        st.text(max_size=40),
    ),
    max_size=25,
)


def seen(text: str) -> str:
    """A text as it is read: what can't be seen left out (tidy drops it), white space folded."""
    return " ".join(re.sub("[\u00ad\u200b-\u200d\u2060\ufeff\x00]", "", text).split())


@given(LINES, st.sampled_from(["\n", "\r\n", "\r", "\n\n", " \u2028"]))
@settings(max_examples=60, deadline=None)
def test_spans_are_exact_whatever_comes(parts: list[str], end: str) -> None:
    text = end.join(parts)
    article = tidied(text)
    at = 0
    for block in article.blocks:
        assert 0 <= block.span.start < block.span.end <= len(text)
        assert block.span.start >= at
        at = block.span.end
        if block.at is not None:
            mark = article.mark(block.at.start, block.at.end)
            assert block.span.covers(mark.span)
            assert seen(article.text[mark.at.start : mark.at.end]) == seen(mark.span.cut(text))
    for i, c in enumerate(article.text):
        old = None if c.isspace() else article.mark(i, i + 1)
        assert old is None or old.span.cut(text) == c


@given(LINES)
@settings(max_examples=60, deadline=None)
def test_the_same_text_gives_the_same_blocks(parts: list[str]) -> None:
    text = "\n".join(parts)
    assert tidied(text).blocks == tidied(text).blocks


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\t\n",
        "\x00\x00",
        "\ud800",
        "\n".join(MENU),
        "word " * 100_000,
        "\n".join(["News"] * 10_000),
        "The end.Next " * 20_000,
        bytes(range(256)).decode("latin-1") * 400,
        "The council met.\rNews\r\n\nIt voted.\u2028Home\x0b\x85By Ann Lee\n\r" * 500,
        "aB.Cd" * 40_000,
        '("“‘' * 40_000,
    ],
    ids=[
        *("empty", "space", "null", "half", "chrome", "one-long-line", "many-lines", "all-glued"),
        *("bytes", "mixed-ends", "no-space", "opened"),
    ],
)
def test_odd_input_ends_in_bounded_time(text: str) -> None:
    began = time.monotonic()
    tidied(text)
    assert time.monotonic() - began < 30
