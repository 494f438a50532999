"""Bylines, datelines and credit lines: who wrote it, where from, and which agency it is taken from."""

from __future__ import annotations

import re
from dataclasses import dataclass

from onrecord.article import Span
from onrecord.knowledge import pages

_NAMES = r"(?P<agency>[A-Z][\w.&/’'+-]*(?: (?:[A-Z][\w.&/’'+-]*|of|and|for|the)){0,5})"
#: Whole lines that name an agency. The agency need not be known: the line's form says what it is.
_STORY = r"(?:story|article|report|piece|post|version|column|it)"
_LINES = (
    (
        "source line",
        re.compile(
            rf"^\W*(?:News )?(?:Source|Via|Courtesy)s?(?:\s*[:–—-]|(?<=via))\s*(?:the )?{_NAMES}\W*$",
            re.I,
        ),
    ),
    (
        "originally published",
        re.compile(
            rf"^(?:\W*(?:Originally|First) |.{{0,80}}\b(?i:{_STORY})\b.{{0,40}}\b(?:originally |first )?)"
            rf"(?:published|appeared|ran|posted)\b.{{0,40}}?\b(?:by|on|in|at) (?:the )?{_NAMES}"
        ),
    ),
    (
        "inputs",
        re.compile(
            rf"^\W*(?:\(?with|with) (?:agency )?inputs?(?: from)?(?: (?:the )?{_NAMES})?.{{0,30}}$",
            re.I,
        ),
    ),
    (
        "reporting by",
        re.compile(r"^\W*(?:Additional )?[Rr]eporting (?:and writing )?by\b.{3,300}$"),
    ),
    (
        "contributed",
        re.compile(rf"^\W*(?:The )?{_NAMES} contributed to this (?:report|story|article)\W*$"),
    ),
    (
        "copyright",
        re.compile(
            rf"^\W*(?:Copyright|©|\(c\)).{{0,30}}?\b{_NAMES}\. .{{0,30}}All rights reserved",
            re.I,
        ),
    ),
)
#: "X/AFP" or "(AP)" alone on a line, "-- AFP".
_ALONE = re.compile(r"^\W*(?:[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+){0,3}\s*/\s*)?(?P<agency>[A-Z][\w. -]{1,40})\W*$")
_BYLINE = re.compile(
    r"^(?:By|BY|by|Written by|Story by|Reported by)\s+"
    r"(?P<who>[A-Z][\w.’'-]+(?:(?:,? (?:and |& |in )?|, )[A-Z][\w.’'-]+){0,9})\W{0,2}$"
)
_DATELINE = re.compile(
    r"^(?P<place>(?!By |From )[A-Z][A-Za-z’'.-]+(?:[ ,/]+(?:[A-Z][A-Za-z.’'-]+|of|and|the|al-[A-Z]\w+)){0,5}?)"
    r"(?P<date>,? (?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2}\.? [A-Z][^\W\d_]{2,8})(?:, \d{4})?)?"
    r"(?P<agency> ?\((?P<name>[A-Z][\w. /-]{1,30})\))?\s*(?P<dash>—|–|--|-|_)(?:\s+|$)"
)


_OPENING = re.compile(r"^(?P<agency>\((?P<name>[A-Z][\w. /-]{1,30})\))\s*(?:—|–|--|-|_|:)\s+")


@dataclass(frozen=True, slots=True)
class Found:
    """An agency, where it is credited (in a line's characters), and by which form."""

    agency: str
    at: Span
    why: str


def known(name: str) -> str | None:
    """The agency of the knowledge file that goes by a name, or None."""
    return pages.agencies().get(" ".join(name.strip(" .").split()).lower().removeprefix("the "))


def credit_line(line: str) -> Found | None:
    """The credit that a whole line is, or None."""
    if len(line) > 320:
        return None
    for why, form in _LINES:
        m = form.match(line)
        if m:
            name = (m.groupdict().get("agency") or "").strip()
            if why == "copyright" and not known(name):
                return None
            return Found(known(name) or name.rstrip(" ."), Span(0, len(line)), why)
    m = _ALONE.match(line)
    if m and len(line) <= 60 and known(m["agency"]) and not line[:1].isalpha():
        return Found(known(m["agency"]) or "", Span(0, len(line)), "agency alone")
    return None


def opening(line: str) -> tuple[Found, int] | None:
    """The agency that a paragraph opens with, "(Reuters) - ", and where the story begins; None where it names none known."""
    m = _OPENING.match(line[:60])
    agency = known(m["name"]) if m else None
    return (Found(agency, Span(*m.span("agency")), "agency before the story"), m.end()) if m and agency else None


def byline(line: str) -> Span | None:
    """Where the names stand in a line that is a byline, or None."""
    m = _BYLINE.match(line)
    return Span(*m.span("who")) if m and len(line) <= 120 else None


def dateline(line: str) -> tuple[Span, Found | None, int] | None:
    """The dateline a paragraph starts with: its place and date, the agency in brackets, and where the story begins.

    The place is in capitals, or the agency in brackets or a date stands behind it: else "Iran — long an exporter —" would do.
    """
    m = _DATELINE.match(line[:140])
    if not m or 0 < len(line) - m.end() < 20:
        return None
    agency = known(m["name"]) if m["name"] else None
    head = re.split(r"[ ,]", m["place"])[0]
    if not (head.isupper() and len(head) > 2) and not agency and not m["date"]:
        return None
    found = Found(agency or m["name"], Span(*m.span("agency")), "agency behind the dateline") if m["agency"] else None
    return Span(0, m.end("date") if m["date"] else m.end("place")), found, m.end()
