"""onrecord roster: looking up, checking a user's rows, and what a database shows to be lacking."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from cli.running import Runner
from factory import coded
from onrecord.article import Article
from onrecord.store import Store


def test_a_name_on_a_day(run: Runner) -> None:
    said = run("roster", "John Kerry", "--on", "2014-05-01")
    assert said.code == 0
    assert said.lines[0].startswith("John Kerry: USAGOV (valid; person;")
    assert said.lines[1].split("\t") == ["code", "from", "until"]


def test_a_name_that_is_not_listed(run: Runner) -> None:
    said = run("roster", "No Such Name At All")
    assert (said.code, said.out) == (1, "No Such Name At All: not listed\n")


def test_a_surname_tells_who_bears_it(run: Runner) -> None:
    said = run("roster", "Jeenbekov")
    assert (said.code, said.out) == (1, "Jeenbekov: not listed; listed are Sooronbay Jeenbekov\n")


def test_names_of_the_world(run: Runner) -> None:
    assert run("roster", "Iraqis").lines == ["Iraqis: IRQ (always; people; countries.tsv: Iraq)"]
    assert run("roster", "Nairobi").lines == ["Nairobi: KENGOV (always; capital; countries.tsv: Kenya)"]
    assert run("roster", "Catalonia").lines[0].startswith("Catalonia: ESPGOV (always; region;")


def test_as_json(run: Runner) -> None:
    answer = json.loads(run("roster", "Amnesty International", "--json").out)
    assert (answer["code"], answer["how"]) == ("INTNGO", "undated")


def test_nothing_asked_and_a_bad_date(run: Runner) -> None:
    assert run("roster").code == 2
    assert run("roster", " ").code == 2
    assert run("roster", "John Kerry", "--on", "2014").code == 2
    assert run("roster", "John Kerry", "--on", "last week").code == 2


def test_checking_own_rows(run: Runner, tmp_path: Path) -> None:
    path = tmp_path / "mine.tsv"
    path.write_text("Ana Ruiz\t\tperson\tARGGOV\nbad line\n", encoding="utf-8")
    said = run("roster", "--check", path)
    assert said.code == 1
    assert said.lines[0].startswith("Y112") and said.lines[-1] == "1 rows, 1 faults"
    fault = json.loads(run("roster", "--check", path, "--json").out)
    assert (fault["code"], fault["where"].endswith("mine.tsv:2")) == ("Y112", True)
    path.write_text("Ana Ruiz\t\tperson\tARGGOV\n", encoding="utf-8")
    assert run("roster", "--check", path).lines == ["1 rows, 0 faults"]
    assert run("roster", "Ana Ruiz", "--roster", path).lines[0].startswith("Ana Ruiz: ARGGOV")


def with_party(number: int, name: str, kind: str, roles: tuple[str, ...], why: str) -> Article:
    article = coded()
    party = replace(article.parties[0], name=name, kind=kind, roles=roles, why=why)  # type: ignore[arg-type]
    source = replace(article.source, given_id=f"article {number}")
    return replace(article.with_layers({"parties": (party, *article.parties[1:])}), source=source)


def test_stale_names_offices_and_bodies_but_no_private_person(run: Runner, tmp_path: Path) -> None:
    db = tmp_path / "t.db"
    with Store(db, write=True) as store:
        for n in range(3):
            store.add(with_party(n, "Ana Ruiz", "person", ("CVL",), "actors.tsv: Ana Ruiz (former)"), "x@1")
            store.add(with_party(10 + n, "Lake Bureau", "organisation", ("GOV",), "role_words.tsv: bureau"), "x@1")
            store.add(with_party(20 + n, "Pat Doe", "person", ("CVL",), "country by context: KEN"), "x@1")
    rows = [json.loads(line) for line in run("roster", "--stale", "--db", db, "--json").lines]
    assert [(r["what"], r["name"], r["articles"]) for r in rows] == [("expired", "Ana Ruiz", 3), ("unknown", "Lake Bureau", 3)]
    assert run("roster", "--stale", "--db", db, "--min-articles", "4", "--json").lines == []
