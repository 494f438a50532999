"""What of a text is story: by the lines model where the text looks like a page, by careful rules where it does not."""

from __future__ import annotations

from functools import cache

import numpy as np

from onrecord.errors import OnrecordError
from onrecord.models import trees
from onrecord.stages.tidy import features, kinds
from onrecord.stages.tidy.kinds import Choice
from onrecord.stages.tidy.units import Unit, chrome_words

MODEL = "lines.txt"
#: A unit is story from these probabilities on: in a text of whole lines, and in one of glued lines, whose parts tell less by
#: themselves. Best on blocks and nodes, and on glued, cross-validated (training/lines/card.md).
STORY, PART = 0.42, 0.35
#: The share of parts of glued lines that makes a text one of glued lines.
GLUED = 0.1
#: Fewer units than this are no page, whatever they say; the model has seen none so short.
PAGE = 6


@cache
def _model() -> trees.Trees:
    model = trees.load(MODEL)
    if model.features != features.NAMES:
        raise OnrecordError(trees.BAD_TREES, MODEL, "its features are not those of this version")
    return model


def choose(found: list[Unit], given: str | None = None, model: trees.Trees | None = None) -> list[Choice]:
    """What each unit is; ``given``: the title that came with the input; ``model``: another than the package's."""
    named = [chrome_words(u.text) for u in found]
    hits = sum(n is not None for n in named)
    # A text without a word of chrome is no page: kept whole. Measured: area .950 → .959, the other variants unchanged.
    if hits == 0 or len(found) < PAGE:
        base = [_plainly(u, n, len(found)) for u, n in zip(found, named, strict=True)]
    else:
        p = (model or _model()).probabilities(features.matrix(found))
        needed = PART if sum(u.glued for u in found) >= GLUED * len(found) else STORY
        base = [_modelled(u, n, float(q), needed) for u, n, q in zip(found, named, np.round(p, 4), strict=True)]
    return kinds.label(found, base, given)


def _plainly(unit: Unit, named: str | None, many: int) -> Choice:
    if named and (many > 1 or named.startswith("©")) and len(unit.words) <= 25:
        return Choice("chrome", f"words: {named}")
    return Choice("body", "line")


def _modelled(unit: Unit, named: str | None, p: float, needed: float) -> Choice:
    exact = named is not None and len(named) >= len(unit.text) - 6
    if named and (exact or p < needed):
        return Choice("chrome", f"words: {named}")
    return Choice("body" if p > needed else "chrome", f"lines model p={p:.2f}", p)
