"""onrecord export: whole tables to a file or a pipe."""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path

import pytest

from cli.running import Runner
from corpus.telling import told
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


@pytest.mark.parametrize("form", ["jsonl", "csv", "parquet"])
def test_plovers_view_is_exported_in_every_format(run: Runner, db: Path, tmp_path: Path, form: str) -> None:
    with Store(db, write=True) as store:
        visit = {"say": "Mali will visit Iran.", "anchor": "visit", "type": "CONSULT", "status": "planned"}
        store.add(told("n2", [visit | {"actors": {"Mali": "MLI"}}]), "one@1")
    target = tmp_path / f"p.{form}"
    assert run("export", "plover", "--db", db, "--to", form, "-o", target).code == 0
    if form == "jsonl":
        rows = [json.loads(line) for line in target.read_text().splitlines()]
    elif form == "csv":
        rows = [{k: v or None for k, v in r.items()} for r in csv.DictReader(target.open(newline=""))]
    else:
        rows = pytest.importorskip("pyarrow.parquet").read_table(target).to_pylist()
    got = [(r["article"], r["type"], r["status"], r["was_type"], r["was_status"], r["rule"]) for r in rows]
    assert got == [("n1", "ASSAULT", "actual", None, None, None), ("n2", "AGREE", "actual", "CONSULT", "planned", "agree")]


def test_events_are_listed_as_plover_codes_them_and_what_it_leaves_out_is_told(run: Runner, db: Path) -> None:
    with Store(db, write=True) as store:
        store.add(told("n2", [{"say": "Nobody met Iran.", "anchor": "met", "type": "CONSULT", "status": "negated"}]), "one@1")
    assert [line.split("\t")[1] for line in run("events", "--db", db).lines[1:]] == ["ASSAULT/kill", "CONSULT"]
    said = run("events", "--db", db, "--plover")
    assert [line.split("\t")[1] for line in said.lines[1:]] == ["ASSAULT/kill"]
    assert "Left out as PLOVER does: negated 1" in said.err
    assert (
        run("events", "--db", db, "--plover", "--csv").lines[0].endswith(",auxiliary,was_type,was_mode,was_status,rule,beside")
    )
    assert set(json.loads(run("events", "--db", db, "--plover", "--json").out)) > {"type", "was_type", "rule"}
