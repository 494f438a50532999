"""Plain text: read exactly as it came."""

from __future__ import annotations

import hashlib
from typing import Any

from onrecord.article import Article, Reading, Source


def article_of_text(text: str, **given: Any) -> Article:
    """An article from a decoded text; ``given`` are further fields of :class:`onrecord.article.Source`."""
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return Article(Source(text, "text", given.pop("sha256", digest), **given), Reading.of(text))
