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

from onrecord.errors import Code, StoreError, UsageError

BAD_DATE = Code("C102", "the date is not an ISO date", "Give it as YYYY-MM-DD (where a period will do: YYYY-MM or YYYY).")
BACKWARDS = Code("C125", "the period ends before it begins", "Give --since the earlier date.")
BAD_DAY = Code("C122", "that is no day of the calendar", "Give it as YYYY-MM-DD.")
Database = Annotated[Path, typer.Option("--db", help="The database.", show_default=True)]
ONE_FORMAT = Code("C127", "two output formats are asked for", "Give --json or --csv.")
MinScore = Annotated[float, typer.Option("--min-score", help="Only events at least so sure, 0 to 1.", min=0, max=1)]
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


def period(since: str | None, until: str | None) -> dict[str, str | None]:
    """The two ends of a period as ISO dates. Raises UsageError C102, C125."""
    ends = {"since": iso_date(since), "until": iso_date(until)}
    if since and until and until < since[: len(until)]:
        raise UsageError(BACKWARDS, f"{since} to {until}")
    return ends


def given_text(text: str) -> str:
    """A text as given; what stands on standard input for "-"."""
    return sys.stdin.read() if text == "-" else text


def existing(db: Path) -> Path:
    """A database that must be there, for what would else make an empty one. Raises StoreError S101."""
    from onrecord.store.errors import NO_DATABASE

    if not db.is_file():
        raise StoreError(NO_DATABASE, str(db))
    return db


def bounded(limit: int | None) -> int | None:
    """A limit that SQLite can count to."""
    return limit if limit is None else min(limit, 2**62)


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
