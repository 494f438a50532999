"""Learn which spots are place names and which place a name is, from annotated news; write knowledge/data/place_weights.tsv.

    python training/places/train.py [--shared DIR] [--folds] [--write]

Three linear models (features in onrecord/stages/places):

- spot: logistic regression over spots: is this a place name? Positive where the spot and an annotated name share at least half
  of the characters that either has.
- first, rank: conditional logits over the options of a name, without and with the rest of the article. Right is the annotated
  GeoNames id, or a place within 161 km where no option has that id.

``--write`` fits on all documents of places/local and places/world and writes the package's weights. ``--folds`` writes one file
of weights for each part of the documents (leave_out.py), fitted on all others: the figures of evals/ are measured with these
(evals/checks/places_cv.py), never with weights that saw the document. Needs scikit-learn and scipy, which onrecord itself does
not; about three minutes on one core, most of them the parse.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from leave_out import FOLDS, fold
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from onrecord.article import Span
from onrecord.read import read_paths
from onrecord.stages.parse import Parse
from onrecord.stages.places.features import Neighbours, features
from onrecord.stages.places.page import Page
from onrecord.stages.places.resolve import in_context, names_of, shares
from onrecord.stages.places.spots import Spot, spots
from onrecord.stages.tidy import Tidy

ROOT = Path(__file__).resolve().parents[2]
OUT = ROOT / "src" / "onrecord" / "knowledge" / "data" / "place_weights.tsv"


def shared_part(spot: Spot, t: dict[str, Any]) -> float:
    """Of the characters that a spot or an annotated name has, the part that both have."""
    both = min(spot.end, t["end"]) - max(spot.start, t["start"])
    return both / (max(spot.end, t["end"]) - min(spot.start, t["start"]))


Rows = tuple[list[dict[str, float]], list[bool], float]


class Doc:
    """One document with its spots, their features and whether each is annotated."""

    def __init__(self, page: Page, gold: dict[str, Any]) -> None:
        self.page, self.gold = page, gold
        self.spots = spots(page)
        near = Neighbours(page, self.spots)
        self.rows = [features(page, s, near) for s in self.spots]
        self.y = [max((shared_part(s, t) for t in gold["toponyms"]), default=0) >= 0.5 for s in self.spots]


def fit_spots(docs: list[Doc], least: int = 4, c: float = 0.15) -> dict[str, float]:
    """The weights of the model "spot"; features seen fewer than ``least`` times are left out."""
    counts = Counter(f for d in docs for row in d.rows for f in row)
    names = sorted(f for f, n in counts.items() if n >= least)
    at = {f: i for i, f in enumerate(names)}
    x, y, ptr = [], [], [0]
    for d in docs:
        for row, label in zip(d.rows, d.y, strict=True):
            x += [at[f] for f in row if f in at]
            ptr.append(len(x))
            y.append(label)
    m = csr_matrix((np.ones(len(x)), x, ptr), shape=(len(y), len(names)))
    model = LogisticRegression(C=c, max_iter=400).fit(m, y)
    out = {f: float(w) for f, w in zip(names, model.coef_[0], strict=True) if abs(w) >= 0.01}
    out["(bias)"] = float(model.intercept_[0])
    return out


def right(t: dict[str, Any], option: Any) -> int:
    """2 the annotated id, 1 within 161 km, 0 neither."""
    if t.get("geonameid") and option.gazetteer == f"geonames:{t['geonameid']}":
        return 2
    if option.lat is None or t["lat"] is None:
        return 0
    a, b, c, d = np.radians([t["lat"], t["lon"], option.lat, option.lon])
    return int(12742 * np.arcsin(np.sqrt(np.sin((c - a) / 2) ** 2 + np.cos(a) * np.cos(c) * np.sin((d - b) / 2) ** 2)) <= 161)


def rank_rows(docs: list[Doc], first: dict[str, float] | None, rank: dict[str, float] | None = None) -> list[Rows]:
    """For each name with several options and a right one: the options' features, which are right, its weight."""
    out = []
    for d in docs:
        kept = [s for s, y in zip(d.spots, d.y, strict=True) if y and s.options]
        names = names_of(d.page, kept)
        rows = [n.rows for n in names]
        if first is not None:
            rows = in_context(names, [shares(n.rows, first) for n in names])
        if rank is not None:
            rows = in_context(names, [shares(r, rank) for r in rows])
        for n, r in zip(names, rows, strict=True):
            if len(n.options) < 2:
                continue
            votes = np.zeros(len(n.options))
            for s in n.members:
                for t in d.gold["toponyms"]:
                    if shared_part(s, t) >= 0.5 and t["lat"] is not None:
                        grade = [right(t, o) for o in n.options]
                        votes += [g == max(grade) and g > 0 for g in grade]
            if votes.max() > 0:
                out.append((r, list(votes == votes.max()), len(n.members) ** 0.5))
    return out


def fit_rank(rows: list[Rows], c: float = 10.0) -> dict[str, float]:
    """The weights of a conditional logit over the options of each name."""
    names = sorted({f for r, _, _ in rows for x in r for f in x})
    at = {f: i for i, f in enumerate(names)}
    data, col, ptr, group, good, weight = [], [], [0], [], [], []
    for g, (r, y, w) in enumerate(rows):
        for x, label in zip(r, y, strict=True):
            col += [at[f] for f in x]
            data += list(x.values())
            ptr.append(len(col))
            group.append(g)
            good.append(label)
        weight.append(w)
    m, group_, good_, weight_ = (
        csr_matrix((data, col, ptr), shape=(len(group), len(names))),
        np.array(group),
        np.array(good),
        np.array(weight),
    )

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        s = m @ w
        top = np.full(len(rows), -np.inf)
        np.maximum.at(top, group_, s)
        e = np.exp(s - top[group_])
        total, hit = np.zeros(len(rows)), np.zeros(len(rows))
        np.add.at(total, group_, e)
        np.add.at(hit, group_, e * good_)
        p, q = e / total[group_], e * good_ / hit[group_]
        value = -(weight_ * (np.log(hit) - np.log(total))).sum() + 0.5 / c * (w @ w)
        return value, m.T @ (weight_[group_] * (p - q)) + w / c

    w = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 400}).x
    return {f: float(v) for f, v in zip(names, w, strict=True) if abs(v) >= 0.001}


def fit(docs: list[Doc]) -> dict[str, dict[str, float]]:
    """The weights of the three models; the last sees what the one before it made of the other names."""
    first = fit_rank(rank_rows(docs, None))
    once = fit_rank(rank_rows(docs, first))
    return {"spot": fit_spots(docs), "first": first, "rank": fit_rank(rank_rows(docs, first, once))}


HEADER = """# source: learned by training/places/train.py from places/local and places/world \
(LGL, GeoWebNews; their texts are not part of this)
# licence: Apache-2.0
# retrieved: 2026-11-25
# columns: model, feature, weight
# Log odds of features of onrecord/stages/places: model spot (is it a place name), first and rank (which place it is).
"""


def write(models: dict[str, dict[str, float]], path: Path) -> None:
    """The weights as a knowledge file."""
    lines = [f"{m}\t{f}\t{w:.3f}" for m in ("first", "rank", "spot") for f, w in sorted(models[m].items()) if abs(w) >= 0.01]
    path.write_text(HEADER + "\n".join(lines) + "\n", encoding="utf-8")


def documents(shared: Path) -> Iterator[Doc]:
    """The annotated documents, parsed; annotations where the reading text has them (what tidy drops has none)."""
    for name in ("local", "world"):
        path = shared / "data" / "places" / f"{name}.jsonl"
        gold = {r["id"]: r for r in map(json.loads, path.read_text(encoding="utf-8").strip().split("\n"))}
        articles = list(read_paths([str(path)]))
        for stage in (Tidy(), Parse()):
            articles = [a.with_layers(layers) for a, layers in zip(articles, stage(articles), strict=True)]
        for a in articles:
            record = gold[a.id]
            placed = [(t, a.reading.map.new(Span(t["start"], t["end"]))) for t in record["toponyms"]]
            kept = [{**t, "start": at.start, "end": at.end} for t, at in placed if at is not None]
            yield Doc(Page.of(a), {**record, "toponyms": kept})


def main() -> None:
    """Fit on all documents, and on all but each fold."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--shared", type=Path, default=ROOT.parent / "shared", help="the folder of evaluation data")
    ap.add_argument("--folds", action="store_true")
    ap.add_argument("--write", action="store_true")
    a = ap.parse_args()
    docs = list(documents(a.shared))
    print(f"{len(docs)} documents, {sum(len(d.spots) for d in docs)} spots, {sum(sum(d.y) for d in docs)} of them places")
    if a.folds:
        for k in range(FOLDS):
            write(fit([d for d in docs if fold(d.gold["id"]) != k]), Path(__file__).parent / "folds" / f"{k}.tsv")
    if a.write:
        write(fit(docs), OUT)


if __name__ == "__main__":
    main()
