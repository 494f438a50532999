"""onrecord scheme: the examples of a user's own types, and coding with them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli.running import Runner

PORTS = Path(__file__).resolve().parents[2] / "samples" / "ports.toml"


def test_the_samples_examples_hold(run: Runner) -> None:
    said = run("scheme", PORTS, "--no-model", "--json")
    rows = [json.loads(line) for line in said.lines]
    assert said.code == 0 and len(rows) == 7 and all(r["holds"] for r in rows)


def test_an_example_that_does_not_hold_is_told(run: Runner, tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text(PORTS.read_text(encoding="utf-8").replace("began a port strike", "began a long strike"), encoding="utf-8")
    said = run("scheme", path, "--no-model")
    assert said.code == 1 and [line.split("\t")[0] for line in said.lines].count("NO") == 1


def test_a_scheme_with_a_fault_ends_with_its_code(run: Runner, tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text("[[type]]\n", encoding="utf-8")
    assert "E112" in run("scheme", tmp_path / "own.toml").err
    (tmp_path / "a.txt").write_text("Police detained two journalists.\n", encoding="utf-8")
    said = run("code", tmp_path / "a.txt", "--to", "jsonl", "--scheme", tmp_path / "own.toml")
    assert said.code != 0 and "E112" in said.err


@pytest.mark.parametrize("with_scheme", [True, False])
def test_own_types_are_coded_stored_and_found(run: Runner, tmp_path: Path, with_scheme: bool) -> None:
    (tmp_path / "a.txt").write_text(
        "Police detained two journalists after the march in Vell, their paper said.\n", encoding="utf-8"
    )
    more = ("--scheme", PORTS) if with_scheme else ()
    assert run("code", tmp_path / "a.txt", "--db", tmp_path / "t.db", "--no-model", *more).code == 0
    found = run("events", "--db", tmp_path / "t.db", "--type", "JOURNALIST_DETAINED", "--json")
    if with_scheme:
        (row,) = map(json.loads, found.lines)
        assert row["cameo"] == "173" and row["actors"] == ["Police"] and "scheme JOURNALIST_DETAINED" in row["why"]
    else:
        assert found.lines == [] and "C126" in found.err
