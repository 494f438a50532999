"""Knowledge files: what a good one gives, and which code each fault of a bad one has (named by its code)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest

from onrecord.errors import KnowledgeError
from onrecord.knowledge import check, header_of, parse
from onrecord.knowledge.loader import text_of
from onrecord.knowledge.tables import TABLES


@dataclass(frozen=True, slots=True)
class Row:
    name: str
    also: tuple[str, ...]
    since: date | None
    size: int


HEAD = "# source: editors, unverified\n# licence: Apache-2.0\n# retrieved: 2026-11-24\n# columns: name, also, since, size\n"


def test_rows_are_typed() -> None:
    assert parse(HEAD + "\n# a comment\nUN\tUnited Nations|UNO\t1945-10-24\t193\nX\t\t\t0\n", "t", Row) == (
        Row("UN", ("United Nations", "UNO"), date(1945, 10, 24), 193),
        Row("X", (), None, 0),
    )


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("K101", HEAD.replace("# licence: Apache-2.0\n", "")),
        ("K102", HEAD.replace("since, size", "size, since")),
        ("K103", HEAD + "UN\t\t\n"),
        ("K103", HEAD + "UN\t\tnot a date\t1\n"),
        ("K103", HEAD + "UN\t\t\tmany\n"),
    ],
)
def test_faults_are_coded_and_name_the_line(code: str, text: str) -> None:
    with pytest.raises(KnowledgeError, match=code) as e:
        parse(text, "t.tsv", Row)
    assert e.value.code.id == code
    assert e.value.name.startswith("t.tsv")


def test_a_file_that_is_not_there() -> None:
    with pytest.raises(KnowledgeError, match="K104"):
        text_of("nothing.tsv")


def test_the_package_has_no_fault() -> None:
    assert [str(f) for f in check.faults()] == []
    assert check.strays() == []


@pytest.mark.parametrize("name", sorted(TABLES))
def test_every_file_says_where_it_is_from(name: str) -> None:
    header = header_of(text_of(name), name)
    assert date.fromisoformat(header["retrieved"]) <= date(2100, 1, 1)
    assert "GPL" not in header["licence"]
    assert "SA" not in header["licence"].replace("USA", ""), "no share-alike data in the package"
