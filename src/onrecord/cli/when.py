"""onrecord when."""

from __future__ import annotations

from typing import Annotated

import typer

from onrecord.cli.common import AsJson, given_text, iso_date, json_line, out, say, table


def command(
    text: Annotated[str, typer.Argument(help="A phrase or some sentences; - reads standard input.")],
    published: Annotated[
        str | None, typer.Option(help="The publication date that they rest on; left out, values stay open.", metavar="DATE")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Show the times in a text.

    Each with its value, what it rests on, and the rule that says so.

    Examples:  onrecord when "five days later" --published 2020-01-08  ·  onrecord when "the third Thursday of November"
    """
    from onrecord.pipeline import Pipeline
    from onrecord.read.text import article_of_text
    from onrecord.stages.parse import Parse
    from onrecord.stages.tidy import Whole
    from onrecord.stages.times import Times

    text = given_text(text)
    iso_date(published, whole=True)
    (article,) = Pipeline((Whole(), Parse(), Times())).code([article_of_text(text, given_date=published, language="en")])
    rows = [
        {"id": t.id, "span": [t.mark.span.start, t.mark.span.end], "text": article.words(t.mark), "type": t.type,
         "value": t.value, "anchor": t.anchor, "why": t.why}
        for t in article.times
    ]  # fmt: skip
    if as_json:
        for row in rows:
            out(json_line(row))
    else:
        columns = ("id", "text", "type", "value", "anchor", "why")
        table(columns, [[str(row[c] or "") for c in columns] for row in rows])
    if not rows:
        say("no time in this text")
    for note in article.notes:
        say(f"note {note.code}: {note.text}")
