"""Language: forty languages told on two sentences of our own each, and English on very little."""

from __future__ import annotations

import time

import pytest

from bracketed import Case, load
from onrecord.read.text import article_of_text
from onrecord.stages.tidy import Tidy
from onrecord.stages.tidy.language import identify


@pytest.mark.parametrize("case", load("tidy-languages.txt"), ids=lambda c: c.id)
def test_two_sentences_tell_a_language(case: Case) -> None:
    assert identify(case.text) == case.id


SHORT = [
    "Rebels shelled Aleppo.",
    "Two dead in raid",
    "Macron meets Scholz in Berlin",
    "Al-Shabaab attacks hotel in Mogadishu",
    "The Bundestag passed the bill, Die Zeit reported.",
    "Le Pen said no.",
    "Merkel, Putin discuss Syria.",
    "Police in Saint-Étienne arrested a man.",
    "El Salvador's president sacked the court.",
    "Xi Jinping (习近平) visited Kazan.",
    "U.S. Sen. José Peña said in São Paulo that talks go on.",
]


@pytest.mark.parametrize("text", SHORT)
def test_short_english_with_foreign_names_is_english(text: str) -> None:
    assert identify(text) == "en"


def test_the_hint_decides_where_words_do_not() -> None:
    assert identify("Berlin 2024", "de-DE") == "de"
    assert identify("Berlin 2024") == "en"
    assert identify("12 34") is None


def test_another_language_keeps_its_text_with_a_note() -> None:
    text = "Die Regierung hat am Dienstag mitgeteilt, dass das Gesetz nicht vor dem Sommer in Kraft tritt."
    article = article_of_text(text)
    article = article.with_layers(next(Tidy()([article])))
    assert article.language == "de"
    assert article.text == text
    assert [(b.kind, b.span.cut(text)) for b in article.blocks] == [("body", text)]
    assert [n.code for n in article.notes] == ["D101"]


def test_a_long_text_is_told_from_its_beginning() -> None:
    began = time.monotonic()
    assert identify("The war went on and the town fell. " * 100_000) == "en"
    assert time.monotonic() - began < 2
