"""Plain text: read exactly as it came."""

from __future__ import annotations

import hashlib
from typing import Any

from onrecord.article import Article, Note, Reading, Source, Span, sound
from onrecord.read.decode import SURROGATE


def article_of_source(source: Source) -> Article:
    """An article whose reading text is its source text."""
    return Article(source, Reading.of(source.text))


def halves(text: str) -> list[Note]:
    """A note where a text holds half characters, with the place of the first."""
    sane = sound(text)
    at = next((i for i, (a, b) in enumerate(zip(text, sane, strict=True)) if a != b), None) if sane != text else None
    return [] if at is None else [Note(SURROGATE.id, SURROGATE.meaning, Span(at, at + 1), "read@1")]


def article_of_text(text: str, **given: Any) -> Article:
    """An article from a decoded text; ``given`` are further fields of :class:`onrecord.article.Source`."""
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return article_of_source(Source(text, "text", given.pop("sha256", digest), **given)).with_notes(halves(text))
