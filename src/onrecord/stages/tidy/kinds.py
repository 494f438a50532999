"""What each unit is, by rules over what was left as story: title, subheads, captions, credit lines, bylines, dates.

The rules look at a unit's words and at where it stands against the story's main run, so that teasers of other stories,
which have titles and dates of their own, are left alone.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from onrecord.article.layers import BlockKind
from onrecord.knowledge import pages
from onrecord.stages.tidy import credit, signs
from onrecord.stages.tidy.units import REMEMBERED, Unit, chrome_words

#: Units before the story among which its title is looked for, and behind its first words (a picture may come first).
REACH, BEHIND = 45, 2
#: Units around the story in which captions and credit lines belong to it.
NEAR = 8
#: A subhead that the model took for chrome is one all the same from this probability on, where it stands between prose.
SUBHEAD = 0.08
PENALTY, CAP = 6.0, 40
#: Units before the story among which its byline or date is looked for, to win its first paragraphs back.
LEAD = 10
#: How an item of a list begins: "7) ", "12. ", "June 14 – "; and how many on end are a list.
_ITEM = re.compile(r"(?:\d{1,3}[.)]|[A-Z][a-z]{2,8} \d{1,2}(?:, \d{4})?:? ?[-–—:])\s*\S")
ITEMS = 4
#: What begins no headline, and what stands between the links of a path: "Home » News » …".
_ODD = re.compile(r"^[^\w\"“”‘’'«(\[#$€£¿¡]| [»›>] ")
#: The share of a run's prose that may stand above the story's own headline.
BEFORE = 0.7
_STOP = re.compile(r"[.,;:][\"”’'»)\]]*$")


@dataclass(frozen=True, slots=True)
class Choice:
    """What a unit is, which rule or model says so, and how sure it is."""

    kind: BlockKind
    why: str
    score: float | None = None


def prose(unit: Unit) -> bool:
    """Whether a unit reads as running text: a sentence of some length with function words."""
    n = len(unit.words)
    if n < 8:
        return False
    known = pages.function_words()
    few = sum(w.lower() in known for w in unit.words[:40])
    return few >= 2 and (n >= 25 or bool(re.search(r"[.!?…][\"”’'»)\]]*(?:\s|$)", unit.text)))


def label(found: list[Unit], base: list[Choice], given: str | None) -> list[Choice]:
    """Each unit's kind, from what is story (``base``: body or chrome) and the rules; ``given``: the title that came along."""
    out = list(base)
    told = [prose(u) and not signs.published(u.text) for u in found]
    run = _main_run(base, told, found)
    if run is None:
        return out
    first, last = run
    first = _lead(found, out, told, _after_teasers(found, base, told, first, last))
    last = _mark_lists(found, out, first, last)
    _mark_lines(found, out, told, first, last)
    title = _title(found, out, first, last, given)
    if title is not None:
        out[title[0]] = Choice("title", title[1])
    for at in _stands(found, title[0] if title else max(0, first - NEAR), first):
        _mark_head(found, out, told, at, first)
    _mark_headings(found, out, told, first, last)
    return out


def _main_run(base: list[Choice], told: list[bool], found: list[Unit]) -> tuple[int, int] | None:
    """The first and last unit of prose of the story's main run: most words of story, least chrome between."""
    best = total = 0.0
    start = 0
    run: tuple[int, int] | None = None
    for i, choice in enumerate(base):
        score = (min(len(found[i].words), 60) if told[i] else 2.0) if choice.kind == "body" else -6.0
        if total <= 0:
            total, start = 0.0, i
        total += score
        if total > best:
            best, run = total, (start, i)
    if run is None:
        return None
    inside = [i for i in range(run[0], run[1] + 1) if base[i].kind == "body" and told[i]]
    return (inside[0], inside[-1]) if inside else run


def _after_teasers(found: list[Unit], base: list[Choice], told: list[bool], first: int, last: int) -> int:
    """Where the story begins within its run: behind a headline with a byline or date, where much of the prose follows it.

    Teasers with leads of their own read like a story, and stand right above it on some pages.
    """
    if any(_is_sign(u.text) for u in found[max(0, first - BEHIND - 2) : first + 1]):
        return first
    mass = [min(len(u.words), 60) if t and c.kind == "body" else 0 for u, t, c in zip(found, told, base, strict=True)]
    whole, upto = sum(mass[first : last + 1]), 0
    for i in range(first, last):
        if upto > BEFORE * whole:
            break
        if _heads(found, told, i):
            after = [j for j in range(i + 1, last + 1) if mass[j]]
            tells = frozenset().union(*(_content(found[j]) for j in after[:6]))
            if after and len(_content(found[i]) & tells) >= 3:
                return after[0]
        upto += mass[i]
    return first


def _heads(found: list[Unit], told: list[bool], i: int) -> bool:
    """Whether a unit is a headline by what stands right behind it, a byline or a date: short, and no statement."""
    unit = found[i]
    if (
        not 4 <= len(unit.words) <= 18
        or unit.glued
        or _STOP.search(unit.text)
        or _is_sign(unit.text)
        or signs.caption(unit.text)
    ):
        return False
    return unit.text[0].isupper() and i + 1 < len(found) and not told[i + 1] and _is_sign(found[i + 1].text)


def _lead(found: list[Unit], out: list[Choice], told: list[bool], first: int) -> int:
    """Where the story begins once the paragraphs are won back that the model gave up between the byline or date and it."""
    low = max(0, first - LEAD)
    signs_at = [i for i in range(low, first) if len(found[i].words) <= 22 and _is_sign(found[i].text)]
    begin = first
    for i in range(first - 1, signs_at[-1] if signs_at else max(-1, first - 2), -1):
        choice = out[i]
        likely = choice.score is not None and choice.score >= (0.05 if signs_at else 0.2)
        if told[i] and choice.kind == "chrome" and likely and not signs.caption(found[i].text):
            out[i] = Choice("body", f"{choice.why}, before the story", choice.score)
            begin = i
    return begin


def _mark_lists(found: list[Unit], out: list[Choice], first: int, last: int) -> int:
    """Numbered or dated items on end, within the story or right behind it, are its list; where the story ends with them."""
    i = first + 1
    while i <= min(last + 1, len(found) - 1):
        end = i
        while end < len(found) and _ITEM.match(found[end].text) and not out[end].why.startswith("words"):
            end += 1
        if end - i >= ITEMS and out[i - 1].kind == "body":
            for k in range(i, end):
                if out[k].kind == "chrome":
                    out[k] = Choice("body", "item of a list in the story", out[k].score)
            last = max(last, end - 1)
        i = max(end, i + 1)
    return last


def _is_sign(text: str) -> bool:
    return signs.published(text) or signs.signed(text) or credit.byline(text) is not None


def _mark_lines(found: list[Unit], out: list[Choice], told: list[bool], first: int, last: int) -> None:
    """Credit lines, bylines and captions in and near the story; elsewhere they belong to other stories' teasers."""
    same = Counter(u.text for u in found)
    low, high = max(0, first - NEAR), min(len(found), last + NEAR + 1)
    for i in range(low, high):
        unit, text = found[i], found[i].text
        if out[i].kind == "chrome" and out[i].why.startswith("words") and not text.startswith(("©", "(c)", "Copyright", "(C)")):
            continue
        credited = credit.credit_line(text)
        words = signs.caption(text)
        if words and (unit.glued or text[:6].lower() == "credit") and not text.startswith(("©", "(c)")):
            out[i] = Choice("caption", f"caption: {words}")
            if i > low and _captioned(found, out, told, i - 1, first, same):
                out[i - 1] = Choice("caption", "before a picture's credit")
        elif credited:
            out[i] = Choice("credit", credited.why)
        elif credit.known(text) and (first - 4 <= i <= first or last <= i <= last + 2):
            out[i] = Choice("credit", "agency alone")
        elif credit.byline(text):
            out[i] = Choice("byline", "by, and names")
        elif last < i <= last + 3 and not told[i] and signs.published(text):
            out[i] = Choice("dateline", "date of publication")
        elif words and (out[i].kind == "body" or i <= last + 3):
            out[i] = Choice("caption", f"caption: {words}")
            if i > low and not words.startswith("words at its end") and _captioned(found, out, told, i - 1, first, same):
                out[i - 1] = Choice("caption", "before a picture's credit")


def _captioned(
    found: list[Unit],
    out: list[Choice],
    told: list[bool],
    i: int,
    first: int,
    same: Counter[str],
) -> bool:
    """Whether the unit before a picture's credit is its caption: a sentence said twice, before the story, or without a stop."""
    unit = found[i]
    if out[i].kind not in ("body", "chrome") or out[i].why.startswith("words") or len(unit.words) < 5 or _is_sign(unit.text):
        return False
    return (
        same[unit.text] > 1 or (told[i] and i < first) or (not _STOP.search(unit.text) and not unit.text.endswith(("?", "”")))
    )


def _title(found: list[Unit], out: list[Choice], first: int, last: int, given: str | None) -> tuple[int, str] | None:
    """The unit that is the story's title, and why: the one given, else the most headline-like before the story."""
    hint = _plain(given or "")
    if hint:
        for i, unit in enumerate(found):
            if len(unit.text) <= 2 * len(given or "") + 40 and _plain(unit.text) == hint:
                return i, "the title given with the input"
    counts: Counter[str] = Counter()
    for u, c in zip(found[first : last + 1], out[first : last + 1], strict=True):
        if c.kind == "body":
            counts.update(_content(u))
    same = Counter(_plain(u.text) for u in found if len(u.words) <= 30)
    best: tuple[float, int] | None = None
    between = 0.0
    for i in range(min(first + BEHIND, len(found) - 1), max(-1, first - REACH), -1):
        score = _headline(found, out, i, first, counts)
        if score is not None:
            score += between + (0.2 if same[_plain(found[i].text)] > 1 else 0.0)
            between -= 0.15 if i < first and len(found[i].words) >= 5 and between > -0.9 else 0.0
            if best is None or score > best[0]:
                best = (score, i)
    return (best[1], "headline before the story") if best else None


def _headline(found: list[Unit], out: list[Choice], i: int, first: int, counts: Counter[str]) -> float | None:
    """How much unit ``i`` looks like the title of the story that begins at ``first``; None where it can't be.

    The weights are those of a conditional logit over such units, rounded (training/lines/card.md).
    """
    unit, n = found[i], len(found[i].words)
    if not 2 <= n <= 30 or i == first or out[i].kind not in ("body", "chrome") or out[i].why.startswith("words"):
        return None
    if credit.dateline(unit.text) or unit.text[0].islower() or unit.text[-1] in ",;:" or signs.published(unit.text):
        return None
    stopped = bool(_STOP.search(unit.text))
    if _ODD.search(unit.text) or (stopped and i + 1 < len(found) and found[i + 1].glued and found[i + 1].firm):
        return None  # an entry of a list, a path of links, a sentence with the next one glued to it
    if prose(unit) and (i > first or n > 18 or (n > 14 and stopped)):
        return None
    head = [found[j].text for j in range(i + 1, min(i + 4, len(found)))]
    signed = any(_is_sign(t) or re.match(r"by\b", t, re.I) for t in head)
    if i > first and (not signed or stopped or unit.glued or n > 20):
        return None
    mine = _content(unit)
    shared = sum(min(counts[w], 2) for w in mine) / (2 * max(len(mine), 3))
    told = 1.4 if sum(counts[w] > 0 for w in mine) >= 3 else 0.0
    fits = (2.0 if 5 <= n <= 18 else 0.0) + (1.5 if signed else 0.0)
    against = (0.6 if unit.text[0] in '“"' else 0.0) + (0.6 if stopped else 0.0) + (0.9 if n < 4 else 0.0)
    return 2.5 * shared + told + fits - against - (0.5 if prose(unit) else 0.0)


def _stands(found: list[Unit], title: int, first: int) -> list[int]:
    """Where the title stands: it may come twice, above and below a gallery."""
    same = _plain(found[title].text)
    return [i for i in range(max(0, first - 60), first) if i != title and _plain(found[i].text) == same] + [title]


def _mark_head(found: list[Unit], out: list[Choice], told: list[bool], title: int, first: int) -> None:
    """Between title and story, and just around: when it came out, who wrote it, and where from."""
    for i in range(
        max(0, title - 3),
        min(len(found), max(title + 8, first + 4 if first - title < 12 else 0)),
    ):
        unit, text = found[i], found[i].text
        if out[i].kind not in ("body", "chrome") or told[i] or len(unit.words) > 22:
            continue
        named = out[i].why.startswith("words")
        before = found[i - 1].text.strip(" :").lower() if i else ""
        if signs.published(text):
            out[i] = Choice("dateline", "date of publication")
        elif named or text.lower() in ("by", "written by", "posted by"):
            continue
        elif before in (
            "by",
            "written by",
            "posted by",
            "author",
            "published by",
        ) or signs.signed(text):
            out[i] = Choice("byline", "who wrote it")
        elif title < i <= first and signs.person(text) and not credit.known(text) and not found[i].glued:
            out[i] = Choice("byline", "a name between title and story")
        elif i == first - 1 and signs.place_alone(text):
            out[i] = Choice("dateline", "place before the story")


def _content(unit: Unit) -> frozenset[str]:
    known = pages.function_words()
    words = frozenset(w.lower().removesuffix("'s").removesuffix("’s") for w in unit.words if len(w) > 2)
    return words - known.keys()


@lru_cache(maxsize=REMEMBERED)
def _plain(text: str) -> str:
    return re.sub(r"\W+", " ", text).strip().lower()


def _mark_headings(found: list[Unit], out: list[Choice], told: list[bool], first: int, last: int) -> None:
    """A short line without a stop right above prose, within the story, is a subhead."""
    same = Counter(u.text for u in found)
    for i in range(first + 1, last):
        unit, choice, text = found[i], out[i], found[i].text
        n, p = len(unit.words), choice.score if choice.score is not None else 1.0
        if choice.kind not in ("body", "chrome") or choice.why.startswith("words") or not 1 <= n <= 16 or told[i]:
            continue
        if _STOP.search(text) or not (text[0].isupper() or text[0].isdigit() or text[0] in "“\"‘'") or text.isdigit():
            continue
        if signs.published(text) or same[text] > 2:
            continue
        if named := chrome_words(text):
            out[i] = Choice("chrome", f"words: {named}, alone above prose")
            continue
        if i <= first + BEHIND and signs.place_alone(text):
            out[i] = Choice("dateline", "place before the story")
            continue
        if out[i + 1].kind != "body" or found[i + 1].glued or _listed(found, i):
            continue
        above = out[i - 1].kind in ("body", "caption", "credit") and (told[i - 1] or found[i - 1].text[-1] in '.:])”"')
        below = told[i + 1] or (found[i + 1].text[-1] in ":." and len(found[i + 1].words) > 3)
        if (told[i + 1] and n >= 3 and (choice.kind == "body" or p >= 0.3)) or (above and below and p >= SUBHEAD):
            out[i] = Choice("heading", "short line above prose", choice.score)


def _listed(found: list[Unit], i: int) -> bool:
    """Whether a unit is one of several short ones on end: a list, a table, a menu."""
    return len(found[i - 1].words) <= 16 and len(found[i + 1].words) <= 6 and not found[i + 1].text.endswith(":")
