"""The benchmark's scorer of places over articles coded with weights that have not seen them.

The package's own weights are learnt from all of these documents, so that what `onrecord code` makes of them says little. Here
each goes through tidy, parse and places with the weights of its fold (training/places/folds), all else as it is.
"""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import score_places

from onrecord.read.text import article_of_text
from onrecord.stages.parse import Parse
from onrecord.stages.places import Places
from onrecord.stages.tidy import Tidy

FOLDER = Path(__file__).resolve().parents[2] / "training" / "places"


def models(path: Path) -> dict[str, dict[str, float]]:
    """The models of a file of weights."""
    out: dict[str, dict[str, float]] = {"spot": {}, "first": {}, "rank": {}}
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            model, feature, weight = line.split("\t")
            out[model][feature] = float(weight)
    return out


def leave_out() -> ModuleType:
    """training/places/leave_out.py; the lines model has one of the same name, so it is loaded by its path."""
    spec = importlib.util.spec_from_file_location("places_leave_out", FOLDER / "leave_out.py")
    if spec is None or spec.loader is None:
        raise ImportError(f"no leave_out.py in {FOLDER}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@cache
def stages() -> tuple[Tidy, Parse, tuple[Places, ...]]:
    """Tidy, parse, and the places stage of each fold."""
    return Tidy(), Parse(), tuple(Places(models(FOLDER / "folds" / f"{k}.tsv")) for k in range(leave_out().FOLDS))


_coded: dict[str, list[dict[str, Any]]] = {}


def places(record: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The places of one gold record's text, by the fold that left it out; each text is coded once a run."""
    key = json.dumps([record["id"], record["text"]])
    if key not in _coded:
        tidy, parse, by_fold = stages()
        article = article_of_text(record["text"], language="en")
        for stage in (tidy, parse, by_fold[leave_out().fold(record["id"])]):
            article = article.with_layers(next(iter(stage([article]))))
        _coded[key] = [
            {"span": [p.mark.span.start, p.mark.span.end], "lat": p.lat, "lon": p.lon, "gazetteer": p.gazetteer}
            for p in article.places
        ]
    return _coded[key]


def score(gold: dict[str, Any], coded: dict[str, Any]) -> Any:
    """What the benchmark's scorer says; ``coded`` gives the ids only."""
    return score_places.score(gold, {k: {"text": r["text"], "places": places(r)} for k, r in gold.items()})
