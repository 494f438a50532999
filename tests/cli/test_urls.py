"""`onrecord code` over URLs, feeds and archives: options reach what they are for, what was fetched is kept in the database."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from archives import STORY, http, packed, page, record
from cli.running import Runner
from fetch.server import serving
from onrecord.store import Store
from onrecord.store.database import MIGRATIONS

QUICK = ("--until", "tidy", "--allow-private", "--delay", "0", "--retries", "0")


def test_urls_into_a_database_and_again_without_a_request(run: Runner, tmp_path: Path) -> None:
    db, links = tmp_path / "t.db", tmp_path / "links.txt"
    with serving() as site:
        links.write_text(f"{site.url}/missing\n{site.url}/tagged\n")
        ran = run("code", f"{site.url}/page", "--urls", links, "--db", db, *QUICK)
        assert ran.code == 1 and "F104" in ran.err and "2 added" in ran.err
        site.asked.clear()
        again = run("code", f"{site.url}/page", "--urls", links, "--db", db, *QUICK)
        assert site.asked == []
        assert again.code == 1 and "0 added" in again.err and "2 there already" in again.err
        run("code", f"{site.url}/page", "--db", db, "--fresh", "0", *QUICK)
        assert site.asked == ["/robots.txt", "/page"]
        with Store(db) as store:
            row = store._db.execute("SELECT url FROM articles WHERE url LIKE '%/page'").fetchone()
            assert row["url"] == f"{site.url}/page"


def test_a_feed_and_its_links(run: Runner) -> None:
    with serving() as site:
        plain = [json.loads(x) for x in run("code", f"{site.url}/feed", "--to", "jsonl", *QUICK).lines]
        assert [d["text"] for d in plain] == ["Story 1.", "Story 2."]
        assert [d["part_of"] for d in plain] == [f"{site.url}/feed"] * 2
        followed = [json.loads(x) for x in run("code", f"{site.url}/feed", "--to", "jsonl", "--follow", *QUICK).lines]
        assert all(STORY in d["text"] for d in followed)
        assert [d["url"] for d in followed] == [f"{site.url}/page?1", f"{site.url}/page?2"]


def test_private_addresses_are_refused_unless_allowed(run: Runner) -> None:
    with serving() as site:
        ran = run("code", f"{site.url}/page", "--to", "jsonl", "--until", "tidy")
        assert ran.code == 1 and "F102" in ran.err and "--allow-private" in ran.err
        assert site.asked == []
        assert [json.loads(x)["error"]["code"] for x in ran.lines] == ["F102"]


def test_the_contact_stands_in_the_user_agent(run: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONRECORD_CONTACT", "desk@larnaby.example")
    with serving() as site:
        run("code", f"{site.url}/page", "--to", "jsonl", *QUICK)
        assert site.headers[0]["user-agent"].endswith("(+desk@larnaby.example)")


def test_what_an_archive_holds_beside_news_is_told_and_is_no_failure(run: Runner, tmp_path: Path) -> None:
    file = tmp_path / "a.warc.gz"
    file.write_bytes(packed([record(http(page()), "r1"), record(b"", "v", "revisit")]))
    ran = run("code", file, "--to", "jsonl", "--until", "tidy")
    assert ran.code == 0 and "note: R231" in ran.err and "1 revisit" in ran.err
    (doc,) = map(json.loads, ran.lines)
    assert (doc["part_of"], doc["url"]) == ("a.warc.gz", "https://larnaby.example/r1")


def test_limits_are_options(run: Runner, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(page())
    ran = run("code", tmp_path, "--to", "jsonl", "--until", "tidy", "--max-bytes", "100")
    assert ran.code == 1 and "R104" in ran.err


def test_no_input_is_wrong_usage(run: Runner) -> None:
    ran = run("code")
    assert ran.code == 2 and "C131" in ran.err


def test_options_stand_under_what_they_are_for(run: Runner) -> None:
    said = run("code", "--help").out
    order = [said.index(x) for x in ("Arguments:", "Options:", "--db", "Limits:", "--max-bytes", "URLs (", "--allow-private")]
    assert order == sorted(order)


def test_a_database_from_before_fetching_gets_its_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.store.database.MIGRATIONS", {"001_first": MIGRATIONS["001_first"]})
    Store(tmp_path / "t.db", write=True).close()
    monkeypatch.undo()
    with Store(tmp_path / "t.db", write=True) as store:
        assert store.fetched.get("https://larnaby.example/") is None
        names = [r[0] for r in store._db.execute("SELECT name FROM migrations ORDER BY name")]
        assert {"001_first", "002_corpus", "003_fetched"} <= set(names)
