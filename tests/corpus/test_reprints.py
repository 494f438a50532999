"""What is a copy and what only looks like one. Texts of our own writing."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.corpus.prints import Prints, likeness, numbers
from onrecord.corpus.reprints import copied

WIRE = """Gunmen killed five guards and wounded at least eight other people when they attacked a convoy of fuel trucks near
Arlit on Monday, the mining company said. Two drivers were abducted during the attack, which lasted almost an hour,
the company added. The governor of the region said three guards had died and denied that anyone had been kidnapped. No
group has claimed responsibility. The army sent reinforcements to the town on Tuesday and the authorities imposed a
night curfew."""
OTHER = """Farmers in the river valley started the millet harvest two weeks late this year because the rains ended in October.
The cooperative expects a smaller crop than last season, its chairman told members on Sunday. Prices rose in all three
markets. Traders from the coast arrived with empty lorries and left with salt. The ministry promised cheaper seed
before the spring."""
QUAKE = """A magnitude {0} earthquake struck {1} km east of Port Amra at {2} on Friday, the survey office reported. The quake
hit
at a depth of {3} km. There were no reports of damage. The office received {4} calls from people who felt it. The
coast lies on a fault where earthquakes are common. The office said it would go on watching the sea for waves."""


def are_copies(a: str, b: str) -> bool:
    one, two = copied(Prints.of(a), Prints.of(b)), copied(Prints.of(b), Prints.of(a))
    assert one == two, "order must not matter"
    return one is not None


@pytest.mark.parametrize(
    "copy",
    [
        WIRE.upper(),
        "Five dead in ambush on fuel trucks\n\nMarch 12, 2025\n\n" + WIRE + "\n\nWith agency inputs",
        WIRE[: len(WIRE) // 3] + "\n\nSource: Mercury Press",
        "Home | World | Sport\nMost read\nSign in\n" + WIRE + "\nShare this\nNewsletter\nMillet prices fall for a third week",
        WIRE.replace("Gunmen", "Armed men").replace("almost", "nearly").replace("wounded", "hurt").replace("night ", ""),
        WIRE + "\n\n" + OTHER,
    ],
    ids=["capitals", "new head and credit", "shortened", "page chrome", "edited", "extended"],
)
def test_copies(copy: str) -> None:
    assert are_copies(WIRE, copy)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (WIRE, OTHER),
        (QUAKE.format("5.1", "40", "06:12", "10", "31"), QUAKE.format("6.3", "112", "18:40", "55", "480")),
        (WIRE, ". ".join([OTHER[:200], WIRE[:120], "The council met again. " * 20])),
        ("Rain fell on Monday.", "Rain fell on Monday in Amra."),
        ("1 2 3 4 5 6 7 8 9 10 11 12 13 14", "1 2 3 4 5 6 7 8 9 10 21 22 23 24"),
        ("", WIRE),
        ("", " - "),
    ],
    ids=["another story", "bulletins of one template", "digest", "short texts", "only numbers", "empty", "both empty"],
)
def test_what_is_no_copy(a: str, b: str) -> None:
    assert not are_copies(a, b)


def test_short_texts_are_copies_where_all_words_are_the_same() -> None:
    assert are_copies("Rain fell on Monday.", "RAIN fell on Monday")


def test_a_copy_with_an_updated_figure_is_still_a_copy() -> None:
    assert are_copies(WIRE, WIRE.replace("five guards", "seven guards"))


def test_numbers_are_compared_where_they_stand_in_the_same_words() -> None:
    a, b = Prints.of("at least 20 people died in 3 towns"), Prints.of("at least 30 people died in 3 towns")
    # "at least _" and "_ people died" differ, "died in _" agrees
    assert numbers(a, b) == (3, 2 / 3)


@given(
    st.lists(st.sampled_from("abcdef1234"), max_size=60),
    st.lists(st.sampled_from("ab12"), max_size=30),
)
def test_likeness_is_symmetric_and_within_bounds(a: list[str], b: list[str]) -> None:
    one, two = Prints.of(" ".join(a)), Prints.of(" ".join(b))
    found = likeness(one, two)
    assert found == likeness(two, one)
    assert 0 <= found.longer <= found.shorter <= 1 and 0 <= found.begins <= 1
    if len(one.set):
        assert likeness(one, one).shorter == 1.0


@given(st.text(max_size=200))
def test_prints_are_the_same_each_time_and_fit_the_database(text: str) -> None:
    one = Prints.of(text)
    assert one.digest == Prints.of(text).digest
    assert np.array_equal(one.runs, Prints.of(text).runs)
    assert all(-(2**63) <= h < 2**63 for h in (one.digest, *one.sampled()))
