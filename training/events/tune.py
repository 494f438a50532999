"""Choose how the linear classifiers and the encoder are weighed, on the annotated texts that neither has learnt from.

    python training/events/together.py --shared ../shared --out train.jsonl --part train
    python training/events/together.py --shared ../shared --out held.jsonl --part held
    (anchors.py, pairs.py and setting.py on train.jsonl, written into src/onrecord/knowledge/data)
    python training/events/tune.py held.jsonl

Each constant in turn is tried at some values, the others kept, twice over; what gives the best figure stays. Printed are the
figures of each try; what is chosen is written into the stages by hand, and the classifiers are learnt anew from all texts.
"""

from __future__ import annotations

import argparse
import importlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from onrecord.article import Article, Event, Span
from onrecord.pipeline import _run, default_stages
from onrecord.read import read_paths
from onrecord.stages import events as stage
from onrecord.stages.events import pairs, score, when_where

anchors = importlib.import_module("onrecord.stages.events.anchors")  # the package has a function of that name

#: Module, constant, values, and the figure that it is chosen by.
TRIED: tuple[tuple[Any, str, tuple[float, ...], str], ...] = (
    (anchors, "WEIGHT", (0.4, 0.5, 0.6, 0.7), "type"),
    (anchors, "STRANGE", (0.8, 0.9, 0.95), "type"),
    (anchors, "CLEAR", (0.02, 0.05, 0.2), "type"),
    (anchors, "LEAST_READ", (0.3, 0.35, 0.4, 0.45, 0.5), "type"),
    (pairs, "WEIGHT", (0.4, 0.5, 0.6, 0.7), "who"),
    (pairs, "LEAST", (0.4, 0.5, 0.6), "who"),
    (pairs, "ALONE", (0.2, 0.3, 0.4, 0.5), "who"),
    (pairs, "RULED", (0.1, 0.15, 0.25, 0.35), "who"),
    (stage, "STATUS_SURE", (0.5, 0.6, 0.7, 0.8, 0.9), "status"),
    (when_where, "WEIGHT_TIME", (0.3, 0.5, 0.7), "date"),
    (when_where, "LEAST", (0.3, 0.4, 0.5), "date"),
    (when_where, "SURE_TIME", (0.3, 0.5, 0.7, 2.0), "date"),
    (when_where, "WEIGHT", (0.3, 0.5, 0.7), "place"),
    (when_where, "LEAST_PLACE", (0.2, 0.3, 0.4), "place"),
    (when_where, "SURE_PLACE", (0.3, 0.5, 0.7, 2.0), "place"),
)
#: Characters between an event's word and the annotated one.
NEAR = 60
Gold = dict[str, Any]


def read(path: Path) -> tuple[list[Article], list[list[Gold]]]:
    """The articles with all layers before events, and their annotated events with spans in the reading text."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]
    articles = [a for a in read_paths([str(path)]) if isinstance(a, Article)]
    for s in default_stages():
        if s.name != "events":
            articles = _run(s, articles)
    return articles, [r["events"] for r in rows]


def gap(a: Span, b: Span) -> int:
    """Characters between two spans, 0 where they overlap."""
    return 0 if a.overlaps(b) else max(a.start - b.end, b.start - a.end)


def paired(article: Article, gold: list[Gold]) -> Iterator[tuple[Gold, Event]]:
    """Annotated and coded events of one type that lie near each other, nearest first, one to one."""
    found = []
    for i, g in enumerate(gold):
        at = article.reading.map.new(Span(*g["anchor"]))
        for j, e in enumerate(article.events):
            if at is not None and e.type == g["type"] and gap(at, e.anchor.at) <= NEAR:
                found.append((gap(at, e.anchor.at), i, j))
    used, taken = set(), set()
    for _, i, j in sorted(found):
        if i not in used and j not in taken:
            used.add(i)
            taken.add(j)
            yield gold[i], article.events[j]


def figures(articles: list[Article], golds: list[list[Gold]]) -> dict[str, float]:
    """F1 of types and of sides by country; shares of statuses, dates and places that are right."""
    n = dict.fromkeys(("gold", "coded", "type", "who", "status", "date", "dates", "place", "places"), 0)
    for before, gold in zip(articles, golds, strict=True):
        article = before.with_layers(next(iter(stage.Events()([before]))))
        n["gold"] += len(gold)
        n["coded"] += len(article.events)
        country = {p.id: p.country for p in article.parties}
        places = {p.id: p for p in article.places}
        for g, e in paired(article, gold):
            n["type"] += 1
            n["who"] += all(_countries(g[s]) == {country.get(p.party or "", "---") for p in getattr(e, s)} for s in SIDES)
            n["status"] += g["status"] == e.status
            n["dates"] += bool(g["date"] or e.date)
            n["date"] += bool(g["date"]) and e.date is not None and g["date"] == e.date.value
            n["places"] += bool(g["place"] or e.place)
            n["place"] += bool(g["place"] and e.place) and _same(article, places[e.place or ""], g["place"])
    both = max(1, n["gold"] + n["coded"])
    share = {k: round(n[k] / max(1, n[of]), 3) for k, of in (("status", "type"), ("date", "dates"), ("place", "places"))}
    return {"type": round(2 * n["type"] / both, 3), "who": round(2 * n["who"] / both, 3), **share}


def calibration(articles: list[Article], golds: list[list[Gold]]) -> tuple[float, float]:
    """Slope and offset of the logistic curve from log-odds to the share that is right (stages/events/score.py), by descent."""
    rows = []
    for before, gold in zip(articles, golds, strict=True):
        article = before.with_layers(next(iter(stage.Events()([before]))))
        right = {e.id for _, e in paired(article, gold)}
        rows += [(_uncalibrated(e.score or 0.0), float(e.id in right)) for e in article.events]
    z, y = np.array(rows).T
    slope, offset = 1.0, 0.0
    for _ in range(5000):
        wrong = 1 / (1 + np.exp(-(slope * z + offset))) - y
        slope, offset = slope - 0.05 * float((wrong * z).mean()), offset - 0.05 * float(wrong.mean())
    return round(slope, 2), round(offset, 2)


def _uncalibrated(share: float) -> float:
    p = min(max(share, 1e-3), 1 - 1e-3)
    return (float(np.log(p / (1 - p))) - score.OFFSET) / score.SLOPE


SIDES = ("actors", "recipients")


def _countries(parties: list[dict[str, Any]]) -> set[str]:
    return {p["code"][:3] for p in parties}


def _same(article: Article, place: Any, gold: dict[str, Any]) -> bool:
    at = article.reading.map.new(Span(*gold["span"]))
    return bool((at and at.overlaps(place.mark.at)) or article.words(place.mark).casefold() == gold["text"].casefold())


def main() -> None:
    """Try the values and print."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("held", type=Path)
    ap.add_argument("--rounds", type=int, default=2)
    a = ap.parse_args()
    articles, golds = read(a.held)
    print("as it is", figures(articles, golds))
    for _ in range(a.rounds):
        for module, name, values, by in TRIED:
            tried = {}
            for value in values:
                setattr(module, name, value)
                tried[value] = figures(articles, golds)
            best = max(values, key=lambda v: (tried[v][by], -abs(v - values[len(values) // 2])))
            setattr(module, name, best)
            print(f"{module.__name__.split('.')[-1]}.{name} {best}", {v: t[by] for v, t in tried.items()}, flush=True)
    print("score: slope and offset", calibration(articles, golds))
    print("chosen", figures(articles, golds), {f"{m.__name__}.{n}": getattr(m, n) for m, n, _, _ in TRIED})


if __name__ == "__main__":
    main()
