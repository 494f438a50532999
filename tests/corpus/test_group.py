"""Grouping a store: incremental, idempotent, mended when articles go. No model, no stage."""

from __future__ import annotations

import random
from collections import defaultdict
from pathlib import Path

import pytest

from corpus.test_reprints import OTHER, QUAKE, WIRE
from onrecord.article import Credit, Published, Span
from onrecord.corpus.group import group
from onrecord.corpus.listing import articles, reports, stories
from onrecord.corpus.stories import Told, clusters
from onrecord.read.text import article_of_text
from onrecord.store import Store


def add(
    store: Store, ident: str, text: str, day: str = "2025-03-12", outlet: str = "", credit: str = "", why: str = "line"
) -> None:
    a = article_of_text(text, given_id=ident, outlet=outlet or None)
    layers: dict[str, object] = {"published": Published(day, "given", "t@1", "t")} if day else {}
    if credit:
        layers["credit"] = Credit(credit, Span(0, 5), "t@1", why)
    store.add(a.with_layers(layers), "one@1")


def groups(store: Store, key: str = "report") -> set[frozenset[str]]:
    found = defaultdict(set)
    for row in articles(store.connection):
        found[getattr(row, key)].add(row.id)
    return {frozenset(v) for v in found.values()}


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "t.db", write=True)


NEWS = {
    "wire": WIRE,
    "short": WIRE[: len(WIRE) // 2] + " Source: Mercury Press",
    "headed": "Five dead in ambush\n" + WIRE.replace("almost", "nearly"),
    "rival": """Three guards were killed in Monday's attack on a fuel convoy near Arlit, the director of the town's hospital
said. The figures contradict those of the mining company. Police questioned two drivers and let them go. The drivers' union
accused the company of ignoring threats and said that it would go on strike.""",
    "millet": OTHER,
    "quake1": QUAKE.format("5.1", "40", "06:12", "10", "31"),
    "quake2": QUAKE.format("6.3", "112", "18:40", "55", "480"),
}
REPORTS = {frozenset({"wire", "short", "headed"}), *(frozenset({x}) for x in ("rival", "millet", "quake1", "quake2"))}


def test_reprints_are_one_report_and_rivals_tell_the_same_story(store: Store) -> None:
    for ident, text in NEWS.items():
        add(store, ident, text)
    done = group(store)
    assert (done.looked_at, done.articles, done.reports) == (7, 7, 5)
    assert groups(store) == REPORTS
    assert frozenset({"wire", "short", "headed", "rival"}) in groups(store, "story")


def test_again_changes_nothing(store: Store) -> None:
    for ident, text in NEWS.items():
        add(store, ident, text)
    group(store)
    before = list(articles(store.connection))
    assert group(store).looked_at == 0
    assert list(articles(store.connection)) == before


def test_another_version_of_the_grouping_comes_to_the_same_groups(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    for ident, text in NEWS.items():
        add(store, ident, text)
    group(store)
    before = list(articles(store.connection))
    monkeypatch.setattr("onrecord.corpus.group.VERSION", "corpus@next")
    assert group(store).looked_at == len(NEWS)
    assert list(articles(store.connection)) == before


@pytest.mark.parametrize("seed", range(4))
def test_in_any_order_and_in_any_portions_the_groups_are_the_same(store: Store, seed: int) -> None:
    order = list(NEWS)
    random.Random(seed).shuffle(order)
    for n, ident in enumerate(order):
        add(store, ident, NEWS[ident])
        if n % (seed + 1) == 0:
            group(store)
    group(store)
    assert groups(store) == REPORTS
    assert frozenset({"wire", "short", "headed", "rival"}) in groups(store, "story")


def test_a_report_is_named_by_its_origin(store: Store) -> None:
    add(store, "later", WIRE + " More follows.", day="2025-03-13")
    add(store, "credited", WIRE, day="2025-03-11", credit="Mercury Press", why="source line")
    group(store)
    assert {r.report for r in articles(store.connection)} == {"credited"}
    add(store, "dateline", WIRE, day="2025-03-11", credit="Mercury Press", why="agency behind the dateline")
    group(store)
    assert {r.report for r in articles(store.connection)} == {"dateline"}
    add(store, "own", WIRE, day="2025-03-12", outlet="MERCURY-PRESS", credit="Mercury Press", why="source line")
    group(store)
    assert {r.report for r in articles(store.connection)} == {"own"}


def test_a_digest_does_not_join_what_it_strings_together(store: Store) -> None:
    for ident, text in (("wire", WIRE), ("millet", OTHER)):
        add(store, ident, text)
    add(store, "digest", "\n".join((OTHER[:250], WIRE[:250], "And the weather: dry and warm until Friday, then rain. " * 6)))
    group(store)
    assert len(groups(store)) >= 2
    assert not any({"wire", "millet"} <= g for g in groups(store))


def test_when_the_origin_goes_its_copies_stay_one_report(store: Store) -> None:
    for ident in ("wire", "short", "headed"):
        add(store, ident, NEWS[ident], day="2025-03-11" if ident == "wire" else "2025-03-12")
    group(store)
    assert {r.report for r in articles(store.connection)} == {"wire"}
    store.connection.execute("DELETE FROM articles WHERE id = 'wire'")
    group(store)
    rows = list(articles(store.connection))
    assert {r.id for r in rows} == {"short", "headed"}
    assert len({r.report for r in rows}) == 1 and {r.report for r in rows} <= {"short", "headed"}
    assert {r.story for r in rows} == {r.report for r in rows}


def test_counted_words_follow_articles_that_go(store: Store) -> None:
    add(store, "millet", OTHER)
    group(store)
    assert store.connection.execute("SELECT docs FROM term_counts WHERE stem = 'millet'").fetchone()[0] == 1
    store.connection.execute("DELETE FROM articles")
    assert store.connection.execute("SELECT max(docs) FROM term_counts").fetchone()[0] == 0


def test_stories_end_with_the_window(store: Store) -> None:
    add(store, "march", NEWS["rival"], day="2025-03-12")
    add(store, "april", "A year of talks later: " + NEWS["wire"], day="2025-04-20")
    group(store)
    assert len(groups(store, "story")) == 2


def test_articles_without_a_date_are_grouped_among_themselves(store: Store) -> None:
    add(store, "a", NEWS["rival"], day="")
    add(store, "b", NEWS["wire"], day="")
    add(store, "c", NEWS["wire"].replace("Gunmen", "Bandits"), day="2025-03-12")
    group(store)
    assert any({"b", "c"} <= g for g in groups(store))


@pytest.mark.parametrize("first", ["rival", "wire"])
def test_an_article_without_a_date_joins_the_story_that_it_is_most_like(store: Store, first: str) -> None:
    for ident in sorted(("rival", "wire", "quake1", "millet"), key=lambda x: x != first):
        add(store, ident, NEWS[ident], day="" if ident == "rival" else "2025-03-12")
        group(store)
    assert groups(store, "story") == {frozenset({"rival", "wire"}), frozenset({"quake1"}), frozenset({"millet"})}


def test_an_article_without_a_date_is_no_bridge_between_stories_of_other_months() -> None:
    words = {"convoy": 0.6, "arlit": 0.8}
    march, june, undated = Told(1, 100, words), Told(2, 200, words), Told(3, None, words)
    assert clusters([march, june, undated]) == [[0, 2], [1]]
    assert clusters([march, Told(2, 104, words), undated]) == [[0, 1, 2]]


def test_the_same_article_many_times_stays_cheap(store: Store) -> None:
    for n in range(300):
        add(store, f"n{n}", WIRE + f" Page {n}.")
    group(store)
    assert len(groups(store)) == 1
    assert store.connection.execute("SELECT count(DISTINCT doc) FROM shingles").fetchone()[0] < 5


def test_articles_without_words_are_alone(store: Store) -> None:
    add(store, "a", "—")
    add(store, "b", "…")
    group(store)
    assert len(groups(store)) == 2


def test_listings(store: Store) -> None:
    for ident, text in NEWS.items():
        add(store, ident, text, outlet=f"The {ident}")
    group(store)
    (report,) = reports(store.connection, least=2)
    assert report.articles == 3 and {report.report, *report.copies} == {"wire", "short", "headed"}
    first, *rest = stories(store.connection)
    assert (first.reports, first.articles, first.outlets) == (2, 4, 4)
    assert len(rest) == len(groups(store, "story")) - 1
    assert next(stories(store.connection, by="articles", limit=1)).articles == 4
    with pytest.raises(ValueError, match="length"):
        next(stories(store.connection, by="length"))
