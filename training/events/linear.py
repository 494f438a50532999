"""Multinomial logistic regression over named features, small enough to be shipped as a knowledge file.

AdaGrad over one example at a time (Duchi, Hazan, Singer 2011) with an L1 pull, so that few weights stay. Deterministic: one
seed, one thread, examples in a shuffled but fixed order.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

Example = tuple[list[str], int]


@dataclass(frozen=True)
class Settings:
    """How to train: rounds, step, pull to zero, share of examples whose own-word features are dropped."""

    epochs: int = 6
    rate: float = 0.1
    pull: float = 4e-4
    drop: float = 0.0
    own: tuple[str, ...] = ()


class Linear:
    """Features and their weights for each class."""

    def __init__(self, index: dict[str, int], weights: np.ndarray) -> None:
        self.index, self.weights = index, weights

    def chances(self, features: Sequence[str]) -> np.ndarray:
        """The probability of each class."""
        z = self.weights[[self.index[f] for f in features if f in self.index]].sum(0)
        e = np.exp(z - z.max())
        return np.asarray(e / e.sum())

    def write(self, target: Path, source: str, least: float, names: str) -> None:
        """The knowledge file: one line a feature, "class:weight" of weights not nearer to zero than ``least``."""
        lines = [f"# source: {source}", "# licence: Apache-2.0 (weights; no text)", "# retrieved: 2026-11-25"]
        lines += ["# columns: feature, weights", f"# {names}"]
        for f, i in sorted(self.index.items()):
            kept = [f"{k}:{v:.2f}" for k, v in enumerate(self.weights[i]) if abs(v) >= least]
            if kept and f.strip() == f and f.isprintable() and not f.startswith("#"):
                lines.append(f + "\t" + "|".join(kept))
        target.write_text("\n".join(lines) + "\n", encoding="utf-8")
        print(len(lines) - 5, "features,", target.stat().st_size, "bytes")


def train(data: Sequence[Example], classes: int, how: Settings, seed: int = 1) -> Linear:
    """Weights of the features that are seen twice or more."""
    seen = Counter(f for names, _ in data for f in names)
    index = {f: i for i, f in enumerate(f for f, n in seen.items() if n > 1)}
    rows = [(np.array([index[f] for f in names if f in index], np.int64), y) for names, y in data]
    own = np.array([f.startswith(how.own) if how.own else False for f in index], bool)
    w = np.zeros((len(index), classes), np.float32)
    g2 = np.full_like(w, 1e-3)
    rng = random.Random(seed)  # noqa: S311
    for epoch in range(how.epochs):
        rng.shuffle(rows)
        loss = 0.0
        for ids, y in rows:
            if how.drop and rng.random() < how.drop:
                ids = ids[~own[ids]]
            z = w[ids].sum(0)
            p = np.exp(z - z.max())
            p /= p.sum()
            loss -= float(np.log(p[y] + 1e-9))
            p[y] -= 1
            g2[ids] += p * p
            step = how.rate / np.sqrt(g2[ids])
            new = w[ids] - step * p
            w[ids] = np.sign(new) * np.maximum(0, np.abs(new) - step * how.pull)
        print("epoch", epoch, "loss", round(loss / max(1, len(rows)), 4), flush=True)
    return Linear(index, w)
