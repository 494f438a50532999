"""The database: opened, made, migrated."""

from __future__ import annotations

import hashlib
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path

from onrecord.errors import StoreError
from onrecord.store.errors import CLOSED, DAMAGED, FOREIGN, LOCKED, NEWER, NO_DATABASE, OLDER

#: Written into the file's header, so that a file can be told for ours ("onrc").
APPLICATION = 0x6F6E7263
#: Seconds to wait for another writer.
PATIENCE = 10.0
Migration = Callable[[sqlite3.Connection], None]


def schema(name: str = "schema.sql") -> str:
    """A part of the schema as its file has it."""
    return (files("onrecord.store") / name).read_text(encoding="utf-8")


def statements(script: str) -> Iterator[str]:
    """The statements of an SQL script, one by one: sqlite3's own executescript would end the transaction it runs in."""
    held = ""
    for line in script.splitlines(keepends=True):
        held += line
        if sqlite3.complete_statement(held):
            yield held
            held = ""


def first(db: sqlite3.Connection) -> None:
    """Make the tables of articles and their layers."""
    for statement in statements(schema()):
        db.execute(statement)


def corpus(db: sqlite3.Connection) -> None:
    """Make the tables of what is known across articles."""
    for statement in statements(schema("corpus.sql")):
        db.execute(statement)


def fetched(db: sqlite3.Connection) -> None:
    """Make the table of what servers answered."""
    for statement in statements(schema("fetched.sql")):
        db.execute(statement)


def contents(db: sqlite3.Connection) -> None:
    """Full-text search over what statements say."""
    for statement in statements(schema("contents.sql")):
        db.execute(statement)


def victims(db: sqlite3.Connection) -> None:
    """Make the tables of who those counted were."""
    for statement in statements(schema("victims.sql")):
        db.execute(statement)


def responses(db: sqlite3.Connection) -> None:
    """Make the tables of who denies, confirms or doubts an event."""
    for statement in statements(schema("responses.sql")):
        db.execute(statement)


#: In order. A database that lacks one gets it on opening; one that has more than these is newer than we are.
MIGRATIONS: dict[str, Migration] = {
    "001_first": first,
    "002_corpus": corpus,
    "003_fetched": fetched,
    "004_contents": contents,
    "005_victims": victims,
    "006_responses": responses,
}


def connect(path: Path, write: bool) -> sqlite3.Connection:
    """A connection to a database of ours; made and migrated where ``write`` is true, else read-only.

    Raises:
        StoreError: S101 absent, S102 not ours, S103 newer, S104 locked, S105 damaged, S109 not writable.
    """
    if not write and not path.is_file():
        raise StoreError(NO_DATABASE, str(path))
    with guarded(path):
        uri = f"{path.resolve().as_uri()}?mode={'rwc' if write else 'ro'}" if str(path) != ":memory:" else "file::memory:"
        db = sqlite3.connect(uri, uri=True, timeout=PATIENCE, isolation_level=None)
        try:
            _check(db, path, write)
        except BaseException:
            db.close()
            raise
    db.row_factory = sqlite3.Row
    return db


def _check(db: sqlite3.Connection, path: Path, write: bool) -> None:
    ours = db.execute("PRAGMA application_id").fetchone()[0]
    empty = not db.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
    if ours != APPLICATION and not (empty and write):
        raise StoreError(FOREIGN, str(path))
    db.execute("PRAGMA foreign_keys = ON")
    if write:
        _migrate(db, path)
    missing = set(MIGRATIONS) - _known(db, path)
    if missing:
        raise StoreError(OLDER, str(path), ", ".join(sorted(missing)))


def _known(db: sqlite3.Connection, path: Path) -> set[str]:
    """The migrations that a database has had. Raises StoreError S103 where one of them is not ours."""
    done = {row[0] for row in db.execute("SELECT name FROM migrations")}
    if done - set(MIGRATIONS):
        raise StoreError(NEWER, str(path), ", ".join(sorted(done - set(MIGRATIONS))))
    return done


def _migrate(db: sqlite3.Connection, path: Path) -> None:
    """Bring a database up to date in one transaction: two programs that open it at once do not both try."""
    from onrecord import __version__

    _write_ahead(db)
    db.execute("BEGIN IMMEDIATE")
    try:
        db.execute(f"PRAGMA application_id = {APPLICATION}")
        db.execute("CREATE TABLE IF NOT EXISTS migrations (name TEXT PRIMARY KEY, version TEXT NOT NULL) STRICT")
        done = _known(db, path)
        for name, run in MIGRATIONS.items():
            if name not in done:
                run(db)
                db.execute("INSERT INTO migrations VALUES (?, ?)", (name, __version__))
        db.execute("COMMIT")
    except BaseException:
        db.execute("ROLLBACK")
        raise


def _write_ahead(db: sqlite3.Connection) -> None:
    """Keep the log beside the database. SQLite does not wait for others when this changes, so it is tried again here."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            db.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as e:
            if "locked" not in str(e) or time.monotonic() > until:
                raise
            time.sleep(0.02)


def live_schema(db: sqlite3.Connection) -> str:
    """The schema as a database has it, in a fixed order."""
    rows = db.execute("SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type, name")
    return "\n".join(f"{r[0]} {r[1]}: {' '.join(r[2].split())}" for r in rows)


def schema_hash(db: sqlite3.Connection) -> str:
    """The first 16 hexadecimal digits of the SHA-256 of the live schema."""
    return hashlib.sha256(live_schema(db).encode()).hexdigest()[:16]


@contextmanager
def guarded(path: Path) -> Iterator[None]:
    """SQLite's faults as coded errors."""
    try:
        yield
    except sqlite3.OperationalError as e:
        said = str(e)
        if "locked" in said or "busy" in said:
            raise StoreError(LOCKED, str(path)) from e
        if "unable to open" in said or "readonly" in said or "read-only" in said:
            raise StoreError(CLOSED, str(path), said) from e
        raise StoreError(DAMAGED, str(path), said) from e
    except sqlite3.DatabaseError as e:
        raise StoreError(FOREIGN if "not a database" in str(e) else DAMAGED, str(path), str(e)) from e
