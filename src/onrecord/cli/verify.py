"""onrecord verify."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from onrecord.cli.common import AsJson, Database, json_line, out
from onrecord.errors import Code, ReadError

BAD_DOCUMENT = Code("C107", "a line is not a coded document", "Give what `onrecord code --to jsonl` wrote.")


def command(
    documents: Annotated[
        Path | None,
        typer.Argument(help="Coded documents (JSON lines, - for standard input) instead of a database.", metavar="FILE"),
    ] = None,
    db: Database = Path("onrecord.db"),
    as_json: AsJson = False,
) -> None:
    """Check that every value stands on its characters.

    Cuts each span anew from the input; exit code 1 where one does not read as it was stored, or points to nothing.
    """
    articles = values = fallen = 0
    for fault, looked in _of_file(documents) if documents else _of_store(db):
        if fault:
            fallen += 1
            out(json_line(fault) if as_json else "{article}: {where} {what}".format(**fault))
        else:
            articles += 1
            values += looked
    if as_json:
        out(json_line({"articles": articles, "values": values, "fallen": fallen}))
    else:
        out(f"{values:,} values of {articles:,} articles checked, {fallen:,} do not stand on their characters.")
    if fallen:
        raise typer.Exit(1)


def _of_store(db: Path) -> Iterator[tuple[dict[str, Any] | None, int]]:
    """Each fault; None and the number of values looked at for each article."""
    from onrecord.store import Fallen, Store

    with Store(db) as store:
        for item in store.verify():
            if isinstance(item, Fallen):
                what = f"[{item.span[0]}, {item.span[1]}) reads {item.found!r}, not {item.words!r}"
                yield {"article": item.article, "where": f"{item.table} {item.row}", "what": what}, 0
            else:
                yield None, item


def _of_file(path: Path) -> Iterator[tuple[dict[str, Any] | None, int]]:
    from onrecord.export.check import Fault, faults
    from onrecord.read.paths import UNREADABLE

    try:
        stream = sys.stdin if str(path) == "-" else path.open(encoding="utf-8", errors="replace")
    except OSError as e:
        raise ReadError(UNREADABLE, str(path), e.strerror or str(e)) from e
    with stream:
        for number, line in enumerate(stream, 1):
            try:
                doc = json.loads(line) if line.strip() else {"error": None}
                if "error" in doc:
                    continue
                found = list(faults(doc))
            except (ValueError, KeyError, TypeError) as e:
                raise ReadError(BAD_DOCUMENT, f"{path}:{number}", f"{type(e).__name__}: {e}") from e
            for item in found:
                if isinstance(item, Fault):
                    yield {"article": doc["id"], "where": item.where, "what": item.what}, 0
                else:
                    yield None, item
