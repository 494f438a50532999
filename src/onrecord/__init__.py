"""onrecord: an attributed event database from news, with the characters that support each value."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from onrecord.article import Article, Source, Span
    from onrecord.face import code, group, open_store, read, to_arrow

__all__ = ["Article", "Source", "Span", "__version__", "code", "group", "open_store", "read", "to_arrow"]


class _Face(ModuleType):
    """The package; its verb ``read`` is not hidden by the room of that name.

    Importing ``onrecord.read`` would otherwise set the package's attribute to the module, so that the second call of
    ``onrecord.read(…)`` failed. ``from onrecord.read import How`` works as ever.
    """

    def __setattr__(self, name: str, value: object) -> None:
        if not (name == "read" and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Face


def __getattr__(name: str) -> Any:
    """Import on first use, so that ``onrecord --help`` does not pay for what it does not show."""
    if name in ("read", "code", "group", "open_store", "to_arrow"):
        from onrecord import face

        return getattr(face, name)
    if name in ("Article", "Source", "Span"):
        from onrecord import article

        return getattr(article, name)
    raise AttributeError(f"module 'onrecord' has no attribute {name!r}")
