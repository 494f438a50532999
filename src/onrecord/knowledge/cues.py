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


@cache
def cue_verbs() -> dict[str, CueVerb]:
    """Lemma → cue verb."""
    return {r.lemma: r for r in load("cue_verbs.tsv", CueVerb)}


@cache
def cue_phrases() -> dict[str, CuePhrase]:
    """Phrase → cue phrase."""
    return {r.phrase: r for r in load("cue_phrases.tsv", CuePhrase)}
