"""Kinds: title, subheads, bylines, dates, captions and credit lines, as whole pages of our own writing have them."""

from __future__ import annotations

import pytest

from bracketed import Case, load
from onrecord.article import Article
from onrecord.read.text import article_of_text
from onrecord.stages.tidy import Tidy, signs

CASES = load("tidy.txt")
#: Labels of the case file, and the kinds they stand for.
KINDS = {
    "T": "title",
    "H": "heading",
    "Y": "byline",
    "D": "dateline",
    "C": "caption",
    "R": "credit",
    "B": "body",
    "X": "chrome",
}


def tidied(text: str, **given: str) -> Article:
    article = article_of_text(text, **given)
    return article.with_layers(next(Tidy()([article])))


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.id)
def test_every_bracket_is_a_block_of_its_kind(case: Case) -> None:
    article = tidied(case.text)
    found = [(b.kind, b.span.cut(case.text).strip()) for b in article.blocks]
    wanted = [(KINDS[m.label], m.text.strip()) for m in case.marked]
    missing = [w for w in wanted if w not in found]
    assert missing == [], found
    credit = next((m.value for m in case.marked if m.label == "R" and m.value), None)
    assert credit is None or (article.credit is not None and article.credit.agency == credit)


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.id)
def test_chrome_is_not_read_and_the_rest_is(case: Case) -> None:
    article = tidied(case.text)
    for m in case.marked:
        if m.label == "B":
            assert m.text in article.text


def test_the_title_given_with_the_input_wins() -> None:
    text = "Some kicker words here\nCouncil shuts quay\nThe council voted on Tuesday to shut the quay, officials said later."
    article = tidied(text, title="Council shuts quay")
    assert article.title is not None
    assert article.title.text == "Council shuts quay"
    assert article.title.why == "the title given with the input"


@pytest.mark.parametrize(
    "text",
    [
        "Published: 12 March 2025",
        "March 12, 2025",
        "Updated 9:41 AM, Nov. 19, 2024",
        "2025-03-12",
        "Posted on 3 May 2021 by admin",
        "2 hours ago",
    ],
)
def test_lines_that_tell_when_it_came_out(text: str) -> None:
    assert signs.published(text)


@pytest.mark.parametrize(
    "text",
    [
        "The war began on 12 March 2025.",
        "Talks in May",
        "He was born on May 3, 1950, in a village that no longer stands, and left it at six to work in the city.",
    ],
)
def test_lines_that_do_not(text: str) -> None:
    assert not signs.published(text)


@pytest.mark.parametrize(
    "text",
    [
        "File photo",
        "(Photo by Ann Lee/Getty Images)",
        "Soldiers on the quay. Ann Lee/AFP",
        "Image caption The old quay",
        "The quay (Image: GETTY )",
        "Photo: Ann Lee, AP",
        "Credit...Ann Lee/The Vell Times",
        "Ann Lee, AP",
        "The new keyboard via iFixit",
    ],
)
def test_captions(text: str) -> None:
    assert signs.caption(text)


@pytest.mark.parametrize(
    "text",
    [
        "He gave credit where it was due.",
        "The and/or clause was struck.",
        "Photographers were kept away from the quay by police.",
    ],
)
def test_no_captions(text: str) -> None:
    assert signs.caption(text) is None


@pytest.mark.parametrize(
    "text",
    ["By Ann Lee", "BY ANN LEE AND BO DE VRIES", "By Ann Lee | Vell News", "Ann Lee, Staff Writer", "Written by Ann Lee"],
)
def test_bylines(text: str) -> None:
    from onrecord.stages.tidy import credit

    assert signs.signed(text) or credit.byline(text)


@pytest.mark.parametrize("text", ["By Tuesday the town had fallen.", "by the river", "By then, it was late"])
def test_no_bylines(text: str) -> None:
    assert not signs.signed(text)
