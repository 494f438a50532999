"""The mapped table of places: what it finds, what it is built from, what it says when it can't be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.errors import KnowledgeError
from onrecord.knowledge.gazetteer import NO_HABITS, Gazetteer, gazetteer
from onrecord.knowledge.placenames import digest, fold, key, words


def test_names_are_found_by_their_folded_words() -> None:
    assert key("St. Louis") == key("Saint Louis") == "st louis"
    assert key("Sana'a") == key("Sanaa")
    assert key("Port-au-Prince") == "port au prince"
    assert fold("Łódź") == "lodz"
    assert key("...") == ""


def test_a_possessive_is_told_apart() -> None:
    (word,) = words("Iraq's")
    assert (word.bare, word.fold, word.stop) == ("iraq", "iraqs", 4)


def test_digests_are_those_of_every_machine() -> None:
    assert digest("baghdad") == 2505146808848751796


def test_a_town_is_found_with_its_divisions() -> None:
    table = gazetteer()
    found = table.find(["baghdad", "no such place at all"])
    assert list(found) == ["baghdad"]
    town = next(r for r in (table.row(i) for i, _ in found["baghdad"]) if r.kind == "city" and r.country == "IRQ")
    assert (town.id, town.name) == ("geonames:98182", "Baghdad")
    assert town.admin1 is not None
    assert table.row(town.admin1).kind == "admin1"
    assert town.lat == pytest.approx(33.34, abs=0.01)


def test_every_row_lies_on_the_earth_in_a_country() -> None:
    table = gazetteer()
    for i in range(0, len(table), 997):
        row = table.row(i)
        assert (row.lat is None) == (row.lon is None)
        if row.lat is not None and row.lon is not None:
            assert -90 <= row.lat <= 90
            assert -180 <= row.lon <= 180
        assert len(row.country) == 3
        assert row.country.isupper()
        assert row.id.startswith("icao:" if row.kind == "airport" else "geonames:")


def test_habits_tell_names_of_people_and_common_words() -> None:
    table = gazetteer()
    assert table.habits("jordan").first > 0
    assert table.habits("reading").lower > table.habits("reading").upper
    assert table.habits("no such place at all") == NO_HABITS


def test_airports_near_a_town_come_international_first() -> None:
    rows = [r for _, r in gazetteer().airports_near(33.34, 44.4, 60)]
    assert rows[0].id == "icao:ORBI"
    assert gazetteer().airports_near(-60.0, -120.0, 60) == []


def test_the_table_names_its_sources() -> None:
    head = gazetteer().header
    assert "GeoNames" in head["source"]
    assert "CC BY 4.0" in head["licence"]


@pytest.mark.parametrize("content", [b"", b"ORGAZ001", b"something else entirely", b"ORGAZ001\x02\x00\x00\x00{}"])
def test_a_broken_table_is_a_coded_error(tmp_path: Path, content: bytes) -> None:
    bad = tmp_path / "gazetteer.bin"
    bad.write_bytes(content)
    with pytest.raises(KnowledgeError, match="K110"):
        Gazetteer(bad)
    with pytest.raises(KnowledgeError, match="K110"):
        Gazetteer(tmp_path / "absent.bin")
