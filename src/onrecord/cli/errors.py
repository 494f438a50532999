"""onrecord errors."""

from __future__ import annotations

import pkgutil
from importlib import import_module
from typing import Annotated

import typer

from onrecord.cli.common import AsJson, json_line, out, table
from onrecord.errors import Code, UsageError

NO_CODE = Code("C101", "there is no such code", "List all with `onrecord errors`.")


def codes() -> list[Code]:
    """All codes of the package, in order."""
    import onrecord

    found: dict[str, Code] = {}
    for info in pkgutil.walk_packages(onrecord.__path__, "onrecord."):
        if not info.name.endswith("__main__"):
            found |= {v.id: v for v in vars(import_module(info.name)).values() if isinstance(v, Code)}
    return [found[i] for i in sorted(found)]


def command(
    code: Annotated[str | None, typer.Argument(help="A code, such as R102; all if left out.")] = None, as_json: AsJson = False
) -> None:
    """Explain error and note codes: what to do."""
    wanted = [c for c in codes() if code is None or c.id == code.upper()]
    if not wanted:
        raise UsageError(NO_CODE, str(code))
    if as_json:
        for c in wanted:
            out(json_line({"code": c.id, "meaning": c.meaning, "remedy": c.remedy}))
        return
    table(("code", "what it means", "what to do"), [(c.id, c.meaning, c.remedy) for c in wanted])
