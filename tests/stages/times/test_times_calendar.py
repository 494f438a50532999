"""The calendar's arithmetic and the named days, against almanac dates."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.knowledge.times import holidays, time_words
from onrecord.stages.times import holidays as days
from onrecord.stages.times.calendar import Day, moved, nth, parse, weekday
from onrecord.stages.times.numbers import duration, number, year_in_words


@pytest.mark.parametrize(
    ("year", "western", "eastern", "passover"),
    [
        (1998, "04-12", "04-19", "04-11"),
        (2019, "04-21", "04-28", "04-20"),
        (2020, "04-12", "04-19", "04-09"),
        (2024, "03-31", "05-05", "04-23"),
    ],
)
def test_easter_and_passover(year: int, western: str, eastern: str, passover: str) -> None:
    assert days.easter(year).isoformat()[5:] == western
    assert days.orthodox(year).isoformat()[5:] == eastern
    assert days.passover(year).isoformat()[5:] == passover


@pytest.mark.parametrize(("year", "month", "day"), [(1999, 12, 9), (2003, 10, 27), (2020, 4, 24), (2024, 3, 11)])
def test_ramadan_begins_within_two_days_of_the_almanac(year: int, month: int, day: int) -> None:
    begin = days.islamic(year, 9, 1)
    assert begin is not None
    assert abs((begin - date(year, month, day)).days) <= 2


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("thanksgiving", "2020-11-26"),
        ("memorial day", "2020-05-25"),
        ("election day", "2020-11-03"),
        ("good friday", "2020-04-10"),
        ("labor day", "2020-09-07"),
        ("yom kippur", "2020-09-28"),
        ("easter week", "2020-W16"),
        ("ramadan", "2020"),
        ("eid al-adha", "2020-07"),
    ],
)
def test_named_days_of_2020(name: str, value: str) -> None:
    assert days.holiday(int(time_words("holiday")[name]), 2020) == value


def test_every_named_day_falls_in_its_year_or_in_none() -> None:
    for row in range(len(holidays())):
        for year in (1, 622, 1582, 1900, 2000, 2023, 9999):
            value = days.holiday(row, year)
            assert value is None or value.startswith(f"{year:04d}"), (holidays()[row], year, value)


@given(st.dates(), st.integers(1, 7))
def test_weekdays_are_found_on_both_sides(at: date, number_: int) -> None:
    if date(2, 1, 1) < at < date(9998, 1, 1):
        back, ahead = weekday(at, number_, ahead=False), weekday(at, number_, ahead=True)
        assert back <= at <= ahead
        assert back.isoweekday() == ahead.isoweekday() == number_
        assert (ahead - back).days in (0, 7)


@given(st.dates(), st.integers(-20000, 20000), st.sampled_from(["D", "W", "2W", "WE", "M", "Q", "Y", "DE", "CE", "ML"]))
def test_moving_never_fails(at: date, n: int, unit: str) -> None:
    value = moved(Day(at.year, at.month, at.day), n, unit)
    assert value is None or value[0].isdigit()


def test_what_is_not_known_stays_unknown() -> None:
    assert moved(Day(2020), 5, "D") is None
    assert moved(Day(2020), 1, "M") is None
    assert moved(Day(2020, 2), 1, "M") == "2020-03"
    assert parse("XXXX-01-03") is None
    assert parse("2020-02-31") is None
    assert nth(2020, 2, 1, 5) is None


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("three", "3"),
        ("twenty-five", "25"),
        ("a couple of", "2"),
        ("two thousand", "2000"),
        ("a hundred", "100"),
        ("2 1/2", "2.5"),
        ("several", "X"),
        ("one hundred and twenty", "120"),
        ("1,500", "1500"),
        ("two and a half", "2.5"),
        ("half a dozen", "6"),
        ("5/0", "X"),
        ("", "X"),
    ],
)
def test_numbers(said: str, value: str) -> None:
    assert number(said) == value


@pytest.mark.parametrize(
    ("n", "unit", "value"),
    [
        ("3", "D", "P3D"),
        ("2", "DE", "P20Y"),
        ("2.5", "Y", "P2Y6M"),
        ("0.5", "TH", "PT30M"),
        ("X", "DE", "PXDE"),
        ("1.5", "CE", "P150Y"),
        ("2", "2W", "P4W"),
    ],
)
def test_durations(n: str, unit: str, value: str) -> None:
    assert duration(n, unit) == value


@pytest.mark.parametrize(
    ("said", "year"),
    [
        ("nineteen ninety-six", 1996),
        ("two thousand and three", 2003),
        ("nineteen hundred", 1900),
        ("twenty twelve", 2012),
        ("ninety", None),
    ],
)
def test_years_in_words(said: str, year: int | None) -> None:
    assert year_in_words(said) == year
