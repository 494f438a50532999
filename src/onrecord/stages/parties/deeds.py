"""Private persons who are criminals by what the article says of them: who shoots, who is charged, who is convicted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord import syntax
from onrecord.knowledge.actors import party_words
from onrecord.stages.parties.joining import Entity
from onrecord.stages.parties.nominals import DEFAULT

if TYPE_CHECKING:
    from onrecord.syntax import Token


def criminal(entity: Entity) -> str:
    """The words that make a private person a criminal, "" where there are none."""
    says = entity.says
    if says.role != "CVL" or says.role_rank > DEFAULT or entity.label in ("ORG", "GPE", "NORP"):
        return ""
    for draft in entity.drafts:
        if draft.kind != "pronoun" and not _crowd(draft.head) and (word := _deed(draft.head)):
            return word
    return ""


def _crowd(head: Token) -> bool:
    """Whether a word only counts heads: of "43 people were arrested" nobody is thereby a criminal, and "nobody" is nobody."""
    return head.lower_ in party_words("no-one") or head.lemma_.lower() in party_words("crime-crowd") or head.pos_ == "NUM"


def _deed(head: Token) -> str:
    marks = {c.lower_ for c in head.lefts if c.dep_ == "amod"} & set(party_words("crime-mark"))
    if marks:
        return min(marks)
    for child in head.rights:
        if child.dep_ == "acl" and child.tag_ == "VBN" and child.lemma_.lower() in party_words("crime-told"):
            return child.lemma_.lower()
        if child.dep_ == "relcl" and (word := _told(child, _who(child))):
            return word
    verb, dep = head.head, head.dep_
    if dep == "conj":
        verb, dep = head.head.head, head.head.dep_
    if dep == "pobj" and verb.lower_ == "by" and verb.head.lemma_.lower() in party_words("crime-act"):
        return verb.head.lemma_.lower()
    if dep == "pobj" and verb.lower_ == "of" and verb.head.lemma_.lower() in party_words("crime-case"):
        return verb.head.lemma_.lower()
    return _told(verb, dep)


def _who(verb: Token) -> str:
    """What the relative pronoun is to its verb."""
    return next((c.dep_ for c in verb.lefts if c.lower_ in ("who", "that")), "")


def _told(verb: Token, dep: str) -> str:
    """The verb that makes whoever is this to it a criminal."""
    word = verb.lemma_.lower()
    passive = syntax.passive(verb)
    if dep == "nsubj" and not passive and word in party_words("crime-act") and not syntax.negated(verb):
        return word
    if dep in ("nsubjpass", "dobj") and word in party_words("crime-charge"):
        return word
    if dep == "nsubj" and word in ("plead", "confess"):
        return word
    if dep == "nsubj" and word in party_words("crime-face"):
        return next((f"{word} {o.lemma_.lower()}" for o in verb.rights if o.lemma_.lower() in party_words("crime-faced")), "")
    return ""
