"""Cases as bracketed sentences: which country, kind and use a place name has, and what is none."""

from __future__ import annotations

import pytest
from places_coded import coded

from bracketed import Case, load
from onrecord.article import Article, Place, Span

CASES = load("places.txt")


def at(article: Article, start: int, end: int) -> list[Place]:
    return [p for p in article.places if p.mark.span.overlaps(Span(start, end))]


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.id)
def test_country_kind_and_use(case: Case) -> None:
    article = coded(case.text)
    for m in case.marked:
        found = at(article, m.start, m.end)
        if m.label == "X":
            assert not found, f"{m.text!r} is taken for {found}"
            continue
        assert [p.mark.span for p in found] == [Span(m.start, m.end)], f"{m.text!r}: {found}"
        place = found[0]
        told = (place.country or "nil", place.kind, place.use)
        for want, have in zip((m.value or "").split(), told, strict=True):
            assert want in ("-", have), f"{m.text!r}: {told}, {place.why}"
    if "note" in case.given:
        assert case.given["note"] in {n.code for n in article.notes}


def test_there_are_enough_cases() -> None:
    assert len(CASES) >= 40
