"""How sure an event is, as a share: of events with a score of .8, eight in ten have the words and type that annotators give.

The classifiers' joint chance is too sure of itself; a logistic curve over its log-odds brings it to what held-out texts show
(Platt 1999). training/events/tune.py fits the two numbers.
"""

from __future__ import annotations

import math

SLOPE, OFFSET = 0.72, -0.46


def calibrated(chance: float) -> float:
    """The share of events with this chance that are right, 0 to 1."""
    p = min(max(chance, 1e-3), 1 - 1e-3)
    return round(1 / (1 + math.exp(-(SLOPE * math.log(p / (1 - p)) + OFFSET))), 3)
