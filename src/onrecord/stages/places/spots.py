"""Where a place name may stand: every run of words that the gazetteer knows, or that its last word makes a place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from onrecord.knowledge.places import words_of
from onrecord.stages.places.options import Option, options
from onrecord.stages.places.page import Page
from onrecord.stages.places.unknown import unknown

#: Words in a name at most: "Federally Administered Tribal Areas of Pakistan".
LONGEST = 6
#: Between the words of one name.
GAPS = frozenset((" ", "-", "\u00a0", "\u2010", "\u2011", "–", "/"))
#: Articles before Arabic names, which stand in lower case with a hyphen.
ARTICLES = frozenset(("al", "el", "as", "ad", "ar", "ash", "at", "an", "az", "es", "ed", "ul"))
PLACES = ("GPE", "LOC", "FAC")


@dataclass(frozen=True, slots=True, eq=False)
class Spot:
    """Words ``first`` to ``last`` (exclusive) that may name a place, at ``[start, end)`` of the reading text.

    ``options`` is empty where the name is known to no table; then ``shape`` says why it is looked at: a sort of place_words
    (roads, nature, facility, division), "called" (the word behind it is village, district …) or "label" (the parse calls it a
    place), "typed", "stands" or "again" (unknown.py). "served" is a town with the word airport behind
    it; its options are the town's.
    """

    first: int
    last: int
    start: int
    end: int
    key: str
    options: tuple[Option, ...]
    shape: str


def spots(page: Page) -> list[Spot]:
    """All spots of a page, in order; they may overlap."""
    runs = list(_runs(page))
    known = options(k for r in runs for k in (r[3], *_bare(r[3])))
    out: dict[tuple[int, int], Spot] = {}
    for first, last, end, key in runs:
        fit = _fits(page, first, last, known.get(key, ()))
        fit = fit or _typed(page, first, last, key, known)
        if fit and any(o.cased for o in fit):
            fit = tuple(o for o in fit if o.cased or o.level in ("country", "named"))
        start = page.words[first].start
        if page.text[end : end + 1] == ".":
            end += any(o.dotted for o in fit)
        elif first == 0 or page.gap(first - 1).strip() != ",":
            # "Miss", "Mass", "Ill": a short form counts with its dot, or behind a comma.
            fit = tuple(o for o in fit if not (o.dotted and o.form == "short"))
        if fit and ((start, end) not in out):
            out[start, end] = Spot(first, last, start, end, key, fit, "")
    for spot in [*_served(page, list(out.values())), *_shaped(page), *_called(page)]:
        out.setdefault((spot.start, spot.end), spot)
    for spot in _labelled(page):
        out.setdefault((spot.start, spot.end), spot)
    for spot in _unknown(page, list(out.values())):
        held = out.get((spot.start, spot.end))
        if held is None or held.shape == "label":
            out[spot.start, spot.end] = spot
    return [out[k] for k in sorted(out)]


#: How many people a town has that is meant where its name is part of a longer one that no table holds.
LARGE = 20_000


def _unknown(page: Page, found: list[Spot]) -> Iterator[Spot]:
    """Names that only their sentence makes places; not "Baghdad Live", where one of its words is a place that is well known."""
    large: set[int] = set()
    for s in found:
        if any(o.level in ("country", "admin1", "named") or o.population >= LARGE for o in s.options):
            large.update(range(s.first, s.last))
    for first, last, shape in unknown(page):
        if large.isdisjoint(range(first, last)):
            yield _spot(page, first, last, shape)


def _runs(page: Page) -> Iterator[tuple[int, int, int, str]]:
    """First and last word, end, and key of every run of words that could be a name."""
    joint, tails = words_of("joint"), _tails()
    for i, w in enumerate(page.words):
        if not (w.raw[0].isupper() or (w.fold in ARTICLES and page.gap(i) == "-")):
            continue
        folded: list[str] = []
        for j in range(i, min(i + LONGEST, len(page.words))):
            v = page.words[j]
            upper = v.raw[0].isupper() or v.raw[0].isdigit()
            low = v.raw.casefold()
            if not upper and low not in joint and low not in tails and not (j > i and page.gap(j - 1) == "-"):
                break
            if upper or low in tails or (j > i and page.gap(j - 1) == "-"):
                yield i, j + 1, v.stop, " ".join((*folded, v.bare))
                if v.bare != v.fold:
                    yield i, j + 1, v.end, " ".join((*folded, v.fold))
            folded.append(v.fold)
            if not _joined(page, j):
                break


def _bare(key: str) -> Iterator[str]:
    """A key without the word that says what it is: "town of dunkirk" → "dunkirk", "sokoto state" → "sokoto"."""
    parts = key.split(" ")
    if len(parts) > 2 and parts[1] == "of" and (parts[0] in words_of("settlement") or parts[0] in words_of("division")):
        yield " ".join(parts[2:])
    elif len(parts) > 1 and (parts[-1] in words_of("division") or parts[-1] in words_of("settlement")):
        yield " ".join(parts[:-1])


def _typed(page: Page, first: int, last: int, key: str, known: Mapping[str, tuple[Option, ...]]) -> tuple[Option, ...]:
    """The options of a name whose type is part of it as written but not in the tables: those of that type, if there are."""
    for bare in _bare(key):
        word = key.split(" ")[0] if key.endswith(" " + bare) else key.split(" ")[-1]
        kind = words_of("division").get(word) or words_of("settlement").get(word)
        written = page.capital(first) and page.capital(last - 1)
        fit = tuple(o for o in known.get(bare, ()) if o.form in ("own", "other") and not o.cased) if written else ()
        return tuple(o for o in fit if o.kind == kind and o.lat is not None) or fit
    return ()


def _tails() -> set[str]:
    return {w for sort in ("division", "nature", "facility", "airport") for w in words_of(sort)}


def _joined(page: Page, i: int) -> bool:
    """Whether word ``i`` and the next may stand in one name."""
    gap = page.gap(i)
    if gap in GAPS:
        return True
    raw = page.words[i].raw
    return gap in (". ", ".", ".-") and (len(raw) <= 2 or raw.casefold() in ("ste",)) and raw[0].isupper()


def _fits(page: Page, first: int, last: int, found: tuple[Option, ...]) -> tuple[Option, ...]:
    """Those options whose names may be written as the words are."""
    raw = "".join(w.raw for w in page.words[first:last])
    shouted = raw.isupper()
    lower_start, lower_end = raw[0].islower(), page.words[last - 1].raw[0].islower() and "-" not in page.gap(last - 2)

    def fits(o: Option) -> bool:
        if o.cased:
            return shouted
        if lower_start:
            return o.level == "named" or last - first > 1
        if lower_end:
            return o.level in ("named", "airport")
        return not (shouted and len(raw) <= 2)

    return tuple(o for o in found if fits(o))


def _served(page: Page, found: list[Spot]) -> Iterator[Spot]:
    """Towns with the word airport behind them: "Baghdad airport", "Erbil airbases", "Kabul international airport"."""
    kinds, lead = words_of("airport"), words_of("lead")
    for s in found:
        if not any(o.level == "city" for o in s.options) or s.end < page.words[s.last - 1].end:
            continue
        last = s.last
        while _lower_word(page, last) in lead and last < s.last + 2:
            last += 1
        word = _lower_word(page, last)
        if word in kinds or (word in ("base", "bases", "field") and _lower_word(page, last - 1) == "air"):
            yield Spot(s.first, last + 1, s.start, page.words[last].stop, s.key, s.options, "served")


def _lower_word(page: Page, i: int) -> str:
    """Word ``i`` in lower case where only a space parts it from the one before, else ""."""
    return page.words[i].raw.casefold() if i < len(page.words) and page.gap(i - 1) == " " else ""


def _shaped(page: Page) -> Iterator[Spot]:
    """Names that their last (or first) word makes places: "Shamrock Street", "Red River", "Lake Vermont", "Highway 200"."""
    sorts = {w: sort for sort in ("facility", "nature", "division", "roads") for w in words_of(sort)}
    i, n = 0, len(page.words)
    while i < n:
        if not page.capital(i):
            i += 1
            continue
        j = i + 1
        while j < n and j - i < LONGEST and _joined(page, j - 1) and (page.capital(j) or page.words[j].raw.isdigit()):
            j += 1
        yield from _of_run(page, i, j, sorts)
        i = j


#: What the parse calls so is no place's name: "a Sunni village", "Tuesday town meetings".
_NO_NAME = ("NORP", "DATE", "TIME", "CARDINAL", "ORDINAL", "PERSON")


def _called(page: Page) -> Iterator[Spot]:
    """Names that the word behind them makes places, in lower case: "Tolun Baraka village", "Mirsal district"."""
    kinds = {w for sort in ("settlement", "division", "area") for w in words_of(sort)}
    for i in range(1, len(page.words)):
        if _lower_word(page, i) not in kinds or not page.words[i].raw.islower() or not page.capital(i - 1):
            continue
        first = i - 1
        while first > 0 and i - first < LONGEST and page.capital(first - 1) and _joined(page, first - 1):
            first -= 1
        while first < i and (page.low(first) in _ARTICLES or page.label[first] in _NO_NAME):
            first += 1
        raw = page.words[i - 1].raw
        letters = first == i - 1 and raw.isupper() and len(raw) < 6 and page.shouted < 0.5  # "a CNN town hall"
        if first < i and not letters and not (page.opens(first) and first == i - 1):
            yield _spot(page, first, i, "called")


def _of_run(page: Page, i: int, j: int, sorts: dict[str, str]) -> Iterator[Spot]:
    for last in range(j, i + 1, -1):
        low = page.words[last - 1].raw.casefold()
        sort = sorts.get(low) or sorts.get(low + "." if page.text[page.words[last - 1].end :][:1] == "." else "")
        if sort:
            yield _spot(page, i, last, sort)
            break
    for first in range(i, j - 1):
        low = page.words[first].raw.casefold()
        if low in ("lake", "mount", "cape", "fort", "camp", "port", "highway", "route", "interstate", "mt", "ft"):
            yield _spot(page, first, j, "nature" if low in ("lake", "mount", "cape", "mt") else sorts.get(low, "facility"))


def _spot(page: Page, first: int, last: int, shape: str) -> Spot:
    for i in range(first, last - 1):
        # "Friday's Darke County", but "St. Peter's Basilica".
        if page.words[i].bare != page.words[i].fold and not (i > first and page.words[i - 1].fold == "st"):
            first = i + 1
    while first < last - 1 and page.low(first) in _ARTICLES:
        first += 1
    end = page.words[last - 1].stop
    return Spot(first, last, page.words[first].start, end, "", (), shape)


_ARTICLES = ("the", "a", "an", "in", "at", "on", "only", "of", "and", "to", "from")


def _labelled(page: Page) -> Iterator[Spot]:
    """What the parse calls a place."""
    for first, last, label in page.entities:
        while first < last and not (page.words[first].raw[0].isalpha() and not page.words[first].raw.islower()):
            first += 1
        # "Plateau in Nigeria" is two names, whatever the parse says.
        last = next((i for i in range(first + 1, last) if _parts(page, i)), last)
        while last > first + 1 and page.words[last - 1].raw.islower():
            last -= 1
        if label in PLACES and first < last:
            yield _spot(page, first, last, "label")


def _parts(page: Page, i: int) -> bool:
    """Whether a word within what the parse calls a place belongs to no name."""
    word = page.words[i]
    return word.raw.islower() and word.fold in words_of("near")
