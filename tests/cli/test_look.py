"""Commands that look into a database; the database is made by hand, no stage runs."""

from __future__ import annotations

import csv
import errno
import io
import json
import os
import sys
from pathlib import Path

import pytest

from cli.running import Runner
from factory import coded
from onrecord.cli import command_names, main
from onrecord.errors import ReadError
from onrecord.export.jsonl import document, failure, line
from onrecord.read.decode import EMPTY
from onrecord.store import COLUMNS, QUOTE_COLUMNS, Store


@pytest.fixture
def db(tmp_path: Path) -> Path:
    with Store(tmp_path / "t.db", write=True) as store:
        store.add(coded(), "one@1")
    return tmp_path / "t.db"


def test_events_as_table_json_and_csv_agree(run: Runner, db: Path) -> None:
    shown = run("events", "--db", db)
    assert shown.code == 0 and shown.lines[0].split("\t")[:2] == ["date", "type"]
    assert "gunmen (---CRM)" in shown.lines[1] and shown.err.endswith("1 event.\n")
    (row,) = map(json.loads, run("events", "--db", db, "--json").lines)
    assert tuple(row) == COLUMNS and row["killed"] == [5, 5]
    head, line = csv.reader(io.StringIO(run("events", "--db", db, "--csv").out, newline=""))
    assert dict(zip(head, line, strict=True))["event"] == row["event"] == "e1"


def test_events_that_are_not_there_are_an_empty_answer_not_an_error(run: Runner, db: Path) -> None:
    said = run("events", "--db", db, "--country", "ZWE", "--json")
    assert (said.code, said.out) == (0, "")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["events", "--status", "maybe"], "C106"),
        (["events", "--since", "last week"], "C102"),
        (["events", "--until", "2025-13-01"], "C102"),
        (["events", "--min-score", "7"], ""),
        (["events", "--type", "nope"], "C126"),
        (["events", "--country", "nowhere"], "C128"),
        (["events", "--since", "2030", "--until", "2020"], "C125"),
        (["events", "--json", "--csv"], "C127"),
        (["quotes", "--json", "--csv"], "C127"),
        (["code", "x.txt", "--to", "xml"], "C103"),
        (["code", "x.txt", "--published", "yesterday"], "C122"),
        (["code", "x.txt", "--until", "nowhere", "--to", "jsonl"], "C104"),
        (["errors", "Z999"], "C101"),
        (["nonsense"], ""),
    ],
)
def test_wrong_usage_is_told_and_ends_with_2(
    run: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], code: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Store(tmp_path / "onrecord.db", write=True).close()
    said = run(*words)
    assert said.code == 2 and code in said.err and said.out == ""


@pytest.mark.parametrize("command", [["events"], ["quotes"], ["stories"], ["disputes"], ["happening"]])
def test_a_limit_beyond_what_sqlite_counts_is_no_limit(run: Runner, db: Path, command: list[str]) -> None:
    assert run(*command, "--db", db, "--limit", 10**30).code == 0


@pytest.mark.parametrize("words", [["group"], ["forget", "x"]])
def test_no_database_is_made_by_what_looks_for_one(run: Runner, tmp_path: Path, words: list[str]) -> None:
    said = run(*words, "--db", tmp_path / "none.db")
    assert said.code == 1 and "S101" in said.err
    assert not (tmp_path / "none.db").exists()


def test_what_is_no_coded_document_is_told(run: Runner, tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_bytes(b"\xff\xfe\x00 not text")
    said = run("verify", path)
    assert said.code == 1 and "C107" in said.err and "x.jsonl:1" in said.err


def test_events_are_exported_by_score(run: Runner, db: Path) -> None:
    every = [json.loads(line) for line in run("export", "events", "--db", db).lines]
    sure = max(e["score"] or 0 for e in every)
    assert len(run("export", "events", "--min-score", sure, "--db", db).lines) >= 1
    assert run("export", "events", "--min-score", 1, "--db", db).lines == [] or sure == 1
    said = run("export", "articles", "--min-score", 0.5, "--db", db)
    assert said.code == 2 and "C132" in said.err


def test_an_empty_id_is_nobody_s(run: Runner, db: Path) -> None:
    said = run("show", "", "--db", db)
    assert said.code == 1 and "S106" in said.err


def test_changes_of_an_article_by_the_beginning_of_its_id(run: Runner, db: Path) -> None:
    ident = json.loads(run("events", "--db", db, "--json").lines[0])["article"]
    assert run("changes", ident[:6], "--db", db).code == run("changes", ident, "--db", db).code == 0


def test_times_and_places_of_standard_input(run: Runner) -> None:
    said = run("when", "-", "--published", "2024-05-02", "--json", stdin=b"He left on Monday.")
    assert json.loads(said.lines[0])["value"] == "2024-04-29"
    assert "Nairobi" in run("where", "-", stdin=b"Police met in Nairobi.").out
    assert run("when", "Monday", "--published", "soon").code == 2


def test_a_country_by_its_name(run: Runner, db: Path) -> None:
    by_code = run("events", "--db", db, "--country", "ken", "--json").out
    assert by_code == run("events", "--db", db, "--country", "kenya", "--json").out


class _Full:
    """Standard output of a disk that is full, or whose reader has gone."""

    def __init__(self, number: int) -> None:
        self.number = number

    def write(self, text: str) -> int:
        raise OSError(self.number, os.strerror(self.number))

    def flush(self) -> None:
        return

    def isatty(self) -> bool:
        return False


@pytest.mark.parametrize(("number", "code", "told"), [(errno.ENOSPC, 1, "C129"), (errno.EPIPE, 0, "")])
def test_output_that_can_not_be_written(
    db: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], number: int, code: int, told: str
) -> None:
    monkeypatch.setattr(sys, "argv", ["onrecord", "events", "--db", str(db), "--json"])
    monkeypatch.setattr(sys, "stdout", _Full(number))
    with pytest.raises(SystemExit) as ended:
        main()
    assert (ended.value.code, told in capsys.readouterr().err) == (code, True)


def test_a_database_that_is_not_there_is_told(run: Runner, tmp_path: Path) -> None:
    said = run("events", "--db", tmp_path / "none.db")
    assert said.code == 1 and "S101" in said.err and "none.db" in said.err


def test_show_marks_the_text_and_takes_the_beginning_of_an_id(run: Runner, db: Path) -> None:
    said = run("show", "n", "--db", db)
    assert said.code == 0
    assert "Gunmen [E1|killed] five guards near [P|Arlit] on [T|Monday], the [S|governor] [C|said]" in said.out
    assert "id: n1" in said.out and "credit: Mercury Press" in said.out and "note T104: a note" in said.out
    shown = json.loads(run("show", "n1", "--db", db, "--json").out)
    assert {"start", "end", "label"} == set(shown["marks"][0])


def test_show_of_nothing_is_told(run: Runner, db: Path) -> None:
    assert "S106" in run("show", "zzz", "--db", db).err


def test_verify_ends_with_1_where_a_value_fell(run: Runner, db: Path) -> None:
    assert run("verify", "--db", db).code == 0
    with Store(db, write=True) as store:
        store._db.execute("UPDATE events SET s = s + 1")
    said = run("verify", "--db", db)
    assert said.code == 1 and "n1: events e1 [" in said.out and "not 'killed'" in said.out
    assert json.loads(run("verify", "--db", db, "--json").lines[-1])["fallen"] == 1


def test_reports_stories_and_articles_are_listed(run: Runner, db: Path) -> None:
    with Store(db, write=True) as store:
        store.add(coded(given_id="n2", outlet="The Other Paper"), "one@1")
    done = json.loads(run("group", "--db", db, "--json").out)
    assert done == {"looked_at": 2, "articles": 2, "reports": 1, "stories": 1, "happenings": 1}
    (report,) = map(json.loads, run("reports", "--db", db, "--json").lines)
    assert (report["report"], report["copies"], report["articles"]) == ("n1", ["n2"], 2)
    (story,) = map(json.loads, run("stories", "--db", db, "--json").lines)
    assert (story["story"], story["reports"], story["articles"], story["speakers"]) == ("n1", 1, 2, ["governor"])
    assert run("stories", "--db", db).lines[1].startswith("1\t2\t2\t2025-03-12\tGunmen kill five guards")
    rows = [json.loads(x) for x in run("export", "articles", "--db", db).lines]
    assert [(r["id"], r["report"], r["story"]) for r in rows] == [("n1", "n1", "n1"), ("n2", "n1", "n1")]
    head, *lines = csv.reader(io.StringIO(run("export", "articles", "--db", db, "--to", "csv").out, newline=""))
    assert head[0] == "id" and len(lines) == 2
    assert len(run("export", "events", "--db", db).lines) == 2
    assert run("export", "events", "--db", db, "--to", "csv").out == run("events", "--db", db, "--csv").out
    assert "C108" in run("export", "all", "--db", db).err and "C109" in run("export", "events", "--db", db, "--to", "xml").err


def test_verify_reads_coded_documents_too(run: Runner, tmp_path: Path) -> None:
    good, bad, none = tmp_path / "good.jsonl", tmp_path / "bad.jsonl", tmp_path / "none.jsonl"
    doc = document(coded())
    good.write_text(line(doc) + "\n\n" + line(failure(ReadError(EMPTY, "x.txt"))) + "\n")
    assert run("verify", good).code == 0
    assert run("verify", "-", stdin=good.read_bytes()).out == run("verify", good).out
    doc["events"][0]["anchor"] = [0, 3]
    bad.write_text(line(doc))
    said = run("verify", bad)
    assert said.code == 1 and "n1: events e1 anchor [0, 3) reads 'Men', not 'killed'" in said.out
    none.write_text("{}\n")
    assert "C107" in run("verify", none).err
    assert "R110" in run("verify", tmp_path / "absent.jsonl").err


def test_stages_errors_version_as_json(run: Runner) -> None:
    assert json.loads(run("stages", "--json").lines[0])["stage"] == "tidy"
    assert {"code", "meaning", "remedy"} == set(json.loads(run("errors", "R101", "--json").out))
    assert json.loads(run("version", "--json").out)["onrecord"]
    assert run("--version").out.startswith("onrecord ")


def test_every_command_has_help_with_an_example_or_a_sentence(run: Runner) -> None:
    top = run("--help").out
    for name in command_names():
        assert f"  {name} " in top
        said = run(name, "--help")
        assert said.code == 0 and said.out.startswith(f"Usage: onrecord {name}")
        assert "..." not in top.split(f"  {name} ")[1].splitlines()[0], "the first sentence of its help does not fit a line"


def test_quotes_as_table_json_and_csv_agree(run: Runner, db: Path) -> None:
    shown = run("quotes", "--db", db)
    assert shown.lines[0].split("\t")[:4] == ["published", "speaker", "cue", "content"]
    assert "governor (NERGOV)\tsaid\tGunmen killed" in shown.lines[1]
    (row,) = map(json.loads, run("quotes", "--db", db, "--json").lines)
    head, line = csv.reader(io.StringIO(run("quotes", "--db", db, "--csv").out, newline=""))
    told = dict(zip(head, line, strict=True))
    assert tuple(told) == QUOTE_COLUMNS == tuple(row)
    assert told["content"] == row["content"][0]


@pytest.mark.parametrize(("option", "value", "code"), [("--kind", "loud", "C123"), ("--sense", "sixth", "C124")])
def test_quotes_of_a_kind_that_is_not_are_wrong_usage(run: Runner, db: Path, option: str, value: str, code: str) -> None:
    said = run("quotes", "--db", db, option, value)
    assert said.code == 2 and code in said.err
