"""The checker of knowledge files: ``python -m onrecord.knowledge.check`` (also part of ``make check``)."""

from __future__ import annotations

import sys
from collections import Counter
from importlib.resources import files

from onrecord.errors import KnowledgeError
from onrecord.knowledge.loader import DOUBLE_ROW, parse, text_of
from onrecord.knowledge.tables import TABLES


def faults() -> list[KnowledgeError]:
    """Every fault in the package's knowledge files: headers, columns, rows, doubles, files no table names."""
    found: list[KnowledgeError] = []
    for name, row in TABLES.items():
        try:
            text = text_of(name)
            parse(text, name, row)
        except KnowledgeError as e:
            found.append(e)
            continue
        lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
        found += [KnowledgeError(DOUBLE_ROW, name, line) for line, n in Counter(lines).items() if n > 1]
    return found


def strays() -> list[str]:
    """Files in the data folder that no table names."""
    data = files("onrecord.knowledge") / "data"
    here = {p.name for p in data.iterdir() if p.name.endswith(".tsv")} if data.is_dir() else set()
    return sorted(here - set(TABLES))


def main() -> int:
    """Print every fault; exit code 1 where there is one."""
    said = [str(e) for e in faults()] + [f"{name}: no row of knowledge/tables.py names it" for name in strays()]
    sys.stdout.write("\n".join(said) or f"{len(TABLES)} knowledge files, no fault")
    sys.stdout.write("\n")
    return 1 if said else 0


if __name__ == "__main__":
    sys.exit(main())
