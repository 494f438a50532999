"""What commands share: options, tables, output."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from onrecord.errors import Code, UsageError

BAD_DATE = Code("C102", "the date is not an ISO date", "Give it as YYYY-MM-DD (where a period will do: YYYY-MM or YYYY).")
BAD_DAY = Code("C122", "that is no day of the calendar", "Give it as YYYY-MM-DD.")
Database = Annotated[Path, typer.Option("--db", help="The database.", show_default=True)]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]


def out(text: str) -> None:
    """A line on standard output."""
    sys.stdout.write(text + "\n")


def say(text: str) -> None:
    """A line on standard error: for people, never part of the output."""
    sys.stderr.write(text + "\n")


def iso_date(text: str | None, *, whole: bool = False) -> str | None:
    """An ISO date as given, a year or a month too unless it must be ``whole``. Raises UsageError C102, C122."""
    if text is None:
        return None
    try:
        date.fromisoformat(text if whole else f"{text}-01-01"[:10] if len(text) < 7 else f"{text}-01"[:10])
    except ValueError:
        raise UsageError(BAD_DAY if whole else BAD_DATE, text) from None
    return text


def json_line(value: Any) -> str:
    """A value as one line of JSON."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def terminal() -> bool:
    """Whether standard output is a terminal that may be coloured."""
    return sys.stdout.isatty() and "NO_COLOR" not in os.environ


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """A table: ruled and wrapped on a terminal, tab-separated elsewhere so that cut and awk can read it."""
    if not sys.stdout.isatty():
        out("\t".join(columns))
        for row in rows:
            out("\t".join(" ".join(cell.split()) for cell in row))
        return
    from rich import box
    from rich.console import Console
    from rich.table import Table

    shown = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name in columns:
        shown.add_column(name, overflow="fold")
    for row in rows:
        shown.add_row(*row)
    Console(no_color=not terminal(), highlight=False, markup=False).print(shown)
