"""Statements asked of the store."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from factory import coded
from onrecord.errors import StoreError
from onrecord.store import QUOTE_COLUMNS, Store


@pytest.fixture
def store(tmp_path: Path) -> Store:
    s = Store(tmp_path / "t.db", write=True)
    s.add(coded(), "one@1")
    return s


@pytest.mark.parametrize(
    ("wanted", "count"),
    [
        ({}, 1),
        ({"by": "govern"}, 1),
        ({"by": "NERGOV"}, 1),
        ({"by": "NER"}, 1),
        ({"by": "gunmen"}, 0),
        ({"by": "%"}, 0),
        ({"about": "arlit"}, 1),
        ({"about": '"five guards" AND monday'}, 1),
        ({"about": "governor"}, 0),
        ({"kind": "Indirect"}, 1),
        ({"kind": "direct"}, 0),
        ({"sense": "said"}, 1),
        ({"sense": "thought"}, 0),
        ({"article": "n1"}, 1),
        ({"since": "2025-03-12", "until": "2025-03"}, 1),
        ({"since": "2025-03-13"}, 0),
        ({"outermost": True}, 1),
        ({"min_score": 1.0}, 1),
        ({"limit": 1}, 1),
    ],
)
def test_each_field_of_the_filter_holds(store: Store, wanted: dict[str, object], count: int) -> None:
    assert len(store.quotes(**wanted)) == count


def test_a_row_has_the_words_and_their_place(store: Store) -> None:
    (row,) = store.quotes()
    assert tuple(type(row).__dataclass_fields__) == QUOTE_COLUMNS
    assert (row.speaker, row.speaker_code, row.cue) == ("governor", "NERGOV", ("said",))
    source = store.article("n1")["source"]
    assert (source[row.start : row.end],) == row.content


def test_search_words_that_cannot_be_read_are_told(store: Store) -> None:
    with pytest.raises(StoreError, match="S108"):
        store.quotes(about='"open')


def test_what_was_replaced_is_no_more_found(store: Store) -> None:
    store.add(coded(), "two@2")
    assert len(store.quotes(about="arlit")) == 1


def test_an_older_database_gets_its_contents_on_opening(tmp_path: Path, store: Store) -> None:
    store.close()
    db = sqlite3.connect(tmp_path / "t.db")
    db.executescript("DROP TABLE contents_fts; DROP TABLE contents; DELETE FROM migrations WHERE name = '004_contents';")
    db.close()
    with Store(tmp_path / "t.db", write=True) as again:
        assert len(again.quotes(about="guards")) == 1
