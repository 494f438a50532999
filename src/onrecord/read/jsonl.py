"""JSON lines: a record a line, each an article of its own."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import IO, Any

from onrecord.article import Article, Source
from onrecord.errors import Code, ReadError
from onrecord.read.decode import EMPTY, TOO_BIG, TRUNCATED, open_lines
from onrecord.read.how import PLAIN, How
from onrecord.read.html import article_of_html
from onrecord.read.packed import FAULTS
from onrecord.read.text import article_of_source

BAD_LINE = Code("R107", "a line is not a JSON object", "Mend or delete the line; the others are read.")
NO_FIELD = Code("R108", "a record has neither text nor html", "Give each record one of the two, as a string.")

_GIVEN = {"title": "title", "published": "given_date", "url": "url", "outlet": "outlet", "language": "language"}


def articles_of_jsonl(raw: IO[bytes], path: str, given: dict[str, Any], how: How = PLAIN) -> Iterator[Article | ReadError]:
    """The articles of a stream of JSON lines, in order; a bad line is an error named ``path:line``, and reading goes on.

    Records: ``{"id", "text" | "html", "title", "published", "url", "outlet", "language"}``, all but the text optional.
    A line longer than the limit is passed over without being held in memory.
    """
    stream, limit = open_lines(raw), how.max_bytes
    number = 0
    try:
        while line := stream.readline(limit + 1):
            number += 1
            name = f"{path}:{number}"
            if len(line) > limit:
                size = len(line)
                while (more := stream.readline(limit)) and not line.endswith(b"\n"):
                    line, size = more, size + len(more)
                yield ReadError(TOO_BIG, name, f"{size:,} bytes in one line, limit {limit:,}")
            elif line.strip():
                yield from _line(line, name, given, how)
    except FAULTS as e:
        yield ReadError(TRUNCATED, f"{path}:{number + 1}", str(e))
    if not number:
        yield ReadError(EMPTY, path)


def _line(line: bytes, name: str, given: dict[str, Any], how: How) -> Iterator[Article | ReadError]:
    try:
        record = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError) as e:
        yield ReadError(BAD_LINE, name, str(e)[:120])
        return
    yield from article_of_record(record, name, given, how)


def article_of_record(record: Any, name: str, given: dict[str, Any], how: How = PLAIN) -> Iterator[Article | ReadError]:
    """The article of one parsed record, or its error."""
    if not isinstance(record, dict):
        yield ReadError(BAD_LINE, name, f"it is a {type(record).__name__}")
        return
    kind = "html" if isinstance(record.get("html"), str) and not record.get("text") else "text"
    text = record.get(kind)
    if not isinstance(text, str) or not text.strip():
        yield ReadError(NO_FIELD, name)
        return
    fields = {ours: str(record[theirs]) for theirs, ours in _GIVEN.items() if record.get(theirs)}
    if record.get("id") is not None:
        fields["given_id"] = str(record["id"])
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    try:
        source = Source(text, kind, digest, path=name, **(fields | given))
        yield article_of_html(source, fast=how.fast) if kind == "html" else article_of_source(source)
    except ReadError as e:
        yield e
