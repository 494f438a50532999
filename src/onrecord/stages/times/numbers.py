"""Numbers, years and durations told in words or digits."""

from __future__ import annotations

import re

from onrecord.knowledge.times import time_words

_DIGITS = re.compile(r"(\d[\d,]*(?:\.\d+)?)?(?:\s*(\d)/(\d))?$")
#: Units that a half is told in: half a year is six months.
_HALVES = {"Y": ("M", 6), "TH": ("TM", 30), "TM": ("TS", 30), "D": ("TH", 12), "DE": ("Y", 5), "CE": ("Y", 50)}


def plain(text: str | None) -> str:
    """Lower case, white space and hyphens as single blanks: how words stand in the knowledge files."""
    return " ".join((text or "").lower().replace("-", " ").split())


def word(kind: str, text: str | None) -> str:
    """The value of a word of a class, "" where it is none."""
    words = time_words(kind)
    folded = " ".join((text or "").lower().split())
    return words.get(folded) or words.get(plain(text), "")


def number(text: str | None) -> str:
    """A count as digits ("2", "2.5"), "X" where it is vague or can't be read."""
    said = plain(text)
    half = said.endswith(" and a half")
    said = said.removesuffix(" and a half")
    value = _digits(said) if said[:1].isdigit() else _words(said)
    if value is None:
        return "X"
    value += 0.5 * half
    return _figure(value)


def _figure(value: float) -> str:
    return str(int(value)) if value == int(value) else f"{value:.2f}".rstrip("0")


def _digits(said: str) -> float | None:
    m = _DIGITS.match(said)
    if not m or (m[3] and not int(m[3])):
        return None
    whole = float(m[1].replace(",", "")) if m[1] else 0.0
    return whole + (int(m[2]) / int(m[3]) if m[3] else 0.0)


def _words(said: str) -> float | None:
    known = time_words("number")
    some = time_words("some").get(said) or time_words("article").get(said)
    if some:
        return None if some == "X" else float(some)
    total = current = 0
    for one in said.replace(" and ", " ").split():
        value = known.get(one)
        if value == "X":
            return None
        if value is None:
            continue
        n = int(value)
        if n >= 1000:
            total, current = total + max(1, current) * n, 0
        elif n == 100 or one == "dozen":
            current = max(1, current) * n
        else:
            current += n
    return float(total + current) if total + current else None


def year_in_words(text: str | None) -> int | None:
    """The year of such as "nineteen ninety-six", "two thousand and three"."""
    known = time_words("number")
    parts = [p for p in plain(text).split() if p != "and"]
    if parts[:2] == ["two", "thousand"]:
        return 2000 + sum(int(known.get(p, "0")) for p in parts[2:])
    if len(parts) < 2 or parts[0] not in known:
        return None
    rest = [int(known[p]) for p in parts[1:] if known.get(p, "X") != "X"]
    head = int(known[parts[0]]) * 100
    if parts[1] == "hundred":
        return head
    return head + sum(rest) if rest and sum(rest) < 100 else None


def full_year(digits: str) -> int:
    """A year of four digits, or of two: 41–99 are the last century's, as news means them."""
    number_ = int(digits.lstrip("'’"))
    if len(digits.lstrip("'’")) > 2:
        return number_
    return 1900 + number_ if number_ > 40 else 2000 + number_


def duration(n: str, unit: str) -> str:
    """An ISO 8601 duration: P3D, PT2H, P20Y for two decades, P2Y6M for two and a half years, PXW."""
    scale = {"DE": (10, "Y"), "CE": (100, "Y"), "ML": (1000, "Y"), "2W": (2, "W")}.get(unit)
    if n != "X" and n.endswith(".5") and unit in _HALVES:
        whole, (small, half) = n[:-2], _HALVES[unit]
        if scale:
            return duration(str(int(float(n) * scale[0])), scale[1])
        first = duration(whole, unit) if whole != "0" else "PT" if unit[0] == "T" else "P"
        rest = duration(str(half), small)
        return first + (rest[2:] if unit[0] == "T" else rest[1:]) if whole != "0" else rest
    if scale and n != "X":
        return duration(_figure(float(n) * scale[0]), scale[1])
    unit = {"2W": "W", "ML": "ML"}.get(unit, unit)
    return f"PT{n}{unit[1]}" if unit[0] == "T" else f"P{n}{unit}"
