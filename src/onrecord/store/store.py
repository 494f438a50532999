"""The store: articles in, answers out."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any

from onrecord.article import Article
from onrecord.errors import OnrecordError, StoreError
from onrecord.store import query, verify
from onrecord.store import quotes as said
from onrecord.store.database import connect, guarded, schema_hash
from onrecord.store.errors import BAD_SEARCH, MANY_ARTICLES, NO_ARTICLE
from onrecord.store.fetched import Fetched
from onrecord.store.query import EventFilter, EventRow
from onrecord.store.quotes import QuoteFilter, QuoteRow
from onrecord.store.write import add_layers, article_row


class Store:
    """A database of coded articles.

    Args:
        path: the SQLite file.
        write: whether articles may be added; makes the file where it is absent.

    Raises:
        StoreError: S101–S105, S109; see docs/reference/errors.md.
    """

    def __init__(self, path: str | Path, *, write: bool = False) -> None:
        self.path = Path(path)
        self._db = connect(self.path, write)

    def __enter__(self) -> Store:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close the database; its write-ahead log is folded in."""
        self._db.close()

    @property
    def schema_hash(self) -> str:
        """A hash of the live schema."""
        return schema_hash(self._db)

    @property
    def fetched(self) -> Fetched:
        """What servers answered: the cache of :class:`onrecord.fetch.Fetcher`."""
        return Fetched(self._db, self.path)

    def has(self, article: Article, pipeline: str) -> bool:
        """Whether the article stands there already, with this content and coded by these stages."""
        return self._has(article.id, article.source.sha256, pipeline)

    def _has(self, ident: str, sha256: str, pipeline: str) -> bool:
        sql = "SELECT 1 FROM articles WHERE id = ? AND sha256 = ? AND pipeline = ?"
        return self._db.execute(sql, (ident, sha256, pipeline)).fetchone() is not None

    @property
    def connection(self) -> sqlite3.Connection:
        """The connection, for the rooms that stand on the store (corpus); rows come as :class:`sqlite3.Row`."""
        return self._db

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing; SQLite's faults come as StoreError."""
        with guarded(self.path):
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._db.execute("COMMIT")
            except BaseException:
                self._db.execute("ROLLBACK")
                raise

    def add(self, article: Article, pipeline: str) -> str:
        """Store a coded article in one transaction: "added", "kept" (nothing new) or "replaced" (its rows were older)."""
        if self.has(article, pipeline):
            return "kept"
        with self.transaction():
            gone = self._db.execute("DELETE FROM articles WHERE id = ?", (article.id,)).rowcount
            row = article_row(article, pipeline)
            marks = ", ".join("?" * len(row))
            sql = f"INSERT INTO articles ({', '.join(row)}) VALUES ({marks})"  # noqa: S608 — our own column names
            doc = self._db.execute(sql, list(row.values())).lastrowid
            add_layers(self._db, int(doc or 0), article)
            self._db.execute("DELETE FROM failures WHERE name = ?", (article.source.path,))
        return "replaced" if gone else "added"

    def forget(self, ident: str) -> dict[str, Any]:
        """Remove an article and every row that hangs on it: ``{"id": …, "rows": {table: how many}}``.

        Raises:
            StoreError: S106, S107 no article, or several, by this id.
        """
        row = self.article(ident)
        tables = [r[0] for r in self._db.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")]
        gone: dict[str, int] = {}
        with self.transaction():
            for table in tables:
                columns = {c[1] for c in self._db.execute(f"PRAGMA table_info({table})")}
                if "doc" in columns:
                    sql = f"SELECT count(*) FROM {table} WHERE doc = ?"  # noqa: S608 — our own table names
                    gone[table] = int(self._db.execute(sql, (row["doc"],)).fetchone()[0])
            self._db.execute("DELETE FROM articles WHERE doc = ?", (row["doc"],))
        return {"id": row["id"], "rows": {t: n for t, n in gone.items() if n}}

    def add_failure(self, error: OnrecordError) -> None:
        """Store that an input could not be read."""
        text = error.code.meaning + (f": {error.detail}" if error.detail else "")
        with guarded(self.path):
            self._db.execute("INSERT OR REPLACE INTO failures VALUES (?, ?, ?)", (error.name, error.code.id, text))

    def events(self, **wanted: Any) -> list[EventRow]:
        """Events by the fields of :class:`EventFilter`: ``store.events(type="ASSAULT", country="IRQ")``.

        Raises:
            StoreError: S108 the search words can't be read.
        """
        try:
            return list(query.events(self._db, EventFilter(**wanted)))
        except sqlite3.OperationalError as e:
            if wanted.get("text"):
                raise StoreError(BAD_SEARCH, str(wanted["text"]), str(e)) from e
            raise

    def quotes(self, **wanted: Any) -> list[QuoteRow]:
        """Statements by the fields of :class:`QuoteFilter`: ``store.quotes(by="Foreign Ministry", about="ceasefire")``.

        Raises:
            StoreError: S108 the search words can't be read.
        """
        try:
            return list(said.quotes(self._db, QuoteFilter(**wanted)))
        except sqlite3.OperationalError as e:
            if wanted.get("about"):
                raise StoreError(BAD_SEARCH, str(wanted["about"]), str(e)) from e
            raise

    def article(self, ident: str) -> sqlite3.Row:
        """The article's row by its id or the beginning of it. Raises StoreError S106, S107."""
        exact = self._db.execute("SELECT * FROM articles WHERE id = ? OR name = ?", (ident, ident)).fetchall()
        sql = "SELECT * FROM articles WHERE substr(id, 1, ?) = ? LIMIT 3"
        rows = exact or (self._db.execute(sql, (len(ident), ident)).fetchall() if ident else [])
        if not rows:
            raise StoreError(NO_ARTICLE, ident)
        if len(rows) > 1:
            raise StoreError(MANY_ARTICLES, ident, ", ".join(r["id"] for r in rows))
        row: sqlite3.Row = rows[0]
        return row

    def rows(self, table: str, doc: int) -> list[sqlite3.Row]:
        """All rows of one article in a table, by its number."""
        if table not in verify.SPANS and table not in ("parties", "statements", "counts", "claims", "notes"):
            raise ValueError(f"no such table: {table}")
        return self._db.execute(f"SELECT * FROM {table} WHERE doc = ?", (doc,)).fetchall()  # noqa: S608

    def count(self, table: str) -> int:
        """How many rows a table has."""
        if table not in ("articles", "events", "statements", "failures", "notes", "parties", "places"):
            raise ValueError(f"no such table: {table}")
        return int(self._db.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608

    def verify(self) -> Iterator[int | verify.Fallen]:
        """Every stored value cut anew from the source: numbers checked, and what fell."""
        return verify.verify(self._db)
