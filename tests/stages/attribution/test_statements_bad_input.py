"""Interviews, transcripts, text without sentences: bounded, sensible."""

from __future__ import annotations

import time

import pytest

from onrecord.article import Article, Mark, Span, Statement
from onrecord.stages.attribution.finish import parents
from onrecord.stages.attribution.turns import turns
from stages.attribution.made_article import article, attributed


def speakers(a: Article) -> list[str]:
    return [a.text[s.speaker[0].at.start : s.speaker[0].at.end] if s.speaker else "" for s in a.statements]


def test_an_interview_is_read_by_its_labels() -> None:
    text = "Q: How is the harbour?\nA: Closed.\nIt has been shut for weeks.\nQ: And the road?\nA: Open again."
    a = attributed(article(text))
    assert speakers(a) == ["Q", "A", "Q", "A"]
    assert [len(s.content) for s in a.statements] == [1, 2, 1, 1]


@pytest.mark.parametrize("label", ["SMITH:", "Ann Smith:", "MS. O'NEILL (via interpreter):"])
def test_a_transcript_is_read_by_its_names(label: str) -> None:
    text = f"{label} We begin.\nCHAIR: Go on.\n{label} We end."
    assert len(attributed(article(text)).statements) == 3


@pytest.mark.parametrize(
    "text",
    [
        "Update: the road is open.\nCorrection: it is shut.\nNote: it rains.",  # each label once: no speakers
        "Read more: here.\nThe road is open.\nThe harbour is shut.\nIt rains.",
        "a: b\na: c\na: d",
    ],
)
def test_lines_with_colons_are_no_interview(text: str) -> None:
    assert attributed(article(text)).statements == ()


def test_an_open_quotation_is_noted_unless_it_goes_on() -> None:
    assert [n.code for n in attributed(article("He shouted “we all go home now and never return")).notes].count("A101") == 1
    goes_on = article("“We all go home now and never return.\n“Never again will we come to this place.”")
    assert "A101" not in [n.code for n in attributed(goes_on).notes]


def test_text_without_sentences_or_words_is_nothing() -> None:
    for text in ("1 2 3 4 | 5 6", "\n\n", "—"):
        assert attributed(article(text)).statements == ()


def test_a_transcript_of_40_000_words_is_bounded() -> None:
    line = "“we said so at the time of the vote and say it still” she said and “again we say it to all of you” he said "
    text = "\n".join(f"{'SMITH' if i % 2 else 'JONES'}: {line}" for i in range(1700))
    assert len(text.split()) > 40_000
    began = time.process_time()
    assert len(attributed(article(text)).statements) >= 1700
    assert time.process_time() - began < 20


def test_parents_of_thousands_are_found_by_place() -> None:
    def at(a: int, b: int) -> tuple[Mark, ...]:
        return (Mark(Span(a, b), Span(a, b)),)

    made = []
    for i in range(0, 40_000, 10):
        made.append(Statement(f"o{i}", "indirect", (), at(i, i + 1), at(i + 1, i + 9), "said", (), None, "", ""))
        made.append(Statement(f"n{i}", "indirect", (), at(i + 2, i + 3), at(i + 4, i + 8), "said", (), None, "", ""))
    began = time.process_time()
    told = parents(made)
    assert told[::2] == [None] * (len(made) // 2)
    assert told[1::2] == [m.id for m in made[::2]]
    assert time.process_time() - began < 10


def test_no_turns_without_labels() -> None:
    assert turns([Span(0, 5)], "words") == []
