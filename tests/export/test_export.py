"""What goes out: the coded document as JSON, rows as CSV, marked text."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

import pytest

from factory import TEXT, coded
from onrecord.errors import ReadError
from onrecord.export.check import faults
from onrecord.export.jsonl import document, failure, line
from onrecord.export.marked import Marked, marked, marks_of
from onrecord.export.rows import cell, csv_rows, safe, short, told
from onrecord.read.decode import EMPTY
from onrecord.store import COLUMNS, Store, offsets_of


def test_a_document_has_the_fields_of_the_contract_and_its_spans_cut_its_words() -> None:
    doc = json.loads(line(document(coded())))
    assert doc["format"] == "onrecord/1"
    assert list(doc)[:4] == ["format", "id", "name", "sha256"]
    for key in ("url", "outlet", "part_of", "title", "byline", "credit", "published", "language", "text", "blocks", "sentences",
                "times", "places", "parties", "attributions", "events", "notes"):  # fmt: skip
        assert key in doc, key
    (event,) = doc["events"]
    s, e = event["anchor"]
    assert doc["text"][s:e] == event["text"] == "killed"
    assert event["killed"] == [5, 5] and event["participants"] == [5, None] and event["wounded"] is None
    five, men = event["killed_who"]
    assert (five["role"], five["group"], five["count"], men["role"], men["count"]) == ("CVL", "workers", [5, 5], None, None)
    assert [doc["text"][s:e] for s, e in five["spans"]] == ["five guards"] and event["wounded_who"] == []
    denied, doubted = event["responses"]
    assert (denied["kind"], denied["by"], denied["attribution"]) == ("denied", "a3", "q1")
    assert [doc["text"][s:e] for s, e in denied["spans"]] == ["governor", "said"] and doubted["by"] is None
    assert event["according_to"] == [{"attribution": "q1", "party": "a3"}]
    assert doc["attributions"][0]["speaker"]["party"] == "a3"
    assert doc["parties"][0]["code"] == "---CRM"
    assert doc["published"] == {"date": "2025-03-12", "basis": "given", "by": "times@1", "why": "given"}


def test_a_failure_is_a_row_of_its_own_without_an_id() -> None:
    row = failure(ReadError(EMPTY, "a.txt"))
    assert row["name"] == "a.txt" and row["error"]["code"] == "R101" and "id" not in row


def test_half_characters_can_be_written_as_json() -> None:
    assert json.loads(line({"text": "\ud800"})) == {"text": "\ud800"}


@pytest.mark.parametrize(
    ("value", "shown"),
    [(None, ""), ((5, 5), "5"), ((3, None), "3+"), ((3, 5), "3–5"), (("a", "b"), "a; b"), (-10.0, "-10"), (0.25, "0.25")],
)
def test_cells(value: object, shown: str) -> None:
    assert cell(value) == shown


@pytest.mark.parametrize("text", ["=1+1", "+cmd", "-x", "@SUM(A1)", "\tx"])
def test_no_cell_is_run_as_a_formula(text: str) -> None:
    assert safe(text) == "'" + text


@pytest.mark.parametrize("text", ["-10", "+3.5", "plain", "", "a=b"])
def test_numbers_and_plain_words_stay_as_they_are(text: str) -> None:
    assert safe(text) == text


def test_csv_reads_back(capsys: pytest.CaptureFixture[str]) -> None:
    with Store(":memory:", write=True) as store:
        store.add(coded(), "one@1")
        csv_rows(store.events())
    head, row = list(csv.reader(io.StringIO(capsys.readouterr().out, newline="")))
    assert tuple(head) == COLUMNS
    got = dict(zip(head, row, strict=True))
    assert (got["type"], got["killed"], got["participants"], got["according_to"]) == ("ASSAULT", "5", "5+", "governor")
    assert (got["killed_who"], got["participants_who"]) == ("CVL workers 5; men", "")


def test_the_table_says_who_they_were() -> None:
    with Store(":memory:", write=True) as store:
        store.add(coded(), "one@1")
        (row,) = store.events()
    assert short(row)[2] == "actual; denied by governor; doubted"
    assert short(row)[7] == "5 (CVL workers, men)"
    assert short(replace(row, wounded=(3, None)))[7] == "5 (CVL workers, men) killed, 3+ wounded"


def test_marks_in_brackets_for_pipes_and_in_colour_for_terminals() -> None:
    marks = [Marked(0, 6, "A"), Marked(7, 13, "E1")]
    assert marked("Gunmen killed", marks[1:], colour=False) == "Gunmen [E1|killed]"
    assert marked("Gunmen killed", marks[1:], colour=True) == "Gunmen \x1b[1;31mkilled\x1b[0m"


def test_of_overlapping_marks_the_more_telling_stays() -> None:
    with Store(":memory:", write=True) as store:
        store.add(coded(), "one@1")
        row = store.article("n1")
        layers = {t: store.rows(t, row["doc"]) for t in ("events", "statement_spans", "times", "places", "notes")}
        said = marked(row["reading"], marks_of(layers, offsets_of(row["offsets"])), colour=False)
    assert "Gunmen [E1|killed] five guards near [P|Arlit] on [T|Monday], the [S|governor] [C|said]" in said
    assert TEXT.startswith("Menu")


def test_a_document_that_keeps_the_law_has_no_fault_and_moved_or_loose_values_are_found() -> None:
    doc = document(coded())
    assert list(faults(doc)) == [27]
    doc["events"][0]["anchor"] = [0, 3]
    doc["events"][0]["place"] = "p9"
    doc["parties"][0]["mentions"] = [[5, 5], [10**6, 10**6 + 1]]
    doc["times"] *= 2
    doc["events"][0]["responses"][1] |= {"by": "a9", "spans": [[9, 9]]}
    doc["events"][0]["killed_who"][0]["spans"] = [[7, 7]]
    assert [f.where for f in faults(doc) if not isinstance(f, int)] == [
        "parties a1 mentions", "parties a1 mentions", "events e1 anchor", "events e1 responses",
        "events e1 killed_who", "times", "events e1 place", "events e1 responses",
    ]  # fmt: skip


def test_an_event_on_a_narrow_screen_is_told_in_lines_that_fit() -> None:
    row = ("2025-03-10", "ASSAULT", "actual", "Gunmen (NERCRM)", "five guards " * 8, "a firm", "Arlit", "5", "killed")
    lines = told(row, 60).split("\n")
    assert lines[0] == "2025-03-10  ASSAULT, actual: “killed”"
    assert all(len(line) <= 60 for line in lines)
    assert lines[-3:] == ["            in Arlit", "            5 killed", "            according to a firm"]
    assert told(("", "REJECT", "actual", "", "", "", "", "", "denied"), 60) == "no date     REJECT, actual: “denied”"
