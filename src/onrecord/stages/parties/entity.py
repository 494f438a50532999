"""A party in the making, and which mentions may be of it: by its number, gender, kind, role and place in the clause."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from onrecord import syntax
from onrecord.article import Span
from onrecord.knowledge.actors import party_words
from onrecord.knowledge.events import event_frames
from onrecord.stages.parties.drafts import Draft
from onrecord.stages.parties.nominals import LISTED, Says

if TYPE_CHECKING:
    from onrecord.syntax import Token

#: Roles of those whom "the troops", "the militants" point back to in the next sentence.
FORCES = ("MIL", "REB", "COP", "CRM")


@cache
def bodies() -> dict[str, str]:
    """Nouns that point back to a named body, with the role that it must have ("" for any)."""
    return dict(w.split(":") for w in party_words("body"))


@dataclass(slots=True, eq=False)
class Entity:
    """A party in the making."""

    drafts: list[Draft] = field(default_factory=list)
    says: Says = field(default_factory=Says)
    name: str = ""
    label: str = ""
    person: bool = False
    plural: bool = False
    gender: str = ""
    keys: set[str] = field(default_factory=set)
    marks: list[Span] = field(default_factory=list)
    last: int = -1  # number of the sentence that named it last
    subject: int = -1  # number of the sentence whose subject it last was

    def add(self, draft: Draft, sentence: int) -> None:
        """Take in a mention and what it says."""
        self.drafts.append(draft)
        self.says.take(draft.says)
        self.last = sentence
        if draft.head.dep_ in syntax.SUBJECTS:
            self.subject = sentence
        if draft.kind == "name" and (not self.label or len(draft.name) > len(self.name)):
            self.name, self.label = draft.name, draft.label or self.label
        if draft.kind != "pronoun":
            self.person = self.person or draft.person
            self.plural = self.plural or draft.plural
        if draft.name:
            self.keys.add(draft.key)
        self.gender = self.gender or gender_of(draft)


def gender_of(draft: Draft) -> str:
    """The gender that a mention's words tell: "m", "f" or ""."""
    doc = draft.head.doc
    words = {doc[i].lower_ for i in range(draft.start, draft.head.i + 1)}
    if draft.kind == "pronoun":
        words = {draft.head.lower_}
    male, female = {*party_words("male"), *party_words("he")}, {*party_words("female"), *party_words("she")}
    return "m" if words & male else "f" if words & female else ""


#: What those are to their verb to whom "others" may be added.
SUFFERS = ("dobj", "nsubjpass", "conj")


def further(draft: Draft) -> bool:
    """Whether a nominal names further ones of a kind named before: "two others", "56 more", "another"."""
    words = party_words("further")
    return draft.head.lower_ in words or (draft.head.pos_ == "NUM" and any(c.lower_ in words for c in draft.head.children))


def alike(draft: Draft) -> bool:
    """Whether a nominal points to two that are alike."""
    if draft.head.lower_ not in party_words("alike"):
        return False
    left = " ".join(t.lower_ for t in draft.head.lefts)
    return left in party_words("alike-after")


def doers(pronoun: Token) -> list[Token]:
    """Who does what is done to a pronoun, and so is another: "Lee met Kim to thank him", "Lee asked Kim to help him".

    Principle B of binding (Chomsky 1981): a pronoun is not the subject of its own clause.
    """
    at = pronoun.head if pronoun.dep_ == "pobj" else pronoun
    verb = at.head
    if at.dep_ not in ("dobj", "dative", "prep", "iobj") or verb.pos_ != "VERB" or pronoun.lower_.endswith(("self", "selves")):
        return []
    above = verb.head
    to = any(c.dep_ == "aux" and c.tag_ == "TO" for c in verb.children)
    if to and verb.dep_ in ("xcomp", "ccomp") and above.lemma_.lower() in event_frames("control"):
        asked = syntax.objects(above)
        if asked:
            return asked
    return syntax.subjects(verb)


def same_person(words: list[str], entity: Entity) -> bool:
    """Whether a name may be that of an entity that shares its last word: no first names that differ."""
    if len(words) == 1 or entity.label != "PERSON":
        return len(words) == 1
    firsts = {k.split()[0] for k in entity.keys if len(k.split()) > 1}
    return not firsts or any(f[0] == words[0][0] and (len(f) == 1 or len(words[0]) == 1 or f == words[0]) for f in firsts)


def same_force(says: Says, entity: Entity) -> bool:
    """Whether "the troops" may be those of whom the last sentence told more ("six US soldiers")."""
    like = entity.plural and not entity.label and says.role == entity.says.role and says.role in FORCES
    return like and bool(entity.says.country) and not says.country


def fits(says: Says, entity: Entity, word: str) -> bool:
    """Whether a named body may be "the company", "the party": by the role that the word asks for."""
    want = bodies()[word]
    return not want or entity.says.role == want or entity.says.role_rank < LISTED - 2


def agrees(word: str, entity: Entity) -> bool:
    """Whether a pronoun may stand for an entity, by number, gender and kind."""
    if word in party_words("he") or word in party_words("she"):
        gender = "m" if word in party_words("he") else "f"
        return entity.person and not entity.plural and entity.gender in ("", gender)
    if word in party_words("they"):
        return entity.plural or entity.says.kind in ("group", "organisation", "crowd")
    return (not entity.person and not entity.plural and entity.label in ("ORG", "GPE")) or entity.says.kind == "organisation"


def named(entity: Entity, text: str) -> str:
    """What to call an entity: its longest name, else the words of its first mention."""
    return entity.name or entity.drafts[0].at.cut(text)
