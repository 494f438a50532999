"""Choose the weights of decoding on the held-out training articles (every HELD-th; never the development set).

    PYTHONPATH=src python training/encoder/tune.py --shared ../shared

Each weight in turn is tried at some values, the others kept; the best sum of partial F1 and the tokens' F1 of cues and contents
stays. The stage is tried as it is, its rules included. Printed are the figures of each try; what is chosen is written into
Settings (stages/attribution/decode.py) by hand.
"""

from __future__ import annotations

import argparse
import importlib
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from onrecord.article import Article
from onrecord.pipeline import Pipeline, default_stages
from onrecord.read.text import article_of_text
from onrecord.stages.attribution import Attribution
from onrecord.stages.attribution.decode import Settings

HELD = 14
AIMS = ("partial", "token cue", "token content")
TRIED: dict[str, tuple[float, ...]] = {
    "link": (40, 60, 90),
    "cue": (0.6, 1.0, 1.2),
    "speaker": (0.3, 1.0, 1.4, 1.8),
    "content": (0.15, 0.3, 0.45, 0.9),
    "far_speaker": (120, 250, 350),
    "far_content": (200, 350),
    "cue_between": (10, 20, 80),
    "content_between": (20, 80),
    "paragraph": (30, 100),
    "sentence": (10, 50),
    "keep": (0.2, 0.35, 0.4),
    "further": (0.1, 0.3, 0.4),
    "usual": (0.2, 0.45),
}


class Keeping(Pipeline):
    """A pipeline whose articles keep their scratch."""

    def read(self, articles: list[Article]) -> list[Article]:
        """Run all stages."""
        from onrecord.pipeline import _run

        for stage in self.stages:
            articles = _run(stage, articles)
        return articles


def prepared(shared: Path) -> list[tuple[dict[str, Any], Article]]:
    """The held-out records with their articles, parsed and encoded."""
    lines = (shared / "data/attribution/train.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for n, line in enumerate(lines) if n % HELD == 0]
    stages = [s for s in default_stages() if s.name in ("tidy", "parse", "encode")]
    return list(zip(rows, Keeping(stages).read([article_of_text(r["text"], given_id=r["id"]) for r in rows]), strict=True))


def coded(article: Article, settings: Settings) -> dict[str, Any]:
    """An article's statements as the scorer reads them."""
    rows = []
    for s in next(iter(Attribution(settings)([article])))["statements"]:
        roles = {role: [[m.span.start, m.span.end] for m in getattr(s, role)] for role in ("speaker", "cue", "content")}
        rows.append(
            {"speaker": {"spans": roles["speaker"]}, "cue": roles["cue"], "content": roles["content"], "parent": s.parent}
        )
    return {"attributions": rows}


def figures(module: Any, articles: list[tuple[dict[str, Any], Article]], settings: Settings) -> dict[str, Any]:
    """The scorer's figures."""
    gold = {r["id"]: r for r, _ in articles}
    return dict(module.score(gold, {r["id"]: coded(a, settings) for r, a in articles}))


def main() -> None:
    """Tune."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--shared", type=Path, required=True)
    a = ap.parse_args()
    sys.path.insert(0, str(a.shared / "bench"))
    module = importlib.import_module("score_attribution")
    articles = prepared(a.shared)
    chosen = Settings()
    best = sum(figures(module, articles, chosen)[k]["f1"] for k in AIMS)
    for name, values in TRIED.items():
        for value in values:
            tried = Settings(**(asdict(chosen) | {name: value}))
            f = figures(module, articles, tried)
            told = {k: f[k]["f1"] for k in ("partial", "strict", "token speaker", "token cue", "token content")}
            print(name, value, f["partial"], told, f["speaker of found"]["right"], flush=True)
            if sum(f[k]["f1"] for k in AIMS) > best:
                best, chosen = sum(f[k]["f1"] for k in AIMS), tried
    print(chosen)


if __name__ == "__main__":
    main()
