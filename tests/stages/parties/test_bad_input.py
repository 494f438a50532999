"""What comes in badly is bounded and sensible; what is marked is always there."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.article import Article
from onrecord.stages.parties import Parties
from onrecord.stages.parties.stage import NAME_MOST
from stages.parties.test_cases import coded

WORDS = (
    *(
        "the",
        "a",
        "two",
        "Iraqi",
        "Turkish",
        "and",
        "Russian",
        "troops",
        "police",
        "killed",
        "in",
        "Kabul",
        ",",
        ".",
        '"',
        "(",
        ")",
    ),
    *(
        "PKK",
        "UN",
        "President",
        "Obama",
        "former",
        "he",
        "they",
        "of",
        "said",
        "we",
        "both",
        "sides",
        "-",
        "U.S.",
        "\n\n",
        "’s",
        "Ünal",
    ),
)


def marks_hold(article: Article) -> None:
    ids = {p.id for p in article.parties}
    assert len(ids) == len(article.parties)
    for party in article.parties:
        assert party.mentions and party.name.strip() and party.why
        assert len(party.name) <= NAME_MOST
        assert len(party.country) == 3
        for mark in party.mentions:
            assert article.source.text[mark.span.start : mark.span.end] == article.text[mark.at.start : mark.at.end]
            assert article.text[mark.at.start : mark.at.end].strip()
    assert {s.party for s in article.speakers} <= ids
    assert {s.statement for s in article.speakers} <= {s.id for s in article.statements}


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=40))
def test_marks_hold_for_any_words(words: list[str]) -> None:
    marks_hold(coded(" ".join(words)))


def test_the_same_again() -> None:
    text = "Turkish and Russian troops met Kurdish fighters. Both sides said they had won."
    assert coded(text).parties == coded(text).parties


@pytest.mark.parametrize("text", ["", " ", "\n\n", "....", "12 13 14", "¿?", "a"])
def test_nothing_to_find(text: str) -> None:
    article = coded(text)
    marks_hold(article)
    assert all(p.country == "---" for p in article.parties)


def test_a_list_of_sixty_names() -> None:
    names = [
        f"{first} {last}"
        for first in ("Ann", "Bo", "Cy", "Di", "Ed", "Flo")
        for last in ("Ash", "Birk", "Cole", "Dunn", "Eads", "Fry", "Gunn", "Hale", "Ives", "Jory")
    ]
    told = "The council of the town met on Monday. It said that it would honour those who had helped at the fair. " * 4
    article = coded(told + "They are " + ", ".join(names) + ".")
    marks_hold(article)
    assert 40 <= len(article.parties) <= 80


def test_a_name_of_two_hundred_words() -> None:
    article = coded("The " + " ".join(["Great"] * 200) + " Committee of Kenya met.")
    marks_hold(article)
    assert max(len(article.words(m).split()) for p in article.parties for m in p.mentions) <= 40


def test_capitals_throughout() -> None:
    article = coded("IRAQI POLICE KILL TWO MILITANTS IN BAGHDAD")
    marks_hold(article)
    assert "IRQ" in {p.country for p in article.parties}


def test_an_empty_doc_has_no_parties() -> None:
    article = coded("Ceci n'est pas une phrase anglaise.").with_layers({"doc": None})
    assert next(iter(Parties()([article]))) == {"parties": (), "speakers": ()}
