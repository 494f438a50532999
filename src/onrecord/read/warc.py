"""WARC archives (ISO 28500): each page or text that was captured is an article that is part of the archive.

Read are ``response`` records of web pages and plain texts with status 200, and ``resource`` and ``conversion`` records of the
same types (Common Crawl's WET files). All others are counted and told once, at the end.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import PurePath
from typing import IO, Any

from onrecord.article import Article, Note
from onrecord.errors import Code, PassedOver, ReadError
from onrecord.read.decode import EMPTY
from onrecord.read.how import PLAIN, How
from onrecord.read.http import body_of, response_of
from onrecord.read.one import article_of_bytes, charset_of, kind_of
from onrecord.read.warcstream import Fault, Record, records

NO_HTTP = Code("R134", "the record holds no HTTP response", "Look at the program that wrote the archive.")
PASSED = Code("R231", "records of the archive that were passed over", "They are no pages of news: revisits, images, redirects.")
CAPTURED = Code(
    "R232", "the page states no date; that of its capture is not that of its publication", "Give one with --published."
)

_PAGES = ("response", "resource", "conversion")
#: Headers of a response may add so much to a document's size.
_SLACK = 1 << 16


def articles_of_warc(raw: IO[bytes], path: str, given: dict[str, Any], how: How = PLAIN) -> Iterator[Article | ReadError]:
    """The pages of a WARC or WARC.gz in order, streaming; a record that can't be read is an error named ``path:number``.

    ``url`` is the record's target, ``part_of`` the archive's own name of itself or else the file's, ``name`` the record's id.
    The last item tells what was passed over (:class:`onrecord.errors.PassedOver`).
    """
    passed: Counter[str] = Counter()
    archive = PurePath(path).name
    number = 0
    for number, record in enumerate(records(raw, how.max_bytes + _SLACK, how.max_ratio), 1):
        name = f"{path}:{number}"
        if isinstance(record, Fault):
            if record.headers.get("warc-type", "response").lower() in _PAGES:
                yield ReadError(record.code, name, f"{record.headers.get('warc-target-uri', '')} {record.detail}".strip())
            else:
                passed[f"damaged {record.headers['warc-type']}"] += 1
            continue
        if record.type == "warcinfo":
            archive = record.headers.get("warc-filename") or archive
        if record.type not in _PAGES:
            passed[record.type or "unnamed"] += 1
            continue
        try:
            article = _article(record, name, {"part_of": archive} | given, how)
        except ReadError as e:
            yield e
            continue
        if isinstance(article, str):
            passed[article] += 1
        else:
            yield article
    if not number:
        yield ReadError(EMPTY, path)
    if passed:
        yield PassedOver(PASSED, path, ", ".join(f"{n:,} {what}" for what, n in sorted(passed.items())))


def _article(record: Record, name: str, given: dict[str, Any], how: How) -> Article | str:
    """The article of a record, or in a word why it is passed over."""
    content_type: str | None = record.headers.get("content-type", "")
    body = record.block
    if record.type == "response" and not (content_type or "").lower().startswith(("text/html", "text/plain")):
        url = record.headers.get("warc-target-uri", "").strip("<>")
        if not url.lower().startswith(("http:", "https:")):
            return "not from the web"
        response = response_of(record.block)
        if response is None:
            raise ReadError(NO_HTTP, name, url)
        if response.status != 200:
            return f"with status {response.status}"
        content_type = response.headers.get("content-type")
        if not _may_be_read(content_type):
            return "of other types"
        body = body_of(response, name, how)
    kind = kind_of(body, content_type)
    if kind is None:
        return "of other types"
    url = record.headers.get("warc-target-uri", "").strip("<>")
    fields = {"kind": kind, "url": url or None, "name": _name(record)}
    article = article_of_bytes(body, name, fields | given, how, charset_of(content_type))
    captured = record.headers.get("warc-date", "")[:10]
    if captured and not (article.source.metadata_date or article.source.given_date):
        article = article.with_notes([Note(CAPTURED.id, f"{CAPTURED.meaning}: {captured}", None, "read@1")])
    return article


def _may_be_read(content_type: str | None) -> bool:
    return kind_of(b"", content_type) is not None or kind_of(b"<html", content_type) is not None


def _name(record: Record) -> str | None:
    return re.sub(r"^<?(?:urn:uuid:)?|>$", "", record.headers.get("warc-record-id", "")) or None
