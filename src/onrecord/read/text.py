"""Plain text: read exactly as it came."""

from __future__ import annotations

import hashlib
from typing import Any

from onrecord.article import Article, Note, Reading, Source, Span
from onrecord.read.decode import SURROGATE


def article_of_source(source: Source) -> Article:
    """An article whose reading text is its source text; a note where it holds half characters."""
    notes = []
    half = next((i for i, c in enumerate(source.text) if "\ud800" <= c <= "\udfff"), None)
    if half is not None:
        notes.append(Note(SURROGATE.id, SURROGATE.meaning, Span(half, half + 1), "read@1"))
    return Article(source, Reading.of(source.text), notes=tuple(notes))


def article_of_text(text: str, **given: Any) -> Article:
    """An article from a decoded text; ``given`` are further fields of :class:`onrecord.article.Source`."""
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return article_of_source(Source(text, "text", given.pop("sha256", digest), **given))
