"""From paths to articles: files, folders, standard input; the table of formats."""

from __future__ import annotations

import hashlib
import io
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from onrecord.article import Article, Note, Source
from onrecord.errors import Code, ReadError
from onrecord.read.decode import GUESSED, MAX_BYTES, TOO_BIG, decode, unpack
from onrecord.read.html import article_of_html
from onrecord.read.jsonl import articles_of_jsonl
from onrecord.read.text import article_of_source

NO_PATH = Code("R109", "there is no such file or folder", "Check the path.")
UNREADABLE = Code("R110", "the file can't be opened", "Check who may read it.")
NO_NEWS = Code("R111", "the folder holds no file of a known format", "Known endings: see `onrecord code --help`.")
DOUBLE_ID = Code("R204", "the id was given before in this run", "An id names one article; the later one replaces it.")

Read = Callable[[IO[bytes], str, dict[str, Any]], Iterator[Article | ReadError]]


def _one(kind: str) -> Read:
    """A reader of inputs that hold one document."""

    def read(raw: IO[bytes], path: str, given: dict[str, Any]) -> Iterator[Article | ReadError]:
        try:
            packed = raw.read(MAX_BYTES + 1)
            if len(packed) > MAX_BYTES:
                raise ReadError(TOO_BIG, path, f"over {MAX_BYTES:,} bytes")
            found = decode(unpack(packed, path), path)
            digest = hashlib.sha256(packed).hexdigest()
            source = Source(found.text, kind, digest, found.encoding, path=path, **given)
            article = article_of_html(source) if kind == "html" else article_of_source(source)
            if found.wrong:
                said = f"{GUESSED.meaning}: {found.wrong} declared, read as {found.encoding}"
                article = article.with_notes([Note(GUESSED.id, said, None, "read@1")])
            yield article
        except ReadError as e:
            yield e

    return read


@dataclass(frozen=True, slots=True)
class Format:
    """A format of input: its name, the endings of its files (``.gz`` may follow), and its reader."""

    name: str
    endings: tuple[str, ...]
    read: Read


#: The formats, in the order in which endings are looked up.
FORMATS = (
    Format("text", (".txt", ".text"), _one("text")),
    Format("html", (".html", ".htm", ".xhtml"), _one("html")),
    Format("jsonl", (".jsonl", ".ndjson"), articles_of_jsonl),
)


def format_of(name: str) -> Format | None:
    """The format by a file's ending; None for endings that no format has."""
    plain = name.lower().removesuffix(".gz")
    return next((f for f in FORMATS if plain.endswith(f.endings)), None)


def sniff(head: bytes) -> Format:
    """The format by how the bytes begin: a JSON object, a page, or else text."""
    if head[:2] == b"\x1f\x8b":
        import zlib

        head = zlib.decompressobj(31).decompress(head, 2000)
    begin = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:400].lower()
    if re.match(rb"\{\s*\"", begin):
        return FORMATS[2]
    if re.match(rb"<(!doctype|html|head|body|\?xml|!--)", begin):
        return FORMATS[1]
    return FORMATS[0]


def stem(name: str) -> str:
    """A file's name without its endings: page.html.gz → page."""
    plain = re.sub(r"\.gz$", "", name, flags=re.I)
    found = format_of(plain)
    cut = next((e for e in found.endings if plain.lower().endswith(e)), "") if found else ""
    return plain[: len(plain) - len(cut)] if cut else plain


def read_paths(paths: Iterable[str | Path], **given: Any) -> Iterator[Article | ReadError]:
    """The articles of files, folders and ``-`` (standard input), in the order given; an error stands in its input's place.

    Folders are read with all below them, by name; of their files only those with a known ending. ``given`` are
    fields of :class:`onrecord.article.Source` that hold for all (given_date, outlet, language).
    """
    seen: set[str] = set()
    for path in paths:
        for item in _read_path(str(path), given):
            if isinstance(item, Article) and item.source.given_id is not None:
                if item.id in seen:
                    item = item.with_notes([Note(DOUBLE_ID.id, f"{DOUBLE_ID.meaning}: {item.id}", None, "read@1")])
                seen.add(item.id)
            yield item


def _read_path(path: str, given: dict[str, Any]) -> Iterator[Article | ReadError]:
    if path == "-":
        stream = sys.stdin.buffer
        if not isinstance(stream, io.BufferedReader):
            stream = io.BufferedReader(io.BytesIO(stream.read()))  # type: ignore[unreachable,unused-ignore]
        yield from sniff(stream.peek(4000)).read(stream, "-", given)
        return
    here = Path(path)
    if here.is_dir():
        files = sorted((p for p in here.rglob("*") if p.is_file() and format_of(p.name)), key=lambda p: p.as_posix())
        if not files:
            yield ReadError(NO_NEWS, path)
        for file in files:
            yield from _read_file(file, given)
    elif here.exists():
        yield from _read_file(here, given)
    else:
        yield ReadError(NO_PATH, path)


def _read_file(file: Path, given: dict[str, Any]) -> Iterator[Article | ReadError]:
    try:
        with file.open("rb") as raw:
            found = format_of(file.name) or sniff(raw.peek(4000))
            more = given if found.name == "jsonl" else given | {"name": stem(file.name)}
            yield from found.read(raw, str(file), more)
    except OSError as e:
        yield ReadError(UNREADABLE, str(file), e.strerror or str(e))
