"""The few questions asked of a parse, and the parse itself as plain objects (tree.py)."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.article import Span
from onrecord.syntax.tree import Doc, Run, Token, noun_chunks, read

__all__ = [
    "OBJECTS", "SUBJECTS", "Doc", "Run", "Token", "by_agents", "carriers", "clause", "extent", "head", "modals", "negated",
    "noun_chunks", "objects", "passive", "place", "prepositional", "read", "referent", "subjects", "subtree", "tokens",
]  # fmt: skip

SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass")
OBJECTS = ("dobj", "obj", "dative", "attr", "oprd")


def tokens(doc: Doc, at: Span) -> list[Token]:
    """The tokens that share a character with ``at`` (reading text)."""
    run = doc.over(at.start, at.end)
    return list(run) if run is not None else []


def head(doc: Doc, at: Span) -> Token | None:
    """The token of ``at`` that the others hang on; None where no token stands there."""
    run = doc.over(at.start, at.end)
    return run.root if run is not None and len(run) else None


def place(token: Token) -> Span:
    """Where a token stands in the reading text."""
    return Span(token.idx, token.idx + len(token))


def subtree(token: Token) -> Span:
    """From the first to the last character of all that hangs on ``token``."""
    left, right = token.left_edge, token.right_edge
    return Span(left.idx, right.idx + len(right))


def passive(verb: Token) -> bool:
    """Whether a verb stands in the passive ("was killed", and participles after a noun: "troops killed by …")."""
    if any(c.dep_ in ("nsubjpass", "auxpass") for c in verb.children):
        return True
    return bool(verb.tag_ == "VBN" and verb.dep_ in ("acl", "advcl") and not any(c.dep_ in OBJECTS for c in verb.children))


def subjects(verb: Token) -> list[Token]:
    """Who does it, by grammar: a verb's own subjects, else those it shares (conjuncts, control, relative clauses)."""
    seen: set[int] = set()
    at: Token | None = verb
    while at is not None and at.i not in seen:
        seen.add(at.i)
        own = [c for c in at.children if c.dep_ in SUBJECTS]
        if own:
            return [r for s in own for r in (referent(s), *referent(s).conjuncts)]
        if at.dep_ in ("acl", "relcl"):
            return [at.head]
        if at.dep_ == "pcomp" and at.head.head.pos_ == "VERB":
            # "accused him of killing", "charged with killing": whom the verb is about; "after killing": who does what it says.
            verb, of = at.head.head, at.head.lower_ in ("of", "for", "with", "from")
            told = [] if passive(verb) or not of else objects(verb)
            if told:
                return told
            at = verb
            continue
        at = at.head if at.dep_ in ("conj", "xcomp", "advcl", "aux") and at.head.pos_ in ("VERB", "AUX") else None
    return []


def referent(token: Token) -> Token:
    """For a relative pronoun the noun it stands for, else the token itself."""
    if token.tag_ in ("WP", "WDT") or (token.lower_ == "that" and token.dep_ in SUBJECTS):
        verb = token.head
        while verb.dep_ in ("conj", "xcomp") and verb.head.i != verb.i:
            verb = verb.head
        if verb.dep_ == "relcl":
            return verb.head
    return token


def objects(verb: Token) -> list[Token]:
    """To whom it is done, by grammar: direct objects with what is joined to them by "and"."""
    out: list[Token] = []
    for child in verb.children:
        if child.dep_ in OBJECTS:
            out += [referent(child), *child.conjuncts]
    return out


def by_agents(verb: Token) -> list[Token]:
    """The nouns of a "by" phrase of a passive verb."""
    out: list[Token] = []
    for child in verb.children:
        if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by"):
            for obj in child.children:
                if obj.dep_ == "pobj":
                    out += [obj, *obj.conjuncts]
    return out


def prepositional(token: Token, *words: str) -> list[Token]:
    """The nouns behind these prepositions on ``token`` ("on", "against"), with their conjuncts."""
    out: list[Token] = []
    for child in token.children:
        if child.dep_ in ("prep", "dative", "agent") and child.lower_ in words:
            for obj in child.children:
                if obj.dep_ == "pobj":
                    out += [obj, *obj.conjuncts]
    return out


def negated(token: Token) -> bool:
    """Whether "not", "never", "no" or "without" stands on a word or on the verb that carries it."""
    for t in (token, *carriers(token)):
        if any(c.dep_ == "neg" or c.lower_ in ("never", "no", "neither", "nor") for c in t.children):
            return True
        if t.dep_ in ("pcomp", "pobj") and t.head.lower_ == "without":
            return True
    return False


def modals(token: Token) -> list[str]:
    """Lower-case modal words on a verb or on the verb that carries it ("may", "would", "to" of an infinitive)."""
    out = []
    for t in (token, *carriers(token)):
        out += [c.lower_ for c in t.children if c.dep_ == "aux" and c.tag_ in ("MD", "TO")]
    return out


def carriers(token: Token) -> Iterator[Token]:
    """The auxiliaries and light heads above a token within its clause (conjuncts share theirs)."""
    at = token
    while at.dep_ in ("conj", "aux", "auxpass", "xcomp") and at.head.i != at.i:
        at = at.head
        yield at


def clause(token: Token) -> Token:
    """The verb of the clause that a token stands in."""
    at = token
    while at.pos_ not in ("VERB", "AUX") and at.head.i != at.i:
        at = at.head
    return at


def extent(run: Run) -> Span:
    """Where a run of tokens (a sentence of the doc) stands in the reading text."""
    return Span(run.start_char, run.end_char)
