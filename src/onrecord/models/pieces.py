"""Word pieces of a text with what the lower-cased vocabulary forgets: case, quote marks, paragraphs. Used in training too.

MiniLM's vocabulary is lower-cased and drops white space, so each piece carries a small number, its ``kind``, that says whether
it stands in double quote marks, whether it begins a line, and how it is written. The network adds a learnt vector for it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]

#: Pieces in a window, the two marks at its ends included; the position vectors were trained to 256.
WINDOW = 256
#: Pieces from one window's start to the next one's: each piece is read with at least 23 on either side.
STRIDE = 208
#: kind = quoted + 2 × begins a line + 4 × (0 lower case, 1 capitalised, 2 all capitals).
KINDS = 12

_MARKS = re.compile("[“«”»\"\n]|``|''")


@dataclass(frozen=True, slots=True)
class Pieces:
    """A text in word pieces: ``ids`` in the vocabulary, ``starts`` and ``ends`` in the text, ``kinds`` below KINDS."""

    ids: Ints
    starts: Ints
    ends: Ints
    kinds: Ints

    def __len__(self) -> int:
        return len(self.ids)


def pieces(text: str, tokenizer: Any) -> Pieces:
    """A text in pieces; offsets count code points of ``text``. ``tokenizer`` is a ``tokenizers.Tokenizer``."""
    encoded = tokenizer.encode(text, add_special_tokens=False)
    offsets = [(i, s, e) for i, (s, e) in zip(encoded.ids, encoded.offsets, strict=True) if s < e]
    table = np.asarray(offsets, np.int64).reshape(-1, 3)
    ids, starts, ends = table[:, 0].copy(), table[:, 1].copy(), table[:, 2].copy()
    return Pieces(ids, starts, ends, _kinds(text, starts, ends))


def _kinds(text: str, starts: Ints, ends: Ints) -> Ints:
    if not len(starts):
        return np.zeros(0, np.int64)
    inside = quoted(text)[starts]
    begins = np.zeros(len(starts), np.int64)
    lines = np.asarray([m.start() for m in re.finditer("\n", text)], np.int64)
    if len(lines):
        begins[1:] = np.searchsorted(lines, starts[1:]) > np.searchsorted(lines, ends[:-1])
    begins[0] = 1
    case = [
        (2 if e - s > 1 and text[s:e].isupper() else 1) if text[s].isupper() else 0
        for s, e in zip(starts.tolist(), ends.tolist(), strict=True)
    ]
    return inside + 2 * begins + 4 * np.asarray(case, np.int64)


def quoted(text: str) -> Ints:
    """1 for each character between double quote marks, else 0; a quotation that is not closed ends with its line."""
    mask = np.zeros(len(text), np.int64)
    opened: int | None = None
    for m in _MARKS.finditer(text):
        mark = m.group()
        if opened is not None and mark in ("”", "»", '"', "''", "\n"):
            mask[opened : m.start()] = 1
            opened = None
        elif opened is None and mark in ("“", "«", '"', "``"):
            opened = m.end()
    if opened is not None:
        mask[opened:] = 1
    return mask


def windows(count: int, size: int = WINDOW - 2, stride: int = STRIDE) -> list[tuple[int, int]]:
    """Windows ``[start, end)`` over ``count`` pieces, a stride apart; the last one is as short as the text's end leaves it."""
    more = -(-max(0, count - size) // stride)
    return [(s, min(count, s + size)) for s in range(0, more * stride + 1, stride)] if count else []


def central(count: int, at: Sequence[tuple[int, int]]) -> Ints:
    """For each piece the number of the window where it stands furthest from both ends; the text's own ends count as far."""
    best = np.full(count, -1, np.int64)
    owner = np.zeros(count, np.int64)
    for n, (start, end) in enumerate(at):
        here = np.arange(start, end)
        left = here - start if start else np.full(len(here), count)
        right = end - 1 - here if end < count else np.full(len(here), count)
        depth = np.minimum(left, right)
        better = depth > best[start:end]
        best[start:end][better] = depth[better]
        owner[start:end][better] = n
    return owner
