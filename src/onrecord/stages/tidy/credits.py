"""Datelines and credit lines: whose report it is.

"(Reuters) -", "AGADEZ, Niger, March 11 (Xinhua) --", "Source: X", "Reporting by A; editing by B", "With agency inputs".
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from onrecord.knowledge.reading import agencies

_DASH = r"(?:--|—|–|-|:)"
_NAME = r"[A-ZÀ-Þ][\w’'./&-]*(?: (?:of|de|the|and|[A-ZÀ-Þ][\w’'./&-]*)){0,5}"
# CITY[, Region][, date] [(Agency)] dash; the city in capitals, or any name where an agency follows.
_DATELINE = re.compile(
    rf"(?P<place>[A-ZÀ-Þ][A-ZÀ-Þ .’'/-]{{2,40}}(?:,[^()\n—–]{{1,50}}?)?)?"
    rf"\s*(?P<agency>\((?P<name>[^()\n]{{2,40}})\))?\s+?(?P<dash>{_DASH})\s+"
)
_MIXED = re.compile(rf"(?P<place>{_NAME}(?:,[^()\n]{{1,50}}?)?)\s*\((?P<name>[^()\n]{{2,40}})\)\s*(?P<dash>{_DASH})\s+")
_CREDITS = (
    re.compile(rf"(?:source|via|credit)s?\s*:\s*(?P<name>{_NAME})\W*$", re.I),
    re.compile(rf"\W*(?:additional )?reporting (?:and writing )?by .*?(?:for (?P<name>{_NAME}))?\W*$", re.I),
    re.compile(r"\W*(?:written|compiled|edited|editing|writing) by .{3,80}$", re.I),
    re.compile(r"\W*with (?:inputs from |input from )?(?P<name>agenc(?:y|ies)|[A-Z][\w ./&-]{1,40}?)(?: inputs?)?\W*$", re.I),
    re.compile(
        r"\W*(?:this (?:article|story|report|piece)|it) (?:was |has been )?(?:originally |first )?"
        r"(?:published|appeared) (?:on|in|by|at) (?P<name>.{2,60}?)\W*$",
        re.I,
    ),
    re.compile(rf"\W*\(?(?P<name>{_NAME})(?:/(?P<second>{_NAME}))?\)?\W*$"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Named:
    """An agency named at ``[start, end)`` of the text it was looked for in."""

    agency: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Dateline:
    """A dateline at the beginning of a line: its end (behind the dash, white space too), and the agency in it."""

    end: int
    body: int
    credit: Named | None


def dateline(line: str) -> Dateline | None:
    """The dateline that a line begins with, if it does."""
    for pattern in (_DATELINE, _MIXED):
        m = pattern.match(line)
        if not m or m.end() >= len(line) or not (m["place"] or m["name"]):
            continue
        name = m["name"]
        known = name is not None and name.strip().lower() in agencies()
        if not m["place"] and not known:
            continue
        if m["place"] and not name and not (_capitals(m["place"]) and (m["dash"] != ":" or "," in m["place"])):
            continue
        if name and not (known or _like_agency(name)):
            continue
        credit = Named(agencies().get(name.strip().lower(), name.strip()), m.start("name"), m.end("name")) if name else None
        return Dateline(m.end("dash"), m.end(), credit)
    return None


def _capitals(place: str) -> bool:
    city = place.split(",")[0]
    return city.isupper() and len(city.strip()) > 2


def _like_agency(name: str) -> bool:
    return bool(re.fullmatch(r"[A-Z][\w.&-]*(?: [A-Z][\w.&-]*){0,3}", name.strip())) and not name.strip().isdigit()


def credit(line: str) -> Named | None:
    """The agency that a line of its own credits; its name may be empty ("With agency inputs")."""
    for pattern in _CREDITS[:-1]:
        m = pattern.match(line)
        if m and len(line) < 200:
            name = m.groupdict().get("name") or ""
            if pattern is _CREDITS[3] and not (name.lower().startswith("agenc") or name.strip().lower() in agencies()):
                continue
            shown = agencies().get(name.strip().lower(), name.strip())
            if name.lower().startswith("agenc"):
                shown = ""
            return Named(shown, m.start("name"), m.end("name")) if name else Named("", 0, len(line))
    m = _CREDITS[-1].match(line)
    if m and m["name"].lower() in agencies():
        return Named(agencies()[m["name"].lower()], m.start("name"), m.end("name"))
    return None
