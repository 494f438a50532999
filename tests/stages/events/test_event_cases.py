"""Cases as bracketed sentences: type, status, sides, counts, dates and claimants of the events at marked words."""

from __future__ import annotations

from functools import cache

import pytest

from bracketed import Case, load
from onrecord.article import Article, Event, Mark, Span
from onrecord.pipeline import Pipeline, default_stages
from onrecord.read.text import article_of_text


@cache
def pipeline() -> Pipeline:
    """By rules alone: what the trained model adds is measured in evals, not here."""
    return Pipeline(default_stages(model=False))


def coded(text: str, published: str | None = None) -> Article:
    return next(iter(pipeline().code([article_of_text(text, given_date=published, language="en")])))


def event_at(article: Article, start: int, end: int, type_: str) -> Event:
    near = [e for e in article.events if e.anchor.span.overlaps(Span(start, end))]
    assert near, f"no event at {article.text[start:end]!r}: {[(article.words(e.anchor), e.type) for e in article.events]}"
    right = [e for e in near if e.type == type_]
    assert right, f"{article.text[start:end]!r} is {near[0].type}: {near[0].why}"
    return right[0]


def met(marks: list[Mark], spans: list[tuple[int, int]]) -> bool:
    """Each span is met by a mark and each mark by a span."""
    there = [m.span for m in marks]
    wanted = [Span(*s) for s in spans]
    return all(any(w.overlaps(t) for t in there) for w in wanted) and all(any(t.overlaps(w) for w in wanted) for t in there)


@pytest.mark.parametrize("case", load("events.txt"), ids=lambda c: c.id)
def test_events(case: Case) -> None:
    article = coded(case.text, case.given.get("published", "2021-06-16"))
    for m in case.marked:
        if not m.label.startswith("E"):
            continue
        n = m.label[1:]
        type_, _, state = (m.value or "").partition("/")
        event = event_at(article, m.start, m.end, type_)
        assert event.status == (state or "actual"), event.why
        for label, side in (("A", event.actors), ("R", event.recipients)):
            spans = case.spans(label + n)
            if spans or case.given.get("sides") == "all":
                assert met([p.mark for p in side], spans), f"{label}{n}: {[article.words(p.mark) for p in side]}; {event.why}"
        check_values(case, n, article, event)


def check_values(case: Case, n: str, article: Article, event: Event) -> None:
    for label, name in (("K", "killed"), ("W", "wounded"), ("C", "arrested"), ("P", "participants"), ("X", "displaced")):
        for words, value in case.values(label + n):
            count = getattr(event, name)
            assert count is not None, f"no {name} at {words!r}; {event.why}"
            low, _, high = (value or "").partition("-")
            assert (count.low, count.high) == (int(low), int(high) if high else None)
    for _, value in case.values("L" + n):
        assert ([p.name for p in article.places if p.id == event.place] or ["none"]) == [value], event.why
    for _, value in case.values("D" + n):
        assert (event.date.value if event.date is not None else "none") == value, event.why
    if "none" in {value for _, value in case.values("S" + n)}:
        assert event.according_to == ()
    elif case.spans("S" + n):
        speakers = {s.id: s for s in article.statements}
        marks = [m for c in event.according_to if c.statement for m in speakers[c.statement].speaker]
        assert met(marks, case.spans("S" + n)), f"{[article.words(m) for m in marks]}"
