"""How many of the gold expressions that hold "later", "earlier", "ago", "that" or "same" get the right value.

These rest on another date, which most taggers get wrong. An expression that was not found counts as wrong.
"""

from __future__ import annotations

import re
from typing import Any

from score_times import longest_first, pairs

RELATED = re.compile(r"\b(?:later|earlier|ago|that|same)\b", re.I)


def score(gold: dict[str, Any], coded: dict[str, Any]) -> dict[str, float]:
    """Number of such expressions, and the part of them whose value is right."""
    right = total = 0
    for key, document in gold.items():
        found = longest_first(coded.get(key, {}).get("times", []))
        value = {id(g): c.get("value") for g, c, _ in pairs(document["timexes"], found)}
        for timex in document["timexes"]:
            if RELATED.search(document["text"][timex["start"] : timex["end"]]):
                total += 1
                right += value.get(id(timex)) == timex["value"]
    return {"right": round(right / total, 4) if total else 0.0, "expressions": total}
