"""Arrow and Parquet: the columns and values of the rows, whatever the rows hold."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from pathlib import Path

import pytest

import onrecord
from factory import coded
from onrecord.export.arrow import schema, to_arrow
from onrecord.export.views import VIEWS
from onrecord.store import COLUMNS, EventRow, Store

pyarrow = pytest.importorskip("pyarrow", reason="the extra onrecord[arrow] is not installed")


@pytest.fixture
def db(tmp_path: Path) -> Path:
    with Store(tmp_path / "t.db", write=True) as store:
        store.add(coded(), "one@1")
    return tmp_path / "t.db"


def test_events_keep_their_columns_values_and_types(db: Path) -> None:
    with onrecord.open_store(db) as store:
        table, (row,) = onrecord.to_arrow(store), store.events()
    assert tuple(table.column_names) == COLUMNS
    (said,) = table.to_pylist()
    assert said["killed"] == {"low": 5, "high": 5} and said["actors"] == list(row.actors) and said["wounded"] is None
    assert said["killed_who"] == ["CVL workers 5", "men"] and said["wounded_who"] == []
    assert said["score"] == row.score and said["start"] == row.start


@pytest.mark.parametrize("view", sorted(VIEWS))
def test_an_empty_view_has_the_schema_of_a_full_one(view: str, tmp_path: Path) -> None:
    row, rows = VIEWS[view]
    with Store(tmp_path / "empty.db", write=True) as store:
        table = to_arrow(rows(store), row())
    assert table.num_rows == 0 and table.schema == schema(row()) and table.column_names == [f.name for f in fields(row())]


def test_a_figure_without_an_upper_end_is_kept_as_such(db: Path) -> None:
    with Store(db) as store:
        (row,) = store.events()
    open_ended = EventRow(**(asdict(row) | {"killed": (20, None)}))
    assert to_arrow([open_ended], EventRow)["killed"].to_pylist() == [{"low": 20, "high": None}]


def test_a_type_that_no_column_has_is_refused() -> None:
    @dataclass
    class Odd:
        when: complex

    with pytest.raises(TypeError, match="complex"):
        schema(Odd)
