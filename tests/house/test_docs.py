"""Docs can't part from code: every stage, code, column, command and option is told of."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest

from house.test_laws import codes
from onrecord.export.plover import PloverRow
from onrecord.knowledge.plover import plover_rules
from onrecord.pipeline import default_stages
from onrecord.store import COLUMNS

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"


def page(*parts: str) -> str:
    path = DOCS.joinpath(*parts)
    assert path.is_file(), f"docs/{'/'.join(parts)} is missing"
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", [s.name for s in default_stages()])
def test_every_stage_has_a_page(name: str) -> None:
    said = page("stages", f"{name}.md")
    assert len(said.split()) > 150, "say how it decides, what it gets wrong, what its notes mean"


def test_every_note_of_a_stage_stands_on_its_page() -> None:
    for owner, code in codes():
        if owner.startswith("onrecord.stages."):
            name = owner.split(".")[2]
            assert code.id in page("stages", f"{name}.md"), f"docs/stages/{name}.md does not tell of {code.id}"


def test_every_column_of_events_stands_in_the_codebook() -> None:
    said = page("codebook.md")
    assert [c for c in COLUMNS if not re.search(rf"\b{c}\b", said)] == []


def test_every_column_and_rule_of_plovers_reading_stands_in_the_codebook() -> None:
    said = page("codebook.md").split("## PLOVER's own reading")[1]
    own = [f.name for f in fields(PloverRow) if f.name not in COLUMNS]
    assert [c for c in own if not re.search(rf"\b{c}\b", said)] == []
    assert [r.rule for r in plover_rules() if f"\n| {r.rule} |" not in said] == []


def test_every_page_is_in_the_site_or_linked() -> None:
    linked = "\n".join(p.read_text(encoding="utf-8") for p in [*DOCS.rglob("*.md"), ROOT / "README.md", ROOT / "mkdocs.yml"])
    assert [p.name for p in DOCS.rglob("*.md") if p.name != "index.md" and p.name not in linked] == []


def test_links_between_pages_lead_somewhere() -> None:
    for source in [*DOCS.rglob("*.md"), ROOT / "README.md", ROOT / "CONTRIBUTING.md"]:
        for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", source.read_text(encoding="utf-8")):
            assert (source.parent / target).exists(), f"{source.relative_to(ROOT)} links to {target}"


def test_the_readme_names_the_two_commands_and_what_it_is_not_for() -> None:
    said = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "make demo" in said and "make test" in said and "not a tool for targeting" in said
