"""Looking parties up: the shortest mention around a word is meant; parties that share it are all meant."""

from __future__ import annotations

from onrecord.article import Mark, Party, PartyIndex, Span


def party(id_: str, *spans: tuple[int, int]) -> Party:
    marks = tuple(Mark(Span(*s), Span(*s)) for s in spans)
    return Party(id_, id_, "group", "---", (), marks, "t@1", "test")


def test_the_shortest_mention_is_meant() -> None:
    index = PartyIndex([party("outer", (0, 30)), party("inner", (20, 30))])
    assert [p.id for p in index.at(Span(22, 24))] == ["inner"]
    assert [p.id for p in index.at(Span(0, 4))] == ["outer"]


def test_sharers_are_all_meant_and_nobody_elsewhere() -> None:
    index = PartyIndex([party("one", (0, 5), (10, 20)), party("two", (10, 20))])
    assert [p.id for p in index.at(Span(12, 14))] == ["one", "two"]
    assert index.at(Span(40, 41)) == ()


def test_within_a_phrase_in_order() -> None:
    index = PartyIndex([party("late", (10, 14)), party("early", (2, 6)), party("outside", (8, 30))])
    assert [p.id for p in index.within(Span(0, 15))] == ["early", "late"]
