"""Statements by rules over the parse: verbs of saying, "according to", quotations and who they belong to.

In the line of textacy's and the Gender Gap Tracker's extractors (Asr et al. 2021): a verb of the cue table with a clause, a
quotation or an object as its content and its subject as the speaker; the table says how often each verb is a cue.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord import syntax
from onrecord.article import Span
from onrecord.knowledge.cues import CueVerb, cue_phrases, cue_verbs
from onrecord.stages.attribution.quotes import Quote
from onrecord.stages.attribution.tidying import without

if TYPE_CHECKING:
    from onrecord.syntax import Doc, Token

#: Verbs that govern an object as content ("criticised the plan") must be cues at least so often, else anything is.
OBJECT_SHARE = 0.35
#: A verb with a clause as its object is a cue at this share: "know that", "hope to".
CLAUSE_SHARE = 0.1


@dataclass(slots=True)
class Draft:
    """A statement in the making; spans count in the reading text."""

    speaker: list[Span]
    cue: list[Span]
    content: list[Span]
    sense: str
    why: str
    at: int = 0
    score: float | None = None
    share: float = 0.0  # how often the verb of a rule is a cue, where it has a clause


def drafts(doc: Doc, sentence: Span, found: list[Quote]) -> Iterator[Draft]:
    """The statements whose cue stands in a sentence."""
    for token in syntax.tokens(doc, sentence):
        row = cue_verbs().get(token.lemma_.lower()) if token.pos_ in ("VERB", "AUX") else None
        if row is not None:
            draft = _verb(token, row, sentence, found)
            if draft:
                yield draft
        elif token.lower_ == "according":
            draft = _according(token, sentence)
            if draft:
                yield draft
        elif token.lower_ in cue_phrases() and token.pos_ == "ADV":
            clause = syntax.clause(token)
            content = without([syntax.subtree(clause)], [syntax.place(token)], doc.text)
            yield Draft(
                [], [syntax.place(token)], content, cue_phrases()[token.lower_].sense, f"cue_phrases.tsv: {token.lower_}"
            )


def _verb(verb: Token, row: CueVerb, sentence: Span, found: list[Quote]) -> Draft | None:
    speaker = _speaker(verb)
    content, rule = _content(verb, row, sentence, found)
    if content is None or (speaker is None and rule in ("object", "infinitive")):
        return None
    cue = cue_of(verb)
    holes = cue + ([speaker] if speaker else [])
    pieces = without(content, holes, verb.doc.text)
    if not pieces:
        return None
    made = Draft([speaker] if speaker else [], cue, pieces, row.sense, f"cue_verbs.tsv: {row.lemma} + {rule}", verb.idx)
    made.share = row.share if rule in ("clause", "inserted") else 0.0
    return made


def _content(verb: Token, row: CueVerb, sentence: Span, found: list[Quote]) -> tuple[list[Span] | None, str]:
    """What a verb of saying says: a clause, else a quotation beside it, else an infinitive or an object."""
    own = syntax.subtree(verb)
    for child in verb.children:
        if child.dep_ in ("ccomp", "parataxis") and row.share >= CLAUSE_SHARE and child.i != verb.i:
            if child.dep_ == "parataxis" and child.lemma_.lower() in cue_verbs():
                continue
            return [_with_quotes(syntax.subtree(child), found, sentence)], "clause"
    if verb.dep_ in ("parataxis", "ccomp") and verb.head.pos_ in ("VERB", "AUX") and _inserted(verb) and row.sense == "said":
        return [_with_quotes(syntax.subtree(verb.head), found, sentence)], "inserted"
    beside = [
        q.span for q in found if q.span.overlaps(sentence) and not q.span.covers(syntax.place(verb)) and len(q.inner) > 25
    ]
    if beside and row.sense == "said" and row.share >= 0.3:
        return beside, "quotation"
    for child in verb.children:
        if child.dep_ == "xcomp" and child.pos_ in ("VERB", "AUX") and row.share >= CLAUSE_SHARE:
            return [syntax.subtree(child)], "infinitive"
    if row.share >= OBJECT_SHARE:
        for child in verb.children:
            if child.dep_ in ("dobj", "obj") and row.lemma != "tell":
                return [
                    Span(syntax.subtree(child).start, max(syntax.subtree(child).end, own.end if child.i > verb.i else 0))
                ], "object"
            if child.dep_ == "prep" and child.lower_ in ("for", "about", "of", "on", "to", "with") and child.i > verb.i:
                objects = [c for c in child.children if c.dep_ in ("pobj", "pcomp")]
                if objects:
                    return [Span(objects[0].left_edge.idx, own.end)], "object"
    return None, ""


def _inserted(verb: Token) -> bool:
    """Whether a verb has nothing but its subject and small words ("…, officials said"), and is not what is said."""
    if verb.i > verb.head.i and verb.dep_ == "ccomp" and verb.head.lemma_.lower() in cue_verbs():
        return False
    return not any(c.dep_ in ("ccomp", "dobj", "xcomp", "obj") for c in verb.children)


def _with_quotes(span: Span, found: list[Quote], sentence: Span) -> Span:
    """A clause widened to the ends of quotations it cuts: a quotation is said as a whole."""
    for q in found:
        if q.span.overlaps(span) and not span.covers(q.span):
            span = span.hull(q.span)
    return span


def _speaker(verb: Token) -> Span | None:
    agents = syntax.by_agents(verb) if syntax.passive(verb) else []
    heads = agents or ([] if syntax.passive(verb) else syntax.subjects(verb))
    heads = [h for h in heads if h.lower_ not in ("it", "there", "that", "which", "this", "what")]
    if not heads:
        return None
    head = heads[0]
    span = nominal(head)
    for other in heads[1:]:
        more = nominal(other)
        if span.gap(more) <= 8:
            span = span.hull(more)
    return None if span.covers(syntax.place(verb)) else span


def speaker_at(doc: Doc, cue: Span) -> Span | None:
    """Who speaks by grammar where the words of ``cue`` are the cue: a verb's subject or agent, a noun's owner."""
    for token in syntax.tokens(doc, cue):
        if token.pos_ in ("VERB", "AUX") and (found := _speaker(token)):
            return found
        owner = next((c for c in token.children if c.dep_ == "poss"), None) if token.pos_ == "NOUN" else None
        if owner is not None:
            return Span(owner.left_edge.idx, owner.idx + len(owner))
    return None


def nominal(head: Token) -> Span:
    """A noun with what belongs to it: no relative clause, nothing behind a comma."""
    end = head
    for child in head.rights:
        if child.dep_ in ("relcl", "punct", "appos", "cc", "conj", "acl", "advcl"):
            break
        end = child.right_edge
    return Span(head.left_edge.idx, end.idx + len(end))


def cue_of(verb: Token) -> list[Span]:
    """The verb with its auxiliaries, negation and particle."""
    parts = [verb, *(c for c in verb.children if c.dep_ in ("aux", "auxpass", "neg", "prt") and abs(c.i - verb.i) <= 4)]
    parts.sort(key=lambda t: t.i)
    spans = [syntax.place(parts[0])]
    for t in parts[1:]:
        near = syntax.place(t)
        if spans[-1].gap(near) <= 1:
            spans[-1] = spans[-1].hull(near)
        else:
            spans.append(near)
    return spans


def _according(token: Token, sentence: Span) -> Draft | None:
    to = next((c for c in token.children if c.lower_ == "to"), None)
    if to is None and token.i + 1 < len(token.doc) and token.doc[token.i + 1].lower_ == "to":
        to = token.doc[token.i + 1]
    objects = [c for c in to.children if c.dep_ == "pobj"] if to is not None else []
    if to is None or not objects:
        return None
    speaker = Span(objects[0].left_edge.idx, objects[0].right_edge.idx + len(objects[0].right_edge))
    if len(speaker) > 120:
        speaker = nominal(objects[0])
    cue = Span(token.idx, to.idx + len(to))
    verb = syntax.clause(token.head)  # the parser takes "according" itself for a verb
    whole = syntax.subtree(verb)
    content = without([whole], [cue, speaker], token.doc.text)
    return Draft([speaker], [cue], content, "said", "cue_phrases.tsv: according to", token.idx) if content else None
