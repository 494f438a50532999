"""Boosted decision trees from a text file: read, checked, and asked for probabilities. No pickle, no training library.

The file has ``# key: value`` lines (model, features, start, trained), then one tree a line. A tree is its nodes, parted by
spaces: ``feature:threshold:left:right`` (go left where the value is at most the threshold) or ``=value`` for a leaf.
Written by the recipe in training/lines.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import numpy as np

from onrecord.errors import Code, OnrecordError

BAD_TREES = Code(
    "M201", "a file of decision trees is damaged", "Reinstall onrecord, or write the file anew by its recipe in training/."
)
#: Rows asked at a time: bounds the memory of a text of many thousand lines.
ROWS = 2048

Array = np.ndarray[Any, Any]


@dataclass(frozen=True, slots=True)
class Trees:
    """A sum of trees over named features, for yes-or-no questions."""

    name: str
    features: tuple[str, ...]
    start: float
    depth: int
    feature: Array
    threshold: Array
    left: Array
    right: Array
    value: Array

    def probabilities(self, rows: Array) -> Array:
        """The probability of yes for each row (one column a feature, in the order of ``features``)."""
        parts = [self._sums(rows[i : i + ROWS]) for i in range(0, len(rows), ROWS)]
        total = np.concatenate(parts) if parts else np.zeros(0)
        return np.asarray(1.0 / (1.0 + np.exp(-np.clip(total + self.start, -30.0, 30.0))))

    def _sums(self, rows: Array) -> Array:
        many, size = self.feature.shape
        at = np.arange(many) * size + np.zeros((len(rows), 1), dtype=np.intp)
        feature, threshold = self.feature.ravel(), self.threshold.ravel()
        left, right = self.left.ravel(), self.right.ravel()
        base = (np.arange(len(rows)) * rows.shape[1])[:, None]
        flat = np.ascontiguousarray(rows).ravel()
        for _ in range(self.depth):
            at = np.where(flat[base + feature[at]] <= threshold[at], left[at], right[at])
        return np.asarray(self.value.ravel()[at].sum(axis=1))


def parse(text: str, name: str) -> Trees:
    """The trees that a text holds. Raises OnrecordError M201 where it is not of the form above."""
    try:
        return _parse(text)
    except (ValueError, KeyError, IndexError) as e:
        raise OnrecordError(BAD_TREES, name, str(e)) from e


def _parse(text: str) -> Trees:
    lines = text.splitlines()
    head = dict(line[1:].strip().split(": ", 1) for line in lines if line.startswith("#") and ": " in line)
    trees = [[node.split(":") for node in line.split()] for line in lines if line and not line.startswith("#")]
    size = max(map(len, trees))
    features = tuple(head["features"].split())
    feature = np.zeros((len(trees), size), dtype=np.intp)
    threshold = np.full((len(trees), size), np.inf)
    left = np.arange(len(trees) * size, dtype=np.intp).reshape(len(trees), size)
    right = left.copy()
    value = np.zeros((len(trees), size))
    for t, nodes in enumerate(trees):
        for i, node in enumerate(nodes):
            if len(node) == 1:
                value[t, i] = float(node[0].removeprefix("="))
                continue
            f, cut, a, b = int(node[0]), float(node[1]), int(node[2]), int(node[3])
            if not (0 <= f < len(features) and i < a < len(nodes) and i < b < len(nodes)):
                raise ValueError(f"tree {t}, node {i} leads nowhere")
            feature[t, i], threshold[t, i], left[t, i], right[t, i] = f, cut, t * size + a, t * size + b
    depth = max(_depth(nodes) for nodes in trees)
    return Trees(head["model"], features, float(head["start"]), depth, feature, threshold, left, right, value)


def _depth(nodes: list[list[str]]) -> int:
    deep = [0] * len(nodes)
    for i, node in enumerate(nodes):
        if len(node) == 4:
            deep[int(node[2])] = deep[int(node[3])] = deep[i] + 1
    return max(deep)


def load(name: str) -> Trees:
    """The trees of one of the package's files ("lines.txt"). Raises OnrecordError M201."""
    path = files("onrecord.models") / "data" / name
    if not path.is_file():
        raise OnrecordError(BAD_TREES, name, "there is no such file")
    return parse(path.read_text(encoding="utf-8"), name)
