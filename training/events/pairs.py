"""Train the classifier that says who of a sentence is an event's actor or recipient, shipped as a knowledge file.

    python training/events/pairs.py events/train.jsonl src/onrecord/knowledge/data/event_pair_weights.tsv [--hold 5]

Run it with the stages before events as they now are: what parties they find is among the features.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from linear import Linear, Settings, train

from onrecord import syntax
from onrecord.article import Article, PartyIndex, Span
from onrecord.pipeline import default_stages
from onrecord.read import read_paths
from onrecord.stages.events.pairs import SIDES, Candidate, Frame, candidates, pair_features
from onrecord.stages.events.people import heads
from onrecord.stages.events.sides import sides

HOW = Settings(epochs=8, rate=0.05, pull=3e-4)
LEAST = 0.15
SOURCE = "logistic regression over the annotated events (training/events/README.md), by training/events/pairs.py"

#: Of one event: each candidate's features, its side by the annotation, its side by rule.
Event = list[tuple[list[str], int, int]]


def coded(path: Path) -> Iterator[Article]:
    """The articles with all layers before events and with the parse, which the pipeline would drop."""
    stages = [s for s in default_stages(model=False) if s.name != "events"]
    for article in read_paths([str(path)]):
        if not isinstance(article, Article):
            raise article
        for stage in stages:
            article = article.with_layers(next(iter(stage([article]))))
        yield article


def examples(articles: Iterable[Article], golds: Iterable[list[dict[str, Any]]]) -> Iterator[tuple[int, Event]]:
    """Each annotated event with the number of its text."""
    for n, (article, gold) in enumerate(zip(articles, golds, strict=True)):
        doc, index = article.scratch["doc"], PartyIndex(article.parties)
        starts = heads(article)
        anchors = []
        for event in gold:
            at = article.reading.map.new(Span(*event["anchor"]))
            head = syntax.head(doc, at) if at else None
            if head is not None:
                anchors.append((head, event))
        for head, event in anchors:
            others = frozenset(h.i for h, _ in anchors if h.i != head.i)
            found = candidates(head.sent, starts, index)
            rule = sides(head, event["type"])
            frame = Frame.of(head, event["type"], rule, others)
            right = gold_sides(article, event, found)
            yield (
                n,
                [(pair_features(frame, c), right.get(c.token.i, 0), by_rule(c, rule)) for c in found if c.token.i != head.i],
            )


def by_rule(cand: Candidate, rule: Any) -> int:
    """The side that sides.py gives a candidate."""
    if any(t.i == cand.token.i for t in rule.actors):
        return 1
    return 2 if any(t.i == cand.token.i for t in rule.recipients) else 0


def gold_sides(article: Article, event: dict[str, Any], found: list[Candidate]) -> dict[int, int]:
    """Word number → side, of the annotated parties that are among the candidates."""
    out: dict[int, int] = {}
    for label, side in ((1, "actors"), (2, "recipients")):
        for party in event[side]:
            at = article.reading.map.new(Span(*party["span"]))
            head = syntax.head(article.scratch["doc"], at) if at else None
            if at is None or head is None:
                continue
            inside = [c for c in found if c.token.i == head.i] or [c for c in found if at.covers(syntax.place(c.token))]
            if inside:
                out.setdefault(inside[0].token.i, label)
    return out


def report(model: Linear, held: list[Event]) -> None:
    """Shares of events whose actors, recipients and both are exactly right, over thresholds, and by rule alone."""
    for least in (0.35, 0.4, 0.45, 0.5, 0.6):
        tally: Counter[str] = Counter()
        for event in held:
            said = []
            for features, _, _ in event:
                p = model.chances(features)
                best = int(p[1:].argmax()) + 1
                said.append(best if p[best] >= least else 0)
            for name, guess in (("model", said), ("rule", [r for _, _, r in event])):
                ok = [all((g == s) == (y == s) for g, (_, y, _) in zip(guess, event, strict=True)) for s in (1, 2)]
                tally[f"{name} actors"] += ok[0]
                tally[f"{name} recipients"] += ok[1]
                tally[f"{name} both"] += all(ok)
        print(least, {k: round(v / len(held), 3) for k, v in tally.items()})


def main() -> None:
    """Train on all texts, or hold some out and tell how many events get their sides right."""
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("source", type=Path)
    ap.add_argument("target", type=Path)
    ap.add_argument("--hold", type=int, default=0)
    a = ap.parse_args()
    golds = [json.loads(line)["events"] for line in a.source.read_text(encoding="utf-8").split("\n") if line]
    fit(list(examples(coded(a.source), golds)), a.target, a.hold)


def fit(events: list[tuple[int, Event]], target: Path, hold: int) -> None:
    """Train; write, or with ``hold`` report on every ``hold``-th text."""
    used = [e for n, e in events if not (hold and n % hold == 0)]
    model = train([(f, y) for e in used for f, y, _ in e], len(SIDES), HOW)
    if hold:
        report(model, [e for n, e in events if n % hold == 0])
    else:
        model.write(target, SOURCE, LEAST, "Classes: 0 neither, 1 actor, 2 recipient.")


if __name__ == "__main__":
    main()
