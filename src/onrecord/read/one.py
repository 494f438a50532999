"""One document's bytes as an article: a page or a text."""

from __future__ import annotations

import hashlib
import re
from typing import Any

from onrecord.article import Article, Note, Source
from onrecord.errors import ReadError
from onrecord.read.decode import EMPTY, GUESSED, decode, unpack
from onrecord.read.how import PLAIN, How
from onrecord.read.html import article_of_html
from onrecord.read.text import article_of_source

_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.I)
_MARKUP = re.compile(rb"<(!doctype\s+html|html|head|body|title|meta|!--|\?xml)", re.I)


def charset_of(content_type: str | None) -> str | None:
    """The charset that a Content-Type header names, or None."""
    found = _CHARSET.search(content_type or "")
    return found[1].lower() if found else None


def kind_of(raw: bytes, content_type: str | None) -> str | None:
    """The kind, html or text, by a Content-Type header and, where it says nothing of use, by the first bytes; else None."""
    said = (content_type or "").split(";")[0].strip().lower()
    if said in ("text/html", "application/xhtml+xml"):
        return "html"
    if said in ("text/plain", "", "application/octet-stream", "unknown/unknown"):
        if _MARKUP.match(raw[:1000].lstrip(b"\xef\xbb\xbf \t\r\n")):
            return "html"
        return "text" if said == "text/plain" else None
    return None


def article_of_bytes(packed: bytes, path: str, given: dict[str, Any], how: How = PLAIN, charset: str | None = None) -> Article:
    """The article of one document's bytes. ``given`` are fields of Source and must hold ``kind``.

    Raises:
        ReadError: R101–R106, R112, R113.
    """
    found = decode(unpack(packed, path, how), path, charset)
    if not found.text.strip():
        raise ReadError(EMPTY, path, "white space only")
    digest = hashlib.sha256(packed).hexdigest()
    source = Source(found.text, sha256=digest, encoding=found.encoding, path=path, **given)
    article = article_of_html(source, fast=how.fast) if source.kind == "html" else article_of_source(source)
    if found.wrong:
        said = f"{GUESSED.meaning}: {found.wrong} declared, read as {found.encoding}"
        article = article.with_notes([Note(GUESSED.id, said, None, "read@1")])
    return article
