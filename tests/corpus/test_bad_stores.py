"""What comes in a bad state is grouped as well as can be, and never ends a run."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from corpus.telling import stored, told
from onrecord.corpus.accounts import accounts, happening, names
from onrecord.corpus.group import group
from onrecord.corpus.ledger import entries
from onrecord.corpus.mentions import days
from onrecord.store import Store

HEAD = "The attack on the fuel convoy of Tamgak Minerals near Arlit in Niger was told as follows by those who were there. "


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "t.db", write=True)


def attack(killed: int, who: str = "The company", **more: Any) -> dict[str, Any]:
    say = f"{who} said gunmen killed {killed} guards of the convoy near Arlit on Monday."
    return {"say": say, "anchor": "killed", "mode": "kill", "place": "Arlit", "actors": {"gunmen": "---CRM"},
            "recipients": {"guards": "NERCVL"}, "killed": (killed, killed), "by": who, "date": "2025-03-10"} | more  # fmt: skip


def mentions(store: Store) -> set[frozenset[str]]:
    found = defaultdict(set)
    sql = "SELECT g.happening, a.id || '/' || g.event FROM event_groups g JOIN articles a USING (doc)"
    for name, key in store.connection.execute(sql):
        found[name].add(key)
    return {frozenset(v) for v in found.values()}


def test_a_thousand_copies_are_one_witness(store: Store) -> None:
    stored(store, *(told(f"n{n:04}", [attack(5)], text=HEAD, outlet=f"Paper {n}") for n in range(1000)))
    done = group(store)
    assert (done.reports, done.stories, done.happenings) == (1, 1, 1)
    (name,) = names(store.connection)
    (account,) = accounts(store.connection, name)
    assert account.articles == 1000
    (entry,) = entries(store.connection, [name])
    assert (entry.low, entry.articles) == (5, 1000)
    assert len(happening(store.connection, name).origins) == 1


@pytest.mark.parametrize("turn", [1, -1])
def test_articles_without_any_date_tell_one_happening_in_any_order(store: Store, turn: int) -> None:
    bare = [told(f"n{n}", [attack(5, who, date="")], text=HEAD + who * 3, published="")
            for n, who in enumerate(("The mayor", "The driver", "The company"))]  # fmt: skip
    stored(store, *bare[::turn])
    group(store)
    assert mentions(store) == {frozenset({"n0/e1", "n1/e1", "n2/e1"})}


@pytest.mark.parametrize("day", ["2999-01-01", "9999-12-31", "0001-01-01", "2025-02-31", "soon"])
def test_dates_that_can_not_be_do_not_end_a_run(store: Store, day: str) -> None:
    stored(store, told("odd", [attack(5, date=day)], text=HEAD, published=day), told("good", [attack(5)]))
    assert group(store).articles == 2
    assert len(names(store.connection)) in (1, 2)
    assert group(store).looked_at == 0


@pytest.mark.parametrize(
    ("value", "precision"),
    [("9999", "year"), ("9999-W52", "week"), ("2025-W99", "week"),
     ("2025-WI", "quarter"), ("20XX", "year"), ("2025-02-30", "day"), ("", "day"), (None, None), ("2025", "decade")],
)  # fmt: skip
def test_a_date_that_no_calendar_has_is_none(value: str | None, precision: str | None) -> None:
    assert days(value, precision) == (None, None)


def test_articles_that_are_only_numbers_are_alone(store: Store) -> None:
    stored(store, told("a", [], text="12 14 15 16 3.5 7,000\n" * 20), told("b", [], text="12 14 15 16 3.5 7,000\n" * 19 + "9"))
    done = group(store)
    assert (done.reports, done.happenings) == (2, 0)


def test_outlets_swapped_change_who_speaks_but_not_what_is_one(store: Store, tmp_path: Path) -> None:
    def pair(to: Store, one: str, other: str) -> Store:
        stored(
            to, told("a", [attack(5)], text=HEAD, outlet=one), told("b", [attack(3, "The mayor")], text=HEAD * 2, outlet=other)
        )
        group(to)
        return to

    right, wrong = pair(store, "Xinhua", "The Courier"), pair(Store(tmp_path / "u.db", write=True), "The Courier", "Xinhua")
    assert mentions(right) == mentions(wrong)
    spoke = [
        {a.mention.article: a.outlet for n in names(s.connection) for a in accounts(s.connection, n)} for s in (right, wrong)
    ]
    assert spoke[0].keys() == spoke[1].keys() and all(spoke[0][k] != spoke[1][k] for k in spoke[0])
