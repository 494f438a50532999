"""onrecord export: whole tables to a file or a pipe."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from cli.running import Runner
from factory import coded
from onrecord.export.arrow import to_arrow
from onrecord.store import EventRow, Store


@pytest.fixture
def db(tmp_path: Path) -> Path:
    with Store(tmp_path / "t.db", write=True) as store:
        store.add(coded(), "one@1")
    return tmp_path / "t.db"


def test_the_command_writes_parquet_that_reads_back(run: Runner, db: Path, tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    import pyarrow.parquet

    target = tmp_path / "events.parquet"
    assert run("export", "events", "--db", db, "--out", target).code == 0
    with Store(db) as store:
        assert pyarrow.parquet.read_table(target).equals(to_arrow(store.events(), EventRow))


def test_a_file_that_cannot_be_written_is_told(run: Runner, db: Path, tmp_path: Path) -> None:
    for name in ("none/e.parquet", "none/e.csv"):
        said = run("export", "events", "--db", db, "--out", tmp_path / name)
        assert said.code == 2 and "C115" in said.err and name in said.err


def test_pandas_and_polars_are_not_needed_for_csv_or_json(run: Runner, db: Path, tmp_path: Path) -> None:
    target = tmp_path / "e.csv"
    assert run("export", "events", "--db", db, "-o", target).code == 0
    assert target.read_bytes().decode() == run("export", "events", "--db", db, "--to", "csv").out


def test_without_pyarrow_the_extra_is_named(run: Runner, db: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    said = run("export", "events", "--db", db, "--to", "parquet")
    assert said.code == 2 and "C113" in said.err and "onrecord[arrow]" in said.err
