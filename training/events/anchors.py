"""Train the anchor classifier: multinomial logistic regression over words and frames, shipped as a knowledge file.

    python training/events/anchors.py events/train.jsonl src/onrecord/knowledge/data/event_weights.tsv [--hold 5]

In a fifth of the examples the features that name the word itself are dropped, so that the frames and the word table's rows
learn to stand alone. What is shipped are weights of words and frames, never a sentence. With ``--hold N`` every N-th text is
left out and scored.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from linear import Linear, Settings, train

from onrecord import syntax
from onrecord.article import Span
from onrecord.knowledge.events import TYPES
from onrecord.pipeline import Pipeline, default_stages
from onrecord.read import read_paths
from onrecord.stages.events.features import candidate, features

HOW = Settings(epochs=6, rate=0.1, pull=4e-2, drop=0.2, own=("l", "rw="))
#: Weights nearer to zero than this are not shipped.
LEAST = 0.12
SOURCE = "logistic regression over events/train.jsonl (annotation by this project's guidelines), by training/events/anchors.py"


def examples(path: Path) -> Iterator[tuple[int, list[tuple[list[str], int]]]]:
    """For each text its number and its candidate words: features and type number (0: no event)."""
    golds = [json.loads(line)["events"] for line in path.read_text(encoding="utf-8").split("\n") if line]
    stages = [s for s in default_stages() if s.name in ("tidy", "parse")]
    for n, (article, gold) in enumerate(zip(coded(path, stages), golds, strict=True)):
        doc = article.scratch["doc"]
        heads: dict[int, int] = {}
        for event in gold:
            at = article.reading.map.new(Span(*event["anchor"]))
            head = syntax.head(doc, at) if at else None
            if head is not None:
                heads[head.i] = TYPES.index(event["type"]) + 1
        yield n, [(features(t), heads.get(t.i, 0)) for t in doc if candidate(t)]


def coded(path: Path, stages: list[Any]) -> Iterator[Any]:
    """The articles with their parse, which the pipeline drops in the end."""
    Pipeline(stages)
    for article in read_paths([str(path)]):
        for stage in stages:
            article = article.with_layers(next(iter(stage([article]))))
        yield article


def main() -> None:
    """Train on all texts, or hold some out and tell how well their words are typed."""
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("source", type=Path)
    ap.add_argument("target", type=Path)
    ap.add_argument("--hold", type=int, default=0)
    a = ap.parse_args()
    fit(list(examples(a.source)), a.target, a.hold)


def fit(texts: list[tuple[int, list[tuple[list[str], int]]]], target: Path, hold: int) -> None:
    """Train; write, or with ``hold`` report on every ``hold``-th text."""
    model = train([e for n, d in texts if not (hold and n % hold == 0) for e in d], len(TYPES) + 1, HOW)
    if hold:
        report(model, [e for n, d in texts if n % hold == 0 for e in d])
    else:
        model.write(target, SOURCE, LEAST, "Classes: 0 no event, then the types in the order of knowledge.events.TYPES.")


def report(model: Linear, data: list[tuple[list[str], int]]) -> None:
    """Precision, recall and F1 of typed words over thresholds of "no event"."""
    p = np.array([model.chances(names) for names, _ in data])
    gold = np.array([y for _, y in data])
    best = p[:, 1:].argmax(1) + 1
    for t in (0.2, 0.3, 0.4, 0.45, 0.5, 0.6):
        said = 1 - p[:, 0] >= t
        hit = (said & (best == gold)).sum()
        found = (said & (gold > 0)).sum()
        pr, rc = hit / max(1, said.sum()), hit / max(1, (gold > 0).sum())
        f1 = 2 * pr * rc / max(1e-9, pr + rc)
        print(f"t {t}: type P {pr:.3f} R {rc:.3f} F1 {f1:.3f}  anchor F1 {2 * found / (said.sum() + (gold > 0).sum()):.3f}")


if __name__ == "__main__":
    main()
