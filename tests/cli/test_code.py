"""`onrecord code` as its users run it: files in, database or rows out, bad input told and passed over."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from cli.running import Runner
from onrecord.store import Store

WIRE = "Gunmen killed five guards near Arlit on Monday, the governor said."


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "a.txt").write_text(WIRE)
    (folder / "b.txt.gz").write_bytes(gzip.compress(WIRE.encode()))
    lines = [{"id": "r1", "text": WIRE, "published": "2025-03-12"}, {"id": "r2", "text": "Rain fell on Tuesday."}]
    (folder / "c.jsonl").write_text("\n".join(map(json.dumps, lines)))
    return folder


def test_a_folder_into_a_database_and_again_adds_nothing(run: Runner, news: Path, tmp_path: Path) -> None:
    db = tmp_path / "t.db"
    first = run("code", news, "--db", db)
    assert first.code == 0 and first.out == ""
    assert "4 articles" in first.err and "4 added" in first.err and f"onrecord events --db {db}" in first.err
    assert "4 articles tell 2 reports of" in first.err
    again = run("code", news, "--db", db)
    assert "0 added" in again.err and "4 there already" in again.err
    with Store(db) as store:
        assert store.count("articles") == 4


def test_documents_come_out_in_the_order_of_the_input_with_their_ids(run: Runner, news: Path) -> None:
    docs = [json.loads(x) for x in run("code", news / "c.jsonl", news / "a.txt", "--to", "jsonl").lines]
    assert [d["id"] for d in docs[:2]] == ["r1", "r2"] and docs[2]["name"] == "a"
    assert docs[0]["published"]["date"] == "2025-03-12" and docs[0]["published"]["basis"] == "given"
    assert docs[0]["text"] == WIRE


def test_a_date_given_on_the_command_line_overrides_the_records(run: Runner, news: Path) -> None:
    docs = [json.loads(x) for x in run("code", news / "c.jsonl", "--published", "2024-01-02", "--to", "jsonl").lines]
    assert {d["published"]["date"] for d in docs} == {"2024-01-02"}


def test_standard_input_is_told_by_its_content(run: Runner) -> None:
    (doc,) = map(json.loads, run("code", "-", "--to", "jsonl", stdin=WIRE.encode()).lines)
    assert doc["text"] == WIRE
    (doc,) = map(json.loads, run("code", "-", "--to", "jsonl", stdin=b'{"id": "x", "text": "Rain fell."}').lines)
    assert doc["id"] == "x"


def test_with_to_no_database_is_made_unless_asked_for(
    run: Runner, news: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    run("code", news / "a.txt", "--to", "jsonl")
    assert not list(tmp_path.glob("*.db"))
    run("code", news / "a.txt", "--to", "csv", "--db", "both.db")
    assert (tmp_path / "both.db").is_file()


BAD = {
    "empty.txt": (b"", "R101"),
    "image.txt": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "R102"),
    "cut.txt.gz": (gzip.compress(WIRE.encode() * 50)[:-20], "R103"),
    "blank.html": (b"<html><head><title>x</title></head><body><script>1</script></body></html>", "R106"),
    "middle.jsonl": (
        b'{"id": "m1", "text": "Rain fell."}\n{"id": "m2", "text": \n{"id": "m3", "text": "Snow fell."}\n',
        "R107",
    ),
    "fields.jsonl": (b'{"id": "f1", "body": "Rain fell."}\n', "R108"),
}


def test_bad_input_is_named_and_the_rest_of_the_run_goes_on(run: Runner, tmp_path: Path) -> None:
    for name, (content, _) in BAD.items():
        (tmp_path / name).write_bytes(content)
    (tmp_path / "good.txt").write_text(WIRE)
    (tmp_path / "void").mkdir()
    paths = [*(tmp_path / name for name in BAD), tmp_path / "none.txt", tmp_path / "void", tmp_path / "good.txt"]
    said = run("code", *paths, "--db", tmp_path / "t.db", "--to", "jsonl")
    assert said.code == 1
    rows = [json.loads(x) for x in said.lines]
    errors = {Path(r["name"]).name.split(":")[0]: r["error"]["code"] for r in rows if "error" in r}
    assert errors == {name: code for name, (_, code) in BAD.items()} | {"none.txt": "R109", "void": "R111"}
    assert [r["id"] for r in rows if r.get("id") in ("m1", "m3")] == ["m1", "m3"]
    assert rows[-1]["name"] == "good" and rows[-1]["text"] == WIRE
    for name, code in errors.items():
        assert code in said.err and name in said.err
    assert "8 not read" in said.err
    with Store(tmp_path / "t.db") as store:
        assert store.count("failures") == 8


def test_other_languages_are_kept_with_a_note_and_not_coded(run: Runner, tmp_path: Path) -> None:
    text = "Des hommes armés ont tué cinq gardes près d'Arlit lundi, a déclaré le gouverneur de la région dans un communiqué."
    (tmp_path / "fr.txt").write_text(text)
    said = run("code", tmp_path / "fr.txt", "--to", "jsonl")
    (doc,) = map(json.loads, said.lines)
    assert said.code == 0 and doc["language"] == "fr" and doc["events"] == [] and doc["notes"]


def test_a_reader_that_goes_away_ends_the_run_quietly(news: Path) -> None:
    import subprocess
    import sys

    command = f"{sys.executable} -m onrecord code {news} --to jsonl | head -c 1"
    done = subprocess.run(["bash", "-o", "pipefail", "-c", command], capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr
