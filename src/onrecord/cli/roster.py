"""onrecord roster."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli.common import AsJson, Database, iso_date, json_line, out, table
from onrecord.errors import Code, KnowledgeError, UsageError

if TYPE_CHECKING:
    from onrecord.knowledge.actors import Roster

NOTHING = Code("C121", "nothing is asked", "Give a NAME, or --check FILE, or --stale.")


def command(
    name: Annotated[str | None, typer.Argument(help="The name to look up, as news writes it.")] = None,
    on: Annotated[str | None, typer.Option("--on", help="The day on which it must hold: YYYY-MM-DD.")] = None,
    roster: Annotated[Path | None, typer.Option("--roster", help="Your own rows, which come first.")] = None,
    check: Annotated[Path | None, typer.Option("--check", help="Check a file of your own rows.")] = None,
    stale: Annotated[bool, typer.Option("--stale", help="Offices that ended, bodies unknown, in a database.")] = False,
    db: Database = Path("onrecord.db"),
    least: Annotated[int, typer.Option("--min-articles", help="With --stale: in at least so many articles.", min=1)] = 3,
    as_json: AsJson = False,
) -> None:
    """Look names up in the roster; check your own.

    With --stale, lists what the roster lacks by what a database was coded with.

    The roster holds public offices, bodies, forces, groups and firms with the days between which each code held.
    Your own rows are used by `onrecord code --roster FILE`.

    Examples:  onrecord roster "John Kerry" --on 2014-05-01  ·  onrecord roster --check my.tsv  ·  onrecord roster --stale
    """
    if check is not None:
        _check(check, as_json)
    elif stale:
        _stale(db, least, as_json)
    elif name is not None and name.strip():
        from onrecord.knowledge.rosters import own_roster

        iso_date(on, whole=True)
        _show(name, on, own_roster(roster) if roster else None, as_json)
    else:
        raise UsageError(NOTHING, "roster")


def _show(name: str, on: str | None, rows: Roster | None, as_json: bool) -> None:
    from onrecord.knowledge.rosters import alike, look_up

    answer = look_up(name, on.replace("-", "") if on else None, rows)
    if as_json:
        out(json_line(asdict(answer) if answer else None))
    elif answer is None:
        others = alike(name, rows)
        out(f"{name}: not listed" + (f"; listed are {', '.join(others)}" if others else ""))
    else:
        out(f"{answer.name}: {answer.code} ({answer.how}; {answer.kind}; {answer.row})")
        if answer.terms:
            table(("code", "from", "until"), [(t.country + t.role, _day(t.since), _day(t.until)) for t in answer.terms])
    if answer is None:
        raise typer.Exit(1)


def _day(digits: str) -> str:
    return f"{digits[:4]}-{digits[4:6]}-{digits[6:]}" if digits else ""


def _check(path: Path, as_json: bool) -> None:
    from onrecord.knowledge.rosters import read

    rows = list(read(path))
    faults = [r for r in rows if isinstance(r, KnowledgeError)]
    for fault in faults:
        told = {"code": fault.code.id, "where": fault.name, "text": str(fault)}
        out(json_line(told) if as_json else str(fault))
    if not as_json:
        out(f"{len(rows) - len(faults)} rows, {len(faults)} faults")
    if faults:
        raise typer.Exit(1)


def _stale(db: Path, least: int, as_json: bool) -> None:
    from onrecord.store import Store
    from onrecord.store.offices import stale

    with Store(db) as store:
        rows = list(stale(store.connection, least))
    if as_json:
        for row in rows:
            out(json_line(asdict(row)))
        return
    head = ("what", "name", "coded", "articles", "first", "last", "why")
    table(head, [(r.what, r.name, r.code, str(r.articles), r.first or "", r.last or "", r.why) for r in rows])
