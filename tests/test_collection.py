"""The sample collection's gold stands on its articles; how well it is met is measured in evals."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import onrecord

COLLECTION = Path(__file__).resolve().parents[1] / "samples" / "collection"
GOLD = [json.loads(line) for line in (COLLECTION / "gold.jsonl").read_text(encoding="utf-8").splitlines()]


def test_every_mention_stands_once_in_its_article() -> None:
    texts = {a.source.name or a.id: a.source.text for a in onrecord.read(COLLECTION / "articles", strict=True)}
    assert len(texts) == 30
    for row in GOLD:
        for m in row.get("mentions", []):
            assert texts[row["id"]].count(m["context"]) == 1, (row["id"], m)
            assert m["context"].count(m["anchor"]) == 1, (row["id"], m)


def test_every_happening_is_told_by_several_and_every_dispute_is_of_one() -> None:
    told = Counter(h for row in GOLD for h in {m["happening"] for m in row.get("mentions", [])})
    assert set(told.values()) & {1} == set() and len(told) == 11
    assert {d["happening"] for d in GOLD[-1]["disputes"]} <= set(told)
