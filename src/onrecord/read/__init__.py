"""From bytes to articles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onrecord.read.how import PLAIN, Got, How

if TYPE_CHECKING:
    from onrecord.article import Article
    from onrecord.errors import ReadError

__all__ = ["Got", "How", "read_links", "read_paths"]


def read_paths(paths: Iterable[str | Path], how: How = PLAIN, **given: Any) -> Iterator[Article | ReadError]:
    """See :func:`onrecord.read.paths.read_paths` (imported on first use: it brings the page parser along)."""
    from onrecord.read import paths as room

    return room.read_paths(paths, how, **given)


def read_links(file: str | Path, how: How = PLAIN, **given: Any) -> Iterator[Article | ReadError]:
    """See :func:`onrecord.read.paths.read_links`."""
    from onrecord.read import paths as room

    return room.read_links(file, how, **given)
