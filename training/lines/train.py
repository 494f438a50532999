"""Train the lines model: which lines (or parts of glued lines) of a page scrape are story.

    PYTHONPATH=src python training/lines/train.py [--shared DIR] [--folds] [--out FILE]

Needs scikit-learn (1.9 was used) beside onrecord; onrecord itself does not need it: the trees are written as text.
Data: articles/scrapes.jsonl (102 pages, each as four plain-text scrapes, with the story text as gold); pages_gold.jsonl
gives each page's URL, and so its outlet. A unit's label is whether most of its words align with the story text.
Cross-validation leaves out whole outlets (six folds by a hash of the outlet's domain); a page's four scrapes share it.
``--folds`` writes the six models of the cross-validation too; evals/checks/scrapes_cv.py scores each scrape by the one
that has not seen its outlet. Seed 1 throughout; scores are in card.md.
"""

from __future__ import annotations

import argparse
import difflib
import json
import os
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from leave_out import FOLDS, fold
from sklearn.ensemble import HistGradientBoostingClassifier

from onrecord.stages.tidy import features
from onrecord.stages.tidy.units import Unit, units
from onrecord.stages.tidy.unwrap import unwrap

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
SETTINGS: dict[str, Any] = {
    "max_iter": 100,
    "learning_rate": 0.07,
    "max_leaf_nodes": 10,
    "min_samples_leaf": 60,
    "l2_regularization": 5.0,
    "early_stopping": False,
    "random_state": 1,
}


@dataclass
class Page:
    """One scrape: its measures, which of its units are story, and how much each counts."""

    id: str
    fold: int
    rows: Any
    story: Any
    weight: Any


def told(text: str, gold: str, found: list[Unit]) -> list[tuple[int, float]]:
    """For each unit its words, and which share of them aligns with the gold story (runs of three words at least)."""
    words = [(m.start(), m.group()) for m in re.finditer(r"\w+", text)]
    match = difflib.SequenceMatcher(None, [w for _, w in words], re.findall(r"\w+", gold), autojunk=False)
    hit = np.zeros(len(words))
    for a, _, n in match.get_matching_blocks():
        if n >= 3:
            hit[a : a + n] = 1
    starts = np.array([s for s, _ in words])
    out = []
    for unit in found:
        a, b = np.searchsorted(starts, [unit.at.start, unit.at.end])
        out.append((int(b - a), float(hit[a:b].mean()) if b > a else 0.0))
    return out


def page(record: dict[str, str], url: str) -> Page:
    """One scrape as training data. Units weigh by their words, scrapes all the same, half by story and half by size."""
    text = unwrap(record["text"]).text
    found = list(units(text))
    shares = told(text, record["body"], found)
    story = sum(n * s for n, s in shares)
    size = sum(n for n, _ in shares)
    weight = np.array([(min(n, 60) + 0.5) / (max(1.0, story) + 0.3 * max(1, size)) * 100 for n, _ in shares])
    rows = features.matrix(found)
    return Page(record["id"], fold(url), rows, np.array([s > 0.5 for _, s in shares]), weight)


def fit(pages: list[Page]) -> HistGradientBoostingClassifier:
    """A model of these pages."""
    x = np.vstack([p.rows for p in pages])
    y = np.concatenate([p.story for p in pages])
    return HistGradientBoostingClassifier(**SETTINGS).fit(x, y, sample_weight=np.concatenate([p.weight for p in pages]))


def written(model: HistGradientBoostingClassifier, name: str) -> str:
    """The model as the text that onrecord.models.trees reads."""
    head = [f"# model: {name}", f"# features: {' '.join(features.NAMES)}", f"# start: {model._baseline_prediction.item():.9g}"]
    head.append("# trained: training/lines/train.py, scikit-learn; see training/lines/card.md")
    lines = []
    for (tree,) in model._predictors:
        nodes = [
            f"={n['value']:.6g}" if n["is_leaf"] else f"{n['feature_idx']}:{n['num_threshold']:.9g}:{n['left']}:{n['right']}"
            for n in tree.nodes
        ]
        lines.append(" ".join(nodes))
    return "\n".join([*head, *lines]) + "\n"


def main() -> int:
    """Train, and write what was asked for."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--shared", type=Path, default=Path(os.environ.get("ONRECORD_SHARED", ROOT.parent / "shared")))
    ap.add_argument("--folds", action="store_true")
    ap.add_argument("--out", type=Path, default=ROOT / "src/onrecord/models/data/lines.txt")
    a = ap.parse_args()
    folder = a.shared / "data" / "articles"
    urls = {r["id"]: r["url"] for r in map(json.loads, (folder / "pages_gold.jsonl").open(encoding="utf-8"))}
    records = map(json.loads, (folder / "scrapes.jsonl").open(encoding="utf-8"))
    pages = [page(r, urls[r["id"].rsplit("-", 1)[0]]) for r in records]
    if a.folds:
        (HERE / "folds").mkdir(exist_ok=True)
        for k in range(FOLDS):
            model = fit([p for p in pages if p.fold != k])
            (HERE / "folds" / f"{k}.txt").write_text(written(model, f"lines-{k}"), encoding="utf-8")
    a.out.parent.mkdir(exist_ok=True)
    a.out.write_text(written(fit(pages), "lines"), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
