from __future__ import annotations

from collections import Counter

import pytest

from onrecord.knowledge.countries import by_capital, by_demonym, by_iso2, by_iso3, by_name, by_seat, countries


@pytest.mark.parametrize(
    ("name", "code"),
    [("Iraq", "IRQ"), ("U.S.", "USA"), ("UK", "GBR"), ("Kosovo", "XKX"), ("Palestine", "PSE"), ("Taiwan", "TWN"),
     ("Hong Kong", "HKG"), ("Vatican", "VAT"), ("Soviet Union", "SUN"), ("Zaire", "ZAR"), ("Congo", "COD")],
)  # fmt: skip
def test_names_give_codes(name: str, code: str) -> None:
    assert by_name()[name].code == code


def test_people_things_capitals_and_seats() -> None:
    assert by_demonym()["Iraqis"].iso3 == "IRQ"
    assert by_demonym()["Danish"].iso3 == "DNK"
    assert by_demonym()["Georgian"].iso3 == "GEO"
    assert by_capital()["Washington"].iso3 == "USA"
    assert by_capital()["Tehran"].iso3 == "IRN"
    assert by_seat()["Kremlin"].iso3 == "RUS"


def test_states_of_the_past_have_a_successor_that_stands_in_the_table() -> None:
    past = [c for c in countries() if c.successor]
    assert {"Soviet Union", "Yugoslavia", "East Germany", "Czechoslovakia"} <= {c.name for c in past}
    assert all(c.successor in by_iso3() for c in past)
    assert by_name()["Prussia"].code == "DEU"


def test_codes_are_unique_and_positions_on_the_globe() -> None:
    assert [c for c, n in Counter(c.iso3 for c in countries() if c.iso3).items() if n > 1] == []
    assert len(by_iso2()) == len([c for c in countries() if not c.successor])
    assert all(-90 <= c.lat <= 90 and -180 <= c.lon <= 180 for c in countries())
    assert all(not n.startswith(("the ", "The ")) for c in countries() for n in (*c.names, *c.seats))
