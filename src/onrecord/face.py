"""Three verbs for Python: read, code, open_store.

>>> import onrecord
>>> with onrecord.open_store("news.db", write=True) as store:           # doctest: +SKIP
...     for article in onrecord.code(onrecord.read("saved-pages/")):
...         store.add(article, onrecord.pipeline_version())
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onrecord.article import Article
from onrecord.errors import PassedOver, ReadError

if TYPE_CHECKING:
    from onrecord.store import Store


def read(*paths: str | Path, strict: bool = False, **given: Any) -> Iterator[Article]:
    """The articles of files, folders and ``-``, in order; what can't be read is left out, or raised where ``strict``.

    ``given`` are fields of :class:`onrecord.Source` that hold for all of them: given_date, outlet, language.

    Raises:
        ReadError: where ``strict``, the first input that can't be read.
    """
    from onrecord.read import read_paths

    for item in read_paths(paths, **given):
        if isinstance(item, ReadError):
            if strict and not isinstance(item, PassedOver):
                raise item
            continue
        yield item


def code(articles: Iterable[Article], *, model: bool = True) -> Iterator[Article]:
    """The same articles with the layers of all stages, in the same order; without the trained ``model`` by rules alone."""
    from onrecord.pipeline import Pipeline, default_stages

    return Pipeline(default_stages(model)).code(articles)


def open_store(path: str | Path, *, write: bool = False) -> Store:
    """A database of coded articles; made where it is absent and ``write`` is true.

    Raises:
        StoreError: S101–S105, S109.
    """
    from onrecord.store import Store

    return Store(path, write=write)
