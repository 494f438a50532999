"""onrecord changes."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from onrecord.cli.common import AsJson, Database, MinScore, json_line, out, say, table
from onrecord.errors import StoreError


def command(
    ident: Annotated[str, typer.Argument(help="A URL, or the id of an article or the beginning of it.", metavar="URL|ID")],
    db: Database = Path("onrecord.db"),
    min_score: MinScore = 0.0,
    as_json: AsJson = False,
) -> None:
    """Tell what changed between versions of a page.

    The same URL read again with other text is another version: events added and removed, figures and claims that changed.
    """
    from onrecord.corpus.versions import changes, versions
    from onrecord.store import Store
    from onrecord.store.errors import NO_ARTICLE

    with Store(db) as store:
        found = versions(store.connection, ident)
        if not found and ":" not in ident:
            found = versions(store.connection, store.article(ident)["id"])
        if not found:
            raise StoreError(NO_ARTICLE, ident)
        rows = list(changes(store.connection, found, min_score))
    if as_json:
        for row in rows:
            out(json_line(asdict(row)))
        return
    table(
        ("before", "after", "kind", "type", "words", "what"),
        [(c.before, c.after, c.kind, c.type, c.anchor, c.what) for c in rows],
    )
    say(f"{len(found)} version{'s' * (len(found) != 1)}, {len(rows)} change{'s' * (len(rows) != 1)}.")
