"""Knowledge of events: the words that name them, PLOVER's types and modes, CAMEO's codes, words of status and of counts."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from onrecord.knowledge.loader import load


@dataclass(frozen=True, slots=True)
class EventWord:
    """Words that name events of a type; a word of several parts is its head's lemma and words that hang on it."""

    type: str
    pos: str
    mode: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EventWeight:
    """A feature of the anchor classifier and what it adds to each type's score: "3:-0.41" is type number 3 (0: none)."""

    feature: str
    weights: tuple[str, ...]


#: The types in the order of the classifiers' outputs; number 0 is "no event".
TYPES = (
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST",
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip


@cache
def event_words() -> dict[tuple[str, str], tuple[tuple[str, str, tuple[str, ...]], ...]]:
    """(lemma of the head, pos) → (type, mode, other words that must hang on the head); longer ones first."""
    out: dict[tuple[str, str], list[tuple[str, str, tuple[str, ...]]]] = {}
    for row in load("event_words.tsv", EventWord):
        for word in row.words:
            parts = word.split()
            marked = [i for i, p in enumerate(parts) if p.startswith("*")]
            at = marked[0] if marked else (len(parts) - 1 if row.pos == "noun" else 0)
            head = parts[at].lstrip("*")
            rest = tuple(parts[:at] + parts[at + 1 :])
            out.setdefault((head, row.pos), []).append((row.type, row.mode, rest))
    return {k: tuple(sorted(v, key=lambda r: -len(r[2]))) for k, v in out.items()}


@cache
def event_weights() -> dict[str, tuple[tuple[int, float], ...]]:
    """Feature → (type number, weight)s."""
    return _weights("event_weights.tsv")


@cache
def pair_weights() -> dict[str, tuple[tuple[int, float], ...]]:
    """Feature of a pair of anchor and candidate → (0 neither, 1 actor, 2 recipient; weight)s."""
    return _weights("event_pair_weights.tsv")


@cache
def setting_weights() -> dict[str, tuple[tuple[int, float], ...]]:
    """Feature of an anchor with a time ("t:") or place ("p:") → (0 not the event's, 1 the event's; weight)s."""
    return _weights("event_setting_weights.tsv")


def _weights(name: str) -> dict[str, tuple[tuple[int, float], ...]]:
    return {r.feature: tuple((int(k), float(v)) for k, v in (w.split(":") for w in r.weights)) for r in load(name, EventWeight)}


@dataclass(frozen=True, slots=True)
class EventGroup:
    """Words of a kind: of status ("modal-planned"), of counts ("killed")."""

    kind: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EventNumber:
    """Words that stand for a number, or for at least that many where ``high`` is missing."""

    words: tuple[str, ...]
    low: int
    high: int | None


@cache
def status_words(kind: str) -> frozenset[str]:
    """Words of one kind of event_status.tsv."""
    return frozenset(w for r in load("event_status.tsv", EventGroup) if r.kind == kind for w in r.words)


@cache
def count_words(kind: str) -> frozenset[str]:
    """Words of one kind of event_counts.tsv."""
    return frozenset(w for r in load("event_counts.tsv", EventGroup) if r.kind == kind for w in r.words)


@cache
def fields(kind: str) -> frozenset[str]:
    """Words of one kind of event_fields.tsv: of a field that is no politics, or of what acts there."""
    return frozenset(w for r in load("event_fields.tsv", EventGroup) if r.kind == kind for w in r.words)


@dataclass(frozen=True, slots=True)
class VictimGroup:
    """A group of people that counts tell of, its role where no other word gives one ("" for none), and its words."""

    group: str
    role: str
    words: tuple[str, ...]


@cache
def victim_groups() -> dict[str, VictimGroup]:
    """Word or phrase, in the singular → its group."""
    return {w: r for r in load("victim_groups.tsv", VictimGroup) for w in r.words}


@dataclass(frozen=True, slots=True)
class ResponseCue:
    """Verbs by which somebody denies, confirms or doubts what is told, and what their object may be (the file's header)."""

    kind: str
    objects: tuple[str, ...]
    verbs: tuple[str, ...]


@cache
def response_cues() -> dict[str, tuple[ResponseCue, ...]]:
    """Lemma of a verb → its rows."""
    out: dict[str, tuple[ResponseCue, ...]] = {}
    for row in load("response_cues.tsv", ResponseCue):
        for verb in row.verbs:
            out[verb] = (*out.get(verb, ()), row)
    return out


@cache
def response_words(kind: str) -> frozenset[str]:
    """Words of one kind of response_words.tsv."""
    return frozenset(w for r in load("response_words.tsv", EventGroup) if r.kind == kind for w in r.words)


@cache
def numbers() -> dict[str, tuple[int, int | None]]:
    """Number word → (low, high)."""
    return {w: (r.low, r.high) for r in load("event_numbers.tsv", EventNumber) for w in r.words}


@cache
def event_frames(kind: str) -> tuple[str, ...]:
    """Words of one kind of event_frames.tsv, in their order: of a type, the prepositions that lead to its recipient."""
    return tuple(w for r in load("event_frames.tsv", EventGroup) if r.kind == kind for w in r.words)


@cache
def instruments() -> frozenset[str]:
    """Things that stand for those who use them: "a drone strike killed"."""
    return frozenset(event_frames("instrument"))


@cache
def light_verbs() -> frozenset[str]:
    """Verbs that only carry a noun that names the event: "launched an attack"."""
    return frozenset(event_frames("light"))


@dataclass(frozen=True, slots=True)
class PloverType:
    """One of PLOVER's types: quad class (1 to 4), Goldstein's value (-10 to 10), CAMEO code where nothing says more."""

    type: str
    quad: int
    goldstein: float
    cameo: str


@dataclass(frozen=True, slots=True)
class PloverMode:
    """A mode of a type; where ``goldstein`` is None the type's holds."""

    type: str
    mode: str
    goldstein: float | None
    cameo: str


@dataclass(frozen=True, slots=True)
class CameoCode:
    """A CAMEO code with the PLOVER type, mode and contexts that it stands for."""

    code: str
    type: str
    mode: str
    contexts: tuple[str, ...]


@cache
def plover_types() -> dict[str, PloverType]:
    """Type → its row."""
    return {r.type: r for r in load("plover_types.tsv", PloverType)}


@cache
def plover_modes() -> dict[tuple[str, str], PloverMode]:
    """(Type, mode) → its row."""
    return {(r.type, r.mode): r for r in load("plover_modes.tsv", PloverMode)}


@cache
def cameo_codes(type_: str) -> tuple[CameoCode, ...]:
    """The CAMEO codes of a type."""
    return tuple(r for r in load("cameo.tsv", CameoCode) if r.type == type_)


@cache
def contexts() -> dict[str, frozenset[str]]:
    """Context → the words that show it."""
    return {r.kind: frozenset(r.words) for r in load("event_contexts.tsv", EventGroup)}


TABLES: dict[str, type] = {
    "event_words.tsv": EventWord,
    "event_weights.tsv": EventWeight,
    "event_pair_weights.tsv": EventWeight,
    "event_setting_weights.tsv": EventWeight,
    "event_status.tsv": EventGroup,
    "event_counts.tsv": EventGroup,
    "event_frames.tsv": EventGroup,
    "event_fields.tsv": EventGroup,
    "event_contexts.tsv": EventGroup,
    "event_numbers.tsv": EventNumber,
    "response_cues.tsv": ResponseCue,
    "response_words.tsv": EventGroup,
    "victim_groups.tsv": VictimGroup,
    "plover_types.tsv": PloverType,
    "plover_modes.tsv": PloverMode,
    "cameo.tsv": CameoCode,
}
