"""Names that no table holds, without any parse: only words, capitals and word lists speak."""

from __future__ import annotations

import pytest

from onrecord.knowledge.placenames import words
from onrecord.stages.places.page import Page
from onrecord.stages.places.unknown import lies_in, unknown


def page_of(text: str) -> Page:
    found = words(text)
    return Page(text, found, [None] * len(found), [""] * len(found), [-1] * len(found))


def named(text: str) -> list[tuple[str, str]]:
    page = page_of(text)
    return [(text[page.words[i].start : page.words[j - 1].stop], shape) for i, j, shape in unknown(page)]


@pytest.mark.parametrize(
    ("text", "name", "shape"),
    [
        ("a bomb went off in Keshvarn on Monday", "Keshvarn", "stands"),
        ("a bomb went off near Deir al-Keshvarn on Monday", "Deir al-Keshvarn", "stands"),
        ("clashes in northern Brelovka went on", "Brelovka", "stands"),
        ("he fled from the town of Orvendal", "Orvendal", "typed"),
        ("she lives in a village called Ostrivka", "Ostrivka", "typed"),
        ("police in Talvik said little", "Talvik", "stands"),
        ("houses in Keshvarn's market burned", "Keshvarn", "stands"),
    ],
)
def test_where_a_place_is_looked_for(text: str, name: str, shape: str) -> None:
    assert named(text) == [(name, shape)]


@pytest.mark.parametrize(
    "text",
    [
        "they believe in Zorvath alone",
        "shares in Nordavia fell",
        "a vote in Parliament failed",
        "it was written in Ukrainian there",
        "he invested in Series A there",
        "as told in Chapter 11 of it",
        "prices rose in QXF there",
        "it was over in May at last",
        "hope in Trump is small",
        "Ms. Lindqvarn came, and hope in Lindqvarn is small",
        "it is not uncommon in Kotzer's practice, Kotzer said",
        "talks with Keshvarn went on",
        "they met at the Capital of Culture",
    ],
)
def test_what_is_no_place_behind_a_preposition(text: str) -> None:
    assert named(text) == []


def test_a_name_shown_once_counts_behind_other_prepositions() -> None:
    shapes = named("a bomb in Keshvarn killed two. The shelling of Keshvarn went on, and Keshvarn Motors closed")
    assert shapes == [("Keshvarn", "stands"), ("Keshvarn", "again")]


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("Zarmelk in Helmand", True),
        ("Zarmelk, Helmand, said", True),
        ("Zarmelk, Helmand and Kandahar", False),
        ("Zarmelk, Helmand, Kandahar", False),
        ("Zarmelk near Helmand", False),
        ("Zarmelk and Helmand", False),
    ],
)
def test_what_a_place_lies_in(text: str, holds: bool) -> None:
    page = page_of(text)
    first = next(i for i, w in enumerate(page.words) if w.raw == "Helmand")
    assert lies_in(page, 1, first, first + 1) is holds


def test_villages_are_listed() -> None:
    found = named("floods hit the villages of Brelovka, Ostrivka and Talvik at night")
    assert found == [("Brelovka", "typed"), ("Ostrivka", "stands"), ("Talvik", "stands")]
    assert named("a bomb in Brelovka, Ostrivka and others went off") == [("Brelovka", "stands")]
