"""Rows as CSV, and events as a table for people. Their columns are those of ``onrecord events`` (docs/codebook.md)."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable
from dataclasses import fields
from textwrap import fill
from typing import IO, Any

from onrecord.article import Article
from onrecord.errors import OnrecordError
from onrecord.store import EventRow, Store, ranged

#: Characters of a line below which nine columns can't be read side by side.
NARROW = 120
#: What a table on a screen has room for.
SHORT = ("date", "type", "status", "actors", "recipients", "according to", "place", "killed", "words")


def cell(value: Any) -> str:
    """A value as one cell: lists joined by "; ", counts as "3", "3–5" or "20+", nothing as ""."""
    if value is None:
        return ""
    if isinstance(value, tuple):
        if len(value) == 2 and isinstance(value[0], int):
            return ranged(*value)
        return "; ".join(str(v) for v in value)
    return f"{value:g}" if isinstance(value, float) else str(value)


def safe(text: str) -> str:
    """A cell that no spreadsheet runs as a formula: an apostrophe before = + - @ and tabs, unless it is a number."""
    if text[:1] in "=+-@\t\r" and text:
        try:
            float(text)
        except ValueError:
            return "'" + text
    return text


def csv_rows(rows: Iterable[Any], row: type = EventRow, stream: IO[str] | None = None) -> None:
    """Rows of one dataclass as CSV, on standard output unless told; with a header, UTF-8, quotes doubled (RFC 4180)."""
    out, names = csv.writer(stream or sys.stdout, lineterminator="\r\n"), [f.name for f in fields(row)]
    out.writerow(names)
    for one in rows:
        out.writerow([safe(cell(getattr(one, name))) for name in names])


def short(row: EventRow) -> tuple[str, ...]:
    """What a table shows of an event."""
    sides = [
        "; ".join(f"{n} ({c})" if c not in ("---", "") else n for n, c in zip(names, codes, strict=True))
        for names, codes in ((row.actors, row.actor_codes), (row.recipients, row.recipient_codes))
    ]
    what = f"{row.type}/{row.mode}" if row.mode else row.type
    killed, wounded = _figure(row.killed, row.killed_who), _figure(row.wounded, row.wounded_who)
    if wounded:
        killed += f" killed, {wounded} wounded" if killed else f"{wounded} wounded"
    state = "; ".join((row.status, *row.responses))
    return (row.date or "", what, state, *sides, "; ".join(row.according_to), row.place or "", killed, row.anchor)


def _figure(count: tuple[int, int | None] | None, who: tuple[str, ...]) -> str:
    """A count with who they were: "13 (MIL)", "20+ (CVL, CVL children)"."""
    figure = cell(count)
    parts = ", ".join(w.removesuffix(f" {figure}") for w in who)
    return f"{figure} ({parts})" if parts else figure


class _Rows:
    """Gathers events of coded articles by way of a store in memory, so that rows are made in one place only."""

    def __init__(self) -> None:
        self.store = Store(":memory:", write=True)

    def article(self, article: Article) -> None:
        """Keep one article's events."""
        self.store.add(article, "")

    def failure(self, error: OnrecordError) -> None:
        """Told on standard error already."""


class CsvWriter(_Rows):
    """Events as CSV."""

    def close(self) -> None:
        """Print."""
        csv_rows(self.store.events())


class TableWriter(_Rows):
    """Events as a table."""

    def close(self) -> None:
        """Print."""
        print_table(self.store.events())


def print_table(rows: Iterable[EventRow]) -> None:
    """Events as a table: ruled on a terminal, tab-separated elsewhere."""
    from onrecord.export.plover import status

    shown = [(*cells[:2], status(r), *cells[3:]) for r in rows for cells in (short(r),)]
    if not sys.stdout.isatty():
        sys.stdout.write("\t".join(SHORT) + "\n")
        for r in shown:
            sys.stdout.write("\t".join(" ".join(c.split()) for c in r) + "\n")
        return
    from rich import box
    from rich.console import Console
    from rich.table import Table

    console = Console(highlight=False, markup=False)
    if console.width < NARROW:
        for r in shown:
            console.print(told(r, console.width))
        return
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name in SHORT:
        table.add_column(name, overflow="fold")
    for r in shown:
        table.add_row(*r)
    console.print(table)


def told(row: tuple[str, ...], width: int) -> str:
    """An event in lines of its own, for a screen that has no room for a table."""
    date, what, status, actors, recipients, claimants, place, killed, words = row
    head = f"{date or 'no date':<10}  {what}, {status}: “{words}”"
    sides = f"{actors or '?'} → {recipients or '?'}" if actors or recipients else ""
    said = f"according to {claimants}" if claimants else ""
    more = [m for m in (sides, f"in {place}" if place else "", killed and _counted(killed), said) if m]
    lines = [fill(m, width, initial_indent=" " * 12, subsequent_indent=" " * 14, break_on_hyphens=False) for m in more]
    return "\n".join([fill(head, width, subsequent_indent=" " * 14), *lines])


def _counted(killed: str) -> str:
    return killed if killed.endswith(" wounded") else f"{killed} killed"
