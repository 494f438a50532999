"""onrecord events."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from onrecord.cli.common import ONE_FORMAT, AsJson, Database, MinScore, bounded, json_line, out, period, say
from onrecord.errors import Code, UsageError

NO_STATUS = Code("C106", "there is no such status", "One of: actual, planned, possible, negated.")
NO_TYPE = Code("C126", "there is no such event type", "ASSAULT, ACCUSE and the others: see docs/stages/events.md.")
NO_COUNTRY = Code("C128", "there is no such country", "Give its ISO 3166 alpha-3 code, or its name as news writes it.")
STATUSES = ("actual", "planned", "possible", "negated")


def command(
    db: Database = Path("onrecord.db"),
    type_: Annotated[str | None, typer.Option("--type", help="PLOVER type: ASSAULT, ACCUSE, …")] = None,
    actor: Annotated[str | None, typer.Option(help="Who does it: a code's beginning (IRN, IRNMIL) or part of a name.")] = None,
    recipient: Annotated[str | None, typer.Option(help="To whom, likewise.")] = None,
    country: Annotated[str | None, typer.Option(help="Where it happened: ISO alpha-3, or a country's name.")] = None,
    status: Annotated[str | None, typer.Option(help="actual, planned, possible, negated.")] = None,
    since: Annotated[str | None, typer.Option(help="On or after this date, of the event or else of publication.")] = None,
    until: Annotated[str | None, typer.Option(help="On or before this date, likewise.")] = None,
    claimant: Annotated[str | None, typer.Option(help="According to whom: a code's beginning or part of a name.")] = None,
    text: Annotated[str | None, typer.Option(help='In articles with these words ("quoted phrase", AND, OR, NOT).')] = None,
    article: Annotated[str | None, typer.Option(help="Of the article with this id.")] = None,
    min_score: MinScore = 0.0,
    limit: Annotated[int | None, typer.Option(help="So many at most.", min=1, callback=bounded)] = None,
    plover: Annotated[bool, typer.Option("--plover", help="As PLOVER itself would code them: docs/codebook.md.")] = False,
    as_json: AsJson = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="CSV with all columns.")] = False,
) -> None:
    """List events: who did what to whom, according to whom.

    The columns are explained in docs/codebook.md.

    Examples:  onrecord events --type ASSAULT --country IRQ  ·  onrecord events --claimant "Foreign Ministry" --csv > claims.csv
    """
    from onrecord.export.plover import PloverRow, listed
    from onrecord.export.rows import csv_rows, print_table
    from onrecord.store import EventRow, Store, plain

    if status is not None and status.lower() not in STATUSES:
        raise UsageError(NO_STATUS, status)
    if as_json and as_csv:
        raise UsageError(ONE_FORMAT, "--json --csv")
    wanted = {
        "type": type_, "actor": actor, "recipient": recipient, "country": _place(country), "status": status,
        **period(since, until), "claimant": claimant, "text": text, "article": article, "min_score": min_score,
        "limit": limit,
    }  # fmt: skip
    with Store(db) as store:
        rows, left = listed(store, **wanted) if plover else (store.events(**wanted), "")
    if not rows:
        _known(type_)
    if as_json:
        for row in rows:
            out(json_line(plain(row)))
    elif as_csv:
        csv_rows(rows, PloverRow if plover else EventRow)
    else:
        print_table(rows)
        say(f"{len(rows):,} event{'s' * (len(rows) != 1)}.")
    if left:
        say(left)


def _known(type_: str | None) -> None:
    """Whether a type that no event has is one at all (a database may hold types of a scheme of its own)."""
    from onrecord.knowledge.events import plover_types

    if type_ is not None and type_.upper() not in plover_types():
        raise UsageError(NO_TYPE, type_)


def _place(country: str | None) -> str | None:
    """The code of a country that is given by its code or its name."""
    from onrecord.knowledge.actors import key
    from onrecord.knowledge.countries import by_iso3, by_name

    if country is None or country.upper() in by_iso3():
        return country and country.upper()
    for name, row in by_name().items():
        if key(name) == key(country):
            return row.code
    raise UsageError(NO_COUNTRY, country)
