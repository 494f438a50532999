"""Looking parties up: the shortest mention around a word is meant; parties that share it are all meant."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

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


SPANS = st.tuples(st.integers(0, 900), st.integers(1, 300)).map(lambda s: (s[0], s[0] + s[1]))


@given(st.lists(st.lists(SPANS, min_size=1, max_size=4), max_size=8), SPANS)
def test_looking_up_is_what_a_plain_search_finds(mentions: list[list[tuple[int, int]]], at: tuple[int, int]) -> None:
    parties = [party(str(n), *spans) for n, spans in enumerate(mentions)]
    index, word = PartyIndex(parties), Span(*at)
    rows = sorted((len(m.at), m.at.start, n) for n, p in enumerate(parties) for m in p.mentions if m.at.covers(word))
    assert [p.id for p in index.at(word)] == [str(n) for size, start, n in rows if (size, start) == rows[0][:2]]
    inside = sorted((m.at.start, m.at.end, n) for n, p in enumerate(parties) for m in p.mentions if word.covers(m.at))
    assert [p.id for p in index.within(word)] == list(dict.fromkeys(str(n) for _, _, n in inside))
