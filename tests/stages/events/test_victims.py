"""Who those counted were, as bracketed sentences: role, group, number and the very words of each part of a count."""

from __future__ import annotations

from functools import cache

import pytest

from bracketed import Case, load
from onrecord.article import Article, Count
from onrecord.pipeline import Pipeline, default_stages
from onrecord.read.text import article_of_text

KINDS = ("killed", "wounded", "arrested", "displaced", "participants")


@cache
def pipeline() -> Pipeline:
    """By rules alone."""
    return Pipeline(default_stages(model=False))


def counts(article: Article) -> list[tuple[str, Count]]:
    found = [(kind, getattr(e, kind)) for e in article.events for kind in KINDS]
    return [(kind, count) for kind, count in found if count is not None]


def ranged(low: int | None, high: int | None) -> str:
    return "-" if low is None else f"{low}-{'' if high is None else high}"


@pytest.mark.parametrize("case", load("victims.txt"), ids=lambda c: c.id)
def test_who_they_were(case: Case) -> None:
    article = next(iter(pipeline().code([article_of_text(case.text, given_date="2021-06-16", language="en")])))
    told = counts(article)
    parts = {
        (f"{kind} {p.role or '-'} {p.group or '-'} {ranged(p.low, p.high)}", article.words(p.marks[0]))
        for kind, count in told
        for p in count.who
    }
    assert parts == {(m.value, m.text) for m in case.marked if m.label == "V"}
    for m in case.marked:
        if m.label == "K":
            assert any(ranged(c.low, c.high) == m.value and article.words(c.marks[0]) == m.text for _, c in told), told


def test_the_row_that_says_who_stands_in_why() -> None:
    article = next(iter(pipeline().code([article_of_text("The raid killed 13 soldiers and two nurses.", language="en")])))
    (event,) = article.events
    assert "killed: role_words.tsv: soldier" in event.why
    assert "killed: role_words.tsv: nurse; victim_groups.tsv: nurse" in event.why
