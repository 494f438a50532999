"""Statements by verbs that introduce one with a certain subject or object only: "claimed responsibility for", "reports had"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord import syntax
from onrecord.article import Span
from onrecord.knowledge.cues import CueFrame, cue_frames
from onrecord.stages.attribution.rules import Draft, cue_of, nominal
from onrecord.stages.attribution.tidying import trimmed

if TYPE_CHECKING:
    from onrecord.syntax import Doc, Token


def framed(doc: Doc, sentence: Span) -> list[Draft]:
    """The statements of a sentence whose verb stands in one of its frames (cue_frames.tsv)."""
    return [d for t in syntax.tokens(doc, sentence) if t.pos_ in ("VERB", "AUX") for d in [_of(t)] if d is not None]


def _of(verb: Token) -> Draft | None:
    for frame in cue_frames().get(verb.lemma_.lower(), ()):
        found = _met(verb, frame)
        if found is not None and (said := trimmed(found[2], verb.doc.text)) is not None:
            why = f"cue_frames.tsv: {verb.lemma_.lower()} + {frame.content}"
            return Draft([nominal(found[0])], found[1], [said], frame.sense, why, verb.idx, share=1.0)
    return None


def _met(verb: Token, frame: CueFrame) -> tuple[Token, list[Span], Span] | None:
    """Subject, cue and content of a verb that meets a frame."""
    patient = [c for c in verb.children if c.dep_ == "nsubjpass"]
    objects = patient if syntax.passive(verb) else [c for c in verb.children if c.dep_ in ("dobj", "obj")]
    subjects = syntax.by_agents(verb) if syntax.passive(verb) else syntax.subjects(verb)
    subject = next((s for s in subjects if not frame.subjects or s.lemma_.lower() in frame.subjects), None)
    thing = next((o for o in objects if not frame.objects or o.lemma_.lower() in frame.objects), None)
    if subject is None or syntax.negated(verb) or (thing is None and frame.content != "clause"):
        return None
    cue = cue_of(verb)
    if frame.content == "clause":
        clause = next((c for c in verb.children if c.dep_ == "ccomp" or (c is thing and _told(c))), None)
        return (subject, cue, syntax.subtree(clause)) if clause is not None and clause.i > verb.i else None
    if thing is None:
        return None
    behind = next((c for x in (thing, verb) for c in x.children if c.dep_ == "prep" and c.lower_ == frame.preposition), None)
    if frame.content == "object":
        return subject, cue, syntax.subtree(thing)
    if behind is None:
        return None
    if frame.content == "measure":
        return subject, cue, syntax.subtree(thing).hull(syntax.subtree(behind))
    what = next((c for c in behind.children if c.dep_ in ("pobj", "pcomp")), None)
    noun = syntax.place(thing).hull(syntax.place(behind))
    whole = [cue[0].hull(noun)] if not syntax.passive(verb) else [*cue, noun]
    return (subject, whole, syntax.subtree(what)) if what else None


def _told(thing: Token) -> bool:
    """Whether an object has a participle: "four civilians wounded"."""
    return any(c.dep_ == "acl" and c.tag_ in ("VBN", "VBG") for c in thing.children)
