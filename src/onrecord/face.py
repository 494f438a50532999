"""Three verbs for Python: read, code, open_store."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from onrecord.article import Article


def read(*paths: Any, **given: Any) -> Iterator[Article]:
    """To be built."""
    raise NotImplementedError


def code(articles: Iterable[Article]) -> Iterator[Article]:
    """To be built."""
    from onrecord.pipeline import Pipeline

    return Pipeline().code(articles)


def open_store(path: str) -> Any:
    """To be built."""
    raise NotImplementedError
