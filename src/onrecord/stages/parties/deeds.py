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
        if draft.kind != "pronoun" and (word := _deed(draft.head)):
            return word
    return ""


def _deed(head: Token) -> str:
    marks = {c.lower_ for c in head.lefts if c.dep_ == "amod"} & set(party_words("crime-mark"))
    if marks:
        return min(marks)
    verb, dep = head.head, head.dep_
    if dep == "conj":
        verb, dep = head.head.head, head.head.dep_
    word = verb.lemma_.lower()
    passive = syntax.passive(verb)
    if dep == "nsubj" and not passive and word in party_words("crime-act") and not syntax.negated(verb):
        return word
    if dep in ("nsubjpass", "dobj") and word in party_words("crime-charge"):
        return word
    if dep == "nsubj" and word == "plead":
        return word
    if dep == "pobj" and verb.lower_ == "by" and verb.head.lemma_.lower() in party_words("crime-act"):
        return verb.head.lemma_.lower()
    return ""
