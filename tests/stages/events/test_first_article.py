"""The article that the whole project was first measured by: its events stand, with days, places, counts and claimants."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from onrecord.article import Event
from onrecord.pipeline import Pipeline, default_stages
from onrecord.read.text import article_of_text


@pytest.mark.shared
def test_the_first_article(shared: Path) -> None:
    lines = (shared / "data" / "events" / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    record = next(r for r in map(json.loads, lines) if r["id"] == "seed")
    article = next(iter(Pipeline(default_stages()).code([article_of_text(record["text"], given_id="seed", language="en")])))
    codes = {p.id: p.code for p in article.parties}
    countries = {p.id: p.country for p in article.parties}
    places = {p.id: p for p in article.places}

    def on(parties: tuple[object, ...], country: str) -> bool:
        return any(countries.get(getattr(p, "party", None) or "") == country for p in parties)

    def day(e: Event) -> str | None:
        return e.date.value if e.date else None

    told = list(article.events)
    killing = [e for e in told if e.type == "ASSAULT" and day(e) == "2020-01-03" and e.place and e.killed]
    assert any(on(e.actors, "USA") and on(e.recipients, "IRN") and "Baghdad" in places[e.place or ""].name for e in killing)
    strikes = [e for e in told if e.type == "ASSAULT" and day(e) == "2020-01-08" and e.place]
    assert any(on(e.actors, "IRN") and places[e.place or ""].country == "IRQ" for e in strikes)
    assert any(e.wounded is not None and (e.wounded.low, e.wounded.high) == (3, None) for e in strikes)
    threats = [e for e in told if e.type == "THREATEN"]
    assert any("IRNMIL" in {codes.get(p.party or "") for p in e.actors} and on(e.recipients, "USA") for e in threats)
    vowed = [e for e in told if e.type == "ASSAULT" and e.status == "planned"]
    assert any(countries.get(c.party or "") == "IRN" for e in vowed for c in e.according_to)
    chrome = [article.source.text[b.span.start : b.span.end] for b in article.blocks if b.kind == "chrome"]
    assert chrome == ["Most Popular", "Most Viewed"]
    assert article.credit is not None
    assert article.credit.agency == "Sputnik"
