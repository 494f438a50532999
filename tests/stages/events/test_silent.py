"""Sport, markets, obituaries, stories, recipes, weather: sentences without a political event stay without one."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path

from onrecord.pipeline import Pipeline, default_stages
from onrecord.read.text import article_of_text

FILE = Path(__file__).parents[2] / "cases" / "silent.txt"


def sentences() -> list[tuple[str, str]]:
    out, field = [], ""
    for line in FILE.read_text(encoding="utf-8").splitlines():
        if line.startswith("# field: "):
            field = line[9:]
        elif line and not line.startswith("#"):
            out.append((field, line))
    return out


@cache
def loud() -> list[tuple[str, str, str]]:
    """Field, sentence and anchor of each event, by rules and classifiers alone."""
    pipeline, out = Pipeline(default_stages(model=False)), []
    for field, text in sentences():
        article = next(iter(pipeline.code([article_of_text(text, given_date="2021-06-16", language="en")])))
        out += [(field, text, f"{article.words(e.anchor)} {e.type} {e.why}") for e in article.events]
    return out


def test_there_are_enough() -> None:
    assert len(sentences()) >= 80


def test_nine_in_ten_are_silent() -> None:
    wrong = {text for _, text, _ in loud()}
    assert len(wrong) <= len(sentences()) / 10, loud()


def test_no_field_is_lost() -> None:
    total = Counter(field for field, _ in sentences())
    wrong = Counter({field: len({t for f, t, _ in loud() if f == field}) for field in total})
    assert all(wrong[field] <= total[field] / 4 for field in total), loud()


def test_what_is_left_out_is_told() -> None:
    pipeline = Pipeline(default_stages(model=False))
    article = next(iter(pipeline.code([article_of_text("The storm killed four people in Manila.", language="en")])))
    assert not article.events
    assert [n.text for n in article.notes if n.code == "E102"], article.notes


def test_the_same_words_of_somebody_are_events() -> None:
    pipeline = Pipeline(default_stages(model=False))
    article = next(iter(pipeline.code([article_of_text("Turkish soldiers killed four people in Manila.", language="en")])))
    assert [e.type for e in article.events] == ["ASSAULT"]
