"""Cases as bracketed sentences: every expression of a case is found, with its value, and no other."""

from __future__ import annotations

import pytest

from bracketed import Case, load
from onrecord.article import Article
from onrecord.pipeline import Pipeline
from onrecord.read.text import article_of_text
from onrecord.stages.parse import Parse
from onrecord.stages.tidy import Tidy
from onrecord.stages.times import Times

PIPELINE = Pipeline((Tidy(), Parse(), Times()))


def timed(text: str, published: str | None = None) -> Article:
    """An article up to its times."""
    (article,) = PIPELINE.code([article_of_text(text, given_date=published, language="en")])
    return article


@pytest.mark.parametrize("case", load("times.txt"), ids=lambda c: c.id)
def test_case(case: Case) -> None:
    article = timed(case.text, case.given.get("published"))
    wanted = sorted((m.start, m.end, (m.value or "").split(" @")[0]) for m in case.marked)
    got = [(t.mark.span.start, t.mark.span.end, t.value) for t in article.times]
    shown = [(case.text[a:b], v) for a, b, v in got]
    assert got == wanted, f"found {shown}"
    anchors = {(m.start, m.end): m.value.split(" @")[1] for m in case.marked if m.value and " @" in m.value}
    assert {k: t.anchor for t in article.times if (k := (t.mark.span.start, t.mark.span.end)) in anchors} == anchors
    if "note" in case.given:
        assert case.given["note"] in [n.code for n in article.notes]


def test_there_are_enough_cases() -> None:
    assert len(load("times.txt")) >= 40
