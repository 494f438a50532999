"""Commands that compare what is told: the database is made by hand, no stage runs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli.running import Runner
from corpus.telling import one_story, stored, told
from corpus.test_happenings import HEAD, arrest, attack
from onrecord.store import Store


@pytest.fixture
def db(tmp_path: Path) -> Path:
    with Store(tmp_path / "t.db", write=True) as store:
        stored(
            store,
            told(
                "v1",
                [attack("The company", (5, 5)), arrest()],
                text=HEAD,
                outlet="The River Observer",
                url="https://n.example/1",
            ),
            told("v2", [attack("The governor", (3, 3))], text=HEAD, outlet="The Sahel Courier", url="https://n.example/1"),
        )
        one_story(store)
    return tmp_path / "t.db"


def test_happenings_are_listed_and_one_is_shown_side_by_side(run: Runner, db: Path) -> None:
    head, first, *_ = run("happening", "--db", db).lines
    assert head.split("\t")[0] == "reports" and first.split("\t")[0] == "2" and first.endswith("v1/e1")
    said = run("happening", "v2/e1", "--db", db).out
    assert "The company\tThe River Observer\t" in said and "The governor\tThe Sahel Courier\t" in said
    assert "killed: 3 against 5 (The governor / The company)" in said
    assert "river observer: printed by The River Observer" in said
    row = json.loads(run("happening", "v1/e1", "--db", db, "--json").out)
    assert [a["counts"]["killed"] for a in row["accounts"]] == [[5, 5], [3, 3]]
    assert len(run("happening", "--db", db, "--min-reports", 2, "--json").lines) == 1
    assert "C110" in run("happening", "v9/e1", "--db", db).err


def test_disputes_are_listed_strongest_first(run: Runner, db: Path) -> None:
    (row,) = map(json.loads, run("disputes", "--db", db, "--json").lines)
    assert (row["kind"], row["what"], row["one"]["claimants"]) == ("killed", "3 against 5", ["The governor"])
    assert run("disputes", "--db", db, "--kind", "place", "--json").out == ""
    assert run("disputes", "--db", db).lines[0].startswith("strength\tkind")


def test_the_ledger_and_its_totals(run: Runner, db: Path) -> None:
    rows = [json.loads(x) for x in run("ledger", "--db", db, "--kind", "killed", "--json").lines]
    assert [(r["claimant"], r["low"], r["words"]) for r in rows] == [
        ("The company", 5, "killed"),
        ("The governor", 3, "killed"),
    ]
    assert [json.loads(x)["kind"] for x in run("ledger", "--db", db, "--json").lines] == ["killed", "killed", "arrested"]
    (total,) = map(json.loads, run("ledger", "--db", db, "--happening", "v2/e1", "--totals", "--json").lines)
    assert (total["lowest"], total["highest"], total["latest"]) == ("3", "5", "3")
    assert run("ledger", "--db", db, "--totals").lines[0] == "kind\tlowest\thighest\tlatest\tbest\thappening"
    wrong = run("ledger", "--db", db, "--kind", "rescued")
    assert wrong.code == 2 and "C111" in wrong.err


def test_rollup_shows_rules_side_by_side(run: Runner, db: Path) -> None:
    lines = run("rollup", "--db", db, "--by", "country,type").lines
    assert lines[0] == "country\ttype\tmentions\treports\thappenings\torigins2\tactual"
    assert "NER\tASSAULT\t2\t2\t1\t1\t1" in lines
    assert json.loads(run("rollup", "--db", db, "--rules", "happenings", "--json").lines[0]) == {
        "type": "ASSAULT",
        "happenings": 1,
    }
    wrong = run("rollup", "--db", db, "--by", "shoe")
    assert wrong.code == 2 and "C112" in wrong.err


def test_changes_between_versions(run: Runner, db: Path) -> None:
    said = run("changes", "https://n.example/1", "--db", db)
    assert "v1\tv2\tchanged\tASSAULT\tkill\tkilled 5 → 3" in said.lines and said.err == "2 versions, 2 changes.\n"
    assert len(run("changes", "v1", "--db", db, "--json").lines) == 2
    assert "S106" in run("changes", "nothing", "--db", db).err


def test_forget_says_what_went(run: Runner, db: Path) -> None:
    said = run("forget", "v1", "--db", db)
    assert said.code == 0 and said.out.startswith("forgotten: v1 (") and "2 events" in said.out
    assert "S106" in run("forget", "v1", "--db", db).err
    assert json.loads(run("forget", "v2", "--db", db, "--json").out)["id"] == "v2"
    assert run("verify", "--db", db).code == 0
