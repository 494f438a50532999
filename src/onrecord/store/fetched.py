"""What servers answered, kept in the database beside what was coded from it."""

from __future__ import annotations

import sqlite3
import zlib
from dataclasses import dataclass
from pathlib import Path

from onrecord.store.database import guarded


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer: as in the table ``fetched``, its body unpacked."""

    url: str
    final: str
    status: int
    at: float
    content_type: str | None = None
    etag: str | None = None
    modified: str | None = None
    body: bytes = b""


class Fetched:
    """The answers of a database, by URL."""

    def __init__(self, db: sqlite3.Connection, path: Path) -> None:
        self._db, self._path = db, path

    def get(self, url: str) -> Kept | None:
        """The last answer for a URL, or None."""
        with guarded(self._path):
            row = self._db.execute("SELECT * FROM fetched WHERE url = ?", (url,)).fetchone()
        if row is None:
            return None
        try:
            body = zlib.decompress(row["body"])
        except zlib.error:
            return None  # damaged: it is fetched again
        return Kept(url, row["final"], row["status"], row["at"], row["content_type"], row["etag"], row["modified"], body)

    def put(self, kept: Kept) -> None:
        """Keep an answer in the place of the one before."""
        values = (kept.url, kept.final, kept.status, kept.at, kept.content_type, kept.etag, kept.modified)
        with guarded(self._path):
            sql = "INSERT OR REPLACE INTO fetched VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
            self._db.execute(sql, (*values, zlib.compress(kept.body)))
