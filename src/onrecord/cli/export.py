"""onrecord export."""

from __future__ import annotations

import csv
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from onrecord.cli.common import Database, json_line, out
from onrecord.errors import Code, UsageError

NO_VIEW = Code("C108", "there is nothing of this name to export", "One of: articles, events.")
BAD_FORM = Code("C109", "there is no such format for an export", "One of: jsonl, csv.")


def command(
    what: Annotated[str, typer.Argument(help="articles or events.", metavar="WHAT")],
    db: Database = Path("onrecord.db"),
    to: Annotated[str, typer.Option("--to", help="jsonl or csv.")] = "jsonl",
) -> None:
    """Print whole tables: articles, events.

    articles: id, outlet, date, title, and the report and story that each belongs to. events: the columns of docs/codebook.md.
    """
    if what not in ("articles", "events"):
        raise UsageError(NO_VIEW, what)
    if to not in ("jsonl", "csv"):
        raise UsageError(BAD_FORM, to)
    from onrecord.corpus.listing import articles
    from onrecord.export.rows import csv_rows, safe
    from onrecord.store import Store, plain

    with Store(db) as store:
        if what == "events":
            rows = store.events()
            if to == "csv":
                csv_rows(rows)
            else:
                for event in rows:
                    out(json_line(plain(event)))
            return
        write = None
        for article in articles(store.connection):
            row = asdict(article)
            if to == "jsonl":
                out(json_line(row))
                continue
            if write is None:
                write = csv.DictWriter(sys.stdout, list(row), lineterminator="\r\n")
                write.writeheader()
            write.writerow({k: safe("" if v is None else str(v)) for k, v in row.items()})
