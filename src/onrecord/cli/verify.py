"""onrecord verify."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import typer

from onrecord.cli.common import AsJson, Database, json_line, out


def command(db: Database = Path("onrecord.db"), as_json: AsJson = False) -> None:
    """Check that every value stands on its characters.

    Cuts each stored span anew from the input; exit code 1 where one does not read as stored.
    """
    from onrecord.store import Fallen, Store

    articles = values = fallen = 0
    with Store(db) as store:
        for item in store.verify():
            if isinstance(item, Fallen):
                fallen += 1
                s, e = item.span
                out(json_line(asdict(item)) if as_json else f"{item.article}: {item.table} {item.row} [{s}, {e}) reads "
                    f"{item.found!r}, not {item.words!r}")  # fmt: skip
            else:
                articles += 1
                values += item
    if as_json:
        out(json_line({"articles": articles, "values": values, "fallen": fallen}))
    else:
        out(f"{values:,} values of {articles:,} articles checked, {fallen:,} do not stand on their characters.")
    if fallen:
        raise typer.Exit(1)
