"""What holds of any text: spans on words, positions on the earth, same input same rows, bad input bounded."""

from __future__ import annotations

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from places_coded import coded

from onrecord.knowledge.countries import by_iso3
from onrecord.stages.places import Places, explained, looked_up
from onrecord.stages.places.page import Page
from onrecord.stages.places.stage import CROWDED, find

WORDS = [
    "Paris",
    "Texas",
    "Chad",
    "Jordan",
    "Reading",
    "the",
    "of",
    "in",
    "U.S.",
    "Baghdad",
    "airport",
    "said",
    ",",
    ".",
    "'s",
    "al-Tanf",
    "São",
    "Paulo",
    "NY",
    "IRAQ",
    "Lake",
    "County",
    "St.",
    "Peter's",
    "Washington",
    "(",
    "Iraqi",
    "camp",
    "\n",
]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join))
def test_spans_stand_on_words_and_positions_on_the_earth(text: str) -> None:
    article = coded(text)
    again = coded(text)
    assert article.places == again.places
    end = 0
    for p in article.places:
        at = p.mark.at
        assert article.text[at.start : at.end].strip() == article.text[at.start : at.end] != ""
        assert article.text[at.start : at.start + 1].isalnum()
        assert at.start >= end, "places overlap"
        end = at.end
        assert (p.lat is None) == (p.lon is None)
        assert p.lat is None or (-90 <= p.lat <= 90 and -180 <= (p.lon or 0) <= 180)
        assert p.country is None or p.country in by_iso3()
        assert p.by == "places@4"
        assert p.why
    assert [p.id for p in article.places] == [f"p{i + 1}" for i in range(len(article.places))]


@pytest.mark.parametrize("text", ["", " ", "\n\n", "…", "a", "1234", "'s", "U.S", "\u200b", "Paris" * 3000, "北京 وقال"])
def test_odd_texts_name_no_place_and_fail_no_stage(text: str) -> None:
    if text.strip():
        article = coded(text)
        assert [p.name for p in article.places] == (["United States"] if text == "U.S" else [])


@pytest.mark.parametrize("text", ["San Antonio, " * 1500, "PARIS TEXAS " * 1500])
def test_long_runs_of_capitals_are_bounded(text: str) -> None:
    """Time grows with the length, not with its square (measured: 20,000 characters in about a second)."""
    article = coded(text)
    started = time.process_time()
    list(Places()([article]))
    assert time.process_time() - started < 10


def test_more_names_than_are_weighed_are_told() -> None:
    from onrecord.knowledge.gazetteer import gazetteer

    names = [gazetteer().row(i).name for i in range(60_000, 260_000, 500)]
    article = coded("Storms hit " + ", ".join(names) + ".")
    assert CROWDED.id in {n.code for n in article.notes}


def test_what_is_not_parsed_has_no_places() -> None:
    article = coded("Paris est en France.", language="fr")
    assert article.places == ()


def test_the_outlets_home_speaks_for_places_near_it() -> None:
    (far,) = coded("The mayor of Athens spoke.").places
    (near,) = coded("The mayor of Athens spoke.", outlet="Tyler Morning Telegraph").places
    assert far.gazetteer != "geonames:4671545"
    assert near.gazetteer == "geonames:4671545"


def test_rows_of_where_hold_what_the_layer_holds() -> None:
    article = coded("The fire in Paris, Texas, is out.")
    rows = explained(article, find(Page.of(article)), all_options=True)
    assert rows[0]["gazetteer"] == article.places[0].gazetteer
    assert len(rows) > len(article.places)
    assert sum(r["id"] is None for r in rows) == len(rows) - len(article.places)
    assert looked_up("Springfield")[0]["name"] == "Springfield"
    assert looked_up("no such place at all") == []
