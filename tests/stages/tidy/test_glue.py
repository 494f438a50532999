"""Glue: where glued sentences part, on cases of our own; names, abbreviations, numbers and addresses stay whole."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bracketed import Case, load
from onrecord.stages.tidy import glue

CASES = load("tidy-glue.txt")
#: The bars of the plan; the cases as they stand do better (docs/stages/tidy.md has the figures).
PRECISION, RECALL = 0.98, 0.90


def wanted(case: Case) -> set[int]:
    return {start for start, _ in case.spans("J")}


def test_there_are_cases_enough() -> None:
    assert len(CASES) >= 120
    assert sum(not wanted(c) for c in CASES) >= 50


def test_precision_and_recall_of_glue() -> None:
    right = made = asked = 0
    for case in CASES:
        found = set(glue.joints(case.text))
        right, made, asked = right + len(found & wanted(case)), made + len(found), asked + len(wanted(case))
    assert right / made >= PRECISION
    assert right / asked >= RECALL


@pytest.mark.parametrize("case", [c for c in CASES if not wanted(c)], ids=lambda c: c.id)
def test_what_belongs_together_stays(case: Case) -> None:
    assert [case.text[i - 12 : i] + "|" + case.text[i : i + 12] for i in glue.joints(case.text)] == []


@given(st.text(alphabet='aAbTHe .!?"”“’()1', max_size=60))
def test_joints_are_inside_and_in_order(text: str) -> None:
    for found in (list(glue.joints(text)), list(glue.seams(text))):
        assert found == sorted(set(found))
        assert all(0 < i < len(text) for i in found)
        assert all(text[:i].strip() and text[i:].strip() for i in found)
