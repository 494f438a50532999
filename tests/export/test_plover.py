"""PLOVER's reading of events: each rule on small rows made by hand, and the view as the store, files and Python give it."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import pytest

import onrecord
from corpus.telling import told
from factory import coded
from onrecord.export.plover import PloverRow, listed, plover, recoded
from onrecord.export.rows import print_table
from onrecord.export.views import VIEWS
from onrecord.knowledge.events import TYPES, plover_modes
from onrecord.knowledge.plover import codes, plover_rules
from onrecord.store import COLUMNS, EventRow, Store

with Store(":memory:", write=True) as _store:
    _store.add(coded(), "one@1")
    (BASE,) = _store.events()

MALI, IRAN = (("Mali",), ("MLI",)), (("Iran",), ("IRN",))
NOBODY: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())


def row(n: int, type_: str, status: str, actor: Any = MALI, recipient: Any = IRAN, **given: Any) -> EventRow:
    """An event at place n of the sentence."""
    told_so = {"mode": None, "according_to": (), "why": "modal will", "contexts": ()} | given
    return replace(
        BASE, event=f"e{n}", start=n, end=n + 1, type=type_, status=status, actors=actor[0], actor_codes=actor[1],
        recipients=recipient[0], recipient_codes=recipient[1], **told_so,
    )  # fmt: skip


def view(*rows: EventRow, **claimants: list[str]) -> dict[str, tuple[PloverRow, bool]]:
    return {r.event: (r, kept) for r, kept in recoded(rows, claimants)}


#: (type, mode, status) → what PLOVER codes, its status and mark, by which rule; told in the reporter's words, of Mali and Iran.
ALONE = [
    ("CONSULT", "visit", "planned", "AGREE", None, "actual", None, "agree"),
    ("SUPPORT", None, "planned", "AGREE", None, "actual", None, "agree"),
    ("COOPERATE", None, "planned", "AGREE", None, "actual", None, "agree"),
    ("AID", None, "planned", "AGREE", None, "actual", None, "agree"),
    ("AGREE", None, "planned", "AGREE", None, "actual", None, "agree"),
    ("RETREAT", "withdraw", "planned", "CONCEDE", None, "actual", None, "concede"),
    ("CONCEDE", None, "planned", "CONCEDE", None, "actual", None, "concede"),
    ("ASSAULT", "aerial", "planned", "ASSAULT", "aerial", "planned", "future", "future"),
    ("PROTEST", "demo", "planned", "PROTEST", "demo", "planned", "future", "future"),
    ("REQUEST", None, "planned", "REQUEST", None, "planned", "future", "future"),
    ("CONSULT", "visit", "possible", "CONSULT", "visit", "possible", "hypothetical", "hypothetical"),
    ("RETREAT", None, "possible", "RETREAT", None, "possible", "hypothetical", "hypothetical"),
    ("CONSULT", "visit", "actual", "CONSULT", "visit", "actual", None, None),
    ("ASSAULT", None, "actual", "ASSAULT", None, "actual", None, None),
]


@pytest.mark.parametrize(("was", "mode", "status", "now", "now_mode", "now_status", "mark", "rule"), ALONE)
def test_an_event_alone(
    was: str, mode: str, status: str, now: str, now_mode: str, now_status: str, mark: str, rule: str
) -> None:
    got, kept = view(row(1, was, status, mode=mode))["e1"]
    assert kept
    assert (got.type, got.mode, got.status, got.auxiliary, got.rule) == (now, now_mode, now_status, mark, rule)
    changed = (was, mode, status) != (now, now_mode, now_status)
    assert (got.was_type, got.was_mode, got.was_status) == ((was, mode, status) if changed else (None, None, None))


@pytest.mark.parametrize(
    ("was", "mode", "content"),
    [
        ("ASSAULT", "aerial", "violence"), ("COERCE", "arrest", "arrest"), ("COERCE", "deport", "expel"),
        ("COERCE", "curfew", "restrict"), ("COERCE", "seize", None), ("SANCTION", "expel", "expel"),
        ("SANCTION", "withdraw", "relations"), ("SANCTION", None, "restrict"), ("PROTEST", "strike", "restrict"),
        ("PROTEST", "demo", "relations"),
    ],
)  # fmt: skip
def test_harm_to_come_on_ones_own_word_is_a_threat_whose_mode_tells_it(was: str, mode: str, content: str) -> None:
    got, kept = view(row(1, was, "planned", mode=mode, according_to=("Mali",)))["e1"]
    assert (got.type, got.mode, got.status, got.rule, kept) == ("THREATEN", content, "actual", "threat", True)
    for status, claimant, mark in (("planned", "Iran", "future"), ("possible", "Mali", "hypothetical")):
        other, _ = view(row(1, was, status, mode=mode, according_to=(claimant,)))["e1"]
        assert (other.type, other.mode, other.auxiliary) == (was, mode, mark)


def test_beside_its_threat_harm_is_left_out_and_the_threat_takes_the_mode() -> None:
    got = view(row(1, "THREATEN", "actual"), row(2, "ASSAULT", "planned", according_to=("Mali",)))
    threat, content = got["e1"][0], got["e2"][0]
    assert (threat.type, threat.mode, threat.cameo, threat.goldstein) == ("THREATEN", "violence", "138", -3.5)
    assert (threat.was_type, threat.was_mode, threat.was_status) == ("THREATEN", None, "actual")
    assert (threat.rule, threat.beside, content.rule, content.beside) == ("threat", "e2", "threat", "e1")
    assert got["e1"][1] and not got["e2"][1]
    assert (content.type, content.status, content.was_type) == ("ASSAULT", "planned", None)


def test_whatever_else_is_threatened_is_told_by_the_threat_alone() -> None:
    got = view(row(1, "THREATEN", "actual"), row(2, "RETREAT", "planned"))
    assert (got["e2"][1], got["e2"][0].rule, got["e1"][0].rule) == (False, "threatened", None)
    got = view(row(1, "THREATEN", "actual"), row(2, "ASSAULT", "possible", why="modal could"))
    assert (got["e2"][1], got["e2"][0].rule, got["e1"][0].mode) == (False, "threatened", "violence")


@pytest.mark.parametrize(
    ("was", "mode", "wanted"),
    [("CONSULT", None, "meet"), ("AID", None, "assist"), ("RETREAT", "release", "yield"), ("CONCEDE", None, "yield"),
     ("RETREAT", "resign", "change"), ("SANCTION", None, None)],
)  # fmt: skip
def test_what_is_demanded_is_left_out_and_the_demand_says_what_is_wanted(was: str, mode: str, wanted: str) -> None:
    demand = row(1, "REQUEST", "actual")
    for content in (
        row(2, was, "planned", IRAN, MALI, mode=mode, why="governed by urge"),  # the one who is asked acts
        row(2, was, "planned", IRAN, MALI, mode=mode, according_to=("Mali",), why="encoder: planned 0.9"),
        row(2, was, "planned", NOBODY, MALI, mode=mode, according_to=("Mali",), why="x"),
    ):
        got = view(demand, content)
        assert (got["e2"][1], got["e2"][0].rule, got["e1"][0].mode) == (False, "demanded", wanted)


def test_a_demand_that_has_a_mode_keeps_it() -> None:
    got = view(row(1, "REQUEST", "actual", mode="change"), row(2, "CONSULT", "planned", IRAN, according_to=("Mali",)))
    assert (got["e1"][0].mode, got["e1"][0].rule, got["e2"][1]) == ("change", None, False)


def test_what_who_demands_will_do_itself_is_no_content_of_the_demand() -> None:
    got = view(row(1, "REQUEST", "actual"), row(2, "CONSULT", "planned", according_to=("Mali",)))
    assert (got["e2"][0].type, got["e2"][1], got["e1"][0].mode) == ("AGREE", True, None)


def test_what_is_asked_of_somebody_is_no_promise_where_no_demand_stands_before_it() -> None:
    got, kept = view(row(1, "AID", "planned", why="modal must"))["e1"]
    assert (got.type, got.auxiliary, kept) == ("AID", "future", True)
    got, _ = view(row(1, "RETREAT", "planned", why="a; linear 0.9, demanded; b"))["e1"]
    assert (got.type, got.auxiliary) == ("RETREAT", "future")


def test_who_calls_for_an_end_of_its_own_war_agrees_whatever_else_it_calls_for() -> None:
    got = view(
        row(1, "REQUEST", "actual"),
        row(2, "RETREAT", "planned", mode="ceasefire", according_to=("Mali",), why="governed by call"),
        row(3, "AID", "planned", IRAN, MALI, according_to=("Mali",), why="governed by call"),
    )
    assert [(r.type, r.mode, r.rule, kept) for r, kept in got.values()] == [
        ("AGREE", None, "own-ceasefire", True), ("RETREAT", "ceasefire", "own-ceasefire", False),
        ("AID", None, "demanded", False),
    ]  # fmt: skip
    assert got["e1"][0].was_type == "REQUEST" and got["e1"][0].quad == 1


@pytest.mark.parametrize(
    ("was", "mode"), [("CONSULT", "meet"), ("COOPERATE", "assist"), ("RETREAT", "yield"), ("ASSAULT", None)]
)
def test_what_is_refused_is_told_by_the_refusal(was: str, mode: str) -> None:
    got = view(row(1, "REJECT", "actual"), row(2, was, "negated"))
    assert (got["e1"][0].mode, got["e2"][1]) == (mode, False)
    assert got["e2"][0].rule == ("refused" if mode else "negated")


def test_a_promise_and_what_it_promises_are_one() -> None:
    got = view(row(1, "AGREE", "actual"), row(2, "AID", "planned"), row(3, "RETREAT", "planned"))
    assert [(r.type, r.rule, kept) for r, kept in got.values()] == [
        ("AGREE", None, True), ("AID", "agree", False), ("RETREAT", "promised", False),
    ]  # fmt: skip
    to_come = view(row(1, "AGREE", "planned"), row(2, "AID", "planned"))
    assert [(r.type, kept) for r, kept in to_come.values()] == [("AGREE", True), ("AGREE", True)]


@pytest.mark.parametrize(
    ("kind", "given", "rule"),
    [
        ("ASSAULT", {"status": "negated"}, "negated"),
        ("ASSAULT", {"status": "actual", "actor": NOBODY}, "no-actor"),
        ("CONSULT", {"status": "planned", "actor": NOBODY}, "no-actor"),
        ("SANCTION", {"status": "actual", "recipient": NOBODY}, "no-recipient"),
    ],
)
def test_what_plover_does_not_code_keeps_its_values_and_names_the_rule(kind: str, given: dict[str, Any], rule: str) -> None:
    got, kept = view(row(1, kind, **given))["e1"]
    assert (got.type, got.status, got.rule, kept) == (kind, given["status"], rule, False)


def test_aid_to_come_needs_no_recipient_since_a_promise_needs_none() -> None:
    got, kept = view(row(1, "AID", "planned", recipient=NOBODY))["e1"]
    assert (got.type, kept) == ("AGREE", True)


def test_an_act_of_speech_counts_in_its_sentence_only_and_only_before_its_content() -> None:
    content = row(2, "ASSAULT", "planned", according_to=("Iran",))
    apart = row(1, "THREATEN", "actual", sentence="Another.")
    assert view(apart, content)["e2"][1]
    assert view(row(3, "THREATEN", "actual"), content)["e2"][1]
    assert not view(row(1, "THREATEN", "actual"), content)["e2"][1]
    loose = row(2, "ASSAULT", "planned", according_to=("Iran",), sentence=None)
    assert view(row(1, "THREATEN", "actual", sentence=None), loose)["e2"][1]


@pytest.mark.parametrize(
    ("claimant", "actor", "own"),
    [("MLIGOV", "MLI", True), ("MLI", "MLIGOV", True), ("MLIMIL", "MLIMIL", True), ("MLIGOV", "MLIMIL", False),
     ("MLICVL", "MLICVL", False), ("---REB", "---REB", False), ("IGO", "IGO", False), ("IRNGOV", "MLI", False)],
)  # fmt: skip
def test_a_government_speaks_for_its_state_and_one_role_for_itself(claimant: str, actor: str, own: bool) -> None:
    strike = row(1, "ASSAULT", "planned", (("its forces",), (actor,)), according_to=("a spokesman",))
    assert (view(strike, e1=[claimant])["e1"][0].type == "THREATEN") is own


def test_codes_follow_the_new_type_and_its_contexts() -> None:
    got, _ = view(row(1, "AID", "planned", contexts=("military",), cameo="072", goldstein=10.0, quad=2))["e1"]
    assert (got.cameo, got.quad, got.goldstein) == ("0332", 1, 2.5)
    same, _ = view(row(1, "CONCEDE", "planned", cameo="0832"))["e1"]
    assert same.cameo == "0832"
    assert codes("CONSULT", "visit", ()) == ("042", 1, 4.0)


def test_the_rules_name_types_modes_and_values_that_there_are() -> None:
    for r in plover_rules():
        assert {*r.type, r.becomes, r.joins} - {""} <= set(TYPES), r
        assert set(r.status) <= {"actual", "planned", "possible", "negated"} and r.to_status in ("", "actual"), r
        assert set(r.said) <= {"own", "other", "reporter", "asked", "told"} and r.lacks in ("", "actors", "recipients"), r
        assert r.auxiliary in ("", "future", "hypothetical", "negation") and r.basis in ("manual", "editors") and r.note, r
        assert not r.to_mode or (r.becomes, r.to_mode) in plover_modes(), r
        assert r.becomes or not r.joins, r
        assert all(m == "none" or any((t, m) in plover_modes() for t in r.type) for m in r.mode), r


def test_a_type_of_a_users_own_scheme_stays() -> None:
    got, kept = view(row(1, "PORT_STRIKE", "planned", according_to=("Mali",)))["e1"]
    assert (got.type, got.auxiliary, kept) == ("PORT_STRIKE", "future", True)


SAID = [
    {"say": "Mali threatened to bomb Gao.", "anchor": "threatened", "type": "THREATEN", "actors": {"Mali": "MLI"}},
    {"say": "Mali will visit Iran.", "anchor": "visit", "type": "CONSULT", "status": "planned", "actors": {"Mali": "MLI"}},
    {"say": "Nobody met Iran.", "anchor": "met", "type": "CONSULT", "status": "negated", "actors": {"Nobody": "---"}},
]


@pytest.fixture
def store() -> Any:
    with Store(":memory:", write=True) as store:
        store.add(told("a1", SAID), "one@1")
        yield store


def test_the_view_reads_the_store_and_leaves_it_and_the_other_views_alone(store: Store) -> None:
    before = store.events()
    rows = list(plover(store))
    assert [(r.type, r.was_type, r.rule) for r in rows] == [("THREATEN", None, None), ("AGREE", "CONSULT", "agree")]
    assert [r.rule for r in plover(store, coded=False)] == ["negated"]
    assert store.events() == before and len(before) == 3
    assert [f.name for f in fields(PloverRow)][: len(COLUMNS)] == list(COLUMNS)


def test_types_and_status_are_asked_for_as_plover_gives_them(store: Store) -> None:
    assert [r.event for r in plover(store, type="agree", status="actual")] == ["e2"]
    assert list(plover(store, type="CONSULT")) == []
    assert len(list(plover(store, limit=1))) == 1
    assert list(plover(store, min_score=1.0)) == []
    rows, left = listed(store, limit=1)
    assert len(rows) == 1 and "negated 1" in left
    assert listed(store, type="AGREE")[1] == ""


def test_an_act_that_the_filter_hides_still_counts() -> None:
    bomb = {**SAID[0], "anchor": "bomb", "type": "ASSAULT", "status": "planned", "recipients": {"Gao": "MLICVL"}}
    threat, strike = told("a1", [SAID[0]]), told("a1", [bomb])
    both = (threat.events[0], replace(strike.events[0], id="e2"))
    with Store(":memory:", write=True) as store:
        store.add(strike.with_layers({"events": both}), "one@1")
        assert [r.event for r in store.events(recipient="Gao")] == ["e2"]
        assert [r.rule for r in plover(store, coded=False, recipient="Gao")] == ["threat"]
        assert list(plover(store, recipient="Gao")) == []


def test_a_table_says_what_an_event_was(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    print_table(plover(store))
    rows = [line.split("\t")[1:3] for line in capsys.readouterr().out.splitlines()[1:]]
    assert rows == [["THREATEN", "actual"], ["AGREE", "actual (was CONSULT, planned)"]]


def test_python_gives_the_view_as_an_arrow_table(store: Store) -> None:
    pytest.importorskip("pyarrow")
    table = onrecord.to_arrow(store, "plover")
    assert table.column("was_status").to_pylist() == [None, "planned"]
    assert onrecord.to_arrow(store, "plover-left-out").column("rule").to_pylist() == ["negated"]
    assert onrecord.to_arrow(store, "plover", min_score=1.0).num_rows == 0


def test_every_view_but_that_of_articles_goes_by_score(store: Store) -> None:
    from onrecord.corpus.group import group

    group(store)
    for name, (_, rows) in VIEWS.items():
        assert bool(list(rows(store, 1.0))) is (name == "articles"), name
        if name != "figures":  # no figure is told here
            assert list(rows(store)), name


def test_of_several_acts_the_nearest_before_it_has_the_content() -> None:
    content = row(3, "ASSAULT", "planned", according_to=("Mali",))
    got = view(row(1, "THREATEN", "actual"), row(2, "THREATEN", "actual"), content)
    assert [(r.mode, r.beside, kept) for r, kept in got.values()] == [
        (None, None, True),
        ("violence", "e3", True),
        (None, "e2", False),
    ]  # fmt: skip
