"""Which country a party without one belongs to: the country that its sentence, then its article, is about."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from onrecord.article import Span


@dataclass(frozen=True, slots=True)
class Sign:
    """A country named at a place of the reading text; ``weight`` says how much it tells about where the story happens."""

    at: int
    country: str
    weight: float


class Context:
    """The countries of an article by where they are named.

    Args:
        sentences: of the article, in order.
        signs: countries named in it.
    """

    #: Weights of a country named in the same sentence, in the one before, and anywhere, for each time it is named.
    SAME, BEFORE, ANYWHERE = 4.0, 1.5, 1.0

    def __init__(self, sentences: Iterable[Span], signs: Iterable[Sign]) -> None:
        self._starts = [s.start for s in sentences]
        self._by_sentence: dict[int, list[Sign]] = {}
        self._whole: Counter[str] = Counter()
        for sign in signs:
            self._by_sentence.setdefault(self._sentence(sign.at), []).append(sign)
            self._whole[sign.country] += sign.weight  # type: ignore[assignment]

    def _sentence(self, at: int) -> int:
        return bisect_right(self._starts, at) - 1

    def has(self, country: str) -> bool:
        """Whether the article is about a country at all: it names no other, or this one a quarter as often as any."""
        most = max(self._whole.values(), default=0)
        return most == 0 or self._whole[country] * 4 >= most

    def scores(self, at: int) -> Mapping[str, float]:
        """How likely each country is the one meant at a position, as sums of weights."""
        here = self._sentence(at)
        total = sum(self._whole.values()) or 1.0
        out = {c: self.ANYWHERE * w / total for c, w in self._whole.items()}
        for n, weight in ((here, self.SAME), (here - 1, self.BEFORE)):
            signs = self._by_sentence.get(n, [])
            for sign in signs:
                out[sign.country] += weight * sign.weight / len(signs)
        return out

    def country(self, at: int) -> str:
        """The country meant at a position, "" where the article names none."""
        scores = self.scores(at)
        return min(scores, key=lambda c: (-scores[c], c)) if scores else ""
