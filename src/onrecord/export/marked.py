"""A text with its spans marked: brackets for pipes, colours for terminals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from onrecord.article import OffsetMap, Span

#: ANSI styles by the first letter of a label: events red, speakers blue, cues cyan, times green, places yellow.
STYLES = {"E": "1;31", "S": "1;34", "C": "36", "T": "32", "P": "33"}
#: Which mark wins where two overlap: the first of these letters.
ORDER = "ECSTP"


@dataclass(frozen=True, slots=True)
class Marked:
    """A span of reading text and its label."""

    start: int
    end: int
    label: str


def marks_of(layers: Mapping[str, Sequence[Any]], offsets: OffsetMap) -> list[Marked]:
    """The marks of stored rows in reading text; of overlapping ones the more telling stays."""
    wanted = [(r["s"], r["e"], r["id"].upper()) for r in layers["events"]]
    wanted += [(r["s"], r["e"], r["role"][0].upper()) for r in layers["statement_spans"] if r["role"] in ("speaker", "cue")]
    wanted += [(r["s"], r["e"], "T") for r in layers["times"]] + [(r["s"], r["e"], "P") for r in layers["places"]]
    found = []
    for s, e, label in wanted:
        new = offsets.new(Span(s, e))
        if new:
            found.append(Marked(new.start, new.end, label))
    kept: list[Marked] = []
    for m in sorted(found, key=lambda m: (ORDER.index(m.label[0]), m.start, -m.end)):
        if not any(k.start < m.end and m.start < k.end for k in kept):
            kept.append(m)
    return sorted(kept, key=lambda m: m.start)


def marked(text: str, marks: Sequence[Marked], *, colour: bool) -> str:
    """The text with its marks, which must not overlap."""
    out, at = [], 0
    for m in marks:
        out.append(text[at : m.start])
        words = text[m.start : m.end]
        out.append(f"\x1b[{STYLES[m.label[0]]}m{words}\x1b[0m" if colour else f"[{m.label}|{words}]")
        at = m.end
    return "".join([*out, text[at:]])
