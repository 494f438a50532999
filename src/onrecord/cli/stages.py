"""onrecord stages."""

from __future__ import annotations

from inspect import getdoc
from typing import Any

from onrecord.cli.common import AsJson, json_line, out, table


def command(as_json: AsJson = False) -> None:
    """List the stages, what each needs and gives.

    In the order in which they run, with versions.
    """
    from onrecord.pipeline import default_stages

    rows: list[dict[str, Any]] = [
        {
            "stage": s.name,
            "version": s.version,
            "needs": list(s.needs),
            "gives": list(s.gives),
            "does": (getdoc(type(s)) or "").split("\n")[0],
        }
        for s in default_stages()
    ]
    if as_json:
        for row in rows:
            out(json_line(row))
        return
    shown = [[r["stage"], str(r["version"]), " ".join(r["needs"]), " ".join(r["gives"]), r["does"]] for r in rows]
    table(("stage", "version", "needs", "gives", "does"), shown)
