"""Which pairs of a large block are compared: bounded, the same in any order, and none that matters lost."""

from __future__ import annotations

import random

import pytest

from onrecord.corpus import happenings, pairs
from onrecord.corpus.mentions import EventMention, Side, Where

TOWNS = [Where(f"Town{n}", 10 + n / 2, 20.0, "city", "NER") for n in range(12)]


def mention(n: int, rng: random.Random) -> EventMention:
    """A mention of one of sixty attacks, told as people would: some leave out the day, the place or the figure."""
    attack = n % 60
    day, town, name = 739_000 + attack // 3, TOWNS[attack % 12], f"brigade{attack % 7}"
    known = rng.random() < 0.8
    return EventMention(
        n + 1, "e1", f"n{n:04}", n + 1, 1, day + 1, 0, 0, rng.choice(("attack", "kill", "bomb")), "ASSAULT", None, "actual",
        day if known else None, day if known else None, town if rng.random() < 0.9 else None,
        (Side(name, frozenset({name}), "---", "REB"),), (), {"killed": (attack, attack)} if rng.random() < 0.7 else {},
        {f"word{attack}": 0.8, f"other{n % 11}": 0.3},
    )  # fmt: skip


@pytest.fixture(scope="module")
def block() -> list[EventMention]:
    rng = random.Random(7)
    return [mention(n, rng) for n in range(pairs.LARGE + 150)]


def groups(block: list[EventMention]) -> set[frozenset[str]]:
    return {frozenset(block[i].key for i, _, _ in group) for group in happenings.clusters(block)}


def test_a_large_block_gives_the_happenings_that_all_pairs_give(
    block: list[EventMention], monkeypatch: pytest.MonkeyPatch
) -> None:
    fast = groups(block)
    monkeypatch.setattr(pairs, "LARGE", len(block))
    assert fast == groups(block)
    assert 1 < len(fast) < len(block) / 2


def test_pairs_are_bounded_and_each_comes_once(block: list[EventMention]) -> None:
    found = list(pairs.pairs(block, happenings.rare))
    assert len(found) == len(set(found)) <= len(block) * pairs.COMPARED
    assert all(i < j for i, j in found)


def test_the_pairs_are_the_same_in_any_order(block: list[EventMention]) -> None:
    mixed = random.Random(1).sample(block, len(block))
    one, other = ({frozenset((b[i].key, b[j].key)) for i, j in pairs.pairs(b, happenings.rare)} for b in (block, mixed))
    assert one == other


def test_a_small_block_is_compared_whole(block: list[EventMention]) -> None:
    assert len(list(pairs.pairs(block[:20], happenings.rare))) == 190


def test_neighbouring_days_share_a_key() -> None:
    rng = random.Random(0)
    a, b = (next(m for m in (mention(n, rng) for _ in range(20)) if m.first) for n in (0, 3))
    assert a.first is not None and b.first == a.first + 1
    assert any(k[0] == "day" for k in pairs.keys(a, happenings.rare) & pairs.keys(b, happenings.rare) if isinstance(k, tuple))
