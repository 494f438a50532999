"""Cases as bracketed sentences: the code of the party that stands at some words, and which words are one party."""

from __future__ import annotations

import pytest

from bracketed import Case, load
from onrecord import syntax
from onrecord.article import Article, Party, PartyIndex, Span
from onrecord.pipeline import Pipeline, default_stages
from onrecord.read.text import article_of_text

STAGES = default_stages()


def coded(text: str, published: str | None = None) -> Article:
    """An article up to its parties."""
    stages = STAGES[: [s.name for s in STAGES].index("parties") + 1]
    Pipeline(stages)
    article = article_of_text(text, given_date=published, language="en")
    for stage in stages:
        article = article.with_layers(next(iter(stage([article]))))
    return article


def at(article: Article, start: int, end: int) -> tuple[Party, ...]:
    span = article.reading.map.new(Span(start, end))
    assert span is not None
    head = syntax.head(article.scratch["doc"], span)
    assert head is not None
    index = PartyIndex(article.parties)
    return index.at(syntax.place(head)) or index.within(span)


def cases() -> list[Case]:
    return load("parties.txt")


@pytest.mark.parametrize("case", cases(), ids=lambda c: c.id)
def test_codes_and_sameness(case: Case) -> None:
    article = coded(case.text, case.given.get("published"))
    same: dict[str, set[str]] = {}
    for m in case.marked:
        code, _, number = (m.value or "").partition("#")
        found = at(article, m.start, m.end)
        assert set(code.split("+")) <= {p.code for p in found}, f"{m.text!r}: {[(p.code, p.why) for p in found]}"
        if number:
            ids = {p.id for p in found if p.code == code}
            same.setdefault(number, ids)
            assert same[number] & ids, f"{m.text!r} is another party"
