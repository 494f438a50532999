"""The verbs for Python, as a user calls them; no stage runs but those that are handed in."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import onrecord
from factory import coded
from onrecord.errors import KnowledgeError, ReadError
from onrecord.read import How
from onrecord.store import Store

TEXT = "The mayor said on Monday that the bridge would be closed.\n"


def test_read_stays_a_verb_when_its_room_has_been_imported(tmp_path: Path) -> None:
    assert How is not None  # the room onrecord.read is imported
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    for _ in range(2):
        (article,) = onrecord.read(tmp_path, given_date="2025-03-12")
        assert article.source.given_date == "2025-03-12"


def test_what_cannot_be_read_is_left_out_or_raised(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_bytes(b"")
    assert list(onrecord.read(tmp_path / "b.txt", tmp_path / "none.txt")) == []
    with pytest.raises(ReadError):
        list(onrecord.read(tmp_path / "none.txt", strict=True))


def test_code_keeps_what_it_hands_on_and_group_places_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    class Copy:
        """A pipeline that codes every article as the factory's."""

        version = "one@1"

        def __init__(self, stages: object) -> None: ...

        def code(self, articles: Iterator[onrecord.Article]) -> Iterator[onrecord.Article]:
            return (coded() for _ in articles)

    monkeypatch.setattr("onrecord.pipeline.Pipeline", Copy)
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    with onrecord.open_store(tmp_path / "t.db", write=True) as store:
        (article,) = onrecord.code(onrecord.read(tmp_path / "a.txt"), store=store)
        assert [row.article for row in store.events()] == [article.id]
        assert onrecord.group(store).reports == 1
        assert onrecord.group(store).looked_at == 0


def test_a_roster_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="Y11"):
        next(onrecord.code([], roster=tmp_path / "none.tsv"))


def test_importing_the_package_loads_nothing_heavy() -> None:
    said = subprocess.run(
        [sys.executable, "-c", "import sys, onrecord; print([m for m in ('spacy', 'numpy', 'lxml') if m in sys.modules])"],
        capture_output=True, text=True, check=True, env={"PYTHONPATH": str(Path(onrecord.__file__).parents[1])},
    )  # fmt: skip
    assert said.stdout.strip() == "[]"


def test_a_store_that_is_not_there_is_not_made_for_reading(tmp_path: Path) -> None:
    with pytest.raises(onrecord.errors.StoreError, match="S10"):
        onrecord.open_store(tmp_path / "none.db")
    assert not (tmp_path / "none.db").exists() and Store is not None
