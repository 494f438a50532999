"""onrecord rollup."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from onrecord.cli.common import AsJson, Database, MinScore, json_line, out, table
from onrecord.errors import Code, UsageError

NO_GROUP = Code("C112", "there is no such key or rule", "Keys and rules are named by `onrecord rollup --help`.")


def command(
    db: Database = Path("onrecord.db"),
    by: Annotated[
        str, typer.Option(help="Keys, joined by commas: year, month, day, country, type, mode, status, outlet.")
    ] = "type",
    rules: Annotated[
        str, typer.Option(help="Rules, joined by commas: mentions, reports, happenings, origins2, actual.")
    ] = "mentions,reports,happenings,origins2,actual",
    min_score: MinScore = 0.0,
    as_json: AsJson = False,
) -> None:
    """Count events under several rules side by side.

    mentions: every one; reports: reprints left out; happenings; origins2: those told by two independent origins or more;
    actual: those that somebody states as having happened and nobody denies.
    """
    from onrecord.corpus.rollup import rollup
    from onrecord.store import Store

    keys, wanted = (tuple(x.strip() for x in text.split(",") if x.strip()) for text in (by, rules))
    with Store(db) as store:
        try:
            lines = rollup(store.connection, keys, wanted, min_score)
        except ValueError as e:
            raise UsageError(NO_GROUP, str(e)) from e
    if as_json:
        for line in lines:
            out(json_line(dict(zip(keys, line.group, strict=True)) | line.counts))
        return
    table((*keys, *wanted), [(*line.group, *(str(line.counts[r]) for r in wanted)) for line in lines])
