"""Cases as bracketed sentences, so that nobody counts offsets.

    [S|The minister] [C|said] [Q|taxes [T:2026|this year] would fall].

A bracket is ``[LABEL|words]`` or ``[LABEL:value|words]``, and may hold others. A case file is plain text: each case
starts with ``# case: id``, may have ``key: value`` lines (published: 2020-01-08), then its text up to the next case.
Lines that start with ``##`` are comments.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

CASES = Path(__file__).parent / "cases"


@dataclass(frozen=True)
class Marked:
    label: str
    value: str | None
    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Case:
    id: str
    text: str
    marked: tuple[Marked, ...]
    given: dict[str, str] = field(default_factory=dict)

    def spans(self, label: str) -> list[tuple[int, int]]:
        return [(m.start, m.end) for m in self.marked if m.label == label]

    def values(self, label: str) -> list[tuple[str, str | None]]:
        return [(m.text, m.value) for m in self.marked if m.label == label]


OPEN = re.compile(r"\[([A-Za-z][\w+-]*)(?::([^|\[\]]*))?\|")


def parse(text: str) -> tuple[str, tuple[Marked, ...]]:
    """The text without its brackets, and what they marked, in order of their ends."""
    out: list[str] = []
    size = 0
    stack: list[tuple[str, str | None, int]] = []
    marked: list[Marked] = []
    i = 0
    while i < len(text):
        opening = OPEN.match(text, i)
        if opening:
            stack.append((opening[1], opening[2], size))
            i = opening.end()
        elif text[i] == "]" and stack:
            label, value, start = stack.pop()
            marked.append(Marked(label, value, start, size, "".join(out)[start:size]))
            i += 1
        else:
            out.append(text[i])
            size += 1
            i += 1
    assert not stack, f"bracket not closed: {stack[-1][0]} in {text!r}"
    return "".join(out), tuple(marked)


def load(name: str) -> list[Case]:
    """The cases of tests/cases/<name>."""
    cases: list[Case] = []
    seen: set[str] = set()
    raw = (CASES / name).read_text(encoding="utf-8")
    for part in re.split(r"^# case: *", raw, flags=re.M)[1:]:
        lines = [line for line in part.split("\n") if not line.startswith("##")]
        case_id, lines = lines[0].strip(), lines[1:]
        given: dict[str, str] = {}
        while lines and (m := re.match(r"([a-z_]+): (.*)$", lines[0])):
            given[m[1]] = m[2].strip()
            lines = lines[1:]
        text, marked = parse("\n".join(lines).strip("\n"))
        assert case_id not in seen, f"{name}: case {case_id} stands twice"
        seen.add(case_id)
        cases.append(Case(case_id, text, marked, given))
    return cases
