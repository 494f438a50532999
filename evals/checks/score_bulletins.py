"""The share of template bulletins (gold lines of kind "template") that stand in no report with another article."""

from __future__ import annotations

from collections import Counter
from typing import Any


def score(gold: dict[str, Any], grouped: dict[str, Any]) -> dict[str, Any]:
    """``{"alone": {"right", "n"}}``."""
    size = Counter(row.get("report") for row in grouped.values())
    wanted = [k for k, g in gold.items() if g.get("kind") == "template"]
    alone = sum(k not in grouped or size[grouped[k].get("report")] == 1 for k in wanted)
    return {"alone": {"right": round(alone / max(len(wanted), 1), 4), "n": len(wanted)}}
