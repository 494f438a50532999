"""Who is the same one: mentions joined into parties, from the first to the last."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from onrecord import syntax
from onrecord.article import Span
from onrecord.knowledge.actors import party_words
from onrecord.knowledge.events import event_frames
from onrecord.stages.parties.context import Context
from onrecord.stages.parties.drafts import Draft
from onrecord.stages.parties.nominals import DATED, DEFAULT, LABEL, LENT, LISTED, Says

if TYPE_CHECKING:
    from onrecord.syntax import Token

#: Sentences back that a pronoun or a definite nominal may point.
BACK = 3
#: Roles that a party's leaders, spokesmen and members have from it.
LED = ("REB", "OPP", "NGO", "BUS", "MIL", "COP", "LEG", "CRM", "JUD", "EDU")
#: Entities that are kept in mind: a text's length must not make each mention cost more.
RECENT = 200


@cache
def _bodies() -> dict[str, str]:
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
        self.gender = self.gender or _gender(draft)


def _gender(draft: Draft) -> str:
    doc = draft.head.doc
    words = {doc[i].lower_ for i in range(draft.start, draft.head.i + 1)}
    if draft.kind == "pronoun":
        words = {draft.head.lower_}
    male, female = {*party_words("male"), *party_words("he")}, {*party_words("female"), *party_words("she")}
    return "m" if words & male else "f" if words & female else ""


class Joining:
    """Joins mentions in their order; entities in order of their first mention.

    Args:
        context: the countries of the article.
        officer: what is known of a surname (as :func:`key` gives it) that stands alone.
    """

    def __init__(self, context: Context, officer: Callable[[str], Says | None]) -> None:
        self.entities: list[Entity] = []
        self._by_key: dict[tuple[str, ...], Entity] = {}
        self._by_head: dict[int, Entity] = {}
        self._context, self._officer = context, officer
        self._recent: list[Entity] = []
        self._full: dict[str, Draft] = {}

    def add(self, draft: Draft, sentence: int) -> None:
        """Join one mention."""
        if draft.kind == "pronoun":
            self._pronoun(draft, sentence)
            return
        if _alike(draft) and self._both(draft, sentence):
            return
        for said in draft.more:
            other = Draft(draft.head, draft.at, "nominal", said, draft.start, plural=draft.plural)
            self._put(self._nominal(other, sentence), other, sentence)
        entity = self._apposed(draft) or (self._name(draft) if draft.kind == "name" else self._nominal(draft, sentence))
        self._put(entity, draft, sentence)

    def _put(self, entity: Entity, draft: Draft, sentence: int) -> None:
        entity.add(draft, sentence)
        self._by_head.setdefault(draft.head.i, entity)
        if draft.kind == "name" and draft.name:
            self._index(entity, draft)
        if entity in self._recent:
            self._recent.remove(entity)
        self._recent.append(entity)
        del self._recent[:-RECENT]

    def _new(self) -> Entity:
        entity = Entity()
        self.entities.append(entity)
        return entity

    # names

    def _index(self, entity: Entity, draft: Draft) -> None:
        k = draft.key
        self._by_key.setdefault(("name", k), entity)
        if draft.found and draft.found.listed:
            self._by_key.setdefault(("listed", draft.found.listed.name), entity)
        elif draft.found:
            self._by_key.setdefault((draft.found.kind, draft.found.country), entity)
        words = k.split()
        if draft.person and len(words) > 1:
            self._by_key[("surname", words[-1])] = entity
            self._by_key.setdefault(("word", words[0]), entity)
        if draft.label == "ORG" and len(words) > 1:
            initials = "".join(w[0] for w in words if w not in ("of", "the", "and", "for", "in", "on", "to"))
            self._by_key.setdefault(("acronym", initials), entity)
            self._by_key.setdefault(("acronym", "".join(w[0] for w in words)), entity)

    def _name(self, draft: Draft) -> Entity:
        k, f = draft.key, draft.found
        if f is not None and f.listed and self._anothers(draft, f.listed.name):
            f = draft.found = None
            draft.says = Says("CVL", LABEL, kind="person")
        if f is not None:
            code = ("listed", f.listed.name) if f.listed else (f.kind, f.country)
            if f.kind == "people" and not f.listed:
                code = ("people" if draft.plural else "country", f.country)
            elif f.kind in ("region", "city"):
                code = ("name", k)
            entity = self._by_key.get(code)
            if entity is None:
                entity = self._by_key[code] = self._new()
            return entity
        known = self._by_key.get(("name", k))
        if known is not None:
            return known
        words = k.split()
        if draft.label == "PERSON" or len(words) == 1:
            known = self._by_key.get(("surname", words[-1])) if words else None
            if known is not None and _same_person(words, known):
                return known
        if draft.name.isupper() and len(words) == 1:
            known = self._by_key.get(("acronym", k))
            if known is not None:
                return known
        return self._bracketed(draft) or self._later(draft, words) or self._surname(draft) or self._new()

    def _surname(self, draft: Draft) -> Entity | None:
        """A known person by a surname that the article never gives in full: "Jeenbekov"."""
        if draft.says.country_rank or (draft.head.is_sent_start and draft.label != "PERSON"):
            return None
        said = self._officer(draft.key)
        if said is None:
            return None
        draft.says.take(said)
        draft.person, draft.label = True, "PERSON"
        return self._new()

    def _anothers(self, draft: Draft, listed: str) -> bool:
        """Whether a listed person's surname is that of somebody whom the article has named in full before."""
        known = self._by_key.get(("surname", draft.key)) if " " not in draft.key and draft.label == "PERSON" else None
        if known is None or ("listed", listed) in self._by_key:
            return False
        return draft.says.role_rank < DATED and not any(d.found for d in known.drafts)

    def expect(self, drafts: Iterable[Draft]) -> None:
        """Be told all names beforehand: a headline's surname is explained by the full name further down."""
        for draft in drafts:
            words = draft.key.split() if draft.person and draft.kind == "name" else []
            if len(words) > 1:
                self._full.setdefault(words[-1], draft)

    def _later(self, draft: Draft, words: list[str]) -> Entity | None:
        """The entity of a surname whose full name only comes later."""
        full = self._full.get(words[0]) if len(words) == 1 else None
        if full is None or draft.label not in ("PERSON", ""):
            return None
        entity = self._name(full)
        entity.says.take(full.says)
        entity.person, entity.label, entity.name = True, "PERSON", full.name
        self._index(entity, full)
        return entity

    def _bracketed(self, draft: Draft) -> Entity | None:
        """A name in brackets behind another: "the Kurdistan Workers' Party (PKK)"."""
        doc, i = draft.head.doc, draft.head.i
        if not (i >= 2 and doc[i - 1].text == "(" and i + 1 < len(doc) and doc[i + 1].text == ")"):
            return None
        for entity in reversed(self._recent[-3:]):
            if entity.drafts and any(0 <= draft.at.start - d.at.end <= 2 for d in entity.drafts if d.kind == "name"):
                return entity
        return None

    def _apposed(self, draft: Draft) -> Entity | None:
        """The entity that a mention only says more of: an apposition, or what somebody is said to be."""
        head = draft.head
        if head.dep_ == "appos":
            entity = self._by_head.get(head.head.i)
            alike = entity is not None and (draft.person or not entity.person) and not (draft.person and entity.label == "GPE")
            if entity is not None and alike:
                if draft.kind == "name" and any(d.kind == "name" for d in entity.drafts) and draft.key not in entity.keys:
                    return None
                return entity
        if head.dep_ == "attr" and head.head.lemma_ == "be" and draft.kind == "nominal" and draft.person:
            subject = next((c for c in head.head.lefts if c.dep_ == "nsubj"), None)
            entity = self._by_head.get(subject.i) if subject is not None else None
            if entity is not None and entity.person and entity.label == "PERSON":
                return entity
        return None

    # nominals

    def _nominal(self, draft: Draft, sentence: int) -> Entity:
        word = draft.head.lemma_.lower()
        if _further(draft):
            self._companions(draft, sentence)
        owner = self._owner(draft)
        if owner is not None and owner.says.country and draft.says.country_rank <= LENT:
            others = owner.label == "GPE" and draft.plural and word in party_words("others-than")
            draft.says.country, draft.says.country_rank = "INT" if others else owner.says.country, LENT
            draft.says.why.append("others than its owner" if others else "country of its owner")
        if owner is not None and owner.says.role in LED and word in party_words("lead") and draft.says.role_rank <= DEFAULT:
            draft.says.role, draft.says.role_rank = owner.says.role, LENT
            draft.says.why.append("role of its owner")
        definite = any(c.lower_ in ("the", "this", "that", "these", "those") for c in draft.head.lefts)
        if definite:
            known = self._anaphor(draft, word, sentence)
            if known is not None:
                return known
        country = draft.says.country or self._context.country(draft.asked())
        code = ("nominal", word, country, draft.says.role)
        known = self._by_key.get(code)
        counted = any(c.dep_ == "nummod" or c.lower_ in party_words("some") for c in draft.head.lefts)
        if known is None or (not definite and (counted or (draft.person and not draft.plural) or word in party_words("human"))):
            known = self._by_key[code] = self._new()
        return known

    def _companions(self, draft: Draft, sentence: int) -> None:
        """Let "two others" be what those before them in the sentence are ("killed two soldiers and hurt two others")."""
        for entity in reversed(self._recent[-4:]):
            last = entity.drafts[-1] if entity.drafts else None
            if last is None or entity.last != sentence or last.head.dep_ not in _SUFFERS or last.head.i > draft.head.i:
                continue
            says = entity.says
            if last.kind == "nominal" and entity.label == "" and says.role not in ("", "CVL"):
                country = says.country or self._context.country(last.asked())
                draft.says = Says(says.role, says.role_rank, country, LENT, draft.says.kind, ["like those named before"])
                return

    def _owner(self, draft: Draft) -> Entity | None:
        """Who a possessor before the head stands for: "its leaders", "the group's spokesman"."""
        for child in draft.head.lefts:
            if child.dep_ == "poss" and child.pos_ in ("PRON", "DET", "NOUN"):
                return self._by_head.get(child.i)
        return None

    def _anaphor(self, draft: Draft, word: str, sentence: int) -> Entity | None:
        """Who "the company", "the militants", "the president" is, if it was named before."""
        says = draft.says
        for entity in reversed(self._recent):
            if sentence - entity.last > BACK * 2:
                continue
            if says.country and entity.says.country and says.country != entity.says.country:
                continue
            if word in ("country", "nation") and entity.label == "GPE" and not entity.says.role and not draft.plural:
                return entity
            if word in party_words("body-by-name") and not draft.plural and any(word in k.split() for k in entity.keys):
                return entity
            if word in _bodies() and entity.label == "ORG" and not draft.plural and _fits(says, entity, word):
                return entity
            if entity.label == "PERSON" and draft.person and not draft.plural and entity.says.role == says.role != "CVL":
                return entity
            if draft.plural and entity.label == "ORG" and says.role == entity.says.role and says.role in ("REB", "CRM"):
                return entity
        return None

    def _both(self, draft: Draft, sentence: int) -> bool:
        """The last two that are alike, for "both sides", "the two countries"."""
        word = draft.head.lemma_.lower()
        if word in party_words("country"):
            near = [e for e in self._recent if e.label in ("GPE", "NORP") and e.says.country]
        elif draft.person:
            near = [e for e in self._recent if e.label == "PERSON"]
        else:
            near = [e for e in self._recent if e.label in ("GPE", "ORG", "NORP")]
        if len(near) < 2 or sentence - near[-2].last > BACK * 2:
            return False
        for entity in near[-2:]:
            entity.marks.append(draft.at)
            self._by_head.setdefault(draft.head.i, entity)
        return True

    # pronouns

    def _pronoun(self, draft: Draft, sentence: int) -> None:
        word = draft.head.lower_
        if word in party_words("i") or word in party_words("we"):
            return
        not_it = [self._by_head.get(t.i) for t in _doers(draft.head)]
        near = [e for e in reversed(self._recent) if sentence - e.last <= BACK and _agrees(word, e) and e not in not_it]
        if not near:
            return
        # Subjects first, of the sentence itself, then of those before it; then whoever was named last.
        entity = max(near, key=lambda e: (3 * (e.last - sentence) + (2 if e.subject == e.last else 0), -near.index(e)))
        entity.marks.append(draft.at)
        self._by_head.setdefault(draft.head.i, entity)
        entity.last = sentence
        if draft.head.dep_ in syntax.SUBJECTS:
            entity.subject = sentence
        entity.gender = entity.gender or _gender(draft)


#: What those are to their verb to whom "others" may be added.
_SUFFERS = ("dobj", "nsubjpass", "conj")


def _further(draft: Draft) -> bool:
    """Whether a nominal names further ones of a kind named before: "two others", "56 more", "another"."""
    words = party_words("further")
    return draft.head.lower_ in words or (draft.head.pos_ == "NUM" and any(c.lower_ in words for c in draft.head.children))


def _alike(draft: Draft) -> bool:
    """Whether a nominal points to two that are alike."""
    if draft.head.lower_ not in party_words("alike"):
        return False
    left = " ".join(t.lower_ for t in draft.head.lefts)
    return left in party_words("alike-after")


def _doers(pronoun: Token) -> list[Token]:
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


def _same_person(words: list[str], entity: Entity) -> bool:
    """Whether a name may be that of an entity that shares its last word: no first names that differ."""
    if len(words) == 1 or entity.label != "PERSON":
        return len(words) == 1
    firsts = {k.split()[0] for k in entity.keys if len(k.split()) > 1}
    return not firsts or any(f[0] == words[0][0] and (len(f) == 1 or len(words[0]) == 1 or f == words[0]) for f in firsts)


def _fits(says: Says, entity: Entity, word: str) -> bool:
    want = _bodies()[word]
    return not want or entity.says.role == want or entity.says.role_rank < LISTED - 2


def _agrees(word: str, entity: Entity) -> bool:
    if word in party_words("he") or word in party_words("she"):
        gender = "m" if word in party_words("he") else "f"
        return entity.person and not entity.plural and entity.gender in ("", gender)
    if word in party_words("they"):
        return entity.plural or entity.says.kind in ("group", "organisation", "crowd")
    return (not entity.person and not entity.plural and entity.label in ("ORG", "GPE")) or entity.says.kind == "organisation"


def named(entity: Entity, text: str) -> str:
    """What to call an entity: its longest name, else the words of its first mention."""
    return entity.name or entity.drafts[0].at.cut(text)


__all__ = ["Entity", "Joining", "named"]
