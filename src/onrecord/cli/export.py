"""onrecord export."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated

import typer

from onrecord.cli.common import Database
from onrecord.errors import Code, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

NO_VIEW = Code(
    "C108", "there is nothing of this name to export", "One of: articles, events, figures, groups, plover, plover-left-out."
)
BAD_FORM = Code("C109", "there is no such format for an export", "One of: jsonl, csv, parquet.")
NO_SCREEN = Code("C114", "Parquet is not text, and this is a terminal", "Name a file: --out events.parquet.")
NO_SCORE = Code("C132", "articles have no score", "Leave --min-score out.")
NO_FILE = Code("C115", "the file can't be written", "Name a file in a folder that exists and may be written to.")


def command(
    what: Annotated[str, typer.Argument(help="articles, events, figures, groups, plover or plover-left-out.", metavar="WHAT")],
    db: Database = Path("onrecord.db"),
    to: Annotated[str | None, typer.Option("--to", help="jsonl, csv or parquet; by the name of --out if left out.")] = None,
    min_score: Annotated[float, typer.Option(help="Only what rests on events at least so sure, 0 to 1.", min=0, max=1)] = 0.0,
    file: Annotated[str, typer.Option("--out", "-o", help="Where to; - is standard output.", metavar="FILE")] = "-",
) -> None:
    """Print whole tables: articles, events, figures.

    articles: id, outlet, date, title, and the report and story that each belongs to. events: the columns of docs/codebook.md.
    figures: every figure with its claimant and words. groups: each event's report, story and happening.
    plover: events as PLOVER itself would code them (what is to come is AGREE, CONCEDE, THREATEN …), with what each was and by
    which rule; plover-left-out: those that it would not code. The rules stand in docs/codebook.md.
    """
    from onrecord.export.views import UNSCORED, VIEWS
    from onrecord.store import Store

    if what not in VIEWS:
        raise UsageError(NO_VIEW, what)
    form = to or {".csv": "csv", ".parquet": "parquet"}.get(Path(file).suffix, "jsonl")
    if form not in ("jsonl", "csv", "parquet"):
        raise UsageError(BAD_FORM, form)
    if min_score and what in UNSCORED:
        raise UsageError(NO_SCORE, what)
    row, rows = VIEWS[what]
    with Store(db) as store:
        if form == "parquet":
            _parquet(rows(store, min_score), row(), file)
        elif file == "-":
            _text(rows(store, min_score), row(), form, sys.stdout)
        else:
            try:
                with open(file, "w", encoding="utf-8", newline="") as stream:
                    _text(rows(store, min_score), row(), form, stream)
            except OSError as e:
                raise UsageError(NO_FILE, file, e.strerror or "") from e


def _text(rows: Iterable[Any], row: type, form: str, stream: IO[str]) -> None:
    from onrecord.export.rows import csv_rows

    if form == "csv":
        csv_rows(rows, row, stream)
        return
    for one in rows:
        stream.write(json.dumps(asdict(one), ensure_ascii=False, separators=(",", ":")) + "\n")


def _parquet(rows: Iterable[Any], row: type, file: str) -> None:
    from onrecord.export.arrow import to_arrow

    if file == "-" and sys.stdout.isatty():
        raise UsageError(NO_SCREEN, "--to parquet")
    table = to_arrow(rows, row)
    import pyarrow.parquet

    try:
        pyarrow.parquet.write_table(table, sys.stdout.buffer if file == "-" else file)
    except OSError as e:
        raise UsageError(NO_FILE, file, str(e)) from e
