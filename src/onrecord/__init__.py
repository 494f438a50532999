"""onrecord: an attributed event database from news, with the characters that support each value."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from onrecord.article import Article, Source, Span
    from onrecord.face import code, open_store, read, to_arrow

__all__ = ["Article", "Source", "Span", "__version__", "code", "open_store", "read", "to_arrow"]


def __getattr__(name: str) -> Any:
    """Import on first use, so that ``onrecord --help`` does not pay for what it does not show."""
    if name in ("read", "code", "open_store", "to_arrow"):
        from onrecord import face

        return getattr(face, name)
    if name in ("Article", "Source", "Span"):
        from onrecord import article

        return getattr(article, name)
    raise AttributeError(f"module 'onrecord' has no attribute {name!r}")
