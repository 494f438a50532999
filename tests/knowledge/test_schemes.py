"""A user's own event types: what a scheme file may say, and what is told of one that does not fit."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.errors import KnowledgeError
from onrecord.knowledge.schemes import own_scheme

GOOD = '[[type]]\nname = "PORT_STRIKE"\nas = "protest"\nwords = ["strike + port", "Walkout"]\n'


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "own.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_words_are_parted_and_the_longest_come_first(tmp_path: Path) -> None:
    scheme = own_scheme(write(tmp_path, GOOD + '[[type]]\nname = "ANY_STRIKE"\nas = "PROTEST"\nwords = ["strike"]\n'))
    first = scheme.types[0]
    assert (first.name, first.base, first.words) == ("PORT_STRIKE", "PROTEST", (("strike", "port"), ("walkout",)))
    assert [(t.name, rest) for t, rest in scheme.rows("strike")] == [("PORT_STRIKE", ("port",)), ("ANY_STRIKE", ())]
    assert list(scheme.rows("port")) == []


def test_another_content_is_another_variant(tmp_path: Path) -> None:
    one = own_scheme(write(tmp_path, GOOD)).variant
    assert one == own_scheme(write(tmp_path, GOOD)).variant != own_scheme(write(tmp_path, GOOD + "# x\n")).variant


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        ("", "E111", "no [[type]]"),
        ("type = 3", "E111", "no [[type]]"),
        ("[[type]\n", "E111", ""),
        (GOOD.replace("PORT_STRIKE", "ASSAULT"), "E112", "PLOVER"),
        (GOOD.replace("PORT_STRIKE", "port strike"), "E112", "capitals"),
        (GOOD.replace("protest", "STRIKE"), "E112", "none of"),
        (GOOD.replace('["strike + port", "Walkout"]', "[]"), "E112", "words"),
        (GOOD.replace('["strike + port", "Walkout"]', '"strike"'), "E112", "list"),
        (GOOD.replace("strike + port", "port strike"), "E112", "joined by +"),
        (GOOD.replace("strike + port", "strike + "), "E112", "joined by +"),
        (GOOD + 'colour = "red"\n', "E112", "colour"),
        (GOOD + GOOD, "E112", "twice"),
    ],
)
def test_a_scheme_that_does_not_fit_is_told_with_its_place(tmp_path: Path, text: str, code: str, said: str) -> None:
    path = write(tmp_path, text)
    with pytest.raises(KnowledgeError) as e:
        own_scheme(path)
    assert e.value.code.id == code and str(path) in str(e.value) and said in str(e.value)


def test_no_file_and_no_text(tmp_path: Path) -> None:
    (tmp_path / "bad.toml").write_bytes(b"\xff\xfe\x00")
    for path in (tmp_path / "none.toml", tmp_path / "bad.toml"):
        with pytest.raises(KnowledgeError, match="E111"):
            own_scheme(path)
