"""Which country a party without one belongs to: the one of those an article names that its place in the text makes likeliest.

A conditional logit over the article's countries, "none" and "several" (McFadden 1974); its weights are knowledge
(party_weights.tsv) and were learnt by training/parties/country.py.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from onrecord.article import Span
from onrecord.knowledge.actors import party_weights

NONE, SEVERAL = "---", "INT"
#: Roles of those who act for a state: theirs is more often the state that acts in the sentence.
OF_STATE = frozenset(("GOV", "MIL", "COP", "JUD", "LEG", "SPY"))


@dataclass(frozen=True, slots=True)
class Sign:
    """A country named at a place of the reading text; ``located``: as the place where something is ("in Iraq")."""

    at: int
    country: str
    located: bool
    subject: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """A mention whose country is asked for: where it starts, its role, and how it is put."""

    at: int
    role: str
    plural: bool
    named: bool
    definite: bool


class Context:
    """The countries of an article by where they are named.

    Args:
        sentences: of the article, in order.
        signs: countries named in it.
    """

    def __init__(self, sentences: Iterable[Span], signs: Iterable[Sign]) -> None:
        self._starts = [s.start for s in sentences]
        self._by_sentence: dict[int, list[Sign]] = {}
        self._whole: Counter[str] = Counter()
        for sign in sorted(signs, key=lambda s: s.at):
            self._by_sentence.setdefault(self._sentence(sign.at), []).append(sign)
            self._whole[sign.country] += 1
        self._first = next(iter(self._whole), "")

    def _sentence(self, at: int) -> int:
        return bisect_right(self._starts, at) - 1

    def has(self, country: str) -> bool:
        """Whether the article is about a country at all: it names no other, or this one a quarter as often as any."""
        most = max(self._whole.values(), default=0)
        return most == 0 or self._whole[country] * 4 >= most

    def names(self, country: str) -> bool:
        """Whether the article names a country."""
        return country in self._whole

    def options(self, asked: Asked) -> Mapping[str, dict[str, float]]:
        """Each country that may be meant, "---" and "INT" too, with its features."""
        here = self._sentence(asked.at)
        same, last, next_ = (self._by_sentence.get(n, []) for n in (here, here - 1, here + 1))
        before = [s for s in same if s.at < asked.at]
        after = [s for s in same if s.at >= asked.at]
        total = sum(self._whole.values())
        most = max(self._whole.values(), default=0)
        group = "state" if asked.role in OF_STATE else asked.role or "no role"
        out: dict[str, dict[str, float]] = {}
        for country, count in self._whole.items():
            on = {
                "same": any(s.country == country for s in same),
                "only": bool(same) and all(s.country == country for s in same),
                "last": any(s.country == country for s in last),
                "next": any(s.country == country for s in next_),
                "top": count == most,
                "first": country == self._first,
                "located": any(s.country == country and s.located for s in same),
                "subject": any(s.country == country and s.subject for s in same),
                "opens": bool(same) and same[0].country == country,
                "before": bool(before) and before[-1].country == country,
                "after": bool(after) and after[0].country == country,
            }
            features = {name: 1.0 for name, held in on.items() if held}
            features["share"] = count / total
            out[country] = {**features, **{f"{name} {group}": v for name, v in features.items()}}
        for other in (NONE, SEVERAL):
            out[other] = {f"{other} {name}": v for name, v in self._other(asked, group, bool(same), len(self._whole))}
        return out

    def _other(self, asked: Asked, group: str, same: bool, countries: int) -> Iterator[tuple[str, float]]:
        yield "bias", 1.0
        yield group, 1.0
        yield "plural" if asked.plural else "one", 1.0
        yield f"{group} {'plural' if asked.plural else 'one'}", 1.0
        yield ("definite" if asked.definite else "indefinite"), 1.0
        if asked.named:
            yield "named", 1.0
        if not same:
            yield "nothing in the sentence", 1.0
        yield "countries", min(countries, 8) / 8

    def country(self, asked: Asked) -> str:
        """The country meant, "---" where none can be known."""
        if not self._whole:
            return NONE
        weights = party_weights()
        scores = {c: sum(weights.get(n, 0.0) * v for n, v in f.items()) for c, f in self.options(asked).items()}
        return min(scores, key=lambda c: (-scores[c], c))
