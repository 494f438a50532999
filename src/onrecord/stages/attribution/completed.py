"""Statements that stop in the middle of what grammar holds together, completed: the verb of their clause, a list, a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord import syntax
from onrecord.article import Span
from onrecord.knowledge.cues import cue_words
from onrecord.stages.attribution.rules import Draft, speaker_at
from onrecord.stages.attribution.tidying import merged, without

if TYPE_CHECKING:
    from onrecord.syntax import Doc, Token

#: Rounds in which a list may grow ("making …, distributing …, supervising …").
ROUNDS = 6
#: Marks that open a quotation; the last one of a clause belongs to what follows it.
OPENING = '"“‘«„'


def complete(doc: Doc, d: Draft) -> None:
    """Complete a draft's content and speaker in place."""
    verbs = [t for c in d.cue for t in syntax.tokens(doc, c) if t.pos_ in ("VERB", "AUX")]
    for verb in verbs:
        _titled(verb, d)
        _charged(verb, d)
    d.speaker = [_called(doc, _whose(doc, s, d), d.content) for s in d.speaker]
    more = [c for verb in verbs for c in (*_clause(verb, d), *_patient(verb, d))]
    if more:
        d.content = without(merged([*d.content, *more]), [*d.cue, *d.speaker], doc.text)
    for i, piece in enumerate(d.content):
        for _ in range(ROUNDS):
            longer = _further(doc, piece)
            if longer is None or any(longer.overlaps(s) for s in (*d.cue, *d.speaker)):
                break
            piece = longer
        d.content[i] = piece
    d.content = merged(d.content)


def _clause(verb: Token, d: Draft) -> list[Span]:
    """The clause of a verb of saying where the content has its subject and not its verb: "told AFP [the rocket] fell"."""
    for child in verb.children:
        if child.dep_ == "ccomp" and child.i > verb.i and not any(c.covers(syntax.place(child)) for c in d.content):
            heads = [c for c in child.children if c.dep_ in syntax.SUBJECTS]
            if any(c.covers(syntax.place(h)) for h in heads for c in d.content):
                span = syntax.subtree(child)
                opens = verb.doc.text[span.end - 1] in OPENING
                return [Span(span.start, span.end - opens)]
    return []


def _patient(verb: Token, d: Draft) -> list[Span]:
    """What is said, before a passive verb with its speaker: "[The attacks] are claimed by jihadists"."""
    agents = syntax.by_agents(verb) if syntax.passive(verb) else []
    if agents and (not d.speaker or any(s.covers(syntax.place(a)) for s in d.speaker for a in agents)):
        return [syntax.subtree(c) for c in verb.children if c.dep_ == "nsubjpass"]
    return []


def _titled(verb: Token, d: Draft) -> None:
    """A name that stands before the title of who speaks is the speaker's: "…, [Ann Smith, the police spokeswoman] said"."""
    text = verb.doc.text
    for speaker in d.speaker[:1]:
        head = syntax.head(verb.doc, speaker)
        names = [c for c in verb.children if c.dep_ == "nsubj"] + ([head.head] if head and head.dep_ == "appos" else [])
        for name in names:
            at = Span(name.left_edge.idx, name.idx + len(name))
            apart = text[at.end : speaker.start].strip() == "," if at.end <= speaker.start else False
            if name.pos_ == "PROPN" and apart and text[: at.start].rstrip().endswith(",") and head and head.pos_ == "NOUN":
                d.speaker = [at.hull(speaker), *d.speaker[1:]]
                d.content = without(d.content, d.speaker[:1], text) or d.content
                return


def _charged(verb: Token, d: Draft) -> None:
    """Who is charged does not say so: "he is charged with" has no speaker but one with "by"."""
    if syntax.passive(verb) and verb.lemma_.lower() in cue_words("charge"):
        patients = [syntax.place(c) for c in verb.children if c.dep_ == "nsubjpass"]
        d.speaker = [s for s in d.speaker if not any(s.covers(p) for p in patients)]


def _whose(doc: Doc, speaker: Span, d: Draft) -> Span:
    """For a relative clause as the speaker the noun of grammar: "said [a spokesman], who calls himself Orr"."""
    tokens = syntax.tokens(doc, speaker)
    clause = len(tokens) > 1 and tokens[0].tag_ == "WP"
    found = speaker_at(doc, d.cue[0]) if clause else None
    return speaker if found is None or any(found.overlaps(x) for x in (*d.content, *d.cue)) else found


def _called(doc: Doc, speaker: Span, content: list[Span]) -> Span:
    """A speaker with the name that a participle gives: "a protest group [campaigning for peace], named Not One More"."""
    head = syntax.head(doc, speaker)
    for child in head.rights if head is not None else ():
        if child.dep_ == "acl" and child.tag_ == "VBN" and child.lemma_.lower() in cue_words("name"):
            whole = speaker.hull(Span(child.idx, child.right_edge.idx + len(child.right_edge)))
            named = doc.text[child.idx + len(child) : whole.end].strip()
            if child.idx - speaker.end <= 2 and named[:1].isupper() and not any(whole.overlaps(c) for c in content):
                return whole
    return speaker


def _further(doc: Doc, piece: Span) -> Span | None:
    """A content with what can't stand without it: the verb of a restrictive "that", more infinitives or gerunds of a list."""
    tokens = syntax.tokens(doc, piece)
    if len(tokens) < 2:
        return None
    last = tokens[-1]
    if last.tag_ in ("WDT", "WP") and last.dep_ in syntax.SUBJECTS and last.head.i > last.i and tokens[-2].text != ",":
        return piece.hull(_right(last.head))
    verb = _next(doc, last)
    if verb is None or any(c.dep_ in (*syntax.SUBJECTS, "aux", "auxpass") for c in verb.children):
        return None
    gerund = verb.tag_ == verb.head.tag_ == "VBG" and not any(c.dep_ == "aux" for c in verb.head.children)
    listed = gerund and verb.head in tokens
    bare = verb.tag_ == "VB" and any(t.tag_ == "VB" for t in tokens)
    return piece.hull(_right(verb)) if listed or bare else None


def _next(doc: Doc, last: Token) -> Token | None:
    """The verb of the same sentence that follows on a word behind a comma or "and", with adverbs between at most."""
    at, joined = last.i + 1, False
    while at < len(doc) and not doc[at].is_sent_start and (doc[at].text == "," or doc[at].tag_ in ("CC", "RB")):
        joined = joined or doc[at].tag_ != "RB"
        at += 1
    if not joined or at >= len(doc) or doc[at].is_sent_start or doc[at].pos_ != "VERB" or doc[at].dep_ == "prep":
        return None
    return doc[at]


def _right(verb: Token) -> Span:
    return Span(verb.idx, verb.right_edge.idx + len(verb.right_edge))
