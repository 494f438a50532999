"""From a type to its mode, contexts, CAMEO code, quad class and Goldstein value."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from onrecord.knowledge.events import contexts, plover_modes
from onrecord.knowledge.plover import codes
from onrecord.stages.events.features import hanging, lemma

if TYPE_CHECKING:
    from onrecord.syntax import Token


@dataclass(frozen=True, slots=True)
class Coded:
    """The codes of one event."""

    mode: str | None
    contexts: tuple[str, ...]
    cameo: str
    quad: int
    goldstein: float


def coded(type_: str, mode: str | None, sentence: str) -> Coded:
    """The codes of an event of a type and mode in a sentence (its text)."""
    if (type_, mode or "") not in plover_modes():
        mode = None
    here = found_contexts(sentence)
    return Coded(mode, here, *codes(type_, mode, here))


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    def one(word: str) -> str:
        return re.escape(word) + r"(?:s|es|'s|’s)?"

    return tuple(
        (name, re.compile(r"(?<![\w-])(?:" + "|".join(one(w) for w in sorted(words)) + r")(?![\w-])", re.I))
        for name, words in contexts().items()
    )


@cache
def found_contexts(sentence: str) -> tuple[str, ...]:
    """The contexts whose words stand in a sentence, in the table's order."""
    return tuple(name for name, pattern in _patterns() if pattern.search(sentence))


def mode_of(token: Token, type_: str, words: list[tuple[str, str, str]]) -> str | None:
    """A mode from the word table's rows of this type, longest first; else from words that hang on the anchor."""
    for row_type, mode, _ in sorted(words, key=lambda w: -len(w[2].split())):
        if row_type == type_ and mode:
            return mode
    near = hanging(token) | {lemma(token.head)}
    for (row_type, mode), hints in _hints().items():
        if row_type == type_ and near & hints:
            return mode
    return None


@cache
def _hints() -> dict[tuple[str, str], frozenset[str]]:
    """Words beside an anchor that tell its mode: the single words of the table's rows with a mode."""
    from onrecord.knowledge.events import event_words

    out: dict[tuple[str, str], set[str]] = {}
    for (head, _), found in event_words().items():
        for type_, mode, rest in found:
            if mode and not rest:
                out.setdefault((type_, mode), set()).add(head)
    return {k: frozenset(v) for k, v in out.items()}
