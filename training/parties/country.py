"""Learn the weights by which a party without a country of its own gets one from its article.

    python training/parties/country.py events/train.jsonl src/onrecord/knowledge/data/party_weights.tsv

For each annotated actor and recipient whose party names no country, the options of `Context.options` are the article's
countries, "---" and "INT"; the annotated country is the right one. A conditional logit is fitted by gradient descent with
an L2 penalty; features seen fewer than five times are left out. Prints the share right, over articles in five folds.
What is kept is a weight for each feature; no text and no name.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from onrecord import syntax
from onrecord.article import Article, Span
from onrecord.pipeline import default_stages
from onrecord.read.text import article_of_text
from onrecord.stages.parties import stage as parties

LEAST, PENALTY, STEPS, RATE = 5, 0.02, 400, 0.5
Example = tuple[int, list[dict[str, float]], int]  # article, options' features, the right one


def articles(records: list[dict[str, object]]) -> Iterator[Article]:
    """The records up to the parties stage."""
    made = [
        article_of_text(str(r["text"]), given_id=str(r["id"]), given_date=r.get("published"), language="en") for r in records
    ]
    for stage in default_stages():
        if stage.name == "parties":
            break
        if stage.name != "encode":
            made = [a.with_layers(layers) for a, layers in zip(made, stage(made), strict=True)]
    yield from made


def examples(records: list[dict[str, object]], made: list[Article]) -> Iterator[Example]:
    """What is asked in each article, with its options and the right one; mentions that stand for one party count once."""
    for number, (record, article) in enumerate(zip(records, made, strict=True)):
        doc = article.scratch.get("doc")
        if not doc:
            continue
        context, by_head = parties.asked_by_head(article, doc)
        done: set[tuple[int, str]] = set()
        for event in record["events"]:  # type: ignore[attr-defined]
            for party in [*event["actors"], *event["recipients"]]:
                at = article.reading.map.new(Span(*party["span"]))
                head = syntax.head(doc, at) if at is not None else None
                asked = by_head.get(head.i) if head is not None else None
                if asked is None or (asked.at, party["code"]) in done:
                    continue
                done.add((asked.at, party["code"]))
                options = context.options(asked)
                names = list(options)
                if party["code"][:3] in names and len(names) > 2:
                    yield number, list(options.values()), names.index(party["code"][:3])


def fit(data: list[Example], names: list[str]) -> np.ndarray:
    """The weights of the features."""
    index = {n: i for i, n in enumerate(names)}
    sizes = [len(options) for _, options, _ in data]
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    rows = np.zeros((sum(sizes), len(names)), np.float32)
    for n, features in enumerate(f for _, options, _ in data for f in options):
        for name, value in features.items():
            if name in index:
                rows[n, index[name]] = value
    answers = rows[starts + [right for _, _, right in data]].mean(0)
    weights, speed = np.zeros(len(names)), np.zeros(len(names))
    for _ in range(STEPS):
        scores = rows @ weights
        chances = np.exp(scores - np.repeat(np.maximum.reduceat(scores, starts), sizes))
        chances /= np.repeat(np.add.reduceat(chances, starts), sizes)
        slope = PENALTY * weights + chances @ rows / len(data) - answers
        speed = 0.9 * speed - RATE * slope
        weights = weights + speed
    return weights


def right(data: list[Example], weights: dict[str, float]) -> float:
    """The share of examples whose best option is the right one."""
    hits = 0
    for _, options, answer in data:
        scores = [sum(weights.get(n, 0.0) * v for n, v in f.items()) for f in options]
        hits += scores.index(max(scores)) == answer
    return hits / len(data)


def main(source: str, target: str) -> None:
    """Fit, check by folds, write."""
    records = [json.loads(line) for line in Path(source).read_text(encoding="utf-8").splitlines() if line]
    data = list(examples(records, list(articles(records))))
    learn(data, target)


def learn(data: list[Example], target: str) -> None:
    """Weights from examples, checked by folds of articles, to a knowledge file."""
    counts = Counter(n for _, options, _ in data for f in options for n in f)
    names = sorted(n for n, c in counts.items() if c >= LEAST)
    folds = []
    for k in range(5):
        weights = dict(zip(names, fit([d for d in data if d[0] % 5 != k], names), strict=True))
        folds.append(right([d for d in data if d[0] % 5 == k], weights))
    sys.stdout.write(f"{len(data)} examples, right in folds: {[round(f, 3) for f in folds]}, {sum(folds) / 5:.3f}\n")
    weights = fit(data, names)
    head = (
        "# source: learnt from events/train.jsonl by training/parties/country.py; weights only\n"
        "# licence: Apache-2.0\n# retrieved: 2026-11-25\n# columns: feature, weight\n"
        "# A conditional logit over the countries an article names: see stages/parties/context.py for the features.\n"
    )
    rows = "".join(f"{n}\t{w:.3f}\n" for n, w in zip(names, weights, strict=True) if abs(w) >= 0.005)
    Path(target).write_text(head + rows, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
