"""The laws of the house, read from the code: who may import whom, how long files and functions are, which codes there are."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
from collections import Counter
from pathlib import Path

import pytest

import onrecord
from onrecord.errors import Code

ROOT = Path(__file__).resolve().parents[2]
SRC = ROOT / "src" / "onrecord"
FILES = sorted(SRC.rglob("*.py"))

#: Which rooms a room may import. "stages/times" and its like fall under "stages"; base is the one thing they share.
MAY = {
    "article": {"article"},
    "errors": set(),
    "knowledge": {"article", "errors", "knowledge"},
    "models": {"article", "errors", "knowledge", "models"},
    "syntax": {"article", "errors", "syntax"},
    "read": {"article", "errors", "knowledge", "models", "syntax", "read"},
    "stages": {"article", "errors", "knowledge", "models", "syntax"},
    "pipeline": {"article", "errors", "knowledge", "models", "syntax", "read", "stages"},
    "fetch": {"article", "errors", "read", "store", "fetch"},
    "store": {"article", "errors", "store"},
    "corpus": {"article", "errors", "knowledge", "store", "corpus"},
    "export": {"article", "errors", "knowledge", "store", "corpus", "export"},
    "serve": {"article", "errors", "store", "corpus", "export", "serve"},
}
#: The faces of the package may use all rooms but the command line.
FACES = ("face", "spacy_pipe", "__init__", "__main__")
#: Files and functions that may be longer, each with its reason. Keep it short.
LONGER: dict[str, str] = {}


def room(path: Path) -> str:
    return path.relative_to(SRC).parts[0].removesuffix(".py")


def imports(path: Path) -> set[str]:
    out: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            out |= {f"{node.module}.{a.name}" for a in node.names} if node.module == "onrecord" else {node.module}
        elif isinstance(node, ast.Import):
            out |= {a.name for a in node.names}
    return out


def broken(path: Path) -> list[str]:
    """Which laws the imports of one file break, in words."""
    here, said = room(path), []
    where = path.relative_to(SRC)
    for name in sorted(imports(path)):
        top, *rest = name.split(".")
        parse = where.as_posix().startswith("stages/parse/")
        if top == "spacy" and not parse and where.as_posix() != "spacy_pipe.py" and here != "syntax":
            said.append(f"{where} imports spacy: only parse and syntax know spaCy; ask syntax a question instead")
        if top != "onrecord" or not rest or rest == ["__version__"]:
            continue
        there = rest[0]
        if there == "cli" and here not in ("cli", "__main__"):
            said.append(f"{where} imports cli: nothing may; move what is shared into the room that owns it")
        if here in FACES or here == "cli":
            continue
        if here == "stages" and there == "stages":
            own = where.parts[1].removesuffix(".py")
            if len(rest) > 1 and rest[1] not in (own, "base"):
                said.append(f"{where} imports stage {rest[1]}: stages are strangers; read its layer instead")
        elif there not in MAY.get(here, set()):
            said.append(f"{where} imports {there}: {here} stands below or beside it (DESIGN, Imports)")
    return said


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.relative_to(SRC).as_posix())
def test_imports_keep_the_order_of_the_house(path: Path) -> None:
    assert broken(path) == []


def test_a_broken_law_is_told_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    bad = SRC / "stages" / "times" / "bad.py"
    monkeypatch.setattr(Path, "read_text", lambda self, **_: "from onrecord.stages.places import X\nimport onrecord.store\n")
    said = " ".join(broken(bad))
    assert "strangers" in said
    assert "imports store" in said


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.relative_to(SRC).as_posix())
def test_files_and_functions_are_short(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    name = path.relative_to(SRC).as_posix()
    assert text.count("\n") <= 400 or name in LONGER, "a file of over 400 lines: give its parts rooms of their own"
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            assert lines <= 60 or f"{name}:{node.name}" in LONGER, f"{node.name} has {lines} lines"


def codes() -> list[tuple[str, Code]]:
    """Every code with the module that owns it (imported names do not count)."""
    out = []
    for info in pkgutil.walk_packages([str(SRC)], "onrecord."):
        if info.name.endswith("__main__"):
            continue
        module = importlib.import_module(info.name)
        tree = ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))
        assigned = [n for n in tree.body if isinstance(n, ast.Assign | ast.AnnAssign)]
        own = {t.id for n in assigned for t in getattr(n, "targets", [getattr(n, "target", None)]) if isinstance(t, ast.Name)}
        out += [(info.name, getattr(module, k)) for k in sorted(own) if isinstance(getattr(module, k, None), Code)]
    return out


def test_codes_are_unique_and_well_formed() -> None:
    found = codes()
    assert found
    assert [c for c, n in Counter(c.id for _, c in found).items() if n > 1] == []
    for owner, code in found:
        assert re.fullmatch(r"[A-Z]\d{3}", code.id), f"{owner}: {code.id}"
        assert code.remedy.endswith("."), f"{code.id}: a remedy is a sentence"


def test_the_package_names_its_version() -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+", onrecord.__version__)
    assert f'version = "{onrecord.__version__}"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")
