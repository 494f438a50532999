"""What a line looks like and where it stands, as numbers: what the lines model decides on.

The kinds of measure are those of boilerplate detection on text blocks (Kohlschütter, Fankhauser, Nejdl 2010: words, stops,
neighbours, position), with function words, page-chrome words and repetition added, since no markup is left to look at.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache, lru_cache
from typing import Any

import numpy as np

from onrecord.knowledge import pages
from onrecord.stages.tidy import credit, signs
from onrecord.stages.tidy.units import REMEMBERED, Unit, chrome_words

_ENDS = re.compile(r"[.!?…。؟][\"”’'»)\]]*$")
_INNER = re.compile(r"[.!?…。][\"”’'»)\]]* ")
_DATE = re.compile(
    r"\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? \d{1,2}\b|\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b"
    r"|\b\d{1,2}:\d\d\b|\b\d{4}-\d\d-\d\d\b|\b(?:19|20)\d\d\b|\b(?:ago|EST|EDT|GMT|IST|a\.?m\.?|p\.?m\.?)\b",
    re.I,
)
_LINKLIKE = re.compile(r"https?:|www\.|\.com\b|@\w|#\w", re.I)
_MARKS = re.compile(r"[|»«›‹•·©®→▼▲+/]")
_QUOTES = re.compile(r"[\"“”„«»]")

#: Letters that stand for words of their own or for parts of them, two a word.
_DENSE = re.compile("[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]")
_ME = frozenset(("i", "my", "me", "i'm", "i've", "im"))
_YOU = frozenset(("you", "your", "our", "us", "you're"))

#: Measures of a line by itself, in the order of the rows of :func:`own`.
OWN = (
    "words", "chars", "word_length", "stopped", "colon", "inner_stops", "commas", "function", "capital", "upper", "digits",
    "starts_small", "starts_sign", "marks", "date", "link", "quotes", "chrome_exact", "chrome_start", "chrome_words",
    "credit", "byline", "dateline", "dots", "glued", "ends_story", "me", "you",
    "published", "signed", "caption",
)  # fmt: skip


#: All measures, in the order of the columns of :func:`matrix`; a model is read only where it names the same.
NAMES = (
    *OWN,
    "prose", "near1", "prose1", "near3", "prose3", "near8", "prose8",
    *(f"{what}{by:+d}" for by in (-3, -2, -1, 1, 2, 3) for what in ("words", "prose")),
    *(f"{what}{by:+d}" for by in (-2, -1, 1, 2) for what in ("function", "stopped", "capital", "chrome")),
    "place", "index", "index_back", "words_before", "prose_before", "prose_mass_before", "prose_mass_after", "since_prose",
    "until_prose", "dense", "dense_off", "prose_share", "prose_mass", "units", "gap", "firm",
    "twice", "shared", "since_chrome", "since_end", "since_byline", "since_published", "since_signed", "until_signed",
    "hits", "hit_share", "hits_before", "hits_after", "ends_before", "of_longest", "longest", "listed", "rough",
    "tiny_share", "prose_units", "median",
)  # fmt: skip


@cache
def _functions() -> frozenset[str]:
    return frozenset(pages.function_words())


def own(unit: Unit) -> tuple[float, ...]:
    """The measures of one unit by itself, in the order of ``OWN``; those of short ones are kept."""
    return _kept(unit.text, unit.words, unit.glued) if len(unit.text) <= 80 else _own(unit.text, unit.words, unit.glued)


def _own(text: str, words: tuple[str, ...], glued: bool) -> tuple[float, ...]:
    low = [w.lower() for w in words]
    named = chrome_words(text) if len(text) <= 160 else None
    letters = sum(map(len, words))
    dense = len(_DENSE.findall(text[:2000]))
    n = max(1, len(words), dense // 2)
    short = len(words) <= 60
    return (
        float(n if words else 0),
        float(min(len(text), 2000)),
        min(letters / n, 20.0),
        float(bool(_ENDS.search(text[-8:]))),
        float(text.endswith(":")),
        float(
            min(
                len(_INNER.findall(text[:2000])) + (text.count("。", 0, 2000) if dense else 0),
                10,
            )
        ),
        text.count(",", 0, 2000) / n,
        0.4 if dense > 10 else sum(map(_functions().__contains__, low)) / n,
        sum([w[0].isupper() for w in words]) / n,
        sum([w.isupper() and len(w) > 1 for w in words]) / n,
        sum(map(str.isdigit, text[:300])) / min(len(text), 300),
        float(text[0].islower()),
        float(not text[0].isalnum() and text[0] not in "\"“‘'(["),
        float(len(_MARKS.findall(text[:300]))),
        float(len(_DATE.findall(text[:120]))) if short else 0.0,
        float(bool(_LINKLIKE.search(text[:300]))),
        float(bool(_QUOTES.search(text))),
        float(named is not None and len(named) >= len(text) - 6),
        float(named is not None),
        sum(map(pages.chrome_vocabulary().__contains__, low[:60])) / min(n, 60),
        float(short and credit.credit_line(text) is not None),
        float(short and credit.byline(text) is not None),
        float(credit.dateline(text) is not None) if n > 10 else 0.0,
        float(text.endswith(("...", "…", "»"))),
        float(glued),
        float(named is not None and named in pages.story_ends()),
        sum(map(_ME.__contains__, low)) / n,
        sum(map(_YOU.__contains__, low)) / n,
        float(short and signs.published(text)),
        float(short and signs.signed(text)),
        float(signs.caption(text) is not None),
    )


_kept = lru_cache(maxsize=REMEMBERED)(_own)


def _shape(text: str) -> str:
    """How a unit begins and ends: kinds of its first characters and of its last, for rows of a list that look alike."""
    out = last = ""
    for c in text[:6] + text[-1:]:
        kind = "a" if c.islower() else "A" if c.isupper() else "0" if c.isdigit() else c
        if kind != last:
            out, last = out + kind, kind
    return out


def _run_lengths(same: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """For each unit the length of the run of like neighbours it stands in; ``same[i]``: unit i is like the one before."""
    starts = np.flatnonzero(~same)
    sizes = np.diff(np.append(starts, len(same)))
    return np.asarray(np.repeat(sizes, sizes))


def _windows(x: np.ndarray[Any, Any], half: int) -> np.ndarray[Any, Any]:
    """The mean of ``x`` over the ``half`` neighbours on each side and itself; outside counts as zero."""
    total = np.concatenate(([0.0], np.cumsum(x)))
    i = np.arange(len(x))
    return np.asarray((total[np.minimum(len(x), i + half + 1)] - total[np.maximum(0, i - half)]) / (2 * half + 1))


def _shift(x: np.ndarray[Any, Any], by: int, fill: float) -> np.ndarray[Any, Any]:
    """``x`` of the unit ``by`` places on (back where negative); ``fill`` past the ends."""
    out = np.full(len(x), fill)
    if by > 0:
        out[:-by] = x[by:]
    else:
        out[-by:] = x[:by]
    return out


def matrix(found: list[Unit]) -> np.ndarray[Any, Any]:
    """One row a unit, one column a measure (``NAMES``): its own, its neighbours', where it stands, what its text repeats."""
    base = np.array([own(u) for u in found], dtype=float).reshape(len(found), len(OWN))
    col = {name: base[:, i] for i, name in enumerate(OWN)}
    words, fun, stop = col["words"], col["function"], col["stopped"]
    prose = np.where(
        (stop + col["inner_stops"] > 0) & (fun > 0.2) & (words >= 6) & (col["chrome_start"] == 0),
        words,
        0.0,
    )
    cols: list[np.ndarray[Any, Any]] = [np.minimum(prose, 100.0)]
    capped = np.minimum(prose, 60.0)
    for half in (1, 3, 8):
        cols += [_windows(np.minimum(words, 60.0), half), _windows(capped, half)]
    for by in (-3, -2, -1, 1, 2, 3):
        cols += [_shift(np.minimum(words, 60.0), by, -1.0), _shift(capped, by, -1.0)]
    for by in (-2, -1, 1, 2):
        cols += [
            _shift(fun, by, -1.0),
            _shift(stop, by, -1.0),
            _shift(col["capital"], by, -1.0),
            _shift(col["chrome_start"], by, -1.0),
        ]
    cols += _where(found, prose, words)
    cols += _told(found, col, prose)
    cols += _whole(found, col, prose)
    return np.column_stack([base, *cols])


def _where(found: list[Unit], prose: np.ndarray[Any, Any], words: np.ndarray[Any, Any]) -> list[np.ndarray[Any, Any]]:
    """Where each unit stands: in the text, among its prose, in or out of its densest run, how far from prose."""
    n = len(found)
    i = np.arange(n)
    total, mass = max(words.sum(), 1.0), max(prose.sum(), 1.0)
    before, upto = np.cumsum(prose) - prose, np.cumsum(words) - words
    last = np.maximum.accumulate(np.where(prose > 0, i, -1))
    ahead = np.minimum.accumulate(np.where(prose > 0, i, 10**6)[::-1])[::-1]
    a, b = _densest(prose, words)
    inside = ((i >= a) & (i < b)).astype(float)
    since = np.where(last < 0, 999, i - last)
    until = np.where(ahead >= 10**6, 999, ahead - i)
    around = (
        upto / total,
        before / mass,
        np.minimum(before, 2000),
        np.minimum(mass - before - prose, 2000),
    )
    reach = (
        np.minimum(since, 50),
        np.minimum(until, 50),
        inside,
        np.minimum(np.maximum(a - i, i - b + 1), 50),
    )
    whole = (
        np.full(n, mass / total),
        np.full(n, min(mass, 3000)),
        np.full(n, min(n, 500)),
    )
    breaks = (
        np.array([float(u.gap) for u in found]),
        np.array([float(u.firm) for u in found]),
    )
    return [
        i / n,
        np.minimum(i, 200),
        np.minimum(n - i, 200),
        *around,
        *reach,
        *whole,
        *breaks,
    ]


def _densest(prose: np.ndarray[Any, Any], words: np.ndarray[Any, Any]) -> tuple[int, int]:
    """The run of units with the greatest sum, where prose counts for and all else against: Kadane's scan."""
    score = np.where(prose > 0, np.minimum(prose, 60.0), -4.0 - np.minimum(words, 12.0))
    best = total = 0.0
    a = b = start = 0
    for i, s in enumerate(score.tolist()):
        if total <= 0:
            total, start = 0.0, i
        total += s
        if total > best:
            best, a, b = total, start, i + 1
    return a, b


def _told(found: list[Unit], col: dict[str, np.ndarray[Any, Any]], prose: np.ndarray[Any, Any]) -> list[np.ndarray[Any, Any]]:
    """What the text says again: units that stand twice, and how much a unit shares the words of the whole prose."""
    n = len(found)
    same = Counter(u.text for u in found)
    twice = np.array([float(min(same[u.text], 5)) for u in found])
    functions = _functions()
    bags = [{w.lower() for w in u.words[:80] if len(w) > 3} - functions for u in found]
    spread: Counter[str] = Counter()
    for bag, p in zip(bags, prose.tolist(), strict=True):
        if p:
            spread.update(bag)
    shared = np.zeros(n)
    for i, bag in enumerate(bags):
        if bag:
            mine = 1 if prose[i] else 0
            shared[i] = sum(min(spread[w] - mine, 3) for w in bag) / (3 * len(bag))
    out = [twice, shared]
    for name in ("chrome_exact", "ends_story", "byline", "published", "signed"):
        last = np.maximum.accumulate(np.where(col[name] > 0, np.arange(n), -1))
        out.append(np.minimum(np.where(last < 0, 99, np.arange(n) - last), 60))
    told = np.where(col["published"] + col["signed"] + col["byline"] > 0, np.arange(n), 10**6)
    ahead = np.minimum.accumulate(told[::-1])[::-1]
    out.append(np.where(ahead >= 10**6, 99, np.minimum(ahead - np.arange(n), 60)))
    return out


def _whole(found: list[Unit], col: dict[str, np.ndarray[Any, Any]], prose: np.ndarray[Any, Any]) -> list[np.ndarray[Any, Any]]:
    """What the text as a whole looks like, and each unit against it: how much chrome, where, the longest unit, lists."""
    n = len(found)
    hits, ends = col["chrome_start"], col["ends_story"] * (np.cumsum(prose) > 60)
    upto, total = np.cumsum(hits), float(hits.sum())
    longest = max(float(col["words"].max()), 1.0)
    shapes = [_shape(u.text) for u in found]
    same = np.array([i > 0 and shapes[i] == shapes[i - 1] for i in range(n)])
    listed = _run_lengths(same)
    size = np.minimum(col["words"], 60.0)
    rough = _windows(np.abs(size - _shift(size, 1, 0.0)), 4)
    chrome = (
        np.full(n, min(total, 40.0)),
        np.full(n, total / n),
        np.minimum(upto, 40.0),
        np.minimum(total - upto, 40.0),
    )
    sizes = (
        np.minimum(np.cumsum(ends), 10.0),
        np.minimum(col["words"] / longest, 1.0),
        np.full(n, min(longest, 400.0)),
    )
    lists = (np.minimum(listed, 40).astype(float), rough)
    shares = (
        float((size <= 4).mean()),
        float((prose > 0).mean()),
        float(np.median(size)),
    )
    return [*chrome, *sizes, *lists, *(np.full(n, s) for s in shares)]
