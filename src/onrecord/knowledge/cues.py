"""Knowledge of attribution: which verbs introduce statements, in which sense."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from onrecord.knowledge.loader import load


@dataclass(frozen=True, slots=True)
class CueVerb:
    """A verb that introduces statements: its lemma, sense, how often it does so (share), and in how many cues it was seen."""

    lemma: str
    sense: str
    share: float
    count: int


@dataclass(frozen=True, slots=True)
class CuePhrase:
    """A phrase that marks a statement without a verb ("according to"); ``speaker`` says whether one follows."""

    phrase: str
    sense: str
    speaker: bool


@dataclass(frozen=True, slots=True)
class CueFrame:
    """Verbs that introduce a statement with these subjects and objects only (lemmas; none: any), and what its content is."""

    subjects: tuple[str, ...]
    verbs: tuple[str, ...]
    objects: tuple[str, ...]
    preposition: str
    content: str
    sense: str


@dataclass(frozen=True, slots=True)
class CueWords:
    """Small words of one kind by which statements are read."""

    kind: str
    words: tuple[str, ...]


@cache
def cue_verbs() -> dict[str, CueVerb]:
    """Lemma → cue verb."""
    return {r.lemma: r for r in load("cue_verbs.tsv", CueVerb)}


@cache
def cue_phrases() -> dict[str, CuePhrase]:
    """Phrase → cue phrase."""
    return {r.phrase: r for r in load("cue_phrases.tsv", CuePhrase)}


@cache
def cue_frames() -> dict[str, tuple[CueFrame, ...]]:
    """Lemma of a verb → its frames."""
    out: dict[str, tuple[CueFrame, ...]] = {}
    for r in load("cue_frames.tsv", CueFrame):
        for verb in r.verbs:
            out[verb] = (*out.get(verb, ()), r)
    return out


@cache
def cue_words(kind: str) -> frozenset[str]:
    """The words of a kind, as the file's header explains them."""
    return frozenset(w for r in load("cue_words.tsv", CueWords) if r.kind == kind for w in r.words)
