"""Times: time expressions with TIMEX3 types and values, and the publication date.

Rules in the spirit of HeidelTime (Strötgen, Gertz 2013), our own, as data: knowledge/data/time_*.tsv. "Last week" rests on
the publication date, "five days later" on the date told before it; the tense of the clause says whether "Monday" is the
last or the next one. Nothing is told more precisely than the words and what they rest on allow.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from onrecord.article import Article, Note, Published, Span, Time
from onrecord.errors import Code
from onrecord.stages.base import Layers
from onrecord.stages.times import tense
from onrecord.stages.times.calendar import Day, parse
from onrecord.stages.times.compose import Item, combined, items
from onrecord.stages.times.context import Context, Found, Told
from onrecord.stages.times.counted import counted
from onrecord.stages.times.dates import ImpossibleError, OtherCalendarError
from onrecord.stages.times.guard import apt
from onrecord.stages.times.numbers import plain, word
from onrecord.stages.times.published import BY, published
from onrecord.stages.times.resolve import resolve
from onrecord.stages.times.scan import scan

if TYPE_CHECKING:
    from onrecord.syntax import Doc

IMPOSSIBLE = Code("T103", "a date or time does not exist", "It was left out; check the text.")
OTHER = Code("T106", "a date of another calendar is not converted", "Its value stays open (XXXX-XX-XX); convert it yourself.")
WEEKDAY = Code("T107", "a weekday does not fall on its date", "The date is kept, the weekday is not; check the text.")

#: Characters on both sides of an expression that resolvers may look at.
_LOOK = 60
#: Characters from a sentence's beginning in which a date leads it ("In", "By the end of").
_LEAD = 12
#: Kinds of block whose words are not read for times: they say who wrote it, not when something was.
_UNREAD = ("byline",)


class Times:
    """Time expressions, put on a calendar, and the publication date with what it rests on."""

    name = "times"
    version = 4
    needs: tuple[str, ...] = ("blocks", "sentences", "doc")
    gives = ("times", "published")

    def __call__(self, articles: Iterable[Article]) -> Iterator[Layers]:
        for article in articles:
            notes: list[Note] = []
            when = published(article, notes)
            times = _Reader(article, when, notes).times() if article.language == "en" else ()
            yield {"times": tuple(times), "published": when, "notes": tuple(notes)}


class _Reader:
    """Reads one article from its first expression to its last, and keeps what has been told."""

    def __init__(self, article: Article, when: Published | None, notes: list[Note]) -> None:
        self.article, self.notes = article, notes
        self.doc: Doc | None = article.scratch.get("doc")
        self.text = article.text
        self.starts = [s.mark.at.start for s in article.sentences]
        self.anchor = "dateline" if when and when.basis == "dateline" else "published"
        self.context = Context(parse(when.date) if when else None)
        self.found: list[Time] = []

    def times(self) -> list[Time]:
        """All expressions of the article, in order."""
        blocks = [b.at for b in self.article.blocks if b.at is not None and b.kind not in _UNREAD]
        read = [(at, items(self.text, at, scan(self.text, at))) for at in sorted(blocks)]
        if self.context.published is None:
            self.context.years = tuple(_full_years(item for _, block in read for item in block))
        for at, block in read:
            for item in block:
                if apt(self.doc, self.text, item):
                    self._add(item, at)
        return counted(self.found, self.doc, self.text)

    def _add(self, item: Item, within: Span) -> None:
        try:
            got = self._resolved(item, within)
        except ImpossibleError:
            self._note(IMPOSSIBLE, item)
            return
        except OtherCalendarError:
            self._note(OTHER, item)
            got = Found("DATE", "XXXX-XX-XX" if item.kind == "day" else "XXXX")
        if isinstance(got, Found):
            self._keep(item, got)
        elif got:
            for part in got:
                self._add(part, within)

    def _resolved(self, item: Item, within: Span) -> Found | tuple[Item, ...] | None:
        """The value of an item; its parts where it is a join that does not hold."""
        if item.join is None:
            self._look(item, within)
            return resolve(item.resolver, item.groups or {}, self.context)
        values = []
        for part in item.parts:
            got = self._resolved(part, within)
            if not isinstance(got, Found):
                return item.parts
            values.append(got)
        return combined(item.join.how, values[0], values[1]) or item.parts

    def _look(self, item: Item, within: Span) -> None:
        c, at = self.context, item.at
        c.sentence = bisect_right(self.starts, at.start)
        c.before = self.text[max(within.start, at.start - _LOOK) : at.start]
        c.after = self.text[at.end : min(within.end, at.end + _LOOK)]
        c.look = lambda: tense.look(self.doc, at, self.text)

    def _keep(self, item: Item, got: Found) -> None:
        if _contrary(item, got):
            self._note(WEEKDAY, item)
        mark = self.article.mark(item.at.start, item.at.end)
        name = f"t{len(self.found) + 1}"
        anchor = self.anchor if got.anchor == "published" else got.anchor
        self.found.append(Time(name, mark, got.type, got.value, anchor, BY, item.why))  # type: ignore[arg-type]
        dated = got.type in ("DATE", "TIME") and got.value[:4].isdigit() and parse(got.value)
        if dated or (got.type == "DURATION" and mark.at.cut(self.text)[:4].lower() == "the "):
            self.context.story.append(Told(got.value, name, self.context.sentence, _compares(item), self._leads(item)))

    def _leads(self, item: Item) -> bool:
        i = self.context.sentence - 1
        return i >= 0 and item.at.start - self.starts[i] <= _LEAD

    def _note(self, code: Code, item: Item) -> None:
        mark = self.article.mark(item.at.start, item.at.end)
        self.notes.append(Note(code.id, f"{code.meaning}: {' '.join(self.article.words(mark).split())}", mark.span, BY))


def _contrary(item: Item, got: Found) -> bool:
    """Whether an expression names a weekday that its own full date does not fall on."""
    number = word("weekday", (item.groups or {}).get("weekday"))
    day = parse(got.value) if number and got.anchor is None else None
    return bool(day and day.whole and day.whole.isoweekday() != int(number))


def _compares(item: Item) -> bool:
    """Whether an expression is told for comparison only: "a year earlier", "the year-ago quarter"."""
    g = item.groups or {}
    if item.resolver == "year_ago_quarter":
        return True
    return item.resolver == "offset" and plain(g.get("unit")) == "year" and plain(g.get("way")) in ("ago", "earlier", "before")


def _full_years(found: Iterable[Item]) -> Iterator[int]:
    """The years of the full dates of an article."""
    for item in found:
        g = item.groups or {}
        if g.get("year") and (g.get("day") or g.get("dayword")) and re.fullmatch(r"\d{4}", g["year"] or ""):
            yield int(g["year"] or 0)


__all__ = ["IMPOSSIBLE", "OTHER", "WEEKDAY", "Day", "Times"]
