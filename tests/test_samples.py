"""The six sample articles, the whole way: what `make demo` shows must hold, and the laws with it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from onrecord.export.check import Fault, faults

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = ROOT / "samples" / "articles"


def code(*words: object) -> str:
    command = [sys.executable, "-m", "onrecord", "code", *map(str, words), "--to", "jsonl"]
    env = os.environ | {"PYTHONHASHSEED": "random"}
    return subprocess.run(command, capture_output=True, text=True, check=True, env=env).stdout


@pytest.fixture(scope="session")
def forward() -> str:
    return code(SAMPLES)


@pytest.fixture(scope="session")
def docs(forward: str) -> dict[str, dict[str, Any]]:
    return {d["name"]: d for d in map(json.loads, forward.splitlines())}


def test_all_are_read_in_order(docs: dict[str, Any]) -> None:
    assert list(docs) == ["1-wire", "2-reprint-short", "3-reprint-headed", "4-rival", "5-scrape", "6-page"]


def test_every_span_of_every_layer_stands_on_its_characters(docs: dict[str, Any]) -> None:
    assert [f for d in docs.values() for f in faults(d) if isinstance(f, Fault)] == []


def test_another_order_in_another_process_gives_the_same_bytes(forward: str) -> None:
    backward = code(*sorted(SAMPLES.iterdir(), reverse=True))
    assert sorted(forward.splitlines()) == sorted(backward.splitlines())


def test_every_object_says_who_made_it_and_why(docs: dict[str, Any]) -> None:
    for d in docs.values():
        for layer in ("blocks", "times", "places", "parties", "attributions", "events"):
            for row in d[layer]:
                assert "@" in row["by"] and row["why"], (d["name"], layer, row)


def test_credits_titles_and_dates(docs: dict[str, Any]) -> None:
    assert docs["1-wire"]["title"]["text"] == "Gunmen attack mine convoy in northern Niger, five guards killed"
    assert docs["2-reprint-short"]["credit"]["agency"] == "Mercury Press"
    assert docs["5-scrape"]["credit"]["agency"] == "Mercury Press"
    assert docs["6-page"]["published"]["date"] == "2025-03-14"
    assert [b["text"] for b in docs["6-page"]["byline"]] == ["Fatou Diarrane"]


def test_chrome_is_not_read_on_and_glued_sentences_are_parted(docs: dict[str, Any]) -> None:
    scrape = docs["5-scrape"]
    kinds = {scrape["text"][b["span"][0] : b["span"][1]]: b["kind"] for b in scrape["blocks"]}
    for words in ("Most Popular", "Most Viewed", "Advertisement", "Share on Facebook", "Subscribe to our newsletter"):
        assert any(kind == "chrome" and words in text for text, kind in kinds.items()), words
    starts = [scrape["text"][s:e][:12] for s, e in scrape["sentences"]]
    assert "Five guards " in starts and "He added tha" in starts
    read = " ".join(b["text"] for b in docs["6-page"]["blocks"] if b["kind"] in ("body", "heading"))
    assert "Millet prices" not in read and "Sahara Tours" not in read and "“No escort, no fuel”" in read


def test_another_language_is_kept_but_not_coded(tmp_path: Path) -> None:
    text = (
        "Bei einem Angriff auf einen Konvoi nahe Arlit sind am Montag fünf Menschen getötet worden, sagte der Gouverneur "
        "Ibrahim Moussadou. „Wir werden die Täter finden“, sagte er am Dienstag in Niamey. Die Armee schickte Soldaten."
    )
    (tmp_path / "bericht.txt").write_text(text, encoding="utf-8")
    (d,) = map(json.loads, code(tmp_path, "--published", "2025-03-12").splitlines())
    assert d["language"] == "de" and d["text"] == text and [n["code"] for n in d["notes"]] == ["D101"]
    assert [k for k in ("sentences", "times", "places", "statements", "parties", "events") if d.get(k)] == []
