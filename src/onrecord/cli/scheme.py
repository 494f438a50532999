"""onrecord scheme."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from onrecord.cli.common import AsJson, json_line, out, table


def command(
    file: Annotated[Path, typer.Argument(help="The TOML file with your own event types.", metavar="FILE")],
    model: Annotated[bool, typer.Option("--model/--no-model", help="Use the trained model.")] = True,
    as_json: AsJson = False,
) -> None:
    """Check your own event types.

    Codes each of the file's examples, which must give its type, and each counterexample, which must not. Exit code 1 where one
    does not hold. Use the file with: onrecord code --scheme FILE.
    """
    from onrecord.knowledge.schemes import own_scheme
    from onrecord.pipeline import Pipeline, default_stages
    from onrecord.read.text import article_of_text

    scheme = own_scheme(file)
    asked = [(t.name, text, True) for t in scheme.types for text in t.examples]
    asked += [(t.name, text, False) for t in scheme.types for text in t.counterexamples]
    coded = Pipeline(default_stages(model, None, file)).code(article_of_text(text, language="en") for _, text, _ in asked)
    rows: list[dict[str, Any]] = []
    for (name, text, wanted), article in zip(asked, coded, strict=True):
        found = [e.type for e in article.events]
        rows.append({"type": name, "wanted": wanted, "holds": (name in found) is wanted, "found": found, "text": text})
    if as_json:
        for row in rows:
            out(json_line(row))
    else:
        lines = [
            ("yes" if r["holds"] else "NO", f"{'' if r['wanted'] else 'not '}{r['type']}", "; ".join(r["found"]), r["text"])
            for r in rows
        ]
        table(("holds", "wanted", "found", "text"), lines)
    if not all(r["holds"] for r in rows):
        raise typer.Exit(1)
