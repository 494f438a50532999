"""The codebook can't part from the code: every column, type, mode and context stands in it; every note in the stage's page."""

from __future__ import annotations

import re
from pathlib import Path

from onrecord.knowledge.events import contexts, plover_modes, plover_types
from onrecord.stages import events
from onrecord.store.query import COLUMNS

DOCS = Path(__file__).parents[3] / "docs"
BOOK = (DOCS / "codebook.md").read_text(encoding="utf-8")


def test_every_column_is_explained() -> None:
    rows = {name.strip() for line in BOOK.splitlines() if line.startswith("| ") for name in line.split("|")[1].split(",")}
    assert not set(COLUMNS) - rows


def test_every_type_and_mode_with_its_values() -> None:
    lines = {line.split("|")[1].strip(): line for line in BOOK.splitlines() if line.startswith("| ")}
    for name, row in plover_types().items():
        assert f"| {row.quad}, " in lines[name]
        assert f"| {row.goldstein:g} | {row.cameo} |" in lines[name], lines[name]
    for (type_, mode), fine in plover_modes().items():
        value = plover_types()[type_].goldstein if fine.goldstein is None else fine.goldstein
        assert f"{mode} ({value:g}, {fine.cameo})" in lines[type_], mode


def test_every_context() -> None:
    words = set(re.findall(r"[a-z_]+", BOOK))
    assert not set(contexts()) - words


def test_every_note() -> None:
    page = (DOCS / "stages" / "events.md").read_text(encoding="utf-8")
    assert events.LONG.id in page
    assert events.UNPOLITICAL.id in page
