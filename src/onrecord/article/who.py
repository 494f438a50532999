"""Which parties stand at some words: how later stages look them up."""

from __future__ import annotations

from collections.abc import Iterable

from onrecord.article.layers import Party
from onrecord.article.span import Span


class PartyIndex:
    """Looks up the parties of an article by reading text.

    A party's mentions may lie within another's ("two Iraqi bases hosting [American troops]", "commander of the [Quds Force]"):
    the one meant by a word is that of the shortest mention around it. Several parties may share a mention ("Turkish and
    Russian troops", "both sides", "they"): then all of them are meant.
    """

    def __init__(self, parties: Iterable[Party]) -> None:
        self._all = sorted((len(m.at), m.at.start, m.at.end, n, p) for n, p in enumerate(parties) for m in p.mentions)

    def at(self, word: Span) -> tuple[Party, ...]:
        """The parties meant by a word (its head word, for a longer phrase), in the layer's order; empty where none is."""
        size, found = -1, []
        for length, start, end, n, party in self._all:
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
        for _, _, _, _, party in sorted(
            (r for r in self._all if words.start <= r[1] and r[2] <= words.end), key=lambda r: r[1:4]
        ):
            out.setdefault(party.id, party)
        return tuple(out.values())
