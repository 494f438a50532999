"""onrecord reports."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from onrecord.cli.common import AsJson, Database, json_line, out, table


def command(
    db: Database = Path("onrecord.db"),
    least: Annotated[int, typer.Option("--min-articles", help="Told by at least so many articles.", min=1)] = 2,
    as_json: AsJson = False,
) -> None:
    """List reports with their reprints, most reprinted first.

    A report is an article with its copies: shortened, re-headed, lightly edited or credited ones. It is named by its origin.
    """
    from onrecord.corpus.listing import reports
    from onrecord.store import Store

    with Store(db) as store:
        rows = list(reports(store.connection, least))
    if as_json:
        for row in rows:
            out(json_line(asdict(row)))
        return
    head = ("articles", "report", "published", "origin", "credit", "title", "printed by")
    table(
        head,
        [
            (str(r.articles), r.report, r.published or "", r.outlet or "", r.credit or "", r.title or "", "; ".join(r.outlets))
            for r in rows
        ],
    )
