"""onrecord forget."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from onrecord.cli.common import AsJson, Database, existing, json_line, out


def command(
    ident: Annotated[str, typer.Argument(help="The article's id, the beginning of it, or its file's name.", metavar="ID")],
    db: Database = Path("onrecord.db"),
    as_json: AsJson = False,
) -> None:
    """Remove an article and all that rests on it.

    Its rows, its text and what was found of it in reports, stories and happenings; those that it named are named anew.
    """
    from onrecord.corpus.group import group
    from onrecord.store import Store

    with Store(existing(db), write=True) as store:
        gone = store.forget(ident)
        group(store)
    if as_json:
        out(json_line(gone))
        return
    what = ", ".join(f"{n:,} {table}" for table, n in gone["rows"].items() if n)
    out(f"forgotten: {gone['id']} ({what})")
