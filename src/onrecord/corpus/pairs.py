"""Which mentions are worth comparing: all pairs of a small block, the most promising ones of a large one.

A running story can hold thousands of mentions of one type (a war does), and comparing all pairs of them costs their square. In
a large block a mention is compared with those that share most with it: a day, a place, a party's name, a figure, an
anchor, the heaviest words of the sentence. What shares little of these seldom reaches the likeness that joins.
"""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Callable, Hashable, Iterator, Sequence
from itertools import combinations

from onrecord.corpus.mentions import EventMention

#: Mentions up to which all pairs are compared, and how many others each is compared with beyond. `python bench/group.py --story
#: 3000` takes 2.0 s and finds 148 happenings; with all pairs 14.6 s and 145.
LARGE, COMPARED = 250, 48
#: The last so many holders of a key are looked at; a key that very many share tells little.
HOLDERS = 200
#: Days that a period may span to be looked up by its days, and how many of a sentence's words are keys.
SPAN, HEAVY = 3, 4


def pairs(mentions: Sequence[EventMention], rare: Callable[[str], bool]) -> Iterator[tuple[int, int]]:
    """Places in ``mentions`` of the pairs to be compared, each once, the smaller place first.

    Args:
        mentions: a block: one type.
        rare: whether a stem tells who is meant.
    """
    if len(mentions) <= LARGE:
        yield from combinations(range(len(mentions)), 2)
        return
    holders: dict[Hashable, deque[int]] = defaultdict(lambda: deque(maxlen=HOLDERS))
    for i in sorted(range(len(mentions)), key=lambda i: _order(mentions[i])):
        shared: Counter[int] = Counter()
        for key in keys(mentions[i], rare):
            shared.update(holders[key])
            holders[key].append(i)
        for j, _ in sorted(shared.items(), key=lambda x: (-x[1], _order(mentions[x[0]])))[:COMPARED]:
            yield min(i, j), max(i, j)


def _order(m: EventMention) -> tuple[int, str, int, str]:
    """By day and article, so that neighbours in time meet, in whatever order the articles came."""
    return (m.first or m.published or 0, m.article, m.start, m.event)


def keys(m: EventMention, rare: Callable[[str], bool]) -> set[Hashable]:
    """What a mention is looked up by. A day has two keys, so that neighbouring days share one."""
    found: set[Hashable] = {("anchor", m.anchor)}
    if m.first is not None and m.last is not None and m.last - m.first <= SPAN:
        found |= {("day", day) for day in range(m.first, m.last + 2)}
    if m.where:
        found.add(("place", m.where.name.lower()))
    for name, side in (("actor", m.actors), ("recipient", m.recipients)):
        found |= {(name, s) for party in side for s in party.stems if rare(s)}
    found |= {(kind, low) for kind, (low, _) in m.counts.items()}
    heavy = sorted(m.words, key=lambda s: (-m.words[s], s))[:HEAVY]
    return found | {("word", s) for s in heavy}
