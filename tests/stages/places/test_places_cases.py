"""Cases as bracketed sentences: which country, kind and use a place name has, and what is none."""

from __future__ import annotations

import pytest

from bracketed import Case, load
from onrecord.article import Article, Place, Span
from onrecord.read.text import article_of_text
from onrecord.stages.parse import Parse
from onrecord.stages.places import Places
from onrecord.stages.tidy import Tidy

STAGES = (Tidy(), Parse(), Places())


def coded(text: str) -> Article:
    """An article up to its places."""
    article = article_of_text(text, language="en")
    for stage in STAGES:
        article = article.with_layers(next(iter(stage([article]))))
    return article


def at(article: Article, start: int, end: int) -> list[Place]:
    return [p for p in article.places if p.mark.span.overlaps(Span(start, end))]


@pytest.mark.parametrize("case", load("places.txt"), ids=lambda c: c.id)
def test_country_kind_and_use(case: Case) -> None:
    article = coded(case.text)
    for m in case.marked:
        found = at(article, m.start, m.end)
        if m.label == "X":
            assert not found, f"{m.text!r} is taken for {found}"
            continue
        assert [p.mark.span for p in found] == [Span(m.start, m.end)], f"{m.text!r}: {found}"
        place = found[0]
        told = (place.country, place.kind, place.use)
        for want, have in zip((m.value or "").split(), told, strict=False):
            assert want in ("-", have), f"{m.text!r}: {told}, {place.why}"
