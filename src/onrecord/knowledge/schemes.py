"""A user's own event types: a TOML file of words that name them, read and checked.

    [[type]]
    name = "PORT_STRIKE"
    as = "PROTEST"
    words = ["strike + port", "walkout + docker"]
    examples = ["Dockers began a port strike in Vell on Monday."]
    counterexamples = ["An air strike hit the port."]

``as`` is the PLOVER type whose sides, CAMEO code, quad class and Goldstein value it takes. The first of ``words`` is the one
that names the event, as a dictionary has it; those behind "+" must hang on it in the sentence.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from onrecord.errors import Code, KnowledgeError
from onrecord.knowledge.events import TYPES

NO_SCHEME = Code("E111", "the scheme can't be read", "Give a UTF-8 TOML file; docs/stages/events.md shows one.")
BAD_TYPE = Code("E112", "a type of the scheme does not fit", "Give each [[type]] name, as, words; see docs/stages/events.md.")

_NAME = re.compile(r"[A-Z][A-Z0-9_]{1,39}")
FIELDS = {"name", "as", "words", "examples", "counterexamples"}


@dataclass(frozen=True, slots=True)
class SchemeType:
    """One type: its name, the PLOVER type it is a kind of, and its words, each with those that must hang on it."""

    name: str
    base: str
    words: tuple[tuple[str, ...], ...]
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scheme:
    """A scheme's types in their order; ``variant`` tells one file's content from another's."""

    types: tuple[SchemeType, ...]
    variant: str

    def rows(self, lemma: str) -> Iterator[tuple[SchemeType, tuple[str, ...]]]:
        """The types that a word may name, with the words that must hang on it; the most words first."""
        found = [(t, w[1:]) for t in self.types for w in t.words if w[0] == lemma]
        yield from sorted(found, key=lambda f: -len(f[1]))


def own_scheme(path: Path) -> Scheme:
    """The scheme of a TOML file.

    Raises:
        KnowledgeError: E111 it can't be read, E112 a type does not fit (named by its number).
    """
    try:
        content = path.read_bytes()
        raw = tomllib.loads(content.decode("utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as e:
        raise KnowledgeError(NO_SCHEME, str(path), str(getattr(e, "strerror", None) or e)) from e
    given = raw.get("type")
    if not isinstance(given, list) or not given:
        raise KnowledgeError(NO_SCHEME, str(path), "it has no [[type]]")
    types = [_type(row, f"{path}: type {n}") for n, row in enumerate(given, 1)]
    for n, t in enumerate(types, 1):
        if any(t.name == other.name for other in types[: n - 1]):
            raise KnowledgeError(BAD_TYPE, f"{path}: type {n}", f"{t.name} stands twice")
    return Scheme(tuple(types), hashlib.sha256(content).hexdigest()[:8])


def _type(row: Any, where: str) -> SchemeType:
    if not isinstance(row, dict) or set(row) - FIELDS:
        unknown = ", ".join(sorted(set(row) - FIELDS)) if isinstance(row, dict) else "no table"
        raise KnowledgeError(BAD_TYPE, where, f"not known: {unknown}")
    name, base = str(row.get("name", "")), str(row.get("as", "")).upper()
    if not _NAME.fullmatch(name) or name in TYPES:
        raise KnowledgeError(BAD_TYPE, where, f"{name!r}: a name of capitals, figures and _ that is none of PLOVER's")
    if base not in TYPES:
        raise KnowledgeError(BAD_TYPE, where, f"as = {base!r} is none of {', '.join(TYPES)}")
    words = tuple(tuple(part.strip().lower() for part in w.split("+")) for w in _texts(row, "words", where))
    if not words or any(not part or " " in part for w in words for part in w):
        raise KnowledgeError(BAD_TYPE, where, "words: single words, joined by +")
    return SchemeType(name, base, words, _texts(row, "examples", where), _texts(row, "counterexamples", where))


def _texts(row: dict[str, Any], field: str, where: str) -> tuple[str, ...]:
    value = row.get(field, [])
    if not isinstance(value, list) or not all(isinstance(v, str) and v.strip() for v in value):
        raise KnowledgeError(BAD_TYPE, where, f"{field} must be a list of texts")
    return tuple(value)
