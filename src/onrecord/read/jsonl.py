"""JSON lines: a record a line, each an article of its own."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import IO, Any

from onrecord.article import Article, Note, Source
from onrecord.errors import Code, ReadError
from onrecord.read.decode import EMPTY, GUESSED, TOO_BIG, broken, mended, open_lines
from onrecord.read.how import PLAIN, How
from onrecord.read.html import article_of_html
from onrecord.read.packed import FAULTS
from onrecord.read.text import article_of_source, halves

BAD_LINE = Code("R107", "a line or record is not a JSON object", "Mend or delete it; the others are read.")
NO_FIELD = Code("R108", "a record has neither text nor html", "Give each record one of the two, as a string.")

BAD_FIELD = Code("R208", "a field of the record is neither text nor a number", "It is left out; mend the record.")

_MARK, _BLANK = b"\xef\xbb\xbf", b"\xef\xbb\xbf \t\r\n"
_GIVEN = {
    "id": "given_id",
    "title": "title",
    "published": "given_date",
    "url": "url",
    "outlet": "outlet",
    "language": "language",
}


def articles_of_jsonl(raw: IO[bytes], path: str, given: dict[str, Any], how: How = PLAIN) -> Iterator[Article | ReadError]:
    """The articles of a stream of JSON lines, in order; a bad line is an error named ``path:line``, and reading goes on.

    Records: ``{"id", "text" | "html", "title", "published", "url", "outlet", "language"}``, all but the text optional.
    A line longer than the limit is passed over without being held in memory. Lines that are not UTF-8 are windows-1252.
    """
    number, told = 0, False
    try:
        stream, limit = open_lines(raw, how), how.max_bytes
        while line := stream.readline(limit + 1):
            number += 1
            name = f"{path}:{number}"
            if len(line) > limit:
                size = len(line)
                while not line.endswith(b"\n") and (line := stream.readline(limit)):
                    size += len(line)
                told = True
                yield ReadError(TOO_BIG, name, f"{size:,} bytes in one line, limit {limit:,}")
            elif line.strip(_BLANK):
                told = True
                yield from _line(line, name, given, how)
    except FAULTS as e:
        yield ReadError(broken(e), f"{path}:{number + 1}", str(e))
        return
    if not told:
        yield ReadError(EMPTY, path)


def _line(line: bytes, name: str, given: dict[str, Any], how: How) -> Iterator[Article | ReadError]:
    notes = []
    text = line.removeprefix(_MARK).decode("utf-8", "surrogateescape")
    if (sound := mended(text)) != text:
        notes.append(Note(GUESSED.id, f"{GUESSED.meaning}: read as windows-1252 in places", None, "read@1"))
    try:
        record = json.loads(sound)
    except (ValueError, RecursionError) as e:
        yield ReadError(BAD_LINE, name, str(e)[:120])
        return
    for item in article_of_record(record, name, given, how):
        yield item.with_notes(notes) if notes and isinstance(item, Article) else item


def article_of_record(record: Any, name: str, given: dict[str, Any], how: How = PLAIN) -> Iterator[Article | ReadError]:
    """The article of one parsed record, or its error."""
    if not isinstance(record, dict):
        yield ReadError(BAD_LINE, name, f"it is a {type(record).__name__}")
        return
    kind = next((k for k in ("text", "html") if isinstance(record.get(k), str) and record[k].strip()), None)
    if kind is None:
        yield ReadError(NO_FIELD, name)
        return
    text, notes = record[kind], halves(record[kind])
    fields: dict[str, Any] = {}
    for theirs, ours in _GIVEN.items():
        value = record.get(theirs)
        if isinstance(value, str | int | float) and not isinstance(value, bool):
            fields |= {ours: said} if (said := str(value).strip()) else {}
        elif value is not None:
            notes.append(Note(BAD_FIELD.id, f"{BAD_FIELD.meaning}: {theirs} is a {type(value).__name__}", None, "read@1"))
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    try:
        source = Source(text, kind, digest, path=name, **(fields | given))
        article = article_of_html(source, fast=how.fast) if kind == "html" else article_of_source(source)
        yield article.with_notes(notes) if notes else article
    except ReadError as e:
        yield e
