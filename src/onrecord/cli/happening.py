"""onrecord happening."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from onrecord.cli.common import AsJson, Database, MinScore, bounded, json_line, out, table
from onrecord.errors import Code, StoreError, UsageError

if TYPE_CHECKING:
    from onrecord.corpus.accounts import Account, Contradiction, Happening

NO_HAPPENING = Code("C110", "no happening has this name", "List them with `onrecord happening` or `onrecord disputes`.")

NOT_SURE = Code("C133", "no mention of this happening is so sure", "Give a lower --min-score.")


def command(
    name: Annotated[
        str | None,
        typer.Argument(
            help="ARTICLE/EVENT: any mention of it; all happenings, most reported first, if left out.", metavar="ID"
        ),
    ] = None,
    db: Database = Path("onrecord.db"),
    least: Annotated[int, typer.Option("--min-reports", help="Told by at least so many reports.", min=1)] = 1,
    limit: Annotated[int, typer.Option(help="So many at most.", min=1, callback=bounded)] = 20,
    min_score: MinScore = 0.0,
    as_json: AsJson = False,
) -> None:
    """Show a happening's accounts side by side.

    What each claimant says of it: status, actors, figures, date, place; its independent origins; what accounts disagree on.
    """
    from onrecord.corpus import accounts
    from onrecord.store import Store

    with Store(db) as store:
        names = _names(store.connection, name, least, min_score)[:limit]
        found = [accounts.happening(store.connection, n, min_score) for n in names]
    if name is not None and not found[0].accounts:
        raise UsageError(NOT_SURE, f"{min_score:g}")
    if as_json:
        for h in found:
            out(json_line(as_row(h)))
    elif name is None:
        head = ("reports", "origins", "type", "date", "place", "words", "claimants", "disputes", "happening")
        table(head, [_line(h) for h in found])
    else:
        _show(found[0])


def _names(db: Any, name: str | None, least: int, min_score: float) -> list[str]:
    from onrecord.corpus import accounts

    if name is None:
        return accounts.names(db, least, min_score)
    article, _, event = name.rpartition("/")
    sql = "SELECT happening FROM event_groups g JOIN articles a USING (doc) WHERE (a.id = ? OR a.name = ?) AND g.event = ?"
    row = db.execute(sql, (article, article, event)).fetchone()
    if row is None:
        raise StoreError(NO_HAPPENING, name)
    return [row[0]]


def _line(h: Happening) -> tuple[str, ...]:
    first = h.accounts[0]
    dates = sorted({a.date for a in h.accounts if a.date})
    places = list(dict.fromkeys(a.mention.where.name for a in h.accounts if a.mention.where))
    claimants = list(dict.fromkeys(a.claimant for a in h.accounts))
    return (
        str(len({a.mention.report for a in h.accounts})), str(len(h.origins)), first.mention.type, "; ".join(dates[:2]),
        "; ".join(places[:2]), "; ".join(dict.fromkeys(a.words for a in h.accounts)), "; ".join(claimants[:4]),
        "; ".join(dict.fromkeys(c.kind for c in h.disputes)), h.name,
    )  # fmt: skip


def _show(h: Happening) -> None:
    first = h.accounts[0].mention
    out(f"{first.type}{'/' + first.mode if first.mode else ''}: {h.accounts[0].words} ({h.name})\n")
    head = ("claimant", "outlet", "published", "status", "actors", "recipients", "figures", "date", "place", "words")
    table(head, [_account(a) for a in h.accounts])
    out("\nindependent origins")
    for origin, reasons in h.origins.items():
        out(f"  {origin}: {'; '.join(reasons)}")
    if h.disputes:
        out("\naccounts disagree on")
        for c in h.disputes:
            out(f"  {c.kind}: {c.what} ({'; '.join(c.ones[:4])} / {'; '.join(c.others[:4])}), strength {c.strength:.2f}")


def _account(a: Account) -> tuple[str, ...]:
    from onrecord.corpus.accounts import shown

    who = " ← ".join((a.claimant, *a.chain)) + (" (own words)" if a.own_voice else "")
    figures = "; ".join(f"{k} {shown(v)}" for k, v in a.counts.items())
    printed = f"{a.outlet or '?'}" + (f" (+{a.articles - 1} reprints)" if a.articles > 1 else "")
    return (
        who, printed, a.published or "", a.mention.status, "; ".join(a.actors), "; ".join(a.recipients), figures, a.date or "",
        a.mention.where.name if a.mention.where else "", a.words,
    )  # fmt: skip


def as_row(h: Happening) -> dict[str, Any]:
    """A happening as JSON has it."""
    return {
        "happening": h.name,
        "type": h.accounts[0].mention.type,
        "accounts": [account_row(a) for a in h.accounts],
        "origins": [{"name": k, "why": v} for k, v in h.origins.items()],
        "disputes": [dispute_row(c) for c in h.disputes],
    }


def account_row(a: Account) -> dict[str, Any]:
    """An account as JSON has it."""
    return {
        "claimant": a.claimant, "code": a.code, "chain": a.chain, "own_voice": a.own_voice, "article": a.mention.article,
        "event": a.mention.event, "outlet": a.outlet, "published": a.published, "articles": a.articles, "origin": a.origin.name,
        "status": a.mention.status, "actors": a.actors, "recipients": a.recipients, "counts": a.counts, "date": a.date,
        "place": a.mention.where.name if a.mention.where else None, "words": a.words, "sentence": a.sentence,
    }  # fmt: skip


def dispute_row(c: Contradiction) -> dict[str, Any]:
    """A contradiction as JSON has it."""
    return {
        "happening": c.one.happening, "kind": c.kind, "what": c.what, "strength": c.strength,
        "one": {"claimants": c.ones, "article": c.one.mention.article, "event": c.one.mention.event},
        "other": {"claimants": c.others, "article": c.other.mention.article, "event": c.other.mention.event},
    }  # fmt: skip
