"""The database: what goes in comes out, once; nothing half; what was stored stands on its characters."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from factory import TEXT, coded
from onrecord.errors import Code, ReadError, StoreError
from onrecord.store import Fallen, Store
from onrecord.store.database import APPLICATION, MIGRATIONS

BAD = Code("R999", "made up", "Nothing.")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "t.db", write=True)


def test_adding_again_adds_nothing(store: Store) -> None:
    assert store.add(coded(), "one@1") == "added"
    assert store.add(coded(), "one@1") == "kept"
    assert (store.count("articles"), store.count("events")) == (1, 1)


def test_a_newer_pipeline_replaces_all_rows(store: Store) -> None:
    store.add(coded(), "one@1")
    assert store.add(coded().with_layers({"events": ()}), "one@2") == "replaced"
    assert (store.count("articles"), store.count("events")) == (1, 0)


def test_the_same_words_under_two_names_or_urls_are_two_articles(store: Store) -> None:
    for given in ({"name": "a"}, {"name": "b"}, {"url": "https://a.example/1"}, {"url": "https://a.example/2"}):
        assert store.add(coded(given_id=None, **given), "one@1") == "added"
    assert store.count("articles") == 4


def test_a_fault_while_adding_leaves_what_was_there(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    store.add(coded(), "one@1")

    def breaks(*_: object) -> None:
        raise RuntimeError("power cut")

    monkeypatch.setattr("onrecord.store.store.add_layers", breaks)
    with pytest.raises(RuntimeError):
        store.add(coded(), "one@2")
    assert (store.count("articles"), store.count("events")) == (1, 1)


def test_an_event_comes_back_as_it_went_in(store: Store) -> None:
    store.add(coded(), "one@1")
    (row,) = store.events()
    assert (row.article, row.date, row.type, row.mode, row.status) == ("n1", "2025-03-10", "ASSAULT", "kill", "actual")
    assert (row.actors, row.actor_codes, row.recipients, row.recipient_codes) == (
        ("gunmen",), ("---CRM",), ("five guards",), ("NERCVL",),
    )  # fmt: skip
    assert (row.according_to, row.place, row.country, row.killed) == (("governor",), "Arlit", "NER", (5, 5))
    assert row.responses == ("denied by governor", "doubted")
    assert (row.killed_who, row.participants_who) == (("CVL workers 5", "men"), ())
    assert (row.participants, row.wounded) == ((5, None), None)
    assert row.sentence == "Gunmen killed five guards near Arlit on Monday, the governor said"
    assert TEXT[row.start : row.end] == row.anchor == "killed"


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({"type": "assault"}, 1), ({"type": "AID"}, 0), ({"actor": "---CRM"}, 1), ({"actor": "GUN"}, 1), ({"actor": "NER"}, 0),
        ({"recipient": "ner"}, 1), ({"recipient": "gunmen"}, 0), ({"country": "ner"}, 1), ({"country": "MLI"}, 0),
        ({"status": "Actual"}, 1), ({"status": "planned"}, 0), ({"since": "2025-03-10"}, 1), ({"since": "2025-03-11"}, 0),
        ({"until": "2025-03-10"}, 1), ({"until": "2025-03"}, 1), ({"until": "2025-03-09"}, 0), ({"until": "2024"}, 0),
        ({"claimant": "Governor"}, 1), ({"claimant": "NERGOV"}, 1), ({"claimant": "army"}, 0), ({"text": "guards"}, 1),
        ({"text": '"five guards"'}, 1), ({"text": "guards NOT Arlit"}, 0), ({"article": "n1"}, 1), ({"min_score": 0.81}, 0),
        ({"type": "ASSAULT", "country": "NER", "since": "2025"}, 1), ({"limit": 0}, 0),
    ],
)  # fmt: skip
def test_filters(store: Store, wanted: dict[str, object], found: int) -> None:
    store.add(coded(), "one@1")
    assert len(store.events(**wanted)) == found


def test_percent_and_underscore_are_plain_characters_in_names(store: Store) -> None:
    store.add(coded(), "one@1")
    assert store.events(actor="%men") == []
    assert store.events(actor="g_nmen") == []


def test_search_words_that_cannot_be_read_are_told(store: Store) -> None:
    store.add(coded(), "one@1")
    with pytest.raises(StoreError, match="S108"):
        store.events(text='"open')


def test_full_text_is_the_reading_never_markup_or_what_was_removed(store: Store) -> None:
    store.add(coded(), "one@1")
    assert store.events(text="guards") and not store.events(text="div")
    store.add(coded(TEXT + " zebra"), "one@2")
    assert store.events(text="zebra")
    store.add(coded(), "one@3")
    assert store.events(text="guards") and not store.events(text="zebra")


def test_an_article_is_found_by_the_beginning_of_its_id_or_by_its_name(store: Store) -> None:
    store.add(coded(given_id="abc1", name="wire"), "one@1")
    store.add(coded(given_id="abd2", name="other"), "one@1")
    assert store.article("abc")["id"] == store.article("wire")["id"] == "abc1"
    with pytest.raises(StoreError, match=r"S107.*abc1, abd2"):
        store.article("ab")
    with pytest.raises(StoreError, match="S106"):
        store.article("zzz")


def test_failures_are_rows_until_the_input_is_read(store: Store) -> None:
    store.add_failure(ReadError(BAD, "a.txt", "why"))
    store.add_failure(ReadError(BAD, "a.txt", "why"))
    assert store.count("failures") == 1
    store.add(coded(path="a.txt"), "one@1")
    assert store.count("failures") == 0


def test_every_value_stands_on_its_characters_and_a_moved_one_is_found(store: Store) -> None:
    store.add(coded(), "one@1")
    assert [i for i in store.verify() if isinstance(i, Fallen)] == []
    store._db.execute("UPDATE events SET s = s + 1")
    store._db.execute("UPDATE places SET e = 100000")
    store._db.execute("UPDATE count_part_spans SET s = s + 1 WHERE part = 1")
    fallen = {(i.table, i.row) for i in store.verify() if isinstance(i, Fallen)}
    assert fallen == {("events", "e1"), ("places", "p1"), ("count_part_spans", "e1 killed 1 0")}


def test_half_characters_are_stored_without_moving_others(store: Store) -> None:
    store.add(coded("\ud800 " + TEXT), "one@1")
    assert [i for i in store.verify() if isinstance(i, Fallen)] == []
    assert store.events()[0].anchor == "killed"


def test_a_store_opened_to_read_does_not_make_a_file(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="S101"):
        Store(tmp_path / "none.db")
    assert not (tmp_path / "none.db").exists()


def test_files_that_are_not_ours_are_left_alone(tmp_path: Path) -> None:
    text, other = tmp_path / "a.txt", tmp_path / "other.db"
    text.write_text("no database, but long enough to be looked at as one " * 40)
    sqlite3.connect(other).execute("CREATE TABLE t (x)")
    before = text.read_bytes(), other.read_bytes()
    for path in (text, other):
        with pytest.raises(StoreError, match="S102"):
            Store(path, write=True)
    assert (text.read_bytes(), other.read_bytes()) == before


def test_a_database_of_a_newer_onrecord_is_not_touched(tmp_path: Path) -> None:
    Store(tmp_path / "t.db", write=True).close()
    db = sqlite3.connect(tmp_path / "t.db")
    assert db.execute("PRAGMA application_id").fetchone()[0] == APPLICATION
    db.execute("INSERT INTO migrations VALUES ('999_future', '9.0.0')")
    db.commit()
    db.close()
    with pytest.raises(StoreError, match=r"S103.*999_future"):
        Store(tmp_path / "t.db", write=True)


def test_a_second_writer_is_told_to_wait(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.store.database.PATIENCE", 0.05)
    with Store(tmp_path / "t.db", write=True) as one, Store(tmp_path / "t.db", write=True) as two:
        one._db.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="S104"):
            two.add(coded(), "one@1")


def test_readers_are_not_kept_waiting_by_a_writer(tmp_path: Path) -> None:
    with Store(tmp_path / "t.db", write=True) as writer:
        writer.add(coded(), "one@1")
        writer._db.execute("BEGIN IMMEDIATE")
        with Store(tmp_path / "t.db") as reader:
            assert len(reader.events()) == 1


def test_migrations_are_recorded(store: Store) -> None:
    done = [r[0] for r in store._db.execute("SELECT name FROM migrations ORDER BY name")]
    assert done == sorted(MIGRATIONS)


def test_programs_that_make_a_database_at_once_do_not_hinder_each_other(tmp_path: Path) -> None:
    import subprocess
    import sys

    code = "import sys; from onrecord.store import Store; Store(sys.argv[1], write=True).close()"
    running = [subprocess.Popen([sys.executable, "-c", code, str(tmp_path / "t.db")]) for _ in range(4)]
    assert [p.wait() for p in running] == [0, 0, 0, 0]


def test_a_migration_that_fails_leaves_no_half_made_tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(db: sqlite3.Connection) -> None:
        db.execute("CREATE TABLE half (x)")
        raise RuntimeError("power cut")

    monkeypatch.setitem(MIGRATIONS, "002_breaks", breaks)
    with pytest.raises(RuntimeError):
        Store(tmp_path / "t.db", write=True)
    monkeypatch.delitem(MIGRATIONS, "002_breaks")
    with Store(tmp_path / "t.db", write=True) as store:
        assert store._db.execute("SELECT count(*) FROM sqlite_schema WHERE name = 'half'").fetchone()[0] == 0
        assert store.add(coded(), "one@1") == "added"


def test_an_older_database_is_brought_up_to_date_when_it_is_written_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as m:
        m.setattr(
            "onrecord.store.database.MIGRATIONS",
            {k: MIGRATIONS[k] for k in ("001_first", "004_contents", "005_victims", "006_responses")},
        )
        with Store(tmp_path / "t.db", write=True) as store:
            store.add(coded(), "one@1")
    with pytest.raises(StoreError, match=r"S110.*002_corpus"):
        Store(tmp_path / "t.db")
    Store(tmp_path / "t.db", write=True).close()
    with Store(tmp_path / "t.db") as store:
        assert store.events()[0].anchor == "killed"
        assert store.connection.execute("SELECT count(*) FROM stories").fetchone()[0] == 0


def test_a_database_without_the_tables_of_victims_gets_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    older = {k: v for k, v in MIGRATIONS.items() if k < "005"}
    with monkeypatch.context() as m:
        m.setattr("onrecord.store.database.MIGRATIONS", older)
        Store(tmp_path / "t.db", write=True).close()
    with Store(tmp_path / "t.db", write=True) as store:
        store.add(coded(), "one@1")
        assert store.events()[0].killed_who == ("CVL workers 5", "men")


def test_foreign_keys_are_on_and_writing_is_journaled_ahead(store: Store) -> None:
    assert store._db.execute("PRAGMA foreign_keys").fetchone()[0] == 1
    assert store._db.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
    store.add(coded(), "one@1")
    store._db.execute("DELETE FROM articles")
    left = [t[0] for t in store._db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    empty = {t for t in left if not store._db.execute(f"SELECT count(*) FROM {t}").fetchone()[0]}
    assert {"events", "participants", "claims", "counts", "mentions", "statement_spans", "places", "times", "notes"} <= empty
    assert {"count_parts", "count_part_spans", "responses", "response_spans"} <= empty


def test_the_live_schema_is_the_one_that_is_known() -> None:
    """If this fails the schema changed. Never change a table that users have: add a migration (store/database.py) that
    brings old databases to the new schema, test it on a database made by the last release, then write the new hash here."""
    with Store(":memory:", write=True) as store:
        assert store.schema_hash == KNOWN


KNOWN = "f6b6e22c1ff2d67e"
