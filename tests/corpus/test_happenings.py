"""Happenings, accounts, the ledger, disputes, rollups, versions, forgetting. Events made by hand."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from corpus.telling import one_story, stored, told
from onrecord.corpus.accounts import accounts, disjoint, happening, names
from onrecord.corpus.group import group
from onrecord.corpus.ledger import entries, total, totals
from onrecord.corpus.origins import origin_of
from onrecord.corpus.rollup import rollup
from onrecord.corpus.versions import changes, versions
from onrecord.errors import StoreError
from onrecord.store import Store

DAY = "2025-03-10"
HEAD = "The attack on the fuel convoy of Tamgak Minerals near Arlit in Niger was told as follows. "


def attack(who: str, killed: tuple[int, int | None], **more: Any) -> dict[str, Any]:
    """The attack near Arlit, on somebody's word."""
    say = f"{who} said gunmen killed {killed[0]} guards of the convoy near Arlit on Monday."
    return {
        "say": say, "anchor": "killed", "mode": "kill", "date": DAY, "place": "Arlit", "actors": {"gunmen": "---CRM"},
        "recipients": {"guards": "NERCVL"}, "killed": killed, "by": who, **more,
    }  # fmt: skip


def arrest() -> dict[str, Any]:
    return {
        "say": "Soldiers arrested four suspects in Agadez on Wednesday.", "anchor": "arrested", "type": "COERCE",
        "mode": "arrest",
        "date": "2025-03-12", "place": "Agadez", "actors": {"Soldiers": "NERMIL"}, "recipients": {"four suspects": "NERCRM"},
        "arrested": (4, 4),
    }  # fmt: skip


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "t.db", write=True)


def mentions(store: Store) -> set[frozenset[str]]:
    found = defaultdict(set)
    sql = "SELECT g.happening, a.id || '/' || g.event FROM event_groups g JOIN articles a USING (doc)"
    for name, key in store.connection.execute(sql):
        found[name].add(key)
    return {frozenset(v) for v in found.values()}


@pytest.fixture
def news(store: Store) -> Store:
    stored(
        store,
        told("mercury", [attack("The company", (5, 5)), arrest()], text=HEAD, outlet="The River Observer"),
        told("courier", [attack("The governor", (3, 3))], text=HEAD, outlet="The Sahel Courier", published="2025-03-13"),
        told("gazette", [attack("The hospital", (3, 3)), arrest()], text=HEAD, outlet="Xinhua", published="2025-03-13"),
    )
    one_story(store)
    return store


def test_one_attack_in_three_papers_is_one_happening_and_the_arrests_another(news: Store) -> None:
    assert mentions(news) == {frozenset({"mercury/e1", "courier/e1", "gazette/e1"}), frozenset({"mercury/e2", "gazette/e2"})}


@pytest.mark.parametrize(("day", "together"), [("2024-02-06", False), ("2025-03-10", True)])
def test_an_undated_attack_is_news_rather_than_last_years(store: Store, day: str, together: bool) -> None:
    new = {"say": "Three people died in an attack south of Arlit.", "anchor": "died", "place": "Arlit", "killed": (3, 3)}
    old = {"say": "Another attack south of Arlit killed eleven people.", "anchor": "killed", "date": day, "place": "Arlit",
           "killed": (11, 11)}  # fmt: skip
    stored(store, told("mercury", [new, old]))
    one_story(store)
    assert (len(mentions(store)) == 1) is together


def test_a_happening_is_named_by_its_first_mention_and_every_link_says_why(news: Store) -> None:
    assert names(news.connection, least=2) == ["mercury/e1", "mercury/e2"]
    rows = news.connection.execute("SELECT likeness, why FROM event_groups WHERE happening = 'mercury/e1'").fetchall()
    assert sorted(r["why"] for r in rows)[-1] == "first mention"
    assert all("day" in r["why"] or r["why"] == "first mention" for r in rows)


@pytest.mark.parametrize(
    ("other", "why"),
    [
        ({"date": "2025-03-14"}, "other day"),
        ({"place": "Gao", "say": "The mayor said gunmen killed 5 guards near Gao."}, "other place"),
        ({"type": "COERCE", "mode": "seize"}, "other type"),
        ({"recipients": {"guards": "FRAMIL"}}, "recipients of another country"),
        ({"status": "planned", "date": "2025-03-20"}, "a plan for later"),
    ],
)
def test_what_can_not_be_one_thing_is_never_joined(store: Store, other: dict[str, Any], why: str) -> None:
    stored(
        store,
        told("a", [attack("The company", (5, 5))], text=HEAD),
        told("b", [attack("The mayor", (5, 5), **other)], text=HEAD),
    )
    one_story(store)
    assert mentions(store) == {frozenset({"a/e1"}), frozenset({"b/e1"})}, why


def test_a_clock_that_is_wrong_by_a_day_still_joins(store: Store) -> None:
    stored(
        store,
        told("a", [attack("The company", (5, 5))], text=HEAD),
        told("b", [attack("The mayor", (5, 5), date="2025-03-11")], text=HEAD),
    )
    one_story(store)
    assert mentions(store) == {frozenset({"a/e1", "b/e1"})}
    (dispute,) = [c for c in happening(store.connection, "a/e1").disputes if c.kind == "date"]
    assert dispute.what == "2025-03-10 against 2025-03-11"


def test_the_same_killing_in_headline_and_story_is_one(store: Store) -> None:
    head = {"say": "Gunmen kill five guards near Arlit", "anchor": "kill", "mode": "kill", "place": "Arlit",
            "recipients": {"five guards": "NERCVL"}, "killed": (5, 5)}  # fmt: skip
    stored(store, told("a", [head, attack("The company", (5, 5)), arrest()]))
    one_story(store)
    assert mentions(store) == {frozenset({"a/e1", "a/e2"}), frozenset({"a/e3"})}


def test_accounts_stand_side_by_side_with_their_own_figures(news: Store) -> None:
    found = accounts(news.connection, "mercury/e1")
    assert [(a.claimant, a.counts["killed"], a.own_voice, a.mention.article) for a in found] == [
        ("The company", (5, 5), False, "mercury"), ("The governor", (3, 3), False, "courier"),
        ("The hospital", (3, 3), False, "gazette"),
    ]  # fmt: skip
    assert [a.own_voice for a in accounts(news.connection, "mercury/e2")] == [True, True]


def test_other_figures_are_a_contradiction_and_equal_ones_are_none(news: Store) -> None:
    found = happening(news.connection, "mercury/e1").disputes
    assert [(c.kind, c.what, c.ones, c.others) for c in found] == [
        ("killed", "3 against 5", ("The governor", "The hospital"), ("The company",))
    ]
    assert happening(news.connection, "mercury/e2").disputes == ()


@pytest.mark.parametrize(
    ("a", "b", "apart"),
    [((5, 5), (3, 3), True), ((3, 3), (5, 5), True), ((20, None), (25, 25), False), ((20, None), (12, 12), True),
     ((3, 5), (4, 4), False), ((0, 0), (80, None), True), ((3, None), (24, None), False)],
)  # fmt: skip
def test_ranges_contradict_where_they_do_not_meet(a: Any, b: Any, apart: bool) -> None:
    assert bool(disjoint(a, b)) == bool(disjoint(b, a)) == apart


def test_denied_against_asserted_and_another_actor_blamed(store: Store) -> None:
    blamed = {"actors": {"rebels": "MLIREB"}, "say": "The army said rebels killed 5 guards of the convoy near Arlit on Monday."}
    other = {
        "actors": {"soldiers": "NERMIL"},
        "say": "The union said soldiers killed 5 guards of the convoy near Arlit on Monday.",
    }
    denied = {"status": "negated", "say": "The minister denied that gunmen killed guards of the convoy near Arlit on Monday."}
    stored(
        store,
        told("a", [attack("The army", (5, 5), **blamed)], text=HEAD),
        told("b", [attack("The union", (5, 5), **other)], text=HEAD),
        told("c", [attack("The minister", (0, 0), **denied)], text=HEAD),
    )
    one_story(store)
    (name,) = names(store.connection)
    found = {c.kind: (c.ones, c.others) for c in happening(store.connection, name).disputes}
    assert found["actors"] == (("The army",), ("The union",))
    assert found["status"] == (("The army", "The union"), ("The minister",))


def test_who_only_tells_of_the_dead_blames_nobody_without_a_country(store: Store) -> None:
    base = {"anchor": "killed", "mode": "kill", "date": DAY, "place": "Arlit"}
    own = base | {
        "say": "The army named six soldiers who were killed near Arlit.", "killed": (6, 6),
        "actors": {"army": "---MIL"}, "recipients": {"six soldiers": "---MIL"},
    }  # fmt: skip
    other = base | {
        "say": "The rebels said fighters killed 15 soldiers near Arlit.", "killed": (15, 15), "by": "The rebels",
        "actors": {"fighters": "---REB"}, "recipients": {"15 soldiers": "---MIL"},
    }  # fmt: skip
    stored(store, told("a", [own], text=HEAD), told("b", [other], text=HEAD))
    one_story(store)
    assert [c.kind for c in happening(store.connection, names(store.connection)[0]).disputes] == ["killed"]


def test_a_named_victim_is_one_at_least_and_contradicts_no_larger_figure(store: Store) -> None:
    def taken(say: str, arrested: tuple[int, int]) -> dict[str, Any]:
        return arrest() | {
            "say": say,
            "actors": {"Police": "NERCOP"},
            "recipients": {},
            "arrested": arrested,
            "anchor": "arrested",
        }

    stored(
        store,
        told("a", [taken("Police arrested Lena Okar in Agadez.", (1, 1))], text=HEAD),
        told("b", [taken("Police arrested 40 members in Agadez.", (40, 40))], text=HEAD),
    )
    one_story(store)
    assert [happening(store.connection, n).disputes for n in names(store.connection)] == [()]


def test_reprints_follow_their_origin_and_count_once(store: Store) -> None:
    long = HEAD + "It is the second such attack this year. Drivers in the region have asked for escorts since the winter. "
    wire = told("wire", [attack("The company", (5, 5))], text=long)
    copy = told("copy", [attack("The company", (5, 5))], text="Five dead\n" + long, published="2025-03-13")
    stored(store, wire, copy)
    group(store)
    assert mentions(store) == {frozenset({"wire/e1", "copy/e1"})}
    (account,) = accounts(store.connection, "wire/e1")
    assert account.articles == 2


def test_the_ledger_keeps_every_figure_and_views_are_chosen_when_asked(news: Store) -> None:
    found = list(entries(news.connection, ["mercury/e1"], "killed"))
    assert [(e.claimant, e.low, e.origin) for e in found] == [
        ("The company", 5, "river observer"), ("The governor", 3, "sahel courier"), ("The hospital", 3, "Xinhua"),
    ]  # fmt: skip
    assert {v: total(found, v) for v in ("lowest", "highest", "latest", "best")} == {
        "lowest": (3, 3), "highest": (5, 5), "latest": (3, 3), "best": (3, 3),
    }  # fmt: skip
    (row,) = totals(found)
    assert row["claimants"] == {"The company": "5", "The governor": "3", "The hospital": "3"}
    with pytest.raises(ValueError, match="mean"):
        total(found, "mean")


def test_an_open_figure_is_the_highest_only_if_nothing_closed_is_higher(news: Store) -> None:
    (e, *_) = entries(news.connection, ["mercury/e1"], "killed")
    from dataclasses import replace

    found = [replace(e, low=20, high=None), replace(e, low=25, high=25)]
    assert total(found, "highest") == (25, 25)
    assert total([*found, replace(e, low=30, high=None)], "highest") == (30, None)


def test_origins_are_agencies_families_and_outlets(store: Store) -> None:
    stored(
        store,
        told("a", [arrest()], outlet="RT"),
        told("b", [arrest()], outlet="Sputnik", published="2026-01-01"),
        told(
            "c",
            [arrest()],
            outlet="The Blue Daily",
            text="The minister told Reuters that it was over. ",
            published="2024-01-01",
        ),
        told("d", [arrest()], outlet="The Red Daily", published="2023-01-01"),
    )
    one_story(store)
    db = store.connection
    found = {
        r["id"]: origin_of(db, r["doc"]) for r in db.execute("SELECT doc, id FROM articles WHERE id IN ('a', 'b', 'c', 'd')")
    }
    assert found["b"].name == "Rossiya Segodnya" and found["b"].control == "state"
    assert found["c"].name == "Thomson Reuters" and "said to Reuters" in found["c"].why
    assert found["d"].name == "red daily"


def test_rollups_under_several_rules(news: Store) -> None:
    lines = {
        x.group: x.counts
        for x in rollup(news.connection, ("type",), ("mentions", "reports", "happenings", "origins2", "actual"))
    }
    assert lines[("ASSAULT",)] == {"mentions": 3, "reports": 3, "happenings": 1, "origins2": 1, "actual": 1}
    assert lines[("COERCE",)] == {"mentions": 2, "reports": 2, "happenings": 1, "origins2": 1, "actual": 1}
    (line,) = rollup(news.connection, ("month", "country"), ("happenings",))
    assert (line.group, line.counts) == (("2025-03", "NER"), {"happenings": 2})
    for bad in ((("shoe",), ("mentions",)), (("type",), ("sum",))):
        with pytest.raises(ValueError, match=r"shoe|sum"):
            rollup(news.connection, *bad)


def test_versions_of_a_page_tell_what_changed(store: Store) -> None:
    url = "https://news.example/1"
    stored(
        store,
        told("v1", [attack("The company", (12, 12)), arrest()], text=HEAD, url=url),
        told("v2", [attack("The company", (9, 9))], text=HEAD, url=url),
    )
    one_story(store)
    found = versions(store.connection, url)
    assert [v.id for v in found] == ["v1", "v2"] and versions(store.connection, "v2") == found
    said = {(c.kind, c.type, c.what) for c in changes(store.connection, found)}
    assert said == {("changed", "ASSAULT", "killed 12 → 9"), ("removed", "COERCE", "actual COERCE")}
    assert versions(store.connection, "https://nowhere.example") == []


def test_forgetting_removes_all_that_rested_on_an_article_and_renames_the_rest(news: Store) -> None:
    gone = news.forget("mercury")
    assert gone["id"] == "mercury" and gone["rows"]["events"] == 2 and gone["rows"]["event_groups"] == 2
    group(news)
    assert mentions(news) == {frozenset({"courier/e1", "gazette/e1"}), frozenset({"gazette/e2"})}
    assert len(names(news.connection)) == 2 and not any("mercury" in n for n in names(news.connection))
    with pytest.raises(StoreError, match="S106"):
        news.forget("mercury")


def test_grouping_again_changes_nothing(news: Store) -> None:
    group(news)
    before = news.connection.execute("SELECT * FROM event_groups ORDER BY doc, event").fetchall()
    group(news)
    assert [tuple(r) for r in news.connection.execute("SELECT * FROM event_groups ORDER BY doc, event")] == [
        tuple(r) for r in before
    ]
