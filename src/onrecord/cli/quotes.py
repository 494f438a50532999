"""onrecord quotes."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from onrecord.cli.common import ONE_FORMAT, AsJson, Database, bounded, json_line, out, period, say, table
from onrecord.errors import Code, UsageError

NO_KIND = Code("C123", "there is no such kind of statement", "One of: direct, indirect, mixed.")
NO_SENSE = Code("C124", "there is no such sense of a statement", "One of: said, thought, planned, attitude.")
KINDS = ("direct", "indirect", "mixed")
SENSES = ("said", "thought", "planned", "attitude")


def command(
    db: Database = Path("onrecord.db"),
    by: Annotated[str | None, typer.Option(help="Who speaks: a code's beginning (IRN) or part of a name.")] = None,
    about: Annotated[str | None, typer.Option(help='With these words in what is said ("quoted phrase", AND, OR, NOT).')] = None,
    kind: Annotated[str | None, typer.Option(help="direct, indirect, mixed: by quote marks.")] = None,
    sense: Annotated[str | None, typer.Option(help="said, thought, planned, attitude.")] = None,
    article: Annotated[str | None, typer.Option(help="Of the article with this id.")] = None,
    since: Annotated[str | None, typer.Option(help="Published on or after this date.")] = None,
    until: Annotated[str | None, typer.Option(help="Published on or before this date.")] = None,
    outermost: Annotated[bool, typer.Option(help="Without statements that are reported within others.")] = False,
    min_score: Annotated[float, typer.Option(help="At least so sure, 0 to 1.", min=0, max=1)] = 0.0,
    limit: Annotated[int | None, typer.Option(help="So many at most.", min=1, callback=bounded)] = None,
    as_json: AsJson = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="CSV with all columns.")] = False,
) -> None:
    """List statements: who says what, by which words, and where.

    The columns are explained in docs/codebook.md.

    Examples:  onrecord quotes --by "Foreign Ministry" --about ceasefire  ·  onrecord quotes --sense said --csv > said.csv
    """
    from onrecord.export.quotes import SHORT, csv_quotes, short
    from onrecord.store import Store

    if kind is not None and kind.lower() not in KINDS:
        raise UsageError(NO_KIND, kind)
    if sense is not None and sense.lower() not in SENSES:
        raise UsageError(NO_SENSE, sense)
    if as_json and as_csv:
        raise UsageError(ONE_FORMAT, "--json --csv")
    wanted = {
        "by": by, "about": about, "kind": kind, "sense": sense, "article": article,
        **period(since, until), "outermost": outermost, "min_score": min_score, "limit": limit,
    }  # fmt: skip
    with Store(db) as store:
        rows = store.quotes(**wanted)
    if as_json:
        for row in rows:
            out(json_line(asdict(row)))
    elif as_csv:
        csv_quotes(rows)
    else:
        table(SHORT, map(short, rows))
        say(f"{len(rows):,} statement{'s' * (len(rows) != 1)}.")
