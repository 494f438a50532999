"""The trained encoder: one pass over a text, many heads; loaded when first used, no pickle, no torch.

    from onrecord import models
    tensors = models.load().read(text)                       # a stage finds it as article.scratch["tensors"] (or None)
    tensors.classes("type", anchor)                          # {"NONE": .02, …, "ASSAULT": .95}: PLOVER type at a span
    tensors.classes("status", anchor)                        # actual, planned, possible, negated
    tensors.pair("actor", anchor, mention)                   # 0–1: is this mention the actor of that anchor?
    tensors.tags["type"]                                     # log-probabilities a piece: (pieces, 17)
    tensors.pieces.starts, tensors.pieces.ends               # where the pieces stand in the reading text

Tag heads, their classes, and relations are named in :mod:`onrecord.models.heads`. docs/models.md says how it was
trained, on what, and what it scores.
"""

from __future__ import annotations

from onrecord.models.encoder import Encoder, card, installed, load, version
from onrecord.models.heads import MODES, RELATIONS, ROLES, STATUSES, TAGS, TYPES
from onrecord.models.pieces import Pieces
from onrecord.models.tensors import LABELS, Tensors, Vectors, labelled

__all__ = [
    "LABELS",
    "MODES",
    "RELATIONS",
    "ROLES",
    "STATUSES",
    "TAGS",
    "TYPES",
    "Encoder",
    "Pieces",
    "Tensors",
    "Vectors",
    "card",
    "installed",
    "labelled",
    "load",
    "version",
]
