"""Verbs for Python: read, code, open_store, group, to_arrow.

>>> import onrecord
>>> with onrecord.open_store("news.db", write=True) as store:           # doctest: +SKIP
...     for article in onrecord.code(onrecord.read("saved-pages/"), store=store):
...         print(article.id, len(article.events))
...     onrecord.group(store)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onrecord.article import Article
from onrecord.errors import PassedOver, ReadError

if TYPE_CHECKING:
    import pyarrow

    from onrecord.corpus.group import Grouped
    from onrecord.read import How
    from onrecord.store import Store


def read(
    *paths: str | Path, strict: bool = False, how: How | None = None, store: Store | None = None, **given: Any
) -> Iterator[Article]:
    """The articles of files, folders, URLs and ``-``, in order; what can't be read is left out, or raised where ``strict``.

    Args:
        paths: what to read; of the web only the URLs among them are fetched.
        strict: raise the first error instead of leaving the input out.
        how: limits, and who fetches URLs (:class:`onrecord.read.How`); with plain limits and manners if left out.
        store: a database, opened for writing, that keeps what is fetched, so that it is not asked for again.
        given: fields of :class:`onrecord.Source` that hold for all of them: given_date, outlet, language.

    Raises:
        ReadError: where ``strict``, the first input that can't be read.
    """
    from onrecord.fetch import Fetcher
    from onrecord.read import How, read_paths

    with Fetcher(cache=store.fetched if store else None) as fetch:
        for item in read_paths(paths, how or How(fetch=fetch), **given):
            if not isinstance(item, ReadError):
                yield item
            elif strict and not isinstance(item, PassedOver):
                raise item


def code(
    articles: Iterable[Article],
    *,
    model: bool = True,
    roster: str | Path | None = None,
    scheme: str | Path | None = None,
    store: Store | None = None,
) -> Iterator[Article]:
    """The same articles with the layers of all stages, in the same order.

    Args:
        articles: as :func:`read` gives them; they are read as they are needed.
        model: use the trained model; without it all goes by rules.
        roster: a file with your own names of parties (docs/stages/parties.md).
        scheme: a file with your own event types (docs/stages/events.md).
        store: a database, opened for writing, that keeps each article before it is handed on; one that it has is replaced.

    Raises:
        KnowledgeError: the roster or the scheme can't be read.
    """
    from onrecord.pipeline import Pipeline, default_stages

    pipeline = Pipeline(default_stages(model, *(None if f is None else Path(f) for f in (roster, scheme))))
    for article in pipeline.code(articles):
        if store is not None:
            store.add(article, pipeline.version)
        yield article


def group(store: Store) -> Grouped:
    """Put the articles of a database that are new into reports, stories and happenings; as ``onrecord code`` does at its end.

    Returns:
        how many were looked at, and what the database now holds.
    """
    from onrecord.corpus.group import group as grouped

    return grouped(store)


def open_store(path: str | Path, *, write: bool = False) -> Store:
    """A database of coded articles; made where it is absent and ``write`` is true.

    Raises:
        StoreError: S101–S105, S109.
    """
    from onrecord.store import Store

    return Store(path, write=write)


def to_arrow(store: Store, view: str = "events", *, min_score: float = 0.0) -> pyarrow.Table:
    """A view of a database as an Arrow table: ``.to_pandas()`` for pandas, ``polars.from_arrow`` for polars.

    Args:
        store: an open database.
        view: what ``onrecord export`` exports: "events", "plover" (as PLOVER itself would code them), "plover-left-out",
            "articles", "figures" or "groups".
        min_score: only rows that rest on events of which the coder is at least so sure, 0 to 1; of no effect on articles.

    Raises:
        KeyError: there is no such view.
        UsageError: C113, pyarrow (the extra ``onrecord[arrow]``) is not installed.
    """
    from onrecord.export import arrow
    from onrecord.export.views import VIEWS

    row, rows = VIEWS[view]
    return arrow.to_arrow(rows(store, min_score), row())
