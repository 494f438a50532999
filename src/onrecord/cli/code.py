"""onrecord code."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Annotated, Any

import typer

from onrecord.cli import inputs as o
from onrecord.cli.common import MinScore, iso_date, say
from onrecord.errors import Code, PassedOver, ReadError, UsageError
from onrecord.read.how import Fetch, How

if TYPE_CHECKING:
    from onrecord.article import Article
    from onrecord.pipeline import Pipeline

BAD_FORMAT = Code("C103", "there is no such output format", "One of: table, jsonl, csv.")
NO_STAGE = Code("C104", "there is no such stage", "List them with `onrecord stages`.")
NO_INPUT = Code("C131", "no input is given", "Name files, folders or URLs, or a list of URLs with --urls FILE.")
KEPT_ALL = Code("C134", "a database keeps all events", "Print with --to, or ask later: onrecord events --min-score.")

FORMATS = ("table", "jsonl", "csv")


def command(
    paths: Annotated[
        list[str] | None,
        typer.Argument(help="Files, folders, URLs, or - (standard input): text, HTML, JSON, feeds, WARC; packed too."),
    ] = None,
    db: Annotated[
        Path | None, typer.Option("--db", help="Database to add to.  [default: onrecord.db, or none with --to]")
    ] = None,
    to: Annotated[str | None, typer.Option("--to", help="Print coded documents: jsonl; or events: table, csv.")] = None,
    min_score: MinScore = 0.0,
    published: Annotated[str | None, typer.Option(help="Publication date of all inputs; overrides their own.")] = None,
    outlet: Annotated[str | None, typer.Option(help="Who published all inputs.")] = None,
    until: Annotated[str | None, typer.Option(help="Stop behind this stage.", metavar="STAGE")] = None,
    grouped: Annotated[
        bool, typer.Option("--group/--no-group", help="Then put articles into reports and stories (with a database).")
    ] = True,
    roster: Annotated[Path | None, typer.Option("--roster", help="Your own names with codes (see `onrecord roster`).")] = None,
    scheme: Annotated[Path | None, typer.Option("--scheme", help="Your own event types (see `onrecord scheme`).")] = None,
    model: Annotated[bool, typer.Option("--model/--no-model", help="Use the trained model, or rules alone.")] = True,
    fast: Annotated[bool, typer.Option("--fast", help="Read pages by their layout alone: faster, less exact.")] = False,
    max_bytes: o.MaxBytes = 20_000_000,
    max_ratio: o.MaxRatio = 200,
    max_links: o.MaxLinks = 1000,
    urls: o.Urls = None,
    follow: o.Follow = False,
    fresh: o.Fresh = 24.0,
    delay: o.Delay = 1.0,
    timeout: o.Timeout = 30.0,
    retries: o.Retries = 2,
    max_wait: o.MaxWait = 60.0,
    contact: o.Contact = None,
    allow_private: o.AllowPrivate = False,
) -> None:
    """Code articles: add their events to a database or print them.

    Reads PATHS, finds the attributed events, adds them to the database (or prints them, with --to).
    Inputs that can't be read are told, stored, and passed over; then the exit code is 1. Output is in the order of the input.
    Coding the same inputs again adds nothing.

    Nothing is fetched from the web but the URLs that you give.

    Examples:  onrecord code news/  ·  onrecord code crawl.warc.gz --to jsonl  ·  cat page.html | onrecord code - --to table
    """
    _check(to, min_score)
    iso_date(published, whole=True)
    given: dict[str, Any] = {k: v for k, v in {"given_date": published, "outlet": outlet}.items() if v}
    if not paths and not urls:
        raise UsageError(NO_INPUT, "code")
    target = db or (None if to else Path("onrecord.db"))
    how = How(max_bytes=max_bytes, max_ratio=max_ratio, max_links=max_links, follow=follow, fast=fast)
    manners = {
        "fresh": fresh * 3600, "delay": delay, "timeout": timeout, "retries": retries, "max_wait": max_wait, "contact": contact,
        "allow_private": allow_private, "max_bytes": max_bytes, "max_ratio": max_ratio,
    }  # fmt: skip
    job = o.Job(tuple(paths or ()), tuple(urls or ()), given, how, manners, to, min_score)
    failed = _run(job, target, _pipeline(until, model, roster, scheme))
    if target and grouped:
        _group(target)
    if failed:
        raise typer.Exit(1)


def _check(to: str | None, min_score: float) -> None:
    if to is not None and to not in FORMATS:
        raise UsageError(BAD_FORMAT, to)
    if min_score and to is None:
        raise UsageError(KEPT_ALL, "--min-score")


def _pipeline(until: str | None, model: bool, roster: Path | None, scheme: Path | None) -> Pipeline:
    from onrecord.pipeline import Pipeline, default_stages

    stages = default_stages(model, roster, scheme)
    if until:
        names = [s.name for s in stages]
        if until not in names:
            raise UsageError(NO_STAGE, until)
        stages = stages[: names.index(until) + 1]
    return Pipeline(stages)


def _run(job: o.Job, db: Path | None, pipeline: Pipeline) -> int:
    from onrecord.export import writer
    from onrecord.fetch import Fetcher, Manners
    from onrecord.store import Store

    tally = {"added": 0, "replaced": 0, "kept": 0, "coded": 0, "events": 0, "failed": 0}
    write = writer(job.to, job.min_score) if job.to else None
    failures: list[ReadError] = []

    def articles(fetch: Fetch) -> Iterator[Article]:
        for item in job.items(fetch):
            if isinstance(item, ReadError):
                failures.append(item)
            elif store and not write and store.has(item, pipeline.version):
                tally["kept"] += 1
            else:
                yield item

    def fail() -> None:
        # An error is told before the articles that come behind it, as far as batches allow; rows go to their places.
        while failures:
            error = failures.pop(0)
            if isinstance(error, PassedOver):
                say(f"onrecord: note: {error}")
                continue
            tally["failed"] += 1
            say(f"onrecord: {error}")
            if store:
                store.add_failure(error)
            if write:
                write.failure(error)

    with (
        Store(db, write=True) if db else nullcontext() as store,
        Fetcher(Manners(**job.manners), store.fetched if store else None) as fetch,
    ):
        for article in _progress(pipeline.code(articles(fetch))):
            fail()
            tally["coded"] += 1
            tally["events"] += len(article.events)
            if store:
                tally[store.add(article, pipeline.version)] += 1
            if write:
                write.article(article)
        fail()
    if write:
        write.close()
    _summary(tally, db)
    return tally["failed"]


def _group(db: Path) -> None:
    from onrecord.corpus.group import group
    from onrecord.store import Store

    with Store(db, write=True) as store:
        done = group(store)
    say(f"{done}.")
    shown = "" if str(db) == "onrecord.db" else f" --db {quote(str(db))}"
    say(f"Go on with: onrecord events{shown}, onrecord stories{shown}")


def _progress(articles: Iterator[Article]) -> Iterator[Article]:
    if not sys.stderr.isatty():
        yield from articles
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.completed} articles coded"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)
        for article in articles:
            bar.advance(task)
            yield article


def _summary(tally: dict[str, int], db: Path | None) -> None:
    said = f"{tally['coded']} article{'s' * (tally['coded'] != 1)}, {tally['events']} event{'s' * (tally['events'] != 1)}"
    if db:
        said += f"; {tally['added']} added to {db}"
        said += f", {tally['replaced']} coded anew" if tally["replaced"] else ""
        said += f", {tally['kept']} there already" if tally["kept"] else ""
    if tally["failed"]:
        said += f"; {tally['failed']} not read"
    say(said + ".")
