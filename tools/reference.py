"""Write docs/reference from the code, so that the two can't part: errors, knowledge files, stages, layers, commands.

    python tools/reference.py [--check]

``--check`` writes nothing and fails where a page differs from what the code says.
"""

from __future__ import annotations

import ast
import importlib
import os
import pkgutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import fields
from inspect import getdoc
from pathlib import Path

import onrecord
from onrecord.article import layers
from onrecord.errors import Code
from onrecord.knowledge.loader import header_of, parse, text_of
from onrecord.knowledge.tables import TABLES
from onrecord.pipeline import default_stages

ROOT = Path(__file__).resolve().parents[1]
PAGES = ROOT / "docs" / "reference"
MADE = "<!-- Written by `make reference` from the code; edit there. -->\n"
LETTERS = {
    "A": "attribution",
    "C": "command line",
    "D": "tidy",
    "E": "events",
    "F": "fetch",
    "K": "knowledge",
    "L": "places",
    "M": "models",
    "P": "parse",
    "R": "read",
    "S": "store",
    "T": "times",
    "X": "pipeline",
    "Y": "parties",
}


def codes() -> Iterator[tuple[str, Code]]:
    """Every code, with the module that owns it."""
    seen: set[str] = set()
    for info in pkgutil.walk_packages(onrecord.__path__, "onrecord."):
        if info.name.endswith("__main__"):
            continue
        module = importlib.import_module(info.name)
        for node in ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8")).body:
            for target in getattr(node, "targets", []):
                value = getattr(module, getattr(target, "id", ""), None)
                if isinstance(value, Code) and value.id not in seen:
                    seen.add(value.id)
                    yield info.name, value


def errors_page() -> str:
    """All error and note codes."""
    said = [
        MADE,
        "# Errors and notes",
        "",
        "Errors stop one input or one command, never a run; notes are kept on the article. Both carry a code; its letter",
        "names the room that raised it.",
        "",
        "| code | room | what it means | what to do |",
        "|---|---|---|---|",
    ]
    rows = sorted((code.id, code) for _, code in codes())
    said += [f"| {i} | {LETTERS[i[0]]} | {c.meaning} | {c.remedy} |".replace("\n", " ") for i, c in rows]
    return "\n".join(said) + "\n"


def knowledge_page() -> str:
    """All knowledge files with their headers."""
    said = [
        MADE,
        "# Knowledge files",
        "",
        "Data, not code: each states its source, licence and date. Check them with `python -m onrecord.knowledge.check`.",
        "",
        "| file | rows | columns | source | licence | retrieved |",
        "|---|---|---|---|---|---|",
    ]
    for name, row in sorted(TABLES.items()):
        text = text_of(name)
        head = header_of(text, name)
        columns = ", ".join(f.name for f in fields(row))
        source = head["source"].replace("|", "\\|")
        said.append(
            f"| {name} | {len(parse(text, name, row)):,} | {columns} | {source} | {head['licence']} | {head['retrieved']} |"
        )
    return "\n".join(said) + "\n"


def stages_page() -> str:
    """The table of stages, in order."""
    said = [MADE, "# Stages", "", "| stage | version | needs | gives | what it does |", "|---|---|---|---|---|"]
    for s in default_stages():
        doc = (getdoc(type(s)) or "").split("\n")[0]
        gives = (*s.gives, *(f"more {a}" for a in getattr(s, "adds", ())))
        said.append(f"| {s.name} | {s.version} | {', '.join(s.needs)} | {', '.join(gives)} | {doc} |")
    return "\n".join(said) + "\n"


def layers_page() -> str:
    """All annotation types with their fields."""
    said = [MADE, "# Layers", "", (getdoc(layers) or "").split("\n\n")[1].replace("\n", " "), ""]
    tree = ast.parse(Path(str(layers.__file__)).read_text(encoding="utf-8"))
    for node in tree.body:
        if isinstance(node, ast.ClassDef):
            said += [f"## {node.name}", "", getdoc(getattr(layers, node.name)) or "", "", "| field | type |", "|---|---|"]
            for f in node.body:
                if isinstance(f, ast.AnnAssign):
                    said.append(f"| {ast.unparse(f.target)} | `{ast.unparse(f.annotation).replace('|', 'or')}` |")
            said.append("")
    return "\n".join(said).rstrip() + "\n"


def help_of(*words: str) -> str:
    """What the command line prints for ``--help``, 100 columns wide, without colour."""
    env = os.environ | {"COLUMNS": "100", "TERMINAL_WIDTH": "100", "NO_COLOR": "1", "TERM": "dumb"}
    command = [sys.executable, "-m", "onrecord", *words, "--help"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=env)
    return "\n".join(line.rstrip() for line in done.stdout.strip().splitlines())


def commands_page() -> str:
    """``--help`` of every command."""
    from onrecord.cli import command_names

    said = [MADE, "# Commands", "", "```text", help_of(), "```", ""]
    for name in command_names():
        said += [f"## onrecord {name}", "", "```text", help_of(name), "```", ""]
    return "\n".join(said).rstrip() + "\n"


PAGE = {
    "errors.md": errors_page,
    "knowledge.md": knowledge_page,
    "stages.md": stages_page,
    "layers.md": layers_page,
    "commands.md": commands_page,
}


def main() -> int:
    """Write the pages, or check them."""
    stale = []
    PAGES.mkdir(parents=True, exist_ok=True)
    for name, make in PAGE.items():
        page, text = PAGES / name, make()
        if not page.is_file() or page.read_text(encoding="utf-8") != text:
            stale.append(name)
            if "--check" not in sys.argv[1:]:
                page.write_text(text, encoding="utf-8")
    sys.stdout.write(f"{'stale' if '--check' in sys.argv[1:] else 'written'}: {', '.join(stale) or 'none'}\n")
    return int(bool(stale) and "--check" in sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
