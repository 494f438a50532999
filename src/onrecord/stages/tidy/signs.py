"""What a line's words say it is, wherever it stands: a caption, a date of publication, a name, a place."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from onrecord.knowledge import pages
from onrecord.stages.tidy import credit
from onrecord.stages.tidy.units import REMEMBERED

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*\.?"
#: A date to the day, with its year.
_DATE = re.compile(
    rf"\b(?:{_MONTH} ?\d{{1,2}}(?:st|nd|rd|th)?,? ?(?:19|20)\d\d|\d{{1,2}}(?:st|nd|rd|th)? {_MONTH},? ?(?:19|20)\d\d"
    r"|(?:19|20)\d\d-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./](?:(?:19|20)\d\d|\d\d\b))",
    re.I,
)
#: The same without the year, or "1 day ago".
_DAY = re.compile(
    rf"\b(?:{_MONTH} \d{{1,2}}\b|\d{{1,2}} {_MONTH}(?!\w)|\d+ (?:minute|hour|day|week)s? ago)",
    re.I,
)
_SAYS_WHEN = re.compile(
    r"^\W*(?:first |last )?(?:published|updated|posted|last modified|modified|created|publish date|date)\b"
    r"|\d{1,2}[:.]\d\d ?(?:[ap]\.?m|[a-z]{3}t\b)?",
    re.I,
)
_NAME = r"(?:[A-Z][\w’'-]*\.?|de|van|von|der|bin|al|el|la|di|da|du|le|Mc[A-Z]\w+)"
_PERSON = re.compile(rf"^[A-Z][\w’'-]+(?: {_NAME}){{1,3}}$")
_ROLE = re.compile(
    r"\b(?:writer|reporter|correspondent|editor|staff|bureau|contributor|columnist|journalist|author|press|news|producer)\b",
    re.I,
)
_PLACE = re.compile(r"^[A-Z][A-Z’'. -]{2,30}(?:, ?[A-Z][A-Za-z’'. -]{1,30}){1,2}$")
#: Who took the picture, at a caption's end: "Credit: EPA", "(Image: X)", "Photograph: AFP via Getty", "photo by X".
_TAKEN = re.compile(
    r"(?:[Ii]mages?|[Pp]ictures?|[Pp]hoto(?:s|graphs?|graphy)?|[Ii]llustrations?|IMAGES?|PHOTOS?)(?: ?[Cc]redits?)?"
    r"(?: ?[:©]| ?/ ?| by | courtesy) ?[^.]{2,60}$"
    r"|(?:^|[\sa-z.(])[Cc]redit: ?[^.]{2,60}$| via \w*[A-Z][\w.]*(?: [A-Z]\w+)?\)?$|\((?:AP|AFP|Reuters|EPA|Getty)[^)]{0,40}\)$"
)
#: The same as a line of its own: "Ann Lee, AP".
_NAMED = re.compile(rf"^[A-Z][\w’'-]+(?: {_NAME}){{1,3}}, (?P<agency>[A-Z][\w .]{{1,30}})$")
_CREDITED = re.compile(
    r"(?:^|[\s(\[|.])[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+){0,3} ?/ ?"
    r"(?P<agency>[A-Z][\w .]{1,30}?)(?: file| via \w+| pool)?(?:[)\],]|/|$)"
)


@cache
def _words(match: str) -> tuple[str, ...]:
    return pages.captions(match)


def caption(text: str) -> str | None:
    """The words or form that say a line is a caption, or None."""
    return _caption(text) if len(text) <= 450 else None


@lru_cache(maxsize=REMEMBERED)
def _caption(text: str) -> str | None:
    low = text.lower()
    for words in _words("start") if low.startswith(_words("start")) else ():
        if low.startswith(words) and not (words[-1].isalnum() and low[len(words) : len(words) + 1].isalnum()):
            return words
    if low.endswith(_words("end")) or _TAKEN.search(text[-90:]):
        return "words at its end" if len(text) > 70 else "who took the picture"
    m = _NAMED.match(text)
    if m and credit.known(m["agency"]):
        return "who took the picture: name, agency"
    m = _CREDITED.search(text[-90:])
    return (
        "words at its end: name / agency" if m and len(text) > m.end() - m.start() + 4 and credit.known(m["agency"]) else None
    )


def published(text: str) -> bool:
    """Whether a short line tells when a story came out, and little else."""
    return _published(text) if len(text) <= 160 and text[:1] not in "—–" else False  # a dash opens the signature of a post


@lru_cache(maxsize=REMEMBERED)
def _published(text: str) -> bool:
    m = _DATE.search(text)
    if m:
        return len(text) - len(m.group()) <= 70 and (text[-1] not in ".!?" or bool(_SAYS_WHEN.search(text)))
    m = _DAY.search(text)
    return bool(m) and (len(text) - len(m.group()) <= 4 or bool(_SAYS_WHEN.search(text))) and len(text) <= 80 if m else False


def signed(text: str) -> bool:
    """Whether a short line says who wrote it: "By …", a name with an office, a name with its handle."""
    if len(text) > 120 or re.search(r"[.!?]$", text):
        return False
    if (
        re.match(
            r"(?:by|by:|written by|posted by|reported by|author:|story by)\W* ?[A-Z@]",
            text,
            re.I,
        )
        and text[:1] in "BbWwPpRrAaSs"
    ):
        return bool(re.match(r"\S+(?: by)?:? \W?[A-Z@]", text))
    name, _, rest = text.partition(",")
    if rest and person(name.split(" and ")[-1].strip()) and _ROLE.search(rest):
        return True
    return bool(re.match(r"[A-Z][\w’'-]+(?: [A-Z][\w’'.-]+){1,2} ?@\w+$", text))


def person(text: str) -> bool:
    """Whether a line is two to four words that can be somebody's name."""
    return len(text) <= 40 and bool(_PERSON.match(text)) and not any(w in _common() for w in text.lower().split())


def place_alone(text: str) -> bool:
    """Whether a line is a place in capitals: "BAAR, SWITZERLAND"."""
    return len(text) <= 50 and bool(_PLACE.match(text))


@cache
def _common() -> frozenset[str]:
    return frozenset(w for row in pages.chrome("exact") for w in row.split() if len(w) > 2) | {
        "news",
        "times",
        "daily",
        "the",
        "and",
    }
