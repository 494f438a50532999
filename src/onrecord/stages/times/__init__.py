"""Times: time expressions with TIMEX3 types and values, and the publication date.

Rules in the spirit of HeidelTime (Strötgen, Gertz 2013) over the words of knowledge/data/time_words.tsv. Relative expressions
rest on the publication date; those of the running story ("five days later", "the next day") on the last date named before.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from onrecord import syntax
from onrecord.article import Article, Note, Published, Span, Time
from onrecord.errors import Code
from onrecord.stages.base import Layers
from onrecord.stages.times.calendar import Day, parse
from onrecord.stages.times.patterns import patterns
from onrecord.stages.times.resolve import Context, Found, resolve

if TYPE_CHECKING:
    from onrecord.syntax import Doc

BAD_DATE = Code("T101", "a publication date can't be read", "Give it as YYYY-MM-DD; it was left out.")
NO_DATE = Code("T102", "the article has no publication date", "Give one with --published; relative dates stay open.")
IMPOSSIBLE = Code("T103", "a date does not exist", "It was left out; check the text.")

BY = "times@1"
_FULL = re.compile(r"\d{4}-\d\d-\d\d")


class Times:
    """Time expressions, put on a calendar, and the publication date with what it rests on."""

    name = "times"
    version = 1
    needs: tuple[str, ...] = ("blocks", "sentences", "doc")
    gives = ("times", "published")

    def __call__(self, articles: Iterable[Article]) -> Iterator[Layers]:
        for article in articles:
            yield _timed(article)


def _timed(article: Article) -> Layers:
    notes: list[Note] = []
    published = _published(article, notes)
    reference = parse(published.date) if published else None
    if article.language != "en":
        return {"times": (), "published": published, "notes": tuple(notes)}
    if published is None:
        notes.append(Note(NO_DATE.id, NO_DATE.meaning, None, BY))
    doc = article.scratch.get("doc")
    times: list[Time] = []
    narrative: tuple[Day, str] | None = None
    for rule, match in scan(article.text, [b.at for b in article.blocks if b.at is not None and b.kind != "byline"]):
        at = Span(*match.span())
        tense = _tense(doc, at) if doc is not None else "past"
        base = reference or (narrative[0] if narrative else None)
        found = resolve(rule, match, Context(base, narrative[0] if narrative else None, tense))
        if found is None:
            if rule in ("iso", "slashed", "weekday, month day, year", "day month year"):
                notes.append(
                    Note(IMPOSSIBLE.id, f"{IMPOSSIBLE.meaning}: {match.group()}", article.mark(*match.span()).span, BY)
                )
            continue
        one = Time(
            f"t{len(times) + 1}", article.mark(*match.span()), *_typed(found), _anchor(found, narrative, reference), BY, rule
        )
        times.append(one)
        day = parse(found.value)
        if found.type in ("DATE", "TIME") and day is not None and rule != "vague":
            narrative = (day, one.id)
    return {"times": tuple(times), "published": published, "notes": tuple(notes)}


def _typed(found: Found) -> tuple[Any, str]:
    return found.type, found.value


def _anchor(found: Found, narrative: tuple[Day, str] | None, reference: Day | None) -> str | None:
    if found.anchor is None:
        return None
    if found.anchor == "published" and reference is not None:
        return "published"
    return narrative[1] if narrative else None


def scan(text: str, within: list[Span]) -> list[tuple[str, re.Match[str]]]:
    """All matches of all rules: earliest first, of those that overlap the longest, of equal ones the earlier rule."""
    found: list[tuple[int, int, int, str, re.Match[str]]] = []
    for span in within:
        for order, (name, pattern) in enumerate(patterns()):
            for m in pattern.finditer(text, span.start, span.end):
                if _apt(name, m):
                    found.append((-(m.end() - m.start()), order, m.start(), name, m))
    kept: list[tuple[str, re.Match[str]]] = []
    taken: list[tuple[int, int]] = []
    for _, _, _, name, m in sorted(found, key=lambda f: f[:3]):
        if not any(a < m.end() and m.start() < b for a, b in taken):
            taken.append(m.span())
            kept.append((name, m))
    return sorted(kept, key=lambda k: k[1].start())


def _apt(rule: str, m: re.Match[str]) -> bool:
    """What only looks like a time: "may" the verb, "march" the walk, seasons and months in small letters."""
    groups = m.groupdict()
    for name in ("month", "weekday"):
        word = groups.get(name)
        if word and not word[0].isupper():
            return False
    if rule == "month" and m.group().strip().lower() in ("may", "march"):
        before = m.string[max(0, m.start() - 12) : m.start()].lower()
        return bool(re.search(r"\b(?:in|last|since|until|by|of|this|next|from|to|and|early|late|during)\s+$", before))
    return not (rule == "vague" and m.group().lower() in ("then", "once", "earlier"))


def _tense(doc: Doc, at: Span) -> str:
    """Whether the clause around an expression looks ahead or back."""
    head = syntax.head(doc, at)
    if head is None:
        return "past"
    verb = syntax.clause(head)
    if any(m in ("will", "would", "shall", "'ll", "may", "might", "could", "should", "must") for m in syntax.modals(verb)):
        return "future"
    if verb.tag_ in ("VBD", "VBN") or any(c.tag_ == "VBD" for c in verb.children if c.dep_ in ("aux", "auxpass")):
        return "past"
    return "future" if "to" in syntax.modals(verb) or verb.tag_ in ("VB", "VBP", "VBZ", "VBG") else "past"


def _published(article: Article, notes: list[Note]) -> Published | None:
    """The publication date: given, else of the metadata, else of a dateline with a full date."""
    source = article.source
    for value, basis, why in (
        (source.given_date, "given", "given with the input"),
        (source.metadata_date, "metadata", "the page's metadata"),
    ):
        if value:
            day = parse(value[:10])
            if day is not None:
                return Published(day.iso(), basis, BY, why)  # type: ignore[arg-type]
            notes.append(Note(BAD_DATE.id, f"{BAD_DATE.meaning}: {value[:40]}", None, BY))
    for block in article.blocks:
        if block.kind == "dateline" and block.at is not None:
            for rule, match in scan(article.text, [block.at]):
                found = resolve(rule, match, Context(None, None, "past"))
                if found and _FULL.fullmatch(found.value) and _real(found.value):
                    return Published(found.value, "dateline", BY, f"dateline: {match.group()}")
    return None


def _real(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True
