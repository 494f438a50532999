"""What an expression may rest on: the publication date, the dates told before it, the tense of its clause."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from onrecord.stages.times.calendar import Day, parse

#: Sentences back that a comparison ("a year earlier") looks for the quarter it compares with.
NEAR = 10
_QUARTER = re.compile(r"(\d{4})-Q([1-4])$")
#: Periods that companies report on beside quarters.
_PERIOD = re.compile(r"P(?:[69]|12)M$|P1Y$")

Groups = dict[str, str | None]


@dataclass(frozen=True, slots=True)
class Found:
    """Type, value and anchor (the id of another expression, "published", or None) of an expression."""

    type: str
    value: str
    anchor: str | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """A date told before: its value, its id, the number of its sentence.

    ``leads``: it stands at the beginning of its sentence or heading.
    ``compared``: it is told for comparison only ("a year earlier"), so that the next comparison does not start there.
    """

    value: str
    id: str
    sentence: int
    compared: bool = False
    leads: bool = False


@dataclass(slots=True)
class Context:
    """Everything but the words themselves that values are made of.

    Attributes:
        published: the publication date, where there is one.
        years: years of the article's own full dates, for dates without one.
        story: the dates told so far, in order.
        sentence: the number of the sentence that the expression stands in.
        looks: "past" or "future": where the clause looks.
        before: the characters before the expression, in its block.
        after: those behind it.
    """

    published: Day | None
    years: tuple[int, ...] = ()
    story: list[Told] = field(default_factory=list)
    sentence: int = 0
    look: Callable[[], str] = lambda: "past"
    before: str = ""
    after: str = ""

    @property
    def ahead(self) -> bool:
        """Whether the clause looks ahead."""
        return self.look() == "future"

    def last(self, grain: str) -> tuple[Day, str] | None:
        """The last date told that is at least as precise as ``grain`` (Y, M, D), and its id."""
        for told in reversed(self.story):
            day = None if told.compared else parse(told.value)
            if day is not None and (grain == "Y" or (day.month and (grain == "M" or day.day))):
                return day, told.id
        return None

    def year_told(self) -> tuple[Day, str] | None:
        """The year that the story is in: that of the last date with a month, or of a year alone that leads its sentence.

        A year alone within a sentence is mostly an aside ("as in 1812"); it counts where nothing better was told.
        """
        aside: tuple[Day, str] | None = None
        for told in reversed(self.story):
            day = parse(told.value)
            if day is None or told.compared:
                continue
            if day.month or told.leads:
                return day, told.id
            aside = aside or (day, told.id)
        return aside

    def reference(self, grain: str = "Y") -> tuple[Day, str] | None:
        """The publication date; without one the last date told.

        "Last year" and "this month" rest on the day of writing alone (relative.py): without it they stay open.
        """
        if self.published is not None:
            return self.published, "published"
        return self.last(grain)

    def running(self, grain: str = "Y") -> tuple[Day, str] | None:
        """The last date told; without one the publication date: what "a year later" rests on."""
        return self.last(grain) or self.reference(grain)

    def quarter(self) -> tuple[int, int, str] | None:
        """Year, quarter and id of the quarter that is reported on: of those told near, the last that has ended by publication.

        None where the report has gone on to a longer period ("for the nine months"), which is compared with a year's.
        """
        best: tuple[int, int, str] | None = None
        for told in reversed(self.story):
            apart = self.sentence - told.sentence
            if apart > NEAR:
                break
            if best is None and apart <= 1 and _PERIOD.match(told.value):
                return None
            m = _QUARTER.match(told.value)
            if m and not told.compared and not self._lies_ahead(int(m[1]), int(m[2])):
                found = (int(m[1]), int(m[2]), told.id)
                best = found if best is None or found[:2] > best[:2] else best
        return best

    def _lies_ahead(self, year: int, quarter: int) -> bool:
        """Whether a quarter has not ended by publication."""
        ref = self.published
        return ref is not None and ref.month is not None and (year, quarter) >= (ref.year, (ref.month - 1) // 3 + 1)
