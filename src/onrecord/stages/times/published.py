"""The publication date: given, else of the metadata, else of a dateline or a "Published:" line, else of the address."""

from __future__ import annotations

import os
import re
from datetime import UTC, date, datetime, timedelta

from onrecord.article import Article, Note, Published, Span
from onrecord.article.layers import DateBasis
from onrecord.errors import Code
from onrecord.stages.times.calendar import Day, parse, valid
from onrecord.stages.times.compose import items
from onrecord.stages.times.context import Context
from onrecord.stages.times.dates import ImpossibleError, OtherCalendarError
from onrecord.stages.times.resolve import resolve
from onrecord.stages.times.scan import scan

BAD_DATE = Code("T101", "a publication date can't be read", "Give it as YYYY-MM-DD; it was left out.")
NO_DATE = Code("T102", "the article has no publication date", "Give one with --published; relative dates stay open.")
FUTURE = Code("T104", "the publication date lies in the future", "Check it; a given one is used as it is, any other left out.")
CONTRARY = Code("T105", "two publication dates contradict each other", "The first is used; check which one is right.")

BY = "times@3"
#: Days that two statements of a publication date may differ: time zones, and datelines of the day before.
_SLACK = 3
_FULL = re.compile(r"\d{4}-\d\d-\d\d")
_ADDRESS = re.compile(r"(?<!\d)((?:19|20)\d\d)[/_-]?([01]\d)[/_-]?([0-3]\d)(?!\d)")
_LABEL = re.compile(r"^\W*(?:first\s+|last\s+)?(?:published|posted|updated|date|publication\s+date|issued)\b", re.I)
#: Characters of a chrome block at most, to be taken for a line that states a date.
_SHORT = 120


def published(article: Article, notes: list[Note]) -> Published | None:
    """The publication date with what it rests on; what can't be read, lies ahead or contradicts it goes to ``notes``."""
    found: list[Published] = []
    for value, basis, why in _stated(article):
        day = read_date(value)
        if day is None:
            notes.append(Note(BAD_DATE.id, f"{BAD_DATE.meaning}: {value[:60]!r} ({why})", None, BY))
            continue
        if _future(day):
            notes.append(Note(FUTURE.id, f"{FUTURE.meaning}: {day.iso()} ({why})", None, BY))
            if basis != "given":
                continue
        found.append(Published(day.iso(), basis, BY, why))
    if not found:
        found += _inferred(article)
    for other in found[1:]:
        if _apart(found[0].date, other.date):
            said = f"{CONTRARY.meaning}: {found[0].date} ({found[0].why}), {other.date} ({other.why})"
            notes.append(Note(CONTRARY.id, said, None, BY))
            break
    if not found:
        notes.append(Note(NO_DATE.id, NO_DATE.meaning, None, BY))
    return found[0] if found else None


def _stated(article: Article) -> list[tuple[str, DateBasis, str]]:
    source = article.source
    out: list[tuple[str, DateBasis, str]] = []
    if source.given_date:
        out.append((source.given_date, "given", "given with the input"))
    if source.metadata_date:
        out.append((source.metadata_date, "metadata", source.date_why or "the page's metadata"))
    for block in article.blocks:
        words = article.source.cut(block.span) if len(block.span) < 2000 else ""
        label = _LABEL.match(words)
        if block.kind == "dateline" or (label and len(words) <= _SHORT):
            value = full_date(words)
            if value:
                why = f"dateline: {words.strip()[:60]}" if block.kind == "dateline" else f"line: {words.strip()[:60]}"
                out.append((value, "dateline", " ".join(why.split())))
    return out


def full_date(words: str) -> str | None:
    """The first full date of some words, as ISO text."""
    at = Span(0, len(words))
    found = items(words, at, scan(words, at))
    for item in (part for whole in found for part in (whole.parts or (whole,))):
        if item.groups is None:
            continue
        try:
            got = resolve(item.resolver, item.groups, Context(None))
        except (ImpossibleError, OtherCalendarError):
            continue
        m = _FULL.match(got.value) if got else None
        if m:
            return m.group()
    return None


def read_date(value: str) -> Day | None:
    """A date as records and feeds write it: ISO, with or without a time, or in words ("Wed, 08 Jan 2020 10:00:00 GMT")."""
    text = value.strip()
    iso = re.match(r"(\d{4})(?:-?(\d\d)(?:-?(\d\d))?)?(?=$|[T\s])", text)
    if iso:
        year, month, day = (int(x) if x else None for x in iso.groups())
        if year and (month is None or valid(year, month, day)):
            return Day(year, month, day)
        return None
    return parse(full_date(text[:200]))


def _inferred(article: Article) -> list[Published]:
    """A date that the reader inferred, else one in the article's address or its file's name."""
    said = parse(article.source.inferred_date or "")
    if said is not None and not _future(said):
        return [Published(said.iso(), "inferred", BY, article.source.date_why or "inferred by the reader")]
    for text, what in ((article.source.url, "address"), (article.source.name, "file name")):
        for m in _ADDRESS.finditer(text or ""):
            year, month, day = (int(x) for x in m.groups())
            at = Day(year, month, day)
            if valid(year, month, day) and not _future(at):
                return [Published(at.iso(), "inferred", BY, f"{what}: {m.group()}")]
    return []


def _apart(one: str, other: str) -> bool:
    a, b = parse(one), parse(other)
    if a is None or b is None or a.whole is None or b.whole is None:
        return False
    return abs((a.whole - b.whole).days) > _SLACK


def _future(day: Day) -> bool:
    """Whether a day lies ahead of the machine's (or of SOURCE_DATE_EPOCH's, for runs that must be reproduced)."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    now = datetime.fromtimestamp(int(epoch), UTC).date() if epoch.isdigit() else date.today()
    limit = now + timedelta(days=1)
    return day.iso() > limit.isoformat()[: len(day.iso())]
