"""What the encoder says of each piece and of pairs of pieces: names and orders shared by training, export and decoding.

A **tag head** gives a logit for each of its classes and piece. A **relation** gives a logit for a pair: how likely a piece
belongs to the argument of a head (a statement's cue, an event's anchor); see :meth:`onrecord.models.Tensors.pair`.
"""

from __future__ import annotations

from collections.abc import Mapping

#: PLOVER's types behind "none".
TYPES = (
    "NONE", "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT",
    "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip
STATUSES = ("actual", "planned", "possible", "negated")
#: Modes with at least ten events to learn from.
MODES = (
    "none", "disapprove", "allege", "arrest", "restrict", "investigate", "explosives", "change", "visit", "release", "firearms",
    "yield", "demo", "convict", "withdraw", "assist", "violence", "seize", "meet", "cyber", "discontinue", "resign", "aerial",
    "destroy", "expel", "troops", "sexual", "censor", "weapons", "primitive", "multilateral", "heavy-weapons", "deport",
    "phone", "abduct", "riot", "ceasefire", "boycott", "strike", "third-party", "suicide-attack", "unconventional", "police",
    "beat", "martial-law", "disarm",
)  # fmt: skip
#: Roles of a party (docs/format.md) behind "none": a state as such, an international body.
ROLES = (
    "none", "GOV", "MIL", "COP", "SPY", "JUD", "OPP", "REB", "CVL", "CRM", "REF", "BUS", "EDU", "NGO", "JRN", "LEG",
)  # fmt: skip
BIO = ("outside", "begin", "inside")

#: Tag heads in the order of the network's output, with their classes.
TAGS: dict[str, tuple[str, ...]] = {
    "speaker": BIO,
    "cue": BIO,
    "content": BIO,
    "type": TYPES,
    "status": STATUSES,
    "mode": MODES,
    "participant": BIO,
    "role": ROLES,
}
#: Relations in the order of the network's output. Those of a cue come as begin/inside pairs, softmaxed together with "neither"
#: (logit 0); those of an anchor stand alone, each a sigmoid.
RELATIONS = (
    "speaker-begin", "speaker-inside", "content-begin", "content-inside",
    "actor", "recipient", "claimant", "place", "time",
)  # fmt: skip
#: Numbers in a query or key vector.
SIZE = 64
#: Buckets of the signed distance from head to piece: exact to 8, then in doubling steps.
BUCKETS = 32


def slices(heads: Mapping[str, tuple[str, ...]] = TAGS) -> dict[str, slice]:
    """Where each tag head's logits stand in the network's output."""
    out: dict[str, slice] = {}
    at = 0
    for name, classes in heads.items():
        out[name] = slice(at, at + len(classes))
        at += len(classes)
    return out
