"""Whether an event happened: actual, planned, possible or negated, from the words that govern it.

The guidelines' order: what is denied or stopped is negated; what is only may, if or alleged is possible; what is wanted,
vowed, demanded or to come is planned; all else is told as happened.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.article.layers import Status
from onrecord.knowledge.events import light_verbs, status_words

if TYPE_CHECKING:
    from onrecord.syntax import Token

#: Relations by which an event's word hangs on what governs it.
GOVERNED = ("xcomp", "ccomp", "acl", "pcomp", "pobj", "dobj", "advcl", "conj", "nsubjpass", "attr", "prep", "relcl")
#: Words under an event's word that say nothing of whether it happened: what is joined to it, its sides and their clauses.
APART = ("conj", "dobj", "nsubj", "nsubjpass", "advcl", "ccomp", "xcomp", "acl", "relcl")
#: Steps up from the event's word that a governor may stand away: more is another clause.
STEPS = 4
_KINDS: tuple[Status, ...] = ("negated", "possible", "planned")


def status(token: Token) -> tuple[Status, str]:
    """The status of the event that a word names, and the rule with its word."""
    own, verbal = _own(token), token.pos_ in ("VERB", "AUX")
    # "The retribution will come", "the planned talks did not take place": the verb of happening says whether it did.
    happening = token.dep_ == "nsubj" and token.pos_ == "NOUN" and _occurs(token.head)
    happens = _own(token.head) if happening else None
    if own is not None and (happens is None or happens[0] != "negated"):
        return own
    if happens is not None:
        return happens
    at = token
    for _ in range(STEPS):
        if at.dep_ not in GOVERNED or at.head.i == at.i:
            break
        dep, head = at.dep_, at.head
        if dep == "relcl":
            break
        if dep == "pobj" and head.lower_ in status_words("reason") and not _governs(head.head):
            return "actual", f"reason: {head.lower_}"
        if dep == "advcl":
            marks = {c.lower_ for c in at.children if c.dep_ in ("mark", "advmod")}
            if marks & status_words("mark-possible"):
                return "possible", f"mark {min(marks & status_words('mark-possible'))}"
            if not _infinitive(at):
                break
            return "planned", "purpose clause"
        found = _governed(head, dep, verbal or at is not token, at)
        if found is not None:
            return found
        if dep in ("dobj", "nsubjpass") and _known(at) and head.lemma_.lower() not in light_verbs():
            break  # "nobody has claimed the bombing": the bombing stands
        if _presumed(at, head):
            break
        if head.pos_ in ("VERB", "AUX") and (dep in ("dobj", "nsubjpass", "xcomp", "conj") or at.dep_ == "pobj"):
            above = _own(head)
            if above is not None:
                return above
        at = head
    return "actual", "told as happened"


def _occurs(verb: Token) -> bool:
    """Whether a verb only says that its subject happens: "come", "take place"."""
    word = verb.lemma_.lower()
    return word in status_words("occurs") or (word == "take" and any(c.lower_ == "place" for c in verb.children))


def _presumed(at: Token, head: Token) -> bool:
    """Whether a verb speaks of something that there must be already: "lift sanctions", "will not end the strike"."""
    if at.pos_ not in ("NOUN", "ADP") or at.dep_ not in ("dobj", "prep", "nsubjpass"):
        return False
    return head.lemma_.lower() in status_words("presumes") and (at.dep_ != "prep" or at.lower_ == "to")


def _known(token: Token) -> bool:
    """Whether a noun speaks of something that is known to have been: "the bombing"."""
    return bool(token.pos_ == "NOUN" and any(c.lower_ in ("the", "this", "that") for c in token.children))


def _governs(token: Token) -> bool:
    """Whether a word decides on what its complement tells: "call for", "charge over"."""
    word = token.lemma_.lower()
    return any(word in status_words(f"governor-{kind}") for kind in _KINDS) or word in status_words("demand")


def _infinitive(token: Token) -> bool:
    return any(c.dep_ == "aux" and c.tag_ == "TO" for c in token.children)


def _own(token: Token) -> tuple[Status, str] | None:
    """What stands on the word itself: "not", "no", "may", "will", "alleged", "if"."""
    words = {c.lower_ for c in token.children if c.dep_ not in APART}
    of = [c for c in token.children if c.dep_ in ("nsubj", "nsubjpass", "dobj")]
    of += [token.head] if token.dep_ == "acl" and token.tag_ == "VBN" else []
    if any(d.dep_ == "det" and d.lower_ == "no" for c in of for d in c.children):
        return "negated", "no one to it"
    if token.dep_ in ("compound", "nmod", "amod") and token.head.lemma_.lower() in status_words("headed-planned"):
        return "planned", f"headed by {token.head.lemma_.lower()}"
    for kind in _KINDS:
        hit = words & status_words(f"modifier-{kind}")
        if hit:
            if token.dep_ in ("dobj", "nsubjpass") and token.head.lemma_.lower() in status_words("object-negated"):
                return "negated", f"object of {token.head.lemma_.lower()}"  # "cancelled a planned visit"
            return kind, f"modifier {min(hit)}"
    marks = {c.lower_ for c in token.children if c.dep_ in ("mark", "advmod")}
    if marks & status_words("mark-possible"):
        return "possible", f"mark {min(marks & status_words('mark-possible'))}"
    if token.tag_ == "VBP" and any(
        c.dep_ == "advcl" and any(g.lower_ in status_words("open") for g in c.subtree) for c in token.children
    ):
        # "Wherever it is necessary we take revenge": told of any time, of none that was.
        return "possible", "at any time"
    modals = {c.lower_ for c in token.children if c.dep_ == "aux"}
    for kind in _KINDS[1:]:
        hit = modals & status_words(f"modal-{kind}")
        if hit and not (kind == "possible" and "have" in modals and hit == {"could"}):
            return kind, f"modal {min(hit)}"
    if token.dep_ == "pobj" and token.head.lower_ == "without":
        return "negated", "without"
    return None


def _governed(head: Token, dep: str, verbal: bool, at: Token) -> tuple[Status, str] | None:
    """What a governing word does to its complement."""
    word = head.lemma_.lower()
    if dep in ("xcomp", "ccomp", "acl", "pcomp", "pobj", "prep"):
        if word in status_words("governor-negated") and (verbal if dep != "prep" else at.lower_ in ("from", "to", "of")):
            return "negated", f"governed by {word}"
        if word in status_words("governor-planned") and (dep != "ccomp" or _subjunctive(at)):
            denied = any(c.dep_ == "neg" for c in head.children)  # "did not agree to a ceasefire"
            return ("negated", f"governed by not {word}") if denied else ("planned", f"governed by {word}")
        if word in status_words("governor-possible"):
            return "possible", f"governed by {word}"
    if dep in ("dobj", "nsubjpass"):
        for kind in (_KINDS[0], _KINDS[2]):
            if word in status_words(f"object-{kind}"):
                return kind, f"object of {word}"
    if dep == "acl" and _infinitive(at):
        return "planned", "infinitive on a noun"
    return None


def _subjunctive(token: Token) -> bool:
    """A complement clause that tells no fact: an infinitive, a bare form, or one with will or would."""
    return _infinitive(token) or token.tag_ == "VB"


def demanded(token: Token) -> bool:
    """Whether an event's word stands in the complement of a demand ("urged Mali to release", "calls for a withdrawal")."""
    at = token
    for _ in range(STEPS):
        if at.head.i == at.i or at.dep_ not in GOVERNED or at.dep_ in ("relcl", "advcl"):
            return False
        at = at.head
        if at.lemma_.lower() in status_words("demand"):
            return True
    return False
