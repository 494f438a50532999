"""JSON files that hold one value: a JSON Feed, a list of records, or one record."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from dataclasses import replace
from typing import IO, Any

from onrecord.article import Article
from onrecord.errors import Code, PassedOver, ReadError
from onrecord.read.decode import TOO_BIG, broken, decode
from onrecord.read.feed import NO_ITEMS, Item, article_of_item, linked
from onrecord.read.how import PLAIN, How
from onrecord.read.jsonl import article_of_record, articles_of_jsonl
from onrecord.read.links import is_link
from onrecord.read.packed import FAULTS, opened

NO_JSON = Code(
    "R128",
    "the file is not JSON that can be read",
    "Give a JSON Feed, a record, or a list of records.",
)

#: A file may be so many times as long as one document; it is held whole, some ten times its size in memory.
_DOCUMENTS = 5


def articles_of_json(raw: IO[bytes], path: str, given: dict[str, Any], how: How = PLAIN) -> Iterator[Article | ReadError]:
    """The articles of a JSON Feed or of JSON records, in order; a bad item is an error named ``path:number``."""
    limit = _DOCUMENTS * how.max_bytes
    try:
        whole = opened(raw, how.max_ratio).read(limit + 1)
        if len(whole) > limit:
            raise ReadError(TOO_BIG, path, f"over {limit:,} bytes of JSON in one value; write it as JSON lines")
        value = json.loads(decode(whole, path).text)
    except FAULTS as e:
        yield ReadError(broken(e), path, str(e))
        return
    except ReadError as e:
        yield e
        return
    except (ValueError, RecursionError) as e:
        if "Extra data" in str(e):  # JSON lines, whatever the file is called
            yield from articles_of_jsonl(io.BytesIO(whole), path, given, how)
        else:
            yield ReadError(NO_JSON, path, str(e)[:120])
        return
    if isinstance(value, dict) and "jsonfeed.org" in str(value.get("version")):
        yield from _feed(value, path, given, how)
    elif isinstance(value, list):
        for number, record in enumerate(value, 1):
            yield from article_of_record(record, f"{path}:{number}", given, how)
    else:
        yield from article_of_record(value, path, given, how)


def _feed(feed: dict[str, Any], path: str, given: dict[str, Any], how: How) -> Iterator[Article | ReadError]:
    ident = _said(feed, "feed_url") or _said(feed, "home_page_url") or path
    language = _said(feed, "language")
    own = {"part_of": ident, "outlet": _said(feed, "title"), "language": language and language.split("-")[0].lower()}
    base = path if is_link(path) else _said(feed, "feed_url") or _said(feed, "home_page_url")
    items = feed.get("items")
    if not isinstance(items, list) or not items:
        yield PassedOver(NO_ITEMS, path)
        return
    for number, raw in enumerate(items, 1):
        name = f"{path}:{number}"
        try:
            if not isinstance(raw, dict):
                raise ReadError(NO_JSON, name, f"an item is a {type(raw).__name__}")
            item = _item(raw)
            item = replace(item, url=linked(base, item.url))
            yield from article_of_item(item, {k: v for k, v in own.items() if v}, name, [], given, how)
        except ReadError as e:
            yield e


def _said(value: dict[str, Any], name: str) -> str | None:
    said = value.get(name)
    return str(said).strip() or None if isinstance(said, str | int | float) and not isinstance(said, bool) else None


def _item(raw: dict[str, Any]) -> Item:
    texts = (("content_html", "html", True), ("content_text", "text", True), ("summary", "text", False))
    name, kind, whole = next((t for t in texts if isinstance(raw.get(t[0]), str) and raw[t[0]].strip()), texts[1])
    return Item(
        str(raw.get(name) or ""), kind, whole, _said(raw, "title"), _said(raw, "url") or _said(raw, "external_url"),
        _said(raw, "id"), _said(raw, "date_published") or _said(raw, "date_modified"),
    )  # fmt: skip
