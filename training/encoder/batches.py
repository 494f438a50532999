"""The windows that the encoder learns from: cut from the records, put into batches of like length, as tensors."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import torch
from data import HEADS, NONE, Record

from onrecord.models.pieces import WINDOW, windows

CLS, SEP = 101, 102
#: Windows in a batch at most: single sentences are learnt from in more and smaller steps.
MOST = 32


@dataclass
class Example:
    """A window of a record."""

    record: Record
    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start


def cut(all_records: list[Record], rng: random.Random | None) -> list[Example]:
    """The records' windows; with ``rng`` each record's first window is of random length, so that places differ by epoch."""
    out, size = [], WINDOW - 2
    for r in all_records:
        n = len(r.pieces)
        if rng is None or n <= size:
            out += [Example(r, s, e) for s, e in windows(n, size, size - 30)]
            continue
        at = 0
        first = rng.randrange(64, size)
        while at < n:
            end = min(n, at + (first if at == 0 else size))
            if end - at >= 12:
                out.append(Example(r, max(0, end - size) if end == n else at, end))
            at = end
    return out


def batches(examples: list[Example], pieces: int, rng: random.Random | None) -> Iterator[list[Example]]:
    """Batches of about ``pieces`` pieces, of windows of like length, in random order."""
    noise = (lambda: rng.random() * 24) if rng else (lambda: 0.0)
    order = sorted(examples, key=lambda x: len(x) + noise())
    out, here = [], []
    for x in order:
        if here and ((len(here) + 1) * (len(x) + 2) > pieces or len(here) == MOST):
            out.append(here)
            here = []
        here.append(x)
    out.append(here)
    if rng:
        rng.shuffle(out)
    yield from out


def tensors(
    batch: list[Example],
) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor | None, dict[str, torch.Tensor]]:
    """ids, kinds, mask (None where all are of one length) and labels a tag head."""
    n = max(map(len, batch)) + 2
    ids, kinds, mask = (torch.zeros(len(batch), n, dtype=torch.long) for _ in range(3))
    labels = {name: torch.full((len(batch), n), NONE) for name in HEADS}
    for k, x in enumerate(batch):
        m, p = len(x), x.record.pieces
        ids[k, 0], ids[k, m + 1] = CLS, SEP
        ids[k, 1 : m + 1] = torch.from_numpy(p.ids[x.start : x.end])
        kinds[k, 1 : m + 1] = torch.from_numpy(p.kinds[x.start : x.end])
        mask[k, : m + 2] = 1
        for name, row in x.record.tags.items():
            labels[name][k, 1 : m + 1] = torch.from_numpy(row[x.start : x.end])
    return ids, kinds, None if bool(mask.all()) else mask, labels


def within(at: np.ndarray, x: Example) -> np.ndarray:
    """Pieces of the record as places in the window (behind its first mark)."""
    return at[(at >= x.start) & (at < x.end)] - x.start + 1
