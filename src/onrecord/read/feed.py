"""Feeds: RSS, RDF and Atom; each item is an article that is part of the feed. Sitemaps: links only.

An item's source is its own text or HTML, as the feed holds it once the XML is undone: spans count in that.
"""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from functools import partial
from html.entities import html5
from typing import IO, Any

from lxml import etree

from onrecord.article import Article, Note, Source, sound, visible
from onrecord.errors import Code, PassedOver, ReadError
from onrecord.read.decode import GUESSED, TOO_BIG, TRUNCATED, broken
from onrecord.read.fragment import article_of_fragment, has_text
from onrecord.read.how import PLAIN, Got, How
from onrecord.read.html.address import whole
from onrecord.read.itemscan import Piece, Root, Scanner, Text
from onrecord.read.links import is_link
from onrecord.read.one import article_of_bytes, charset_of, kind_of
from onrecord.read.packed import FAULTS, opened
from onrecord.read.text import article_of_source, halves

NO_FEED = Code("R121", "the file is neither a feed nor a sitemap", "RSS, RDF, Atom and sitemaps are read; save pages as .html.")
ENTITIES = Code("R122", "the feed declares entities of its own", "Perhaps an entity bomb; look at its first lines.")
NO_ITEM_TEXT = Code("R123", "the item has neither text nor a summary", "Fetch the page that it links to: --follow.")
BROKEN_ITEM = Code("R124", "the item can't be read as XML", "Tell the publisher; the other items are read.")
CUT_ITEM = Code("R125", "the feed ends within this item", "Fetch the feed again.")
LINKS_ONLY = Code("R126", "a list of links, no articles", "Fetch the pages that it links to: --follow.")
MANY_LINKS = Code("R127", "more links than the limit", "Raise --max-links, or split the list.")
NO_ITEMS = Code("R225", "the feed has no items", "Nothing to code; fetch it again later.")
MENDED = Code("R221", "the item is not well-formed XML and was mended", "Words may be missing; compare with its page.")
SUMMARY = Code("R222", "the feed gives only a summary of this article", "Fetch the page that it links to: --follow.")
BAD_DATE = Code("R223", "the item's date can't be read", "Give one with --published.")
NOT_FOLLOWED = Code("R224", "the page that the item links to could not be read", "The item's own text is read instead.")

ITEMS = {"rss": "item", "rdf": "item", "feed": "entry", "urlset": "url", "sitemapindex": "sitemap"}
#: Where an item's text is looked for: names of elements, whether it is the whole article, best first.
_TEXTS = (("encoded", True), ("content", True), ("description", False), ("summary", False), ("subtitle", False))
_DATES = ("pubdate", "published", "date", "issued", "created", "publication_date", "updated", "modified", "lastmod")
_MARKUP = re.compile(r"<[a-zA-Z/!][^<>]*>|&(?:#\d+|#[xX][0-9a-fA-F]+|[a-zA-Z]\w+);")
_ENTITY = re.compile(r"<!\[CDATA\[.*?\]\]>|<!--.*?-->|&([a-zA-Z]\w*);|&(?!#\d+;|#[xX][0-9a-fA-F]+;)", re.S)
_PARSER = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": True, "remove_comments": True}
#: Titles and names are cut here; the longest title of a thousand real items has under 300 characters.
_WORDS = 2000
_DEEP = 3  # a sitemap of sitemaps of sitemaps


@dataclass(frozen=True, slots=True)
class Item:
    """One item, whatever the feed's format."""

    text: str = ""
    kind: str = "text"
    whole: bool = True
    title: str | None = None
    url: str | None = None
    ident: str | None = None
    date: str | None = None
    outlet: str | None = None
    language: str | None = None
    author: str | None = None


def articles_of_feed(raw: IO[bytes], path: str, given: dict[str, Any], how: How = PLAIN) -> Iterator[Article | ReadError]:
    """The items of an XML feed in order, streaming; an item that can't be read is an error named ``path:number``.

    Where ``how.follow`` holds, the page that an item links to is fetched and read in its place.
    """
    number = 0
    try:
        text = Text(opened(raw, how.max_ratio))
        scan = Scanner(text, how.max_bytes)
        root = scan.root(ITEMS)
        if root is None:
            yield ReadError(NO_FEED, path)
            return
        if "<!ENTITY" in root.head:
            yield ReadError(ENTITIES, path)
            return
        if root.name in ("urlset", "sitemapindex"):
            yield from _sitemap(root, scan, path, given, how)
            return
        feed, base = _feed_of(root, path)
        for number, piece in enumerate(scan.items(), 1):
            name = f"{path}:{number}"
            try:
                item, notes = _parsed(piece, root, name)
                item = replace(item, url=linked(base, item.url))
                if text.wrong:
                    notes.append(_note(GUESSED, f"{text.encoding} declared, read as windows-1252 in places"))
                yield from article_of_item(item, feed, name, notes, given, how)
            except ReadError as e:
                yield e
        if not number and scan.ended:
            yield PassedOver(NO_ITEMS, path)
        if not scan.ended:
            yield ReadError(TRUNCATED, path, f"the feed's end is missing behind {number} items")
    except FAULTS as e:
        yield ReadError(broken(e), f"{path}:{number + 1}", str(e))


def article_of_item(
    item: Item, feed: dict[str, Any], name: str, notes: list[Note], given: dict[str, Any], how: How
) -> Iterator[Article | ReadError]:
    """The article of one item: of the page it links to where links are followed, else of its own text."""
    when = item.date and day_of(item.date)
    if item.date and not when:
        notes.append(_note(BAD_DATE, item.date[:80]))
    own = {"title": item.title, "url": item.url, "metadata_date": when, "outlet": item.outlet, "language": item.language}
    fields = feed | {k: v for k, v in own.items() if v} | given
    if how.follow and how.fetch and item.url:
        article = _followed(item.url, fields, name, how)
        if isinstance(article, Article):
            yield article.with_notes(n for n in notes if n.code != GUESSED.id)
            return
        notes.append(_note(NOT_FOLLOWED, str(article)))
    if not has_text(item.text, item.kind):
        raise ReadError(NO_ITEM_TEXT, name, item.url or "")
    if not item.whole:
        notes.append(_note(SUMMARY))
    digest = hashlib.sha256(item.text.encode("utf-8", "surrogatepass")).hexdigest()
    source = Source(item.text, item.kind, digest, path=name, **({"name": item.ident} | fields))
    article = article_of_fragment(source) if item.kind == "html" else article_of_source(source)
    yield article.with_notes([*halves(item.text), *notes])


def _followed(url: str, fields: dict[str, Any], name: str, how: How) -> Article | ReadError:
    assert how.fetch is not None  # noqa: S101 — asked by the callers
    got = next(iter(how.fetch([url])))
    if isinstance(got, ReadError):
        return got
    try:
        kind = kind_of(got.content, got.content_type) or "html"
        more = {k: v for k, v in fields.items() if k != "title"} | {"url": got.url, "kind": kind}
        return article_of_bytes(got.content, name, more, how, charset_of(got.content_type))
    except ReadError as e:
        return e


def _sitemap(root: Root, scan: Scanner, path: str, given: dict[str, Any], how: How) -> Iterator[Article | ReadError]:
    if not (how.follow and how.fetch):
        yield ReadError(LINKS_ONLY, path, f"{sum(1 for _ in scan.items()):,} links")
        return
    for number, piece in enumerate(scan.items(), 1):
        name = f"{path}:{number}"
        if number > how.max_links:
            yield ReadError(MANY_LINKS, path, f"{how.max_links:,} of them were followed")
            return
        try:
            item, _ = _parsed(piece, root, name)
            if not item.url:
                raise ReadError(BROKEN_ITEM, name, "no link")
            if root.name == "sitemapindex":
                yield from _nested(item.url, given, how, path)
                continue
            when = item.date and day_of(item.date)
            fields = {"metadata_date": when, "outlet": item.outlet, "language": item.language, "part_of": path}
            yield _followed(item.url, {k: v for k, v in fields.items() if v} | given, item.url, how)
        except ReadError as e:
            yield e


def _nested(url: str, given: dict[str, Any], how: How, path: str) -> Iterator[Article | ReadError]:
    if how.depth >= _DEEP or how.fetch is None:
        yield ReadError(MANY_LINKS, url, f"sitemaps within sitemaps, {_DEEP} deep")
        return
    got: Got | ReadError = next(iter(how.fetch([url])))
    if isinstance(got, ReadError):
        yield got
    else:
        yield from articles_of_feed(io.BytesIO(got.content), url, given, replace(how, depth=how.depth + 1))


def day_of(said: str) -> str | None:
    """The day that a feed's date names, in its own time zone, as ISO text; None where it can't be read."""
    said = said.strip()
    readers: tuple[Callable[[str], date], ...] = (datetime.fromisoformat, parsedate_to_datetime)
    for read in readers:
        try:
            return read(said).strftime("%Y-%m-%d") if read(said).year >= 1000 else None
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
    found = re.match(r"(\d{4})-(\d\d)-(\d\d)(?!\d)", said)
    try:
        return date(int(found[1]), int(found[2]), int(found[3])).isoformat() if found else None
    except ValueError:
        return None


def _note(code: Code, more: str = "") -> Note:
    return Note(code.id, f"{code.meaning}: {sound(more)}" if more else code.meaning, None, "read@1")


def _parsed(piece: Piece, root: Root, name: str) -> tuple[Item, list[Note]]:
    if piece.fault == "long":
        raise ReadError(TOO_BIG, name)
    if piece.fault == "cut":
        raise ReadError(CUT_ITEM, name)
    if piece.fault == "shut":
        raise ReadError(BROKEN_ITEM, name, "it is closed but never opened")
    element, mended = _element(piece.markup, root.spaces)
    if element is None:
        raise ReadError(BROKEN_ITEM, name)
    return _item(element), [_note(MENDED)] if mended or piece.fault else []


def _element(markup: str, spaces: str) -> tuple[Any, bool]:
    """The first element of an item's markup, and whether it had to be mended."""
    for recover in (False, True):
        mended = _ENTITY.sub(partial(_escaped, all_=recover), markup)
        raw = f"<x {spaces}>{mended}</x>".encode("utf-8", "replace")
        try:
            top = etree.fromstring(raw, etree.XMLParser(recover=recover, encoding="utf-8", **_PARSER))
        except (etree.XMLSyntaxError, ValueError):
            continue
        if top is not None and len(top):
            return top[0], recover
    return None, True


def _escaped(m: re.Match[str], all_: bool) -> str:
    """HTML's names for characters, which XML does not know, as the characters; where ``all_``, lone ampersands too."""
    name = m[1]
    if not name or name in ("amp", "lt", "gt", "quot", "apos"):
        return "&amp;" if all_ and m.group() == "&" else m.group()
    return html5.get(f"{name};", f"&amp;{name};" if all_ else m.group())


def _local(e: Any) -> str:
    return str(e.tag).rpartition("}")[2].rpartition(":")[2].lower() if isinstance(e.tag, str) else ""


def _text(e: Any) -> str:
    """The text of an element with all below it."""
    return "".join(e.itertext(tag=etree.Element))


def _words(e: Any) -> str:
    return visible(_text(e)[:_WORDS])


def _link(e: Any, name: str) -> str | None:
    """A link: the element's text (RSS) or its href (Atom), not one to the feed itself, its comments or a file."""
    if _local(e) != name:
        return None
    if e.get("href") and e.get("rel", "alternate") == "alternate":
        return str(e.get("href")).strip()
    return _text(e).strip() or None if not e.get("href") else None


def _item(element: Any) -> Item:
    found: dict[str, Any] = {}
    texts: dict[str, tuple[str, str]] = {}
    for e in element.iter():
        name = _local(e)
        if not name or "search.yahoo.com/mrss" in str(e.tag) or str(e.tag).startswith(("media:", "itunes:")):
            continue
        direct = e.getparent() is element
        if direct and name in dict(_TEXTS):
            texts.setdefault(name, _content(e))
        elif name == "title" and (direct or _local(e.getparent()) == "news"):
            found.setdefault("title", _words(e))
        elif direct and name in ("link", "loc", "origlink") and (url := _link(e, name)):
            found["url" if name != "link" or "url" not in found else "_"] = url
        elif direct and name in ("guid", "id"):
            found.setdefault("ident", _text(e).strip())
        elif name in _DATES and (direct or name == "publication_date"):
            found.setdefault(f"date {_DATES.index(name)}", _text(e).strip())
        elif direct and name in ("creator", "author"):
            found.setdefault("author", _words(next((c for c in e if _local(c) == "name"), e)))
        elif name in ("name", "language") and _local(e.getparent()) == "publication":
            found.setdefault("outlet" if name == "name" else "language", _words(e))
    if not found.get("url") and re.match(r"https?://", found.get("ident") or ""):
        found["url"] = found["ident"]
    dated = min((k for k in found if k.startswith("date ")), default=None)
    kind, text, whole = next(
        ((*texts[n], w) for n, w in _TEXTS if n in texts and has_text(*reversed(texts[n]))), ("text", "", True)
    )
    plain = {k: found.get(k) or None for k in ("title", "url", "ident", "outlet", "language", "author")}
    return Item(text, kind, whole, date=found[dated] if dated else None, **plain)


def _content(e: Any) -> tuple[str, str]:
    """The kind and the characters of an item's text: markup as it is, text as text."""
    if len(e):  # Atom's type="xhtml", and markup that should have been escaped
        inner = [e.text or ""] + [etree.tostring(c, encoding="unicode") for c in e]
        return "html", "".join(inner)
    text = _text(e)
    if e.get("type") in ("html", "text/html") or (e.get("type") is None and _MARKUP.search(text)):
        return "html", text
    return "text", text


def linked(base: str | None, url: str | None) -> str | None:
    """An item's link made whole by where its feed stands; as it is where that is not known, none where it leads off the web."""
    if not url:
        return None
    return whole(base, url) or (None if re.match(r"[a-zA-Z][\w+.-]*:", url) else url)


def _feed_of(root: Root, path: str) -> tuple[dict[str, Any], str | None]:
    """What the feed says of itself, as fields of its items (its id, title and language), and where its links begin."""
    found: dict[str, str] = {}
    try:
        head = root.head.encode("utf-8", "replace")
        top = etree.fromstring(head, etree.XMLParser(recover=True, encoding="utf-8", **_PARSER))
    except (etree.XMLSyntaxError, ValueError):
        top = None
    for e in top.iter() if top is not None else ():
        name, above = _local(e), _local(e.getparent()) if e.getparent() is not None else ""
        if above not in ("channel", "feed"):
            continue
        if name == "link" and e.get("rel") == "self" and e.get("href"):
            found.setdefault("self", e.get("href").strip())
        elif name in ("title", "language", "id", "link"):
            said = _link(e, "link") if name == "link" else _words(e)
            if said:
                found.setdefault(name, said)
    ident = found.get("id") or found.get("self") or found.get("link") or path
    language = found.get("language") or (top.get("{http://www.w3.org/XML/1998/namespace}lang") if top is not None else None)
    language = re.split("[-_]", language)[0].lower() if language else None
    fields = {"part_of": ident, "outlet": found.get("title"), "language": language}
    base = (top.get("{http://www.w3.org/XML/1998/namespace}base") if top is not None else None) or ""
    stands = path if is_link(path) else found.get("self") or found.get("link")
    return {k: v for k, v in fields.items() if v}, whole(stands, base) or stands
