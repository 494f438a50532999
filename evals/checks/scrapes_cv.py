"""The benchmark's scorer of story text over scrapes tidied by a lines model that has not seen their outlet.

The package's own model is trained on all of these pages, so that what `onrecord code` makes of them says little. Here each
scrape goes through the tidy stage with the model of its fold (training/lines/folds), all else as it is.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
from pathlib import Path
from typing import Any

from onrecord.article import Article
from onrecord.models import trees
from onrecord.read.text import article_of_text
from onrecord.stages.tidy import Tidy

ROOT = Path(__file__).resolve().parents[2]
#: Pages are looked up by their ids, so documents can't be drawn with replacement.
RESAMPLED = False
sys.path.insert(0, str(ROOT / "training" / "lines"))
leave_out = importlib.import_module("leave_out")


def stages() -> list[Tidy]:
    """The tidy stage of each fold."""
    folder = ROOT / "training" / "lines" / "folds"
    return [Tidy(trees.parse((folder / f"{k}.txt").read_text(encoding="utf-8"), str(k))) for k in range(leave_out.FOLDS)]


def folds(shared: Path) -> dict[str, int]:
    """The fold of each page, by its id."""
    lines = (shared / "data" / "articles" / "pages_gold.jsonl").read_text(encoding="utf-8").splitlines()
    return {r["id"]: leave_out.fold(r["url"]) for r in map(json.loads, lines)}


def shared() -> Path:
    """The folder of evaluation data: that of the benchmark's scorer."""
    benchmark = importlib.import_module("score_articles")
    return Path(os.environ.get("ONRECORD_SHARED", Path(str(benchmark.__file__)).resolve().parents[1]))


def tidied(text: str, tidy: Tidy) -> Article:
    """A text gone through one fold's tidy stage."""
    article = article_of_text(text)
    return article.with_layers(next(tidy([article])))


def score(gold: dict[str, Any], coded: dict[str, Any]) -> Any:
    """What the benchmark's scorer says; ``coded`` gives the ids only."""
    by_fold, tidy = folds(shared()), stages()
    docs = {}
    for key, record in gold.items():
        blocks = tidied(record["text"], tidy[by_fold[key.rsplit("-", 1)[0]]]).blocks
        docs[key] = {"text": record["text"], "blocks": [{"kind": b.kind, "span": [b.span.start, b.span.end]} for b in blocks]}
    return importlib.import_module("score_articles").score(gold, docs)
