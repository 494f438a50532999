"""PLOVER's codes of a type and mode, and how PLOVER itself codes what is planned, possible or negated."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from onrecord.knowledge.events import cameo_codes, plover_modes, plover_types
from onrecord.knowledge.loader import load

RULES = "plover_rules.tsv"


@dataclass(frozen=True, slots=True)
class PloverRule:
    """How PLOVER codes an event that fits; the file's header explains each column, the first row that fits holds.

    ``status``, ``type``, ``mode``, ``said``, ``lacks`` and ``joins`` say which events fit, the others what becomes of them.
    """

    rule: str
    status: tuple[str, ...]
    type: tuple[str, ...]
    mode: tuple[str, ...]
    said: tuple[str, ...]
    lacks: str
    joins: str
    must: bool
    becomes: str
    to_mode: str
    to_status: str
    cameo: str
    coded: bool
    auxiliary: str
    basis: str
    note: str


@cache
def plover_rules() -> tuple[PloverRule, ...]:
    """The rules in their order."""
    return load(RULES, PloverRule)


@cache
def acts() -> frozenset[str]:
    """The types of acts of speech that an event may be the content of."""
    return frozenset(r.joins for r in plover_rules() if r.joins)


def codes(type_: str, mode: str | None, contexts: tuple[str, ...], base: str = "") -> tuple[str, int, float]:
    """CAMEO code, quad class and Goldstein value of a PLOVER type and mode. Values are the mode's, else the type's.

    Args:
        type_: one of PLOVER's sixteen types.
        mode: one of the type's modes.
        contexts: what it is about: a finer CAMEO code under the mode's is taken where they show one.
        base: the CAMEO code to start from, where it is not the mode's or the type's.
    """
    row, fine = plover_types()[type_], plover_modes().get((type_, mode or ""))
    value = row.goldstein if fine is None or fine.goldstein is None else fine.goldstein
    return _finest(base or (fine.cameo if fine else row.cameo), type_, mode, contexts), row.quad, value


def _finest(base: str, type_: str, mode: str | None, contexts: tuple[str, ...]) -> str:
    """A code, or a finer one under it whose contexts are there."""
    own = base.rstrip("0") if len(base) == 3 else base
    best, most = base, 0
    for row in cameo_codes(type_):
        if row.mode != (mode or "") or not row.contexts or len(row.contexts) > 2:
            continue
        if not row.code.startswith(own) or set(row.contexts) - set(contexts):
            continue
        if len(row.contexts) > most:
            best, most = row.code, len(row.contexts)
    return best
