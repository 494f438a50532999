"""`onrecord when` and `onrecord where`: what a phrase gives, and what is said where it gives nothing."""

from __future__ import annotations

import json

from cli.running import Runner


def test_when_gives_value_anchor_and_reason(run: Runner) -> None:
    said = run(
        "when", "Talks ended on 3 January 2020. Five days later fighting began again.", "--published", "2021-01-05", "--json"
    )
    first, second = map(json.loads, said.lines)
    assert (first["value"], first["anchor"]) == ("2020-01-03", None)
    assert (second["text"], second["value"], second["anchor"], bool(second["why"])) == (
        "Five days later",
        "2020-01-08",
        "t1",
        True,
    )


def test_when_reads_a_bare_phrase_that_looks_like_a_line_of_a_page(run: Runner) -> None:
    said = run("when", "31 February 2020 at 25:61")
    assert said.code == 0 and len(said.lines) == 1
    assert said.err.count("T103") == 2 and "no time in this text" in said.err


def test_when_without_a_publication_date_invents_nothing(run: Runner) -> None:
    (row,) = map(json.loads, run("when", "on January 3", "--json").lines)
    assert row["value"] == "XXXX-01-03"


def test_when_says_that_a_date_cannot_be_read(run: Runner) -> None:
    said = run("when", "yesterday", "--published", "soon")
    assert said.code == 2 and "C122" in said.err


def test_where_gives_place_and_reason(run: Runner) -> None:
    paris, texas = map(json.loads, run("where", "The fire in Paris, Texas, is out.", "--json").lines)
    assert (paris["country"], paris["kind"], texas["kind"]) == ("USA", "city", "admin1")
    assert paris["use"] == "place" and paris["why"]


def test_where_gives_no_position_to_a_name_of_many_places(run: Runner) -> None:
    said = run("where", "Springfield", "--json")
    (row,) = map(json.loads, said.lines)
    assert row["lat"] is None and "L102" in said.err


def test_where_shows_all_that_a_name_was_weighed_for(run: Runner) -> None:
    assert len(run("where", "Springfield", "--options", "--json").lines) > 20


def test_a_text_without_any_is_an_empty_answer(run: Runner) -> None:
    for command in ("when", "where"):
        for text in ("nothing here", "", " \n "):
            said = run(command, text, "--json")
            assert (said.code, said.out) == (0, "") and "in this text" in said.err
