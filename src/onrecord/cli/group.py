"""onrecord group."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

from onrecord.cli.common import AsJson, Database, existing, json_line, out


def command(db: Database = Path("onrecord.db"), as_json: AsJson = False) -> None:
    """Put articles into reports and stories.

    Reprints go to the report that they copy, reports to running stories. Only what is new is looked at; `onrecord code` does
    the same at its end unless told --no-group.
    """
    from onrecord.corpus.group import group
    from onrecord.store import Store

    with Store(existing(db), write=True) as store:
        done = group(store)
    if as_json:
        out(json_line(asdict(done)))
    else:
        out(f"{done.looked_at:,} looked at; {done}.")
