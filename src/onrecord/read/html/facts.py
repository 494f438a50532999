"""What a page says of itself: title, authors, date, outlet, address, language; each with its basis and where it stands.

Read from JSON-LD (schema.org), meta tags, ``time`` elements and the page's address, in the order of the knowledge file
page_metadata.tsv; htmldate (Barbaresi 2020) is asked for a date only where none of these has one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from datetime import date as Day  # noqa: N812 — Facts.date hides the name
from functools import cached_property
from typing import Any, Literal

from onrecord.article import visible
from onrecord.knowledge import markup, pages
from onrecord.read.html.address import MONTHS, day_in_address, day_within, host, whole
from onrecord.read.html.extract import silenced
from onrecord.read.html.page import Page, attributes

Json = dict[str, Any]

_CONTENT = re.compile(r"\bcontent\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", re.I)
_SCRIPT_END = re.compile(r"</[sS][cC][rR][iI][pP][tT]")
_ARTICLE = re.compile(r"(?:Article|Posting|Report|Review|WebPage)$|^(?:Article|BlogPosting|Recipe)", re.I)
_ISO = re.compile(r"(?<!\d)(\d{4})-?(\d{2})-?(\d{2})(?!\d)")
_WORDED = re.compile(
    r"(?P<d>\d{1,2})(?:st|nd|rd|th)?[ ./-]+(?P<m>[A-Za-z]{3})[a-z]*[.,]?[ /-]+(?P<y>\d{4})"
    r"|(?P<m2>[A-Za-z]{3})[a-z]*[. ]+(?P<d2>\d{1,2})(?:st|nd|rd|th)?,?[ ]+(?P<y2>\d{4})"
)
_UTC = re.compile(r"\d(?:Z|\+00:?00| GMT(?:\+0000)?| UTC)\s*$")
#: JSON-LD beyond this is not parsed; the largest of 258 real news pages that were looked at has 0.4 million characters.
_JSON = 2_000_000
#: Statements of one field that are looked at; pages state titles and authors two to five times.
_STATED = 20
#: Names that one statement of authors may hold.
_NAMES = 50


@dataclass(frozen=True, slots=True)
class Stated:
    """A value, on what it rests ("JSON-LD datePublished"), and where it stands in the source, if it does there literally."""

    value: str
    basis: str
    span: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Script:
    """The JSON-LD of one script: its articles, its nodes by id, and where the script stands."""

    articles: tuple[Json, ...]
    nodes: dict[str, Json]
    span: tuple[int, int]


@dataclass
class Facts:
    """All that a page says of itself."""

    page: Page
    url: str | None = None
    _meta: dict[str, list[tuple[str, int, int]]] = field(default_factory=dict)
    _links: dict[str, str] = field(default_factory=dict)
    _scripts: list[tuple[int, int]] = field(default_factory=list)
    _base: str | None = None

    def __post_init__(self) -> None:
        source, names = self.page.source, markup.meta_names()
        for name, a, b in self.page.tags:
            if name == "script":
                if "ld+json" in source[a:b]:
                    end = _SCRIPT_END.search(source, b)
                    self._scripts.append((b, end.start() if end else len(source)))
                continue
            found = attributes(source[a:b], name)
            if name == "meta":
                key = (
                    found.get("property") or found.get("name") or found.get("itemprop") or found.get("http-equiv") or ""
                ).lower()
                if key in names and found.get("content", "").strip():
                    m = _CONTENT.search(source, a, b)
                    where = m.span(1 if m[1] is not None else 2) if m else (a, b)
                    self._meta.setdefault(key, []).append((found["content"].strip(), *where))
            elif name == "link" and found.get("href"):
                for rel in found.get("rel", "").lower().split():
                    self._links.setdefault(rel, found["href"].strip())
            elif name == "base" and self._base is None:
                self._base = found.get("href")

    @cached_property
    def scripts(self) -> tuple[Script, ...]:
        """The page's JSON-LD; what can't be parsed is passed over."""
        return tuple(s for a, b in self._scripts if (s := _script(self.page.source, a, b)))

    def stated(self, name: str) -> Iterator[tuple[Any, str, tuple[int, int]]]:
        """Every statement of a field in JSON-LD and meta tags, best first: value, basis, and where to look for its words."""
        for where, key in markup.stated(name):
            if where == "meta":
                for value, a, b in self._meta.get(key, ())[:_STATED]:
                    yield value, f"meta {key}", (a, b)
            elif where == "jsonld":
                for script in self.scripts:
                    for node in script.articles:
                        for k, value in node.items():
                            if k.lower() == key and value:
                                yield _resolved(value, script.nodes), f"JSON-LD {k}", script.span

    @cached_property
    def address(self) -> str | None:
        """The page's own address, made whole."""
        own = self._links.get("canonical") or next((v for v, _, _ in self.stated("url") if isinstance(v, str)), None)
        return (whole(self.url or self._base, own) if own else None) or self.url

    @cached_property
    def titles(self) -> tuple[Stated, ...]:
        """Every title that is stated, best first; the title element's last."""
        out = []
        for value, basis, (a, b) in self.stated("title"):
            if isinstance(value, str) and visible(value):
                out.append(Stated(visible(value)[:1000], basis, _literal(self.page.source, value, a, b)))
        for e in self.page.elements[:400]:
            if e.name == "title" and e.last > e.first:
                words = self.page.words
                out.append(
                    Stated(self.page.text(e.first, e.last)[:1000], "title element", (words[e.first][0], words[e.last - 1][1]))
                )
                break
        return tuple(out)

    @cached_property
    def outlet(self) -> Stated | None:
        """Who published the page."""
        for value, basis, (a, b) in self.stated("outlet"):
            for name in _names(value):
                name = name.lstrip("@")
                if name and not name.startswith("http"):
                    return Stated(name[:200], basis, _literal(self.page.source, name, a, b))
        found = host(self.address)
        return Stated(found, "the page's address") if found else None

    @cached_property
    def language(self) -> str | None:
        """The language that the page is marked with: a hint only."""
        for e in self.page.elements[:5]:
            if e.name == "html":
                lang = attributes(self.page.source[e.start : e.end], "html").get("lang", "")
                if re.fullmatch(r"[a-zA-Z]{2,3}(?:[-_]\w+)*", lang):
                    return lang
        found = (v for v, _, _ in self.stated("language") if isinstance(v, str))
        return next((v for v in found if re.fullmatch(r"[a-zA-Z]{2,3}(?:[-_]\w+)*", v)), None)

    @cached_property
    def authors(self) -> tuple[Stated, ...]:
        """Who wrote it, by the first statement that names a person; the outlet itself is no author."""
        for value, basis, (a, b) in self.stated("author"):
            names = people(_names(value), self.publisher)
            if names:
                return tuple(Stated(n, basis, _literal(self.page.source, n, a, b)) for n in names)
        return ()

    @cached_property
    def bodies(self) -> tuple[Stated, ...]:
        """Who is stated as author though no person: agencies, staffs."""
        out: dict[str, Stated] = {}
        for value, basis, (a, b) in self.stated("author"):
            for n in credited(_names(value)):
                if not same_name(n, self.publisher):
                    out.setdefault(n, Stated(n, basis, _literal(self.page.source, n, a, b)))
        return tuple(out.values())

    @property
    def publisher(self) -> str:
        """The outlet's name, or ""."""
        return self.outlet.value if self.outlet else ""

    def date(self) -> tuple[Stated, Literal["metadata", "inferred"]] | None:
        """The publication date as ISO text, and whether it was stated or is inferred from the page's address."""
        there = day_in_address(self.url) or day_in_address(self.address)
        for value, basis, span in self.stated("date"):
            day = day_of(str(value))
            if day and there and abs((day - there).days) == 1 and _UTC.search(str(value)):
                # Stated in Universal Time; the address has the day where the outlet is.
                return Stated(there.isoformat(), f"{basis}, the day as in the address", span), "metadata"
            if day and not there and (shown := self._shown_day()) and abs((day - shown).days) == 1 and _UTC.search(str(value)):
                return Stated(shown.isoformat(), f"{basis}, the day as in the time element", span), "metadata"
            if day:
                return Stated(day.isoformat(), basis, span), "metadata"
        timed = self._time()
        if timed:
            return timed, "metadata"
        return (Stated(there.isoformat(), "the page's address"), "inferred") if there else None

    def _shown_day(self) -> Day | None:
        """The day of the first ``time`` element, where it names a day and no hour: the day as the outlet shows it."""
        first = next((i for i, e in enumerate(self.page.elements) if e.name == "time"), None)
        said = self.page.attributes(first).get("datetime", "").strip() if first is not None else ""
        return day_of(said) if re.fullmatch(r"\d{4}-\d\d-\d\d", said) else None

    def _time(self) -> Stated | None:
        """The first ``time`` element that says it is the publication date, else the first with a machine-readable date."""
        first = None
        for i, e in enumerate(self.page.elements):
            if e.name not in ("time", "abbr", "span", "meta"):
                continue
            tag = self.page.source[e.start : e.end]
            if e.name != "time" and "datePublished" not in tag:
                continue
            found = self.page.attributes(i)
            day = day_of(found.get("datetime") or found.get("content") or found.get("title") or "")
            if day is None:
                continue
            stated = Stated(day.isoformat(), f"{e.name} element", (e.start, e.end))
            if "pubdate" in found or found.get("itemprop") == "datePublished":
                return stated
            about = f"{found.get('class', '')} {found.get('itemprop', '')}".lower()
            if e.name == "time" and first is None and not re.search(r"updat|modif|comment|related", about):
                first = stated
        return first


def guessed(source: str) -> str | None:
    """The date that htmldate finds in a page, as ISO text."""
    from htmldate import find_date

    try:
        with silenced():
            said = find_date(source, original_date=True, extensive_search=False, min_date="1994-01-01", max_date="2100-01-01")
    except Exception:  # a parser's fault over one strange page: there is no date
        return None
    day = day_of(said or "")
    return day.isoformat() if day else None


def day_of(text: str) -> date | None:
    """The day of a time stamp as it is written, in its own time zone; None where it has none, or one that can't be."""
    text = text.strip()[:80]
    m = _ISO.search(text)
    if m:
        return day_within(int(m[1]), int(m[2]), int(m[3]))
    m = _WORDED.search(text)
    if m:
        month = (m["m"] or m["m2"]).lower()
        if month in MONTHS:
            return day_within(int(m["y"] or m["y2"]), MONTHS.index(month) + 1, int(m["d"] or m["d2"]))
    if re.fullmatch(r"\d{10}|\d{13}", text):  # seconds or milliseconds since 1970
        then = date.fromordinal(date(1970, 1, 1).toordinal() + int(text[:10]) // 86400)
        return day_within(then.year, then.month, then.day)
    m = re.search(r"\b(\d{4})[/.](\d{1,2})[/.](\d{1,2})\b", text)
    return day_within(int(m[1]), int(m[2]), int(m[3])) if m else None


def people(names: Iterable[str], outlet: str) -> list[str]:
    """Persons out of a statement of authors: "By A and B, CNN Business" are A and B. Outlets, agencies and jobs are none."""
    return [n for n in credited(names) if _person(n, outlet)]


def credited(names: Iterable[str]) -> list[str]:
    """All that a statement of authors names, without addresses and dates."""
    found: list[str] = []
    for name in names:
        if len(found) >= _NAMES:
            break
        if re.match(r"\s*(?:https?:)?//|\s*www\.", name):
            continue
        text = re.sub(r"^(?:\W*(?:by|von|par|por)\b:?\s+)+", "", " ".join(visible(name).split()), flags=re.I)
        text = re.sub(r"\s(?:on|at|published|updated)\s.*$", "", text, flags=re.I)
        for part in re.split(r"\s*(?:[;|•/]|,|\band\b|\s&\s|\bmit\b)\s*", text):
            part = part.strip(" .,-–—")
            if 2 < len(part) <= 80 and not re.search(r"[@\d]|\.com\b", part) and part not in found:
                found.append(part)
    return found


def same_name(one: str, other: str) -> bool:
    """Whether one of two names is the other or part of it, signs and case aside ("Al-Bawaba", "Al Bawaba News")."""
    a, b = (re.sub(r"\W+", "", n).lower() for n in (one, other))
    return bool(a and b) and (a in b or b in a)


def _person(name: str, outlet: str) -> bool:
    words = name.lower().split()
    if same_name(name, outlet) or name.lower() in pages.agencies() or name.lower().removeprefix("the ") in pages.agencies():
        return False
    if any(w.strip(".,()") in markup.job_words() for w in words):
        return False
    return len(words) <= 6 and (name[:1].isupper() or not name.isascii())


def _names(value: Any) -> list[str]:
    """The names in a JSON-LD or meta value: a string, an object with a name, or a list of these."""
    out: list[str] = []
    stack = [value]
    while stack and len(out) < _NAMES:
        v = stack.pop(0)
        if isinstance(v, str):
            out.append(v)
        elif isinstance(v, dict):
            stack.insert(0, v.get("name"))
        elif isinstance(v, list):
            stack[:0] = v[:_NAMES]
    return [n for n in out if n.strip()]


def _unwrapped(text: str) -> str:
    """A script without the comment or CDATA marks that hid it from old readers."""
    text = re.sub(r"^(?://)?\s*(?:<!--|<!\[CDATA\[)", "", text.strip())
    for mark in ("-->", "]]>"):
        if text.endswith(mark):
            return text.removesuffix(mark).rstrip().removesuffix("//")
    return text


def _script(source: str, a: int, b: int) -> Script | None:
    if b - a > _JSON:
        return None
    text = _unwrapped(source[a:b])
    try:
        data = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        try:  # a comma too many is the commonest fault
            data = json.loads(re.sub(r",(\s*+[}\]])", r"\1", text).rstrip(" ;"), strict=False)
        except (ValueError, RecursionError):
            return None
    articles: list[Json] = []
    nodes: dict[str, Json] = {}
    stack: list[Any] = [data]
    seen = 0
    while stack and seen < 5000:
        seen += 1
        v = stack.pop(0)
        if isinstance(v, list):
            stack.extend(v)
        elif isinstance(v, dict):
            if isinstance(v.get("@id"), str) and len(v) > 1:
                nodes.setdefault(v["@id"], v)
            kinds = v.get("@type")
            if any(isinstance(k, str) and _ARTICLE.search(k) for k in (kinds if isinstance(kinds, list) else [kinds])):
                articles.append(v)
            stack.extend(x for k, x in v.items() if k in ("@graph", "mainEntity", "mainEntityOfPage", "author", "hasPart"))
    articles.sort(key=lambda n: ("headline" not in n, "WebPage" in str(n.get("@type"))))
    return Script(tuple(articles), nodes, (a, b))


def _resolved(value: Any, nodes: dict[str, Json]) -> Any:
    """A JSON-LD value with references to other nodes put in."""
    if isinstance(value, dict) and "name" not in value and isinstance(value.get("@id"), str):
        return nodes.get(value["@id"], value)
    if isinstance(value, list):
        return [_resolved(v, nodes) for v in value]
    return value


def _literal(source: str, value: str, a: int, b: int) -> tuple[int, int] | None:
    """Where a value stands word for word in a stretch of the source."""
    at = source.find(value, a, b)
    if at >= 0:
        return at, at + len(value)
    return (a, b) if b - a < 10_000 and visible(source[a:b]) == visible(value) else None
