"""onrecord disputes."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from onrecord.cli.common import AsJson, Database, MinScore, bounded, json_line, out, table


def command(
    db: Database = Path("onrecord.db"),
    kind: Annotated[str | None, typer.Option(help="killed, wounded, …, status, actors, date or place only.")] = None,
    limit: Annotated[int, typer.Option(help="So many at most.", min=1, callback=bounded)] = 20,
    min_score: MinScore = 0.0,
    as_json: AsJson = False,
) -> None:
    """List contradicting accounts, strongest first.

    Other figures (ranges that do not meet), denied against asserted, other actors, days or places for one happening.
    """
    from onrecord.cli.happening import dispute_row
    from onrecord.corpus import accounts
    from onrecord.store import Store

    with Store(db) as store:
        names = accounts.names(store.connection, min_score=min_score)
        found = [c for n in names for c in accounts.happening(store.connection, n, min_score).disputes]
    found = sorted((c for c in found if kind in (None, c.kind)), key=lambda c: (-c.strength, c.one.happening, c.kind))[:limit]
    if as_json:
        for c in found:
            out(json_line(dispute_row(c)))
        return
    table(
        ("strength", "kind", "what", "one", "other", "type", "happening"),
        [
            (
                f"{c.strength:.2f}",
                c.kind,
                c.what,
                "; ".join(c.ones[:4]),
                "; ".join(c.others[:4]),
                c.one.mention.type,
                c.one.happening,
            )
            for c in found
        ],
    )
