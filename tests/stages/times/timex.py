"""A grammar of TIMEX3 values (TimeML 1.2.1, TIDES 2003), written for the tests alone: what well-formed means here."""

from __future__ import annotations

import re

_YEAR = r"(?:\d{4}|XXXX|BC\d{4})"
_DAY = r"(?:-(?:0[1-9]|1[0-2]|XX)(?:-(?:0[1-9]|[12]\d|3[01]|XX))?)"
_WEEK = r"(?:-W(?:0[1-9]|[1-4]\d|5[0-3]|XX)(?:-(?:WE|[1-7]|XX))?)"
_PART = r"(?:T(?:MO|MI|AF|EV|NI|DT))"
_CLOCK = r"(?:T(?:[01]\d|2[0-4]):[0-5]\d(?::[0-5]\d)?(?:Z|[+-]\d\d(?::?\d\d)?)?)"
_REST = r"(?:-(?:SP|SU|FA|WI|Q[1-4]|H[12]))"
DATE = re.compile(
    rf"(?:{_YEAR}(?:{_DAY}|{_WEEK}|{_REST})?(?:{_PART}|{_CLOCK})?|\d{{1,3}}|BC\d\d|PAST_REF|PRESENT_REF|FUTURE_REF)"
)
_N = r"(?:\d+(?:\.\d+)?|X)"
DURATION = re.compile(rf"P(?:XX|(?:{_N}(?:Y|M|W|D|WE|Q|DE|CE|ML))+|(?:{_N}(?:Y|M|W|D))*T(?:{_N}[HMS])+)")


def well_formed(kind: str, value: str) -> bool:
    """Whether a value may stand at a type."""
    if kind in ("DATE", "TIME"):
        return bool(DATE.fullmatch(value)) and (kind == "DATE" or "T" in value)
    if kind == "DURATION":
        return bool(DURATION.fullmatch(value))
    return bool(DURATION.fullmatch(value) or DATE.fullmatch(value))
