"""Whether the clause around an expression looks ahead or back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord import syntax
from onrecord.article import Span
from onrecord.knowledge.times import time_words

if TYPE_CHECKING:
    from onrecord.syntax import Doc, Token

#: Clauses up that are asked where the verb itself says nothing ("closing", "to meet").
_UP = 6


def look(doc: Doc | None, at: Span, text: str) -> str:
    """Either "past" or "future". Without a parse, or where no verb tells, the past: news tells what was."""
    head = syntax.head(doc, at) if doc is not None else None
    if head is None:
        return "past"
    owner = head.dep_ == "poss" or any(c.dep_ == "case" for c in head.children)
    if owner or (head.dep_ in ("compound", "nmod") and not _plans(head.head, "")):
        return "past"  # "Friday's attack", "a June agreement" have been told of
    if any(time_words("plan").get(t.lower_) == "future" for t in _in_front(head)) or _until(text, at):
        return "future"
    token, came = head, ""
    for up in range(_UP):
        if _plans(token, came):
            return "future"
        if token.pos_ in ("VERB", "AUX"):
            said = _verb(token, up)
            if said:
                return said
        if token.head is token:
            break
        came = token.lower_ if token.pos_ == "ADP" else came
        token = token.head
    return "past"


def _plans(token: Token, came: str) -> bool:
    """Whether a word tells of a plan; an act only where "for", "until" or "by" leads to the time (``came``).

    "Extended the offer until Friday" and "is set for Friday" look ahead, "agreed Friday" and "set Friday" do not.
    """
    plans = time_words("plan")
    kind = plans.get(token.lower_) or plans.get(token.lemma_)
    if kind != "act":
        return kind is not None
    participle = token.tag_ == "VBN" and token.dep_ in ("acl", "amod")
    active = token.pos_ == "VERB" and not participle and not any(c.dep_ == "auxpass" for c in token.children)
    return not active or came in time_words("leads")


def _in_front(head: Token) -> list[Token]:
    """The two words in front of an expression."""
    i = head.left_edge.i
    return [head.doc[j] for j in range(max(0, i - 2), i)]


def _until(text: str, at: Span) -> bool:
    """Whether "as early as" and the like stand in front or begin the expression."""
    window = " ".join(text[max(0, at.start - 14) : at.end].lower().split())
    return any(words in window for words in time_words("until"))


def _verb(verb: Token, up: int = 0) -> str | None:
    """Where a verb looks by its own form and helpers; None where what it hangs on decides.

    The present plans where the expression hangs on the verb itself ("the talks begin Monday"), not further up.
    """
    ahead = time_words("ahead")
    modals = syntax.modals(verb)
    if any(m in ahead for m in modals):
        return "past" if "could" in modals and syntax.negated(verb) else "future"  # "could not be found Wednesday"
    helpers = [c for c in verb.children if c.dep_ in ("aux", "auxpass")]
    if verb.tag_ == "VBD" or any(c.tag_ == "VBD" or c.lower_ in ("has", "have", "had", "been") for c in helpers):
        return "past"
    if verb.tag_ == "VBN" and not helpers and verb.dep_ in ("acl", "amod", "advcl"):
        return "past"  # "the order issued Thursday"
    if "to" in modals:
        return _infinitive(verb)
    if verb.tag_ in ("VBP", "VBZ") or any(c.tag_ in ("VBP", "VBZ") for c in helpers):
        return "future" if up <= 2 and verb.tag_ != "VBN" else None
    return None


def _infinitive(verb: Token) -> str | None:
    """An infinitive looks ahead from what it hangs on; behind a past verb that plans nothing it is told in the past."""
    above = verb.head
    if above.lower_ in time_words("plan") or above.lemma_ in time_words("plan"):
        return "future"
    if above.pos_ in ("VERB", "AUX") and above.i != verb.i:
        return _verb(above, _UP) or "future"
    return "future"
