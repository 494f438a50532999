"""The roster: names as they are looked up, terms that hold on a day, role words, and that all is loaded fast."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import KnowledgeError
from onrecord.knowledge import actors
from onrecord.knowledge.actors import ROLES, Actor, Roster, key, role_marks, role_words, roster, term
from onrecord.knowledge.countries import by_iso3
from onrecord.knowledge.loader import load
from onrecord.knowledge.rosters import look_up, own_roster, read


@given(st.text())
def test_a_key_is_its_own_key(name: str) -> None:
    assert key(key(name)) == key(name)


@pytest.mark.parametrize(
    ("one", "other"), [("U.N.", "UN"), ("Jean-Yves", "Jean Yves"), ("Peña", "Pena"), ("Workers’ Party", "Workers' Party")]
)
def test_spellings_meet(one: str, other: str) -> None:
    assert key(one) == key(other)


def test_every_term_is_one_and_of_a_country() -> None:
    beyond = {"---", "IGO", "INT"}
    for row in load(actors.ACTORS, Actor):
        assert row.kind in ("person", "group", "country", "organisation", "crowd"), row
        assert row.terms, row
        for text in row.terms:
            made = term(text)
            assert made.country in by_iso3() or made.country in beyond, row
            assert not (made.since and made.until) or made.since <= made.until, row


def test_roles_are_those_of_the_format() -> None:
    assert {w.role for w in role_words().values()} <= ROLES | {""}
    assert {w.role for w in role_marks().values()} <= ROLES | {""}


@pytest.mark.parametrize(
    ("name", "day", "code", "how"),
    [
        ("John Kerry", "20140501", "USAGOV", "valid"),
        ("John Kerry", "20050501", "USALEG", "valid"),
        ("Angela Merkel", "20220301", "DEUGOV", "lately"),
        ("Angela Merkel", "20240301", "DEUCVL", "former"),
        ("Angela Merkel", "19990301", "DEUCVL", "before"),
        ("Amnesty International", "19990301", "INTNGO", "always"),
        ("Kofi Annan", None, "IGO", "undated"),
    ],
)
def test_what_holds_on_a_day(name: str, day: str | None, code: str, how: str) -> None:
    answer = look_up(name, day)
    assert answer is not None
    assert (answer.code, answer.how) == (code, how)


def test_petrarch_is_the_last_resort() -> None:
    assert roster().find("Levy Mwanawasa") is not None
    assert roster().find("no such name at all") is None


def test_loading_is_fast() -> None:
    load(actors.ACTORS, Actor)
    start = time.perf_counter()
    Roster()
    assert time.perf_counter() - start < 0.5  # 0.03 s alone on the machine it was measured on


def write(folder: Path, text: str) -> Path:
    path = folder / "mine.tsv"
    path.write_text(text, encoding="utf-8")
    return path


def test_own_rows_come_first(tmp_path: Path) -> None:
    path = write(tmp_path, "# mine\nJohn Kerry\tJ. Kerry\tperson\tXKXNGO\n")
    rows = own_roster(path)
    assert look_up("J. Kerry", None, rows).code == "XKXNGO"  # type: ignore[union-attr]
    assert look_up("Angela Merkel", "20150101", rows).code == "DEUGOV"  # type: ignore[union-attr]
    assert rows.variant


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("only one column", "Y112"),
        ("\t\tperson\tKEN", "Y112"),
        (f"{'word ' * 200}\t\tperson\tKEN", "Y112"),
        ("A Name\t\tking\tKENGOV", "Y113"),
        ("A Name\t\tperson\tKENXYZ", "Y114"),
        ("A Name\t\tperson\tQQQGOV", "Y114"),
        ("A Name\t\tperson\tKENGOV@2014-2013", "Y114"),
        ("A Name\t\tperson\t", "Y114"),
        ("A Name\ta. name\tperson\tKEN\nA name\t\tperson\tKEN", "Y115"),
    ],
)
def test_faults_of_own_rows_are_told_with_their_line(tmp_path: Path, line: str, code: str) -> None:
    path = write(tmp_path, f"Fine Name\t\tperson\tKENGOV\n{line}\n")
    faults = [r for r in read(path) if isinstance(r, KnowledgeError)]
    assert [f.code.id for f in faults] == [code]
    assert "mine.tsv:" in str(faults[0])
    with pytest.raises(KnowledgeError):
        own_roster(path)


def test_no_such_file_and_no_text(tmp_path: Path) -> None:
    path = tmp_path / "bad.tsv"
    assert [r.code.id for r in read(path) if isinstance(r, KnowledgeError)] == ["Y111"]
    path.write_bytes(b"\xff\xfe\x00")
    assert [r.code.id for r in read(path) if isinstance(r, KnowledgeError)] == ["Y111"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kim Jong-un", "Kim Jong-il"),
        ("Hafez al-Assad", "Bashar al-Assad"),
        ("Pope Francis", "John Paul II"),
        ("Lok Sabha", "Rajya Sabha"),
        ("Ulster Volunteer Force", "Irish Republican Army"),
        ("President Bush", "Bill Clinton"),
    ],
)
def test_those_of_one_name_or_side_are_not_one(one: str, other: str) -> None:
    a, b = roster().find(one), roster().find(other)
    assert b is not None and (a is None or a.row != b.row)


@pytest.mark.parametrize(("one", "other"), [("Abu Mazen", "Mahmoud Abbas"), ("President Clinton", "Bill Clinton")])
def test_other_names_lead_to_one_row(one: str, other: str) -> None:
    a, b = roster().find(one), roster().find(other)
    assert a is not None and b is not None and a.row == b.row


def test_presidents_and_prime_ministers_have_days() -> None:
    """Who heads a state or government does so for a time; a code without days would hold for ever."""
    for name in (
        "Kim Jong-un",
        "Hassan Rouhani",
        "Theresa May",
        "Olaf Scholz",
        "Gloria Macapagal Arroyo",
        "Juan Manuel Santos",
    ):
        listed = roster().find(name)
        assert listed is not None and all(t.since or t.until for t in listed.terms), name


def test_one_who_died_in_office_keeps_it() -> None:
    listed = roster().find("Yitzhak Rabin")
    assert listed is not None and listed.on("19980227")[0].role == "GOV"


def test_surnames() -> None:
    assert [p.name for p in roster().surnamed("jeenbekov")] == ["Sooronbay Jeenbekov"]
    assert roster().surnamed("no such") == () == roster().having([])
