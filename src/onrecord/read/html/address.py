"""A page's address: made whole, its host, the day in it. Pages state whatever they like as one; none of it raises."""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import SplitResult, urljoin, urlsplit

#: No address is longer; browsers and servers take none of over some thousand characters.
_MOST = 4000
_DAY = re.compile(
    r"(?<!\d)((?:19|20)\d\d)[/_-]([01]?\d|[a-z]{3})[/_-]([0-3]?\d)(?!\d)|/((?:19|20)\d\d)([01]\d)([0-3]\d)(?!\d)", re.I
)
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
#: No page is older than the web's first news sites; that none lies in the future is the times stage's business.
_FIRST, _LAST = date(1994, 1, 1), date(2100, 1, 1)


def split(url: str | None) -> SplitResult | None:
    """The parts of an address; None where it is none that can be parsed."""
    if not url or len(url) > _MOST:
        return None
    try:
        return urlsplit(url)
    except ValueError:
        return None


def whole(base: str | None, url: str) -> str | None:
    """An address made whole by the one that it stands under; None where that gives none of the web."""
    try:
        found = urljoin(base or "", url) if len(url) <= _MOST else ""
    except ValueError:
        return None
    parts = split(found)
    return found if parts and parts.scheme in ("http", "https") and parts.netloc else None


def host(url: str | None) -> str | None:
    """The host of an address, without its "www."."""
    parts = split(url)
    try:
        return (parts.hostname or "").removeprefix("www.") or None if parts else None
    except ValueError:
        return None


def day_in_address(url: str | None) -> date | None:
    """The day that a page's address names (…/2019/11/18/…, …-20191118…)."""
    parts = split(url)
    for m in _DAY.finditer(parts.path if parts else ""):
        year, month, day = (m[1], m[2], m[3]) if m[1] else (m[4], m[5], m[6])
        number = MONTHS.index(month.lower()) + 1 if month.lower() in MONTHS else int(month) if month.isdigit() else 0
        found = day_within(int(year), number, int(day))
        if found:
            return found
    return None


def day_within(year: int, month: int, day: int) -> date | None:
    """A day that a page may be from; None for one that is none, or out of the web's time."""
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found if _FIRST <= found < _LAST else None
