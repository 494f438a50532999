"""Knowledge files: tab-separated rows under a header, loaded into typed frozen rows.

A file starts with comment lines ``# key: value`` that must hold source, licence, retrieved (ISO date) and columns
(names, tab or comma separated); then one row a line, columns separated by tabs. ``#`` starts a comment line, an empty
field is the empty value of its type, ``|`` separates the items of a list.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, fields
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any, TypeVar, get_type_hints

from onrecord.errors import Code, KnowledgeError

NO_HEADER = Code("K101", "a header line is missing", "Start the file with # source:, # licence:, # retrieved:, # columns:.")
BAD_COLUMNS = Code("K102", "the columns are not those of its rows", "Name the fields of the row type, in their order.")
BAD_ROW = Code("K103", "a row does not fit its columns", "Give a row one tab-separated field a column, of its type.")
NO_FILE = Code("K104", "there is no such knowledge file", "Check the path; the package's files lie in onrecord/knowledge/data.")
DOUBLE_ROW = Code("K105", "the same row stands twice", "Delete one of the two.")

HEADER = ("source", "licence", "retrieved", "columns")
Row = TypeVar("Row")

_PARSERS: dict[Any, Callable[[str], Any]] = {
    str: str,
    int: int,
    float: float,
    bool: lambda s: {"yes": True, "no": False, "": False}[s],
    int | None: lambda s: int(s) if s else None,
    float | None: lambda s: float(s) if s else None,
    str | None: lambda s: s or None,
    date | None: lambda s: date.fromisoformat(s) if s else None,
    tuple[str, ...]: lambda s: tuple(s.split("|")) if s else (),
}


def text_of(name: str) -> str:
    """The text of a knowledge file of the package. Raises KnowledgeError K104 where there is none."""
    path = files("onrecord.knowledge") / "data" / name
    if not path.is_file():
        raise KnowledgeError(NO_FILE, name)
    return path.read_text(encoding="utf-8")


def header_of(text: str, name: str) -> dict[str, str]:
    """The header of a knowledge file. Raises KnowledgeError K101 where a line of it is missing."""
    found: dict[str, str] = {}
    for line in text.splitlines():
        if not line.startswith("#"):
            break
        key, colon, value = line[1:].partition(":")
        if colon and key.strip() in HEADER:
            found.setdefault(key.strip(), value.strip())
    for key in HEADER:
        if not found.get(key):
            raise KnowledgeError(NO_HEADER, name, key)
    return found


def parse(text: str, name: str, row: type[Row]) -> tuple[Row, ...]:
    """The rows of a knowledge file, as values of the dataclass ``row``; its field types say how each is read.

    Raises:
        KnowledgeError: K101 header, K102 columns, K103 a row (named with its line number).
    """
    header = header_of(text, name)
    columns = [c.strip() for c in header["columns"].replace("\t", ",").split(",")]
    hints = get_type_hints(row)
    declared = [f.name for f in fields(row)]  # type: ignore[arg-type]
    needed = [f.name for f in fields(row) if f.default is MISSING]  # type: ignore[arg-type]
    if columns != declared[: len(columns)] or len(columns) < len(needed):
        raise KnowledgeError(BAD_COLUMNS, name, f"{columns} for {declared}")
    parsers = [_PARSERS[hints[c]] for c in columns]
    out: list[Row] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        values = line.split("\t")
        if len(values) != len(columns):
            raise KnowledgeError(BAD_ROW, f"{name}:{number}", f"{len(values)} fields, {len(columns)} columns")
        try:
            out.append(row(*(p(v.strip()) for p, v in zip(parsers, values, strict=True))))
        except (ValueError, KeyError) as e:
            raise KnowledgeError(BAD_ROW, f"{name}:{number}", str(e)) from e
    return tuple(out)


@cache
def load(name: str, row: type[Row]) -> tuple[Row, ...]:
    """The rows of one of the package's knowledge files ("cues.tsv"), parsed once a process."""
    return parse(text_of(name), name, row)
