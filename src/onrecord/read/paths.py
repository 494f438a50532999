"""From paths to articles: files, folders, standard input, URLs; the table of formats."""

from __future__ import annotations

import io
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import IO, Any

from onrecord.article import Article, Note
from onrecord.errors import Code, PassedOver, ReadError
from onrecord.read.decode import TOO_BIG
from onrecord.read.feed import MANY_LINKS, articles_of_feed
from onrecord.read.how import PLAIN, Got, How
from onrecord.read.jsonfeed import articles_of_json
from onrecord.read.jsonl import articles_of_jsonl
from onrecord.read.links import NO_FETCH, is_link, links_of
from onrecord.read.one import article_of_bytes, charset_of, kind_of
from onrecord.read.packed import ENDINGS, beginning
from onrecord.read.warc import articles_of_warc

NO_PATH = Code("R109", "there is no such file or folder", "Check the path.")
UNREADABLE = Code("R110", "the file can't be opened", "Check who may read it.")
NO_NEWS = Code("R111", "the folder holds no file of a known format", "Known endings: see `onrecord code --help`.")
OTHERS = Code("R209", "files of the folder that have no known ending", "Name such a file by itself to have it read.")
DOUBLE_ID = Code("R204", "the id was given before in this run", "An id names one article; the later one replaces it.")

Read = Callable[[IO[bytes], str, dict[str, Any], How], Iterator[Article | ReadError]]


def _one(kind: str) -> Read:
    """A reader of inputs that hold one document."""

    def read(raw: IO[bytes], path: str, given: dict[str, Any], how: How) -> Iterator[Article | ReadError]:
        try:
            packed = raw.read(how.max_bytes + 1)
            if len(packed) > how.max_bytes:
                raise ReadError(TOO_BIG, path, f"over {how.max_bytes:,} bytes")
            yield article_of_bytes(packed, path, given | {"kind": kind}, how)
        except ReadError as e:
            yield e

    return read


def _links(raw: IO[bytes], path: str, given: dict[str, Any], how: How) -> Iterator[Article | ReadError]:
    """A reader of lists of URLs."""
    wanted: list[str | ReadError] = list(islice(links_of(raw, path, how), how.max_links + 1))
    if len(wanted) > how.max_links:
        wanted[how.max_links] = ReadError(MANY_LINKS, path, f"the first {how.max_links:,} are fetched")
    yield from _fetched(wanted, given, how)


@dataclass(frozen=True, slots=True)
class Format:
    """A format of input: its name, the endings of its files (``.gz`` and the like may follow), and its reader.

    ``many``: whether one input holds many articles; else the file's name is the article's.
    """

    name: str
    endings: tuple[str, ...]
    read: Read
    many: bool = False


TEXT = Format("text", (".txt", ".text"), _one("text"))
HTML = Format("html", (".html", ".htm", ".xhtml"), _one("html"))
JSONL = Format("jsonl", (".jsonl", ".ndjson"), articles_of_jsonl, many=True)
JSON = Format("json", (".json",), articles_of_json, many=True)
FEED = Format("feed", (".rss", ".atom", ".rdf", ".xml"), articles_of_feed, many=True)
WARC = Format("warc", (".warc", ".wet"), articles_of_warc, many=True)
LINKS = Format("links", (".urls",), _links, many=True)
#: The formats, in the order in which endings are looked up.
FORMATS = (TEXT, HTML, JSONL, JSON, FEED, WARC, LINKS)
#: Atomic throughout, so that its time grows with the length only.
_PROLOG = rb"(?>\s+|<\?.*?\?>|<!--.*?-->|<!doctype[^>\[]*+(?>\[.*?\]\s*+)?>)*+"
_XML = re.compile(_PROLOG + rb"<(?:[\w.-]++:)?(rss|rdf|feed|urlset|sitemapindex)[\s>]", re.S | re.I)
_FEED_OF_JSON = re.compile(rb"\"https?://(?:www\.)?jsonfeed\.org/version")


def format_of(name: str) -> Format | None:
    """The format by a file's ending; None for endings that no format has."""
    plain = _unpacked(name.lower())
    return next((f for f in FORMATS if plain.endswith(f.endings)), None)


def _unpacked(name: str) -> str:
    ending = next((e for e in ENDINGS if name.lower().endswith(e)), "")
    return name[: len(name) - len(ending)]


def sniff(head: bytes) -> Format:
    """The format by how the bytes begin: an archive, a feed or sitemap, JSON, a page, or else text."""
    head = beginning(head, 4000)
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.decode("utf-16", "ignore").encode()
    begin = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if begin.startswith(b"WARC/"):
        return WARC
    if _XML.match(begin):
        return FEED
    if re.match(rb"\{\s*\"", begin):
        # An object that goes on over several lines is one value, not a line of JSON lines.
        return JSON if _FEED_OF_JSON.search(begin) or re.match(rb"\{\s*\n", begin) else JSONL
    if re.match(rb"\[\s*\{", begin):
        return JSON
    if re.match(rb"<(!doctype|html|head|body|\?xml|!--)", begin[:400], re.I):
        return HTML
    return TEXT


def _by_content(named: Format | None, head: bytes) -> Format | None:
    """The format that an ending names; but one record spread over lines is no JSON lines, whatever the file is called."""
    return JSON if named is JSONL and re.match(rb"\s*[\[{]\s*\n", beginning(head, 4000)) else named


def stem(name: str) -> str:
    """A file's name without its endings: page.html.gz → page."""
    plain = _unpacked(name)
    found = format_of(plain)
    cut = next((e for e in found.endings if plain.lower().endswith(e)), "") if found else ""
    return plain[: len(plain) - len(cut)] if cut else plain


def read_paths(paths: Iterable[str | Path], how: How = PLAIN, **given: Any) -> Iterator[Article | ReadError]:
    """The articles of files, folders, URLs and ``-`` (standard input), in order; an error stands in its input's place.

    Folders are read with all below them, by name; of their files only those with a known ending. URLs are
    fetched by ``how.fetch`` only. ``given`` are fields of :class:`onrecord.article.Source` that hold for all (given_date,
    outlet, language).
    """
    seen: set[str] = set()
    for path in paths:
        for item in _read_path(str(path), given, how):
            if isinstance(item, Article) and item.source.given_id is not None:
                if item.id in seen:
                    item = item.with_notes([Note(DOUBLE_ID.id, f"{DOUBLE_ID.meaning}: {item.id}", None, "read@1")])
                seen.add(item.id)
            yield item


def read_links(file: str | Path, how: How = PLAIN, **given: Any) -> Iterator[Article | ReadError]:
    """What the URLs of a list give, in order; the list may have any name, or be ``-`` (standard input)."""
    if str(file) == "-":
        yield from _links(sys.stdin.buffer, "-", given, how)
        return
    try:
        with Path(file).open("rb") as raw:
            yield from _links(raw, str(file), given, how)
    except OSError as e:
        yield ReadError(UNREADABLE if Path(file).exists() else NO_PATH, str(file), e.strerror or str(e))


def _read_path(path: str, given: dict[str, Any], how: How) -> Iterator[Article | ReadError]:
    if path == "-":
        stream = sys.stdin.buffer
        if not isinstance(stream, io.BufferedReader):
            stream = io.BufferedReader(io.BytesIO(stream.read()))  # type: ignore[unreachable,unused-ignore]
        yield from sniff(stream.peek(4000)).read(stream, "-", given, how)
        return
    if is_link(path):
        yield from _fetched([path], given, how)
        return
    here = Path(path)
    if here.is_dir():
        yield from _read_folder(here, path, given, how)
    elif here.exists():
        yield from _read_file(here, given, how)
    else:
        yield ReadError(NO_PATH, path)


def _read_folder(folder: Path, path: str, given: dict[str, Any], how: How) -> Iterator[Article | ReadError]:
    files = sorted((p for p in folder.rglob("*") if p.is_file()), key=lambda p: p.as_posix())
    known = [p for p in files if format_of(p.name)]
    others = Counter(p.suffix.lower()[:20] or "without one" for p in files if not (p.name[0] == "." or format_of(p.name)))
    for file in known:
        yield from _read_file(file, given, how)
    if not known:
        yield ReadError(NO_NEWS, path)
    elif others:
        yield PassedOver(OTHERS, path, ", ".join(f"{n:,} {ending}" for ending, n in sorted(others.items())[:20]))


def _read_file(file: Path, given: dict[str, Any], how: How) -> Iterator[Article | ReadError]:
    try:
        with file.open("rb") as raw:
            head = raw.peek(4000)
            found = _by_content(format_of(file.name), head) or sniff(head)
            more = given if found.many else given | {"name": stem(file.name)}
            yield from found.read(raw, str(file), more, how)
    except OSError as e:
        yield ReadError(UNREADABLE, str(file), e.strerror or str(e))


def _fetched(wanted: Iterable[str | ReadError], given: dict[str, Any], how: How) -> Iterator[Article | ReadError]:
    """What URLs give, in order; errors among them stay where they are."""
    if how.fetch is None:
        yield from (ReadError(NO_FETCH, w) if isinstance(w, str) else w for w in wanted)
        return
    places = list(wanted)
    gots = how.fetch([w for w in places if isinstance(w, str)])
    for place in places:
        got = place if isinstance(place, ReadError) else next(gots)
        if isinstance(got, ReadError):
            yield got
        else:
            yield from read_got(got, str(place), given, how)


def read_got(got: Got, path: str, given: dict[str, Any], how: How = PLAIN) -> Iterator[Article | ReadError]:
    """The articles of what a URL gave: by its content; where that tells nothing, by its Content-Type."""
    found = sniff(got.content[:4000])
    if found.many:
        yield from found.read(io.BytesIO(got.content), path, given, how)
        return
    kind = kind_of(got.content, got.content_type) or found.name
    try:
        fields = {"kind": kind, "url": got.url}
        yield article_of_bytes(got.content, path, fields | given, how, charset_of(got.content_type))
    except ReadError as e:
        yield e
