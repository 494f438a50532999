"""The surface that users hold on to, kept in one file: a lost name fails here before it fails at theirs.

What is new is welcome: `python tests/house/test_surface.py` writes the file anew. What is lost needs a line in CHANGELOG.
"""

from __future__ import annotations

import json
import re
import sys
from dataclasses import fields
from pathlib import Path
from typing import Any

import click
import typer.main

import onrecord
from onrecord.article import Article, layers
from onrecord.cli import app
from onrecord.store import COLUMNS, Store

KEPT = Path(__file__).with_name("surface.json")


def surface() -> dict[str, Any]:
    group = typer.main.get_command(app)
    assert isinstance(group, click.Group) or hasattr(group, "commands")
    commands = {
        name: sorted(o for p in c.params for o in (p.opts if p.param_type_name == "option" else [p.name or ""]))
        for name, c in sorted(group.commands.items())
    }
    kinds = {n: v for n, v in vars(layers).items() if isinstance(v, type) and v.__module__ == layers.__name__}
    with Store(":memory:", write=True) as store:
        schema = store.schema_hash
    return {
        "names": sorted(onrecord.__all__),
        "commands": commands,
        "columns": list(COLUMNS),
        "layers": {n: [f.name for f in fields(v)] for n, v in sorted(kinds.items())},
        "article": [f.name for f in fields(Article)],
        "schema": schema,
    }


def lost(kept: Any, now: Any, where: str) -> list[str]:
    """What is in ``kept`` and no more in ``now``."""
    if isinstance(kept, dict):
        return [x for k, v in kept.items() for x in (lost(v, now[k], f"{where} {k}") if k in now else [f"{where} {k}"])]
    if isinstance(kept, list):
        return [f"{where} {x}" for x in kept if x not in now]
    return [] if where == " schema" or kept == now else [f"{where}: {kept} is now {now}"]


def test_no_name_is_lost() -> None:
    assert lost(json.loads(KEPT.read_text(encoding="utf-8")), surface(), "") == []


def test_what_is_lost_is_seen() -> None:
    assert lost({"a": ["x", "y"], "b": {"c": ["d"]}}, {"a": ["y"], "b": {}}, "") == [" a x", " b c"]
    assert re.match(r"\d", onrecord.__version__)


if __name__ == "__main__":
    KEPT.write_text(json.dumps(surface(), indent=1) + "\n", encoding="utf-8")
    sys.stdout.write(f"{KEPT.name} written\n")
