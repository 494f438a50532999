"""Which parties stand at some words: how later stages look them up."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

from onrecord.article.layers import Party
from onrecord.article.span import Span

#: Characters of a stretch.
_CELL = 200


class PartyIndex:
    """Looks up the parties of an article by reading text.

    A party's mentions may lie within another's ("two Iraqi bases hosting [American troops]", "commander of the [Quds Force]"):
    the one meant by a word is that of the shortest mention around it. Several parties may share a mention ("Turkish and
    Russian troops", "both sides", "they"): then all of them are meant.
    """

    def __init__(self, parties: Iterable[Party]) -> None:
        rows = sorted(
            ((len(m.at), m.at.start, m.at.end, n, p) for n, p in enumerate(parties) for m in p.mentions), key=lambda r: r[:4]
        )
        # By stretches of the text, so that a long one is not looked through for each word; shortest mentions first in each.
        self._near: dict[int, list[tuple[int, int, int, int, Party]]] = {}
        for row in rows:
            for cell in range(row[1] // _CELL, row[2] // _CELL + 1):
                self._near.setdefault(cell, []).append(row)
        self._by_start = sorted(rows, key=lambda r: r[1:4])

    def at(self, word: Span) -> tuple[Party, ...]:
        """The parties meant by a word (its head word, for a longer phrase), in the layer's order; empty where none is."""
        size, found = -1, []
        for length, start, end, n, party in self._near.get(word.start // _CELL, ()):
            if size >= 0 and length > size:
                break
            if start <= word.start and word.end <= end:
                size = length
                found.append((start, n, party))
        first = found[0][0] if found else 0
        return tuple(p for start, _, p in found if start == first)

    def within(self, words: Span) -> tuple[Party, ...]:
        """The parties whose mentions lie within a phrase, in the order of the text, each once."""
        out: dict[str, Party] = {}
        rows = self._by_start
        for i in range(bisect_left(rows, words.start, key=lambda r: r[1]), len(rows)):
            _, start, end, _, party = rows[i]
            if start > words.end:
                break
            if end <= words.end:
                out.setdefault(party.id, party)
        return tuple(out.values())
