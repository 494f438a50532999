"""From a type to its mode, contexts, CAMEO code, quad class and Goldstein value."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from onrecord.knowledge.events import cameo_codes, contexts, plover_modes, plover_types
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
    row = plover_types()[type_]
    fine = plover_modes().get((type_, mode or ""))
    value = row.goldstein if fine is None or fine.goldstein is None else fine.goldstein
    return Coded(mode, here, _cameo(type_, mode, here), row.quad, value)


def _cameo(type_: str, mode: str | None, here: tuple[str, ...]) -> str:
    """The mode's code, or a finer one under it whose contexts the sentence shows; without a mode, the type's likewise."""
    fine = plover_modes().get((type_, mode or ""))
    base = fine.cameo if fine else plover_types()[type_].cameo
    own = base.rstrip("0") if len(base) == 3 else base
    best, most = base, 0
    for row in cameo_codes(type_):
        if row.mode != (mode or "") or not row.contexts or len(row.contexts) > 2:
            continue
        if not row.code.startswith(own) or set(row.contexts) - set(here):
            continue
        if len(row.contexts) > most:
            best, most = row.code, len(row.contexts)
    return best


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
