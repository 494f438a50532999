"""onrecord where."""

from __future__ import annotations

from typing import Annotated

import typer

from onrecord.cli.common import AsJson, given_text, json_line, out, say, table


def command(
    text: Annotated[str, typer.Argument(help="A name, a phrase or some sentences; - reads standard input.")],
    outlet: Annotated[str | None, typer.Option(help="Who published it: its home speaks for places near it.")] = None,
    options: Annotated[bool, typer.Option("--options", help="All places that each name was weighed for.")] = False,
    as_json: AsJson = False,
) -> None:
    """Show the places in a text.

    Each with its position, how much that means, what it does in its sentence, and the reason. A bare name that is no
    sentence is looked up in the gazetteer.

    Examples:  onrecord where "The fire in Paris, Texas, is out."  ·  onrecord where Springfield --options
    """
    from onrecord.pipeline import Pipeline
    from onrecord.read.text import article_of_text
    from onrecord.stages.parse import Parse
    from onrecord.stages.places import Places, explained, looked_up
    from onrecord.stages.tidy import Whole

    text = given_text(text)
    keep = Places(keep=True)
    (article,) = Pipeline((Whole(), Parse(), keep)).code([article_of_text(text, outlet=outlet, language="en")])
    rows = explained(article, keep.found, options) or looked_up(text)
    if as_json:
        for row in rows:
            out(json_line(row))
    else:
        columns = ("text", "name", "kind", "precision", "country", "lat", "lon", "gazetteer", "use", "why")
        table(columns, [["" if row[c] is None else str(row[c]) for c in columns] for row in rows])
    if not rows:
        say("no place in this text")
    for note in article.notes:
        if note.code.startswith("L"):
            say(f"note {note.code}: {note.text}")
