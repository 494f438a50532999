"""--min-score: each command that lists or exports events passes over those that the coder is less sure of."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
import typer.main

from cli.running import Runner
from corpus.telling import one_story, stored, told
from corpus.test_happenings import HEAD, arrest, attack
from onrecord.article import Article
from onrecord.cli import app
from onrecord.export import writer
from onrecord.store import Store

#: Commands that tell of no single events: they count, check or keep all, or ask about something else.
OTHERS = {
    "group", "forget", "verify", "reports", "stories", "when", "where", "roster", "scheme", "stages", "errors", "version",
}  # fmt: skip
URL = "https://n.example/1"


def scored(article: Article, *scores: float) -> Article:
    events = tuple(replace(e, score=s) for e, s in zip(article.events, scores, strict=True))
    return article.with_layers({"events": events})


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """Two versions of a page: an attack that is sure in both (.9) and an arrest that is not (.3)."""
    with Store(tmp_path / "t.db", write=True) as store:
        one = told("v1", [attack("The company", (5, 5)), arrest()], text=HEAD, outlet="The River Observer", url=URL)
        two = told("v2", [attack("The governor", (3, 3))], text=HEAD, outlet="The Sahel Courier", url=URL)
        stored(store, scored(one, 0.9, 0.3), scored(two, 0.8))
        one_story(store)
    return tmp_path / "t.db"


def test_every_command_that_tells_of_events_has_it() -> None:
    commands = getattr(typer.main.get_command(app), "commands")  # noqa: B009
    has = {name for name, c in commands.items() if any("--min-score" in p.opts for p in c.params)}
    assert set(commands) - has == OTHERS


@pytest.mark.parametrize(
    ("words", "every", "sure"),
    [
        (("events", "--json"), 3, 2), (("events", "--plover", "--json"), 3, 2), (("export", "events"), 3, 2),
        (("export", "plover"), 3, 2), (("export", "figures"), 3, 2), (("export", "groups"), 3, 2),
        (("happening", "--json"), 2, 1), (("ledger", "--json"), 3, 2), (("disputes", "--json"), 1, 1),
        (("changes", "v1", "--json"), 2, 1),
    ],
)  # fmt: skip
def test_the_less_sure_is_left_out(run: Runner, db: Path, words: tuple[str, ...], every: int, sure: int) -> None:
    assert len(run(*words, "--db", db).lines) == every
    assert len(run(*words, "--db", db, "--min-score", "0.5").lines) == sure
    assert run(*words, "--db", db, "--min-score", "0.95").lines == []
    assert run(*words, "--db", db, "--min-score", "1.5").code == 2


def test_accounts_and_what_they_dispute_go_by_score(run: Runner, db: Path) -> None:
    assert len(json.loads(run("happening", "v1/e1", "--db", db, "--json").out)["accounts"]) == 2
    (account,) = json.loads(run("happening", "v1/e1", "--db", db, "--json", "--min-score", "0.85").out)["accounts"]
    assert account["article"] == "v1"
    assert run("disputes", "--db", db, "--json", "--min-score", "0.85").lines == []
    assert len(run("happening", "--db", db, "--json", "--min-reports", 2, "--min-score", "0.85").lines) == 0


def test_a_happening_of_which_nobody_is_so_sure_is_told(run: Runner, db: Path) -> None:
    said = run("happening", "v1/e2", "--db", db, "--min-score", "0.5")
    assert said.code == 2 and "C133" in said.err and said.out == ""


def test_an_article_is_shown_without_the_less_sure(run: Runner, db: Path) -> None:
    every, sure = (run("show", "v1", "--db", db, "--min-score", s).out for s in ("0", "0.5"))
    assert "[E1|" in every and "[E2|" in every and "COERCE" in every
    assert "[E1|" in sure and "[E2|" not in sure and "COERCE" not in sure


@pytest.mark.parametrize(("form", "every", "sure"), [("jsonl", 2, 1), ("csv", 2, 1), ("table", 2, 1)])
def test_coded_articles_are_printed_without_the_less_sure(
    form: str, every: int, sure: int, capsys: pytest.CaptureFixture[str]
) -> None:
    for least, many in ((0.0, every), (0.5, sure)):
        write = writer(form, least)
        write.article(scored(told("v1", [attack("The company", (5, 5)), arrest()], text=HEAD), 0.9, 0.3))
        write.close()
        lines = capsys.readouterr().out.splitlines()
        assert (len(json.loads(lines[0])["events"]) if form == "jsonl" else len(lines) - 1) == many


def test_a_database_keeps_all_so_coding_into_one_takes_no_score(run: Runner, tmp_path: Path) -> None:
    said = run("code", tmp_path, "--db", tmp_path / "x.db", "--min-score", "0.5")
    assert said.code == 2 and "C134" in said.err and not (tmp_path / "x.db").exists()
