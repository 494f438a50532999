"""onrecord stories."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from onrecord.cli.common import AsJson, Database, bounded, json_line, out, table


def command(
    db: Database = Path("onrecord.db"),
    by_articles: Annotated[
        bool, typer.Option("--by-articles", help="Order by articles, reprints and all, instead of reports.")
    ] = False,
    limit: Annotated[int, typer.Option(help="So many at most.", min=1, callback=bounded)] = 20,
    as_json: AsJson = False,
) -> None:
    """List running stories, the most reported first.

    A story is named by its first report. Reprints count once, unless --by-articles.
    """
    from onrecord.corpus.listing import stories
    from onrecord.store import Store

    with Store(db) as store:
        rows = list(stories(store.connection, by="articles" if by_articles else "reports", limit=limit))
    if as_json:
        for row in rows:
            out(json_line(asdict(row)))
        return
    head = ("reports", "articles", "outlets", "days", "title", "parties", "places", "speakers", "story")
    table(
        head,
        [
            (str(r.reports), str(r.articles), str(r.outlets), _days(r.since, r.until), r.title or "", "; ".join(r.parties[:3]),
             "; ".join(r.places[:3]), "; ".join(r.speakers[:3]), r.story)
            for r in rows
        ],
    )  # fmt: skip


def _days(since: str | None, until: str | None) -> str:
    return (since or "") if since == until else f"{since} – {until}"
