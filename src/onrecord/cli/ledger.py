"""onrecord ledger."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from onrecord.cli.common import AsJson, Database, MinScore, json_line, out, table
from onrecord.errors import Code, UsageError

NO_KIND = Code("C111", "there is no such kind of figure", "One of: killed, wounded, arrested, displaced, participants.")


def command(
    db: Database = Path("onrecord.db"),
    name: Annotated[str | None, typer.Option("--happening", help="Of this happening only.", metavar="ID")] = None,
    kind: Annotated[str | None, typer.Option(help="killed, wounded, arrested, displaced or participants only.")] = None,
    totals: Annotated[bool, typer.Option("--totals", help="One line a happening: lowest, highest, latest, best.")] = False,
    min_score: MinScore = 0.0,
    as_json: AsJson = False,
) -> None:
    """List every figure with its claimant and words.

    Reprints count once. --totals shows what each policy would make of the figures; none of them is stored.
    """
    from onrecord.cli.happening import _names
    from onrecord.corpus import ledger
    from onrecord.corpus.accounts import shown
    from onrecord.corpus.mentions import COUNTS
    from onrecord.store import Store

    if kind is not None and kind not in COUNTS:
        raise UsageError(NO_KIND, kind)
    with Store(db) as store:
        names = _names(store.connection, name, 1, min_score)
        found = list(ledger.entries(store.connection, names, kind, min_score))
    if totals:
        head: tuple[str, ...] = ("kind", *ledger.VIEWS, "happening")
        rows = list(ledger.totals(found))
        lines = [tuple(str(r[k]) for k in head) for r in rows]
    else:
        head = ("published", "kind", "figure", "claimant", "words", "outlet", "articles", "happening")
        rows = [asdict(e) for e in found]
        lines = [
            (
                e.published or "",
                e.kind,
                shown((e.low, e.high)),
                e.claimant,
                e.words,
                e.outlet or "",
                str(e.articles),
                e.happening,
            )
            for e in found
        ]
    if as_json:
        for row in rows:
            out(json_line(row))
    else:
        table(head, lines)
