"""Who is who where the annotators say that somebody acts: the code of the party that stands at each actor and recipient.

Unlike the events' own figures, this asks for no event: for each annotated nominal the party is scored that has a mention at
it, the one that shares most of its characters; of equal ones the shorter mention. No such party counts as wrong.
"""

from __future__ import annotations

from typing import Any


def at(span: list[int], parties: list[dict[str, Any]]) -> str:
    """The code of the party that stands at a span, "" where none does."""
    best = (0, 0, "")
    for party in parties:
        for start, end in party["mentions"]:
            shared = min(end, span[1]) - max(start, span[0])
            best = max(best, (shared, start - end, party["code"]))
    return best[2] if best[0] > 0 else ""


def score(gold: dict[str, Any], coded: dict[str, Any]) -> dict[str, Any]:
    """``{"country" | "role" | "both" | "found": {"right", "n"}}``."""
    pairs = []
    for key, record in gold.items():
        parties = coded.get(key, {}).get("parties", [])
        spans = {tuple(p["span"]): p["code"] for e in record["events"] for p in [*e["actors"], *e["recipients"]]}
        pairs += [(code, at(list(span), parties)) for span, code in spans.items()]
    hits = {
        "country": sum(g[:3] == c[:3] for g, c in pairs),
        "role": sum(g[3:] == c[3:] and bool(c) for g, c in pairs),
        "both": sum(g == c for g, c in pairs),
        "found": sum(bool(c) for _, c in pairs),
    }
    return {k: {"right": round(v / max(len(pairs), 1), 4), "n": len(pairs)} for k, v in hits.items()}
