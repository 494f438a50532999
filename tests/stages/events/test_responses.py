"""Who denies, confirms or doubts what is told, as bracketed sentences: which events, the kind, the very words, who answers."""

from __future__ import annotations

from functools import cache

import pytest

from bracketed import Case, load
from onrecord.article import Article, Span
from onrecord.pipeline import Pipeline, default_stages
from onrecord.read.text import article_of_text


@cache
def pipeline() -> Pipeline:
    """By rules alone."""
    return Pipeline(default_stages(model=False))


def coded(text: str) -> Article:
    return next(iter(pipeline().code([article_of_text(text, given_date="2021-06-16", language="en")])))


@pytest.mark.parametrize("case", load("responses.txt"), ids=lambda c: c.id)
def test_responses(case: Case) -> None:
    article = coded(case.text)
    (words,) = case.values("X") or [(None, None)]
    who = [text for text, _ in case.values("B")]
    answered = [Span(*s) for s in case.spans("E")]
    for event in article.events:
        told = [(r.kind, [article.words(m) for m in r.marks]) for r in event.responses]
        if not any(event.anchor.span.overlaps(s) for s in answered):
            assert told == [], f"{article.words(event.anchor)}: {told}"
            continue
        ((kind, marks),) = told
        assert (kind, words[0] in marks) == (words[1], True), told
        by = [p.name for p in article.parties for r in event.responses if p.id == r.party]
        assert len(by) == len(who), (by, who)
        assert all(any(m in w for m in marks) for w in who if w not in (words[0] or "")), marks
    anchors = [e.anchor.span for e in article.events]
    assert all(any(a.overlaps(s) for a in anchors) for s in answered), [article.words(e.anchor) for e in article.events]


def test_an_answer_points_to_the_statement_that_makes_it() -> None:
    article = coded("Rebels bombed the port. The ministry confirmed that the port had been bombed.")
    responses = [r for e in article.events for r in e.responses]
    (statement,) = article.statements
    assert responses and {r.statement for r in responses} == {statement.id}
    assert all("response_cues.tsv: confirm" in r.why for r in responses)


def test_who_says_that_there_is_no_evidence_doubts_and_of_an_unnamed_denial_nobody_is_known() -> None:
    said = coded("The mayor said there was no evidence that rebels had attacked the convoy.")
    (doubt,) = [r for e in said.events for r in e.responses]
    assert (doubt.kind, [p.name for p in said.parties if p.id == doubt.party]) == ("doubted", ["mayor"])
    assert doubt.statement is not None
    unnamed = coded("Rebels attacked the port. The mayor said that the attack was denied.")
    denials = [r for e in unnamed.events for r in e.responses]
    assert denials and {(r.kind, r.party) for r in denials} == {("denied", None)}
