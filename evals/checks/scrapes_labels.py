"""Whether title, subheads, bylines, dates, captions and credit lines of 60 scrapes are kept and rightly labelled.

The labels are by hand, one line a scrape in scrapes_labels.jsonl: offsets into the scrape's text and the kinds that are
right there ("byline" or "dateline" for a line that is both; several spans where the same words stand more than once), never
the text. A label is met where a block of such a kind covers the same characters (intersection over union at least 0.7).
Chrome among the labels holds the reverse: teasers and menus near the story that must not be read. ``seen``: the half whose
errors were looked at while the rules were written. As in scrapes_cv, no model has seen the outlet of what it is asked.
"""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import scrapes_cv

from onrecord.article import Block

LABELS = Path(__file__).with_suffix(".jsonl")
SAME = 0.7
MAIN = ("title", "heading", "credit")


def met(label: dict[str, Any], blocks: tuple[Block, ...]) -> bool:
    """Whether a block of one of the label's kinds stands on its characters."""
    for a, b in label["spans"]:
        for block in blocks:
            both = min(b, block.span.end) - max(a, block.span.start)
            either = max(b, block.span.end) - min(a, block.span.start)
            if block.kind in label["kind"] and both / either >= SAME:
                return True
    return False


def chrome_met(label: dict[str, Any], blocks: tuple[Block, ...]) -> bool:
    """Whether none of the label's characters are read."""
    a, b = label["spans"][0]
    return not any(block.kind != "chrome" and min(b, block.span.end) > max(a, block.span.start) for block in blocks)


def missed(gold: dict[str, Any]) -> dict[str, list[tuple[dict[str, Any], bool]]]:
    """For each labelled scrape its labels, and whether each is met."""
    shared = scrapes_cv.shared()
    folds, tidy = scrapes_cv.folds(shared), scrapes_cv.stages()
    out = {}
    for record in map(json.loads, LABELS.read_text(encoding="utf-8").splitlines()):
        key = record["id"]
        if key in gold:
            blocks = scrapes_cv.tidied(gold[key]["text"], tidy[folds[key.rsplit("-", 1)[0]]]).blocks
            told = [(x, chrome_met(x, blocks) if x["kind"] == ["chrome"] else met(x, blocks)) for x in record["labels"]]
            out[key] = [({**x, "seen": record["seen"]}, ok) for x, ok in told]
    return out


def score(gold: dict[str, Any], coded: dict[str, Any]) -> dict[str, Any]:
    """The share of labels met, for each kind, for title, heading and credit together, for all, and by half."""
    found: defaultdict[str, list[bool]] = defaultdict(list)
    for told in missed(gold).values():
        for label, ok in told:
            kind = label["kind"][0]
            names = [kind, *(["main", f"main_{'seen' if label['seen'] else 'unseen'}"] if kind in MAIN else [])]
            for name in [*names, *(["all"] if kind != "chrome" else [])]:
                found[name].append(ok)
    return {name: {"right": round(sum(x) / len(x), 4), "of": len(x)} for name, x in sorted(found.items())}
