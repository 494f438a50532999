"""What speaks for and against a spot being a place name, as named features for a linear model.

Each feature is a short text ("before:in", "is:city", "label:PERSON"); its weight (log odds) is a row of place_weights.tsv,
learned from annotated news by training/places. Features that the table does not hold weigh nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from math import log10

from onrecord.knowledge.gazetteer import Habits, gazetteer
from onrecord.knowledge.places import sorts_of
from onrecord.stages.places.options import Option
from onrecord.stages.places.page import Page
from onrecord.stages.places.spots import Spot


def features(page: Page, spot: Spot, near: Neighbours) -> list[str]:
    """The features of a spot, sorted."""
    level = _level(spot)
    label = _label(page, spot)
    out = {f"is:{level}", f"label:{label}", f"{level}+{label}", f"words:{min(spot.last - spot.first, 4)}"}
    for side, found in (("before", _before(page, spot.first)), ("after", _after(page, spot))):
        out |= {f"{side}:{x}" for x in found}
        for x in _CLASSES.intersection(found):
            out |= {f"{level}|{side}:{x}", f"{label}|{side}:{x}"}
    for more in (_gazetteer(spot), _shape(page, spot, level), _habits(page, spot, level, label), near.of(page, spot, level)):
        out.update(more)
    return sorted(out)


#: What is told beside a word that is crossed with what the spot is and with its label.
_CLASSES = frozenset(
    (
        *(
            "start",
            "near",
            "title",
            "body",
            "side",
            "speak",
            "division",
            "settlement",
            "nature",
            "facility",
            "airport",
            "roads",
        ),
        *("capital", "the", "of", "possessive", "comma-capital", "number", "paren"),
    )
)
_NUMBERS = ("DATE", "TIME", "CARDINAL", "MONEY", "PERCENT", "ORDINAL", "QUANTITY")


def _level(spot: Spot) -> str:
    """What the spot most likely is, by its options: the first of this order that it has."""
    have = {o.level if o.form != "demonym" else "demonym" for o in spot.options}
    forms = {o.form for o in spot.options}
    for level in ("country", "demonym", "named"):
        if level in have and (level != "demonym" or forms == {"demonym"} or "own" not in forms):
            return level
    if forms <= {"postal"} and forms:
        return "postal"
    if "admin1" in have and any(o.level == "admin1" and o.form in ("own", "short", "postal") for o in spot.options):
        return "admin1"
    cities = [o.population for o in spot.options if o.level == "city" and o.form in ("own", "short")]
    if cities:
        return "city" + ("6" if max(cities) >= 1e6 else "5" if max(cities) >= 1e5 else "4" if max(cities) >= 2e4 else "3")
    for level in ("admin2", "airport"):
        if level in have:
            return level
    return "other" if have else f"no-{spot.shape}"


def _label(page: Page, spot: Spot) -> str:
    """The parse's word on the spot: an entity's type with "=" (the same words), "<" (the spot is part of it), ">" (more)."""
    found = {page.inside[i] for i in range(spot.first, spot.last)}
    number = max(found)
    if number < 0:
        token = page.tokens[spot.first]
        return f"none-{token.pos_ if token is not None else 'X'}"
    first, last, label = page.entities[number]
    first_ = first + (page.low(first) in ("the", "a", "an"))
    how = "=" if (first_, last) == (spot.first, spot.last) else "<" if first_ <= spot.first and spot.last <= last else ">"
    return how + ("x" if label in _NUMBERS else "NORP" if label == "LANGUAGE" else label)


def _before(page: Page, first: int) -> list[str]:
    if page.opens(first):
        return ["start"]
    gap = page.text[page.words[first - 1].end : page.words[first].start]
    low = page.low(first - 1) if gap.strip() in ("", ".") else page.words[first - 1].raw.casefold()
    if gap.strip() in ("", ".", "-"):
        out = ["w=" + low.rstrip(".")] if page.words[first - 1].raw.islower() else []
    else:
        out = [_mark(gap)]
    if gap.strip() in ("", "."):
        out += list(sorts_of().get(low, sorts_of().get(low.rstrip("."), ())))
        if low in ("the", "of"):
            out.append(low)
    if page.capital(first - 1):
        out.append("comma-capital" if gap.strip() == "," else "capital" if not gap.strip() else "x")
    if gap.strip() == "" and page.words[first - 1].bare != page.words[first - 1].fold:
        out.append("possessive")
    if first > 1 and page.words[first - 2].raw.islower():
        out.append("w2=" + page.low(first - 2).rstrip("."))
    return out


def _after(page: Page, spot: Spot) -> list[str]:
    i, n = spot.last, len(page.words)
    out: list[str] = []
    if spot.end < page.words[i - 1].end:
        out.append("possessive")
    if i >= n:
        return [*out, "end"]
    gap = page.gap(i - 1)
    if gap.strip() in ("", "-", ".") and not ("." in gap and page.opens(i)):
        low = page.low(i)
        out += ["w=" + low.rstrip(".")] if page.words[i].raw.islower() else []
        out += list(sorts_of().get(low, sorts_of().get(low.rstrip("."), ())))
        if page.capital(i) and not gap.strip(" ."):
            out.append("capital")
        if page.words[i].raw[0].isdigit():
            out.append("number")
    else:
        out.append(_mark(gap))
        if gap.strip() == "," and page.capital(i):
            out.append("comma-capital")
        if gap.strip().startswith("("):
            out.append("paren")
    return out


def _mark(gap: str) -> str:
    """The first sign of what stands between two words."""
    sign = gap.strip()[:1]
    return "gap=" + (sign if sign.isprintable() else "?")


def _gazetteer(spot: Spot) -> Iterator[str]:
    levels = {o.level for o in spot.options}
    yield from (f"has:{level}" for level in levels)
    yield from (f"form:{f}" for f in {o.form for o in spot.options})
    most = max((o.population for o in spot.options if o.level == "city"), default=0)
    yield f"pop:{int(log10(most + 1))}"
    own = max((o.population for o in spot.options if o.level == "city" and o.form == "own"), default=0)
    yield f"own:{int(log10(own + 1))}"
    yield f"options:{min(len(spot.options), 8)}"
    if any(o.cased for o in spot.options):
        yield "cased"
    if any(o.country in ("USA", "GBR", "CAN", "AUS", "IRL", "NZL") and o.form == "own" for o in spot.options):
        yield "english"
    if not spot.options:
        yield f"shape:{spot.shape}"


def _shape(page: Page, spot: Spot, level: str) -> Iterator[str]:
    raw = page.text[spot.start : spot.end]
    if raw.isupper() and len(raw) > 3:
        yield "shout" if page.shouted < 0.5 else "shout-page"
        if page.gap(spot.last - 1).strip()[:1] in ("(", "—", "–", "-", ","):
            yield "dateline"
    if page.opens(spot.first):
        yield f"{level}|opens"
    token = page.tokens[spot.last - 1]
    if token is not None:
        yield f"tag:{token.tag_}"
        yield f"dep:{token.dep_}"
        yield f"{level}|dep:{token.dep_}"
        yield f"head:{token.head.pos_}"
    last = page.words[spot.last - 1].raw.casefold()
    yield from (f"ends:{s}" for s in sorts_of().get(last, ()) if spot.last - spot.first > 1)


def _habits(page: Page, spot: Spot, level: str, label: str) -> Iterator[str]:
    if spot.last - spot.first > 1:
        yield f"{level}|long"
        return
    h: Habits = gazetteer().habits(spot.key)
    behind = spot.last
    if behind < len(page.words) and page.capital(behind) and page.gap(spot.last - 1) == " " and h.first:
        yield f"given-name|{level[:4]}|{min(2, gazetteer().habits(page.words[behind].bare).last // 20)}"
    for name, value in (("first", h.first), ("last", h.last)):
        if value:
            yield f"{name}:{value // 25}"
            yield f"{level[:4]}|{name}:{value // 50}"
            yield f"{label}|{name}"
    yield f"lower-upper:{max(-4, min(4, (h.lower - h.upper) // 12))}"
    yield f"upper:{h.upper // 12}"
    yield f"{level[:4]}|lower-upper:{max(-2, min(2, (h.lower - h.upper) // 20))}"
    if page.lower_words[page.words[spot.first].bare]:
        yield "lower-here"
    if page.persons[page.words[spot.first].bare]:
        yield f"person-here|{level[:4]}"


_NONE: Counter[str] = Counter()


class Neighbours:
    """What the other spots of a page say of one: beside which places it stands, and how the parse sees its namesakes."""

    def __init__(self, page: Page, all_spots: Sequence[Spot]) -> None:
        self._starts = {s.first: s for s in all_spots}
        self._ends: dict[int, Spot] = {}
        for s in all_spots:
            if s.options and (s.last not in self._ends or s.first < self._ends[s.last].first):
                self._ends[s.last] = s
        self._firsts: dict[int, Spot] = {}
        for s in all_spots:
            if s.options and (s.first not in self._firsts or s.last > self._firsts[s.first].last):
                self._firsts[s.first] = s
        self._seen: dict[str, Counter[str]] = {}
        for s in all_spots:
            if s.key:
                self._seen.setdefault(s.key, Counter())[_label(page, s)] += 1

    def of(self, page: Page, spot: Spot, level: str) -> Iterator[str]:
        """The features."""
        seen = self._seen.get(spot.key, _NONE)
        times = seen.total()
        if times > 1:
            yield "again"
            for label in ("=GPE", "=LOC", "=PERSON", "=ORG", "=NORP", "<PERSON", "<ORG", "=FAC"):
                if seen[label]:
                    yield f"{'mostly' if seen[label] * 2 >= times else 'some'}:{label}"
        after, before = self._firsts.get(spot.last), self._ends.get(spot.first)
        if after:
            yield from _pair(page, spot.last - 1, spot, after, level, ("within", "place"))
        if before:
            yield from _pair(page, spot.first - 1, before, spot, level, ("holds", "after-place"))


def _pair(page: Page, gap_at: int, left: Spot, right: Spot, level: str, names: tuple[str, str]) -> Iterator[str]:
    """What two places side by side say: "Paris, Texas" (one lies in the other) or merely two places."""
    gap = page.gap(gap_at).strip()
    if gap not in (",", "(", ""):
        return
    how = "comma" if gap else "next"
    if lies_in(left.options) & holds(right.options):
        yield f"{how}-{names[0]}"
        yield f"{level[:4]}|{how}-{names[0]}"
    else:
        yield f"{how}-{names[1]}"


@lru_cache(maxsize=4096)
def holds(options: tuple[Option, ...]) -> frozenset[str]:
    """What the options could hold others by: countries, rows of divisions."""
    return frozenset(
        f"c{o.country}" if o.level == "country" else f"r{o.row}" for o in options if o.level in ("country", "admin1", "admin2")
    )


@lru_cache(maxsize=4096)
def lies_in(options: tuple[Option, ...]) -> frozenset[str]:
    """What the options lie in, as ``holds`` names it."""
    out = set()
    for o in options:
        if o.level != "country" and o.country:
            out.add(f"c{o.country}")
        if o.level in ("city", "admin2") and o.admin1 is not None:
            out.add(f"r{o.admin1}")
        if o.level == "city" and o.admin2 is not None:
            out.add(f"r{o.admin2}")
    return frozenset(out)


__all__ = ["Neighbours", "features", "holds", "lies_in"]
