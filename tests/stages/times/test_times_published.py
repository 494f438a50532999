"""The publication date: where it may stand, what wins, and which notes say that something is wrong with it."""

from __future__ import annotations

import pytest

from onrecord.article import Article
from onrecord.pipeline import Pipeline
from onrecord.read.text import article_of_text
from onrecord.stages.tidy import Tidy
from onrecord.stages.times import Times
from onrecord.stages.times.published import read_date


class NoParse:
    """Gives what the stage needs of the parse: nothing."""

    name, version = "noparse", 1
    needs: tuple[str, ...] = ()
    gives = ("sentences", "doc")

    def __call__(self, articles: object) -> object:
        for _ in articles:  # type: ignore[attr-defined]
            yield {"sentences": (), "doc": None}


STORY = (
    "The convoy was attacked near the mine, officials said. Five guards were killed and two trucks were burnt by the gunmen."
)


def coded(text: str = STORY, **given: str) -> Article:
    (article,) = Pipeline((Tidy(), NoParse(), Times())).code([article_of_text(text, language="en", **given)])  # type: ignore[arg-type]
    return article


def said(article: Article) -> tuple[str, str] | None:
    return (article.published.date, article.published.basis) if article.published else None


def codes(article: Article) -> list[str]:
    return [n.code for n in article.notes if n.code.startswith("T")]


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    """These tests are run on 2026-11-25, whenever they are run."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795564800")


def test_given_wins_over_metadata_over_dateline() -> None:
    text = f"Published: January 7, 2020\n\n{STORY}"
    assert said(coded(text, given_date="2020-01-08", metadata_date="2020-01-09")) == ("2020-01-08", "given")
    assert said(coded(text, metadata_date="2020-01-09")) == ("2020-01-09", "metadata")
    assert said(coded(text)) == ("2020-01-07", "dateline")


@pytest.mark.parametrize(
    "line",
    [
        "Published: January 7, 2020",
        "Posted on 7 January 2020",
        "First published 2020-01-07 10:30",
        "NIAMEY, Jan. 7, 2020 (Reuters) - " + STORY,
    ],
)
def test_lines_that_state_a_date(line: str) -> None:
    assert said(coded(f"{line}\n\n{STORY}\n\n{STORY}")) == ("2020-01-07", "dateline")


def test_a_date_in_the_address_or_file_name_is_inferred() -> None:
    assert said(coded(url="https://news.example/2020/01/08/attack.html")) == ("2020-01-08", "inferred")
    assert said(coded(name="2020-01-08-attack")) == ("2020-01-08", "inferred")
    assert said(coded(url="https://news.example/story/20201399/")) is None


def test_no_date_is_told_and_nothing_is_invented() -> None:
    article = coded(STORY + " He was last seen on Monday.")
    assert said(article) is None
    assert codes(article) == ["T102"]
    assert [t.value for t in article.times] == ["XXXX-WXX-1"]


def test_an_article_that_tells_an_old_date_is_not_published_on_it() -> None:
    assert said(coded(STORY + " The mine opened on 3 January 2010.")) is None


def test_what_cannot_be_read_is_told() -> None:
    article = coded(given_date="soonish", metadata_date="2020-01-09")
    assert said(article) == ("2020-01-09", "metadata")
    assert codes(article) == ["T101"]
    assert codes(coded(given_date="2020-02-31")) == ["T101", "T102"]


def test_a_future_date_is_told_and_only_believed_where_given() -> None:
    assert (said(a := coded(given_date="2031-01-01")), codes(a)) == (("2031-01-01", "given"), ["T104"])
    assert (said(a := coded(metadata_date="2031-01-01")), codes(a)) == (None, ["T104", "T102"])
    assert codes(coded(given_date="2026-11-25")) == []


def test_contradictions_are_told() -> None:
    assert codes(coded(given_date="2020-01-08", metadata_date="2019-03-01")) == ["T105"]
    assert codes(coded(given_date="2020-01-08", metadata_date="2020-01-07")) == []


def test_anchors_name_the_dateline_where_the_date_is_from_one() -> None:
    article = coded(f"Published: January 8, 2020\n\n{STORY} He was arrested last week.")
    assert [(t.value, t.anchor) for t in article.times][-1] == ("2020-W01", "dateline")


@pytest.mark.parametrize(
    ("value", "iso"),
    [
        ("2020-01-08", "2020-01-08"),
        ("2020-01-08T23:59:00Z", "2020-01-08"),
        ("20200108", "2020-01-08"),
        ("2020-01", "2020-01"),
        ("2020", "2020"),
        ("Wed, 08 Jan 2020 10:00:00 GMT", "2020-01-08"),
        ("January 8, 2020", "2020-01-08"),
        ("8 January 2020", "2020-01-08"),
        ("2020-13-08", None),
        ("2020-02-31", None),
        ("0000-01-01", None),
        ("", None),
        ("never", None),
        ("9" * 500, None),
    ],
)
def test_dates_as_records_and_feeds_write_them(value: str, iso: str | None) -> None:
    day = read_date(value)
    assert (day.iso() if day else None) == iso
