"""Train the classifier that joins times and places to events, shipped as a knowledge file.

    python training/events/setting.py events/train.jsonl src/onrecord/knowledge/data/event_setting_weights.tsv [--hold 5]

A time is right if its value is the annotated date, a place if it overlaps the annotated one or has its words.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from linear import Linear, Settings, train
from pairs import coded

from onrecord import syntax
from onrecord.article import Article, Span
from onrecord.stages.events.when_where import FINE, Scene, _said, _time_kinds, dated, place_kinds, setting_features

HOW = Settings(epochs=8, rate=0.05, pull=3e-4)
LEAST = 0.1
SOURCE = "logistic regression over the annotated events (training/events/README.md), by training/events/setting.py"

#: Of one event: "t" or "p", whether the annotation has a value, and its candidates: features and whether right.
Event = tuple[str, bool, list[tuple[list[str], int]]]


def examples(articles: Iterable[Article], golds: Iterable[list[dict[str, Any]]]) -> Iterator[tuple[int, Event]]:
    """Each annotated event twice, for its date and for its place, with the number of its text."""
    for n, (article, gold) in enumerate(zip(articles, golds, strict=True)):
        doc = article.scratch["doc"]
        cues = frozenset(t.i for s in article.statements for c in s.cue for t in syntax.tokens(doc, c.at))
        scene = Scene(article, doc)
        anchors = []
        for event in gold:
            at = article.reading.map.new(Span(*event["anchor"]))
            head = syntax.head(doc, at) if at else None
            if head is not None:
                anchors.append((head, event))
        for head, event in anchors:
            others = frozenset(h.i for h, _ in anchors if h.i != head.i and h.sent.start == head.sent.start)
            here = scene.setting(scene.sentence(syntax.place(head)))
            times = []
            for time, t in here.times:
                kinds = [*_time_kinds(time), *_said(t, head, cues)]
                date = dated(time)
                right = date is not None and date.value == event["date"]
                times.append((setting_features(head, event["type"], t, others, kinds, "t"), int(right)))
            yield n, ("t", event["date"] is not None, times)
            finest = min((FINE.index(p.precision) for p, _ in here.places), default=0)
            places = []
            for place, t in here.places:
                features = setting_features(head, event["type"], t, others, place_kinds(place, finest), "p")
                places.append((features, int(_same(article, place, event["place"]))))
            yield n, ("p", event["place"] is not None, places)


def _same(article: Article, place: Any, gold: dict[str, Any] | None) -> bool:
    if gold is None:
        return False
    at = article.reading.map.new(Span(*gold["span"]))
    return bool((at and at.overlaps(place.mark.at)) or article.words(place.mark).casefold() == gold["text"].casefold())


def report(model: Linear, held: list[Event]) -> None:
    """Of events with a date (place), by annotation or coded, the share that is right."""
    for least in (0.3, 0.4, 0.5, 0.6):
        tally: Counter[str] = Counter()
        for what, has, found in held:
            chances = [float(model.chances(f)[1]) for f, _ in found]
            best = max(range(len(found)), key=lambda i: chances[i], default=None)
            said = best is not None and chances[best] >= least
            if has or said:
                tally[what + " n"] += 1
                tally[what] += bool(said and best is not None and found[best][1])
        print(least, {w: (tally[w + " n"], round(tally[w] / max(1, tally[w + " n"]), 3)) for w in "tp"})


def fit(events: list[tuple[int, Event]], target: Path, hold: int) -> None:
    """Train; write, or with ``hold`` report on every ``hold``-th text."""
    model = train([x for n, (_, _, found) in events if not (hold and n % hold == 0) for x in found], 2, HOW)
    if hold:
        report(model, [e for n, e in events if n % hold == 0])
    else:
        model.write(target, SOURCE, LEAST, "Classes: 0 not the event's, 1 the event's.")


def main() -> None:
    """Train on all texts, or hold some out and report."""
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("source", type=Path)
    ap.add_argument("target", type=Path)
    ap.add_argument("--hold", type=int, default=0)
    a = ap.parse_args()
    golds = [json.loads(line)["events"] for line in a.source.read_text(encoding="utf-8").split("\n") if line]
    fit(list(examples(coded(a.source), golds)), a.target, a.hold)


if __name__ == "__main__":
    main()
