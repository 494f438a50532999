"""Train the anchor classifier: multinomial logistic regression over words and frames, shipped as a knowledge file.

    python training/events/anchors.py events/train.jsonl src/onrecord/knowledge/data/event_weights.tsv [--hold 5]

AdaGrad over one candidate word at a time with an L1 pull, so that few weights stay; a fifth of the features that name the
word itself is dropped at random in training, so that the frames and the word table's rows learn to stand alone. What is
shipped are weights of words and frames, never a sentence. With ``--hold N`` every N-th text is left out and scored.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from onrecord import syntax
from onrecord.article import Span
from onrecord.knowledge.events import TYPES
from onrecord.pipeline import Pipeline, default_stages
from onrecord.read import read_paths
from onrecord.stages.events.features import candidate, features

EPOCHS, RATE, PULL, DROP = 6, 0.1, 4e-4, 0.2
#: Weights nearer to zero than this are not shipped.
LEAST = 0.1


def examples(path: Path) -> Iterator[tuple[int, list[tuple[list[str], int]]]]:
    """For each text its number and its candidate words: features and type number (0: no event)."""
    golds = [json.loads(line)["events"] for line in path.read_text(encoding="utf-8").splitlines()]
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


def train(data: list[tuple[list[str], int]], seed: int = 1) -> tuple[dict[str, int], np.ndarray]:
    """Features seen twice or more → row, and the weights: features × types."""
    seen: dict[str, int] = {}
    for names, _ in data:
        for f in names:
            seen[f] = seen.get(f, 0) + 1
    index = {f: i for i, f in enumerate(f for f, n in seen.items() if n > 1)}
    rows = [(np.array([index[f] for f in names if f in index]), y) for names, y in data]
    own = np.zeros(len(index), bool)
    for f, i in index.items():
        own[i] = f.startswith("l") or f.startswith("rw=")
    w = np.zeros((len(index), len(TYPES) + 1), np.float32)
    g2 = np.full_like(w, 1e-3)
    rng, nrng = random.Random(seed), np.random.default_rng(seed)  # noqa: S311
    for epoch in range(EPOCHS):
        rng.shuffle(rows)
        loss = 0.0
        for ids, y in rows:
            if nrng.random() < DROP:
                ids = ids[~own[ids]]
            z = w[ids].sum(0)
            p = np.exp(z - z.max())
            p /= p.sum()
            loss -= float(np.log(p[y] + 1e-9))
            p[y] -= 1
            g2[ids] += p * p
            step = RATE / np.sqrt(g2[ids])
            new = w[ids] - step * p
            w[ids] = np.sign(new) * np.maximum(0, np.abs(new) - step * PULL * 100)
        print(epoch, round(loss / len(rows), 4), flush=True)
    return index, w


def write(index: dict[str, int], w: np.ndarray, target: Path) -> None:
    """The knowledge file."""
    lines = [
        "# source: logistic regression over events/train.jsonl (annotation by this project's guidelines), by training/events/anchors.py",
        "# licence: Apache-2.0 (weights; no text)",
        "# retrieved: 2026-11-25",
        "# columns: feature, weights",
    ]
    for f, i in sorted(index.items()):
        kept = [f"{k}:{v:.2f}" for k, v in enumerate(w[i]) if abs(v) >= LEAST]
        if kept and "\t" not in f and not f.startswith("#") and f.isprintable():
            lines.append(f + "\t" + "|".join(kept))
    target.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(len(lines) - 4, "features", target.stat().st_size, "bytes")


def main() -> None:
    """Train on all texts, or hold some out and tell how well their words are typed."""
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("source", type=Path)
    ap.add_argument("target", type=Path)
    ap.add_argument("--hold", type=int, default=0)
    a = ap.parse_args()
    texts = list(examples(a.source))
    held = [d for n, d in texts if a.hold and n % a.hold == 0]
    index, w = train([e for n, d in texts if not (a.hold and n % a.hold == 0) for e in d])
    if held:
        report(index, w, [e for d in held for e in d])
    else:
        write(index, w, a.target)


def report(index: dict[str, int], w: np.ndarray, data: list[tuple[list[str], int]]) -> None:
    """Precision, recall and F1 of typed words over thresholds of "no event"."""
    z = np.array([w[[index[f] for f in names if f in index]].sum(0) for names, _ in data])
    p = np.exp(z - z.max(1, keepdims=True))
    p /= p.sum(1, keepdims=True)
    gold = np.array([y for _, y in data])
    best = p[:, 1:].argmax(1) + 1
    for t in (0.2, 0.3, 0.4, 0.5, 0.6, 0.7):
        said = 1 - p[:, 0] >= t
        hit = (said & (best == gold)).sum()
        found = (said & (gold > 0)).sum()
        pr, rc = hit / max(1, said.sum()), hit / max(1, (gold > 0).sum())
        f1 = 2 * pr * rc / max(1e-9, pr + rc)
        print(f"t {t}: type P {pr:.3f} R {rc:.3f} F1 {f1:.3f}  anchor F1 {2 * found / (said.sum() + (gold > 0).sum()):.3f}")


if __name__ == "__main__":
    main()
