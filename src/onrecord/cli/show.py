"""onrecord show."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from onrecord.cli.common import AsJson, Database, MinScore, json_line, out, terminal


def command(
    article: Annotated[str, typer.Argument(help="The article's id, the beginning of it, or its file's name.", metavar="ID")],
    db: Database = Path("onrecord.db"),
    min_score: MinScore = 0.0,
    as_json: AsJson = False,
) -> None:
    """Show an article with its spans marked.

    The text as read, with events, speakers, cues, times and places marked, and the events below.

    On a terminal marks are colours, elsewhere brackets: [E1|killed], [S|the minister], [C|said], [T|Monday], [P|Arlit].
    """
    from onrecord.export.marked import marked, marks_of
    from onrecord.export.rows import print_table
    from onrecord.store import Store, offsets_of

    with Store(db) as store:
        row = store.article(article)
        doc = int(row["doc"])
        layers = {t: store.rows(t, doc) for t in ("events", "statement_spans", "times", "places", "notes")}
        layers["events"] = [e for e in layers["events"] if e["score"] >= min_score]
        events = store.events(article=row["id"], min_score=min_score)
    marks = marks_of(layers, offsets_of(row["offsets"]))
    if as_json:
        out(json_line({"id": row["id"], "title": row["title"], "reading": row["reading"],
                       "marks": [{"start": m.start, "end": m.end, "label": m.label} for m in marks]}))  # fmt: skip
        return
    head = [f"{name}: {row[name]}" for name in ("id", "outlet", "url", "published", "credit", "language") if row[name]]
    out("\n".join(head) + "\n")
    out(marked(row["reading"], marks, colour=terminal()))
    out("")
    print_table(events)
    for note in layers["notes"]:
        out(f"note {note['code']}: {note['text']}")
