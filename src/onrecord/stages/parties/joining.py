"""Who is the same one: mentions joined into parties, from the first to the last."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from onrecord import syntax
from onrecord.knowledge.actors import key, party_words
from onrecord.stages.parties.context import Context
from onrecord.stages.parties.drafts import Draft
from onrecord.stages.parties.entity import (
    SUFFERS,
    Entity,
    agrees,
    alike,
    bodies,
    doers,
    fits,
    further,
    gender_of,
    named,
    same_force,
    same_person,
)
from onrecord.stages.parties.nominals import DATED, DEFAULT, LABEL, LENT, Says

#: Sentences back that a pronoun or a definite nominal may point.
BACK = 3
#: Roles that a party's leaders, spokesmen and members have from it.
LED = ("REB", "OPP", "NGO", "BUS", "MIL", "COP", "LEG", "CRM", "JUD", "EDU")
#: Entities that are kept in mind: a text's length must not make each mention cost more.
RECENT = 200


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
        if alike(draft) and self._both(draft, sentence):
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
        elif entity.person and entity.label not in ("", "GPE") and " " in entity.name:
            # "Terna Tyopev, the police spokesman": who is a person by what follows the name has a surname.
            self._by_key.setdefault(("surname", key(entity.name).split()[-1]), entity)
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
            if known is not None and same_person(words, known):
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
        if (
            draft.head.text[0].isupper()
            and draft.start == draft.head.i
            and (known := self._by_key.get(("surname", key(draft.head.text))))
        ):
            return known  # a surname that the parse takes for a noun
        if further(draft):
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
            if last is None or entity.last != sentence or last.head.dep_ not in SUFFERS or last.head.i > draft.head.i:
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
            if word in bodies() and entity.label == "ORG" and not draft.plural and fits(says, entity, word):
                return entity
            if entity.label == "PERSON" and draft.person and not draft.plural and entity.says.role == says.role != "CVL":
                return entity
            if draft.plural and sentence - entity.last <= 1 and same_force(says, entity):
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
        not_it = [self._by_head.get(t.i) for t in doers(draft.head)]
        near = [e for e in reversed(self._recent) if sentence - e.last <= BACK and agrees(word, e) and e not in not_it]
        if not near:
            return
        # Subjects first, of the sentence itself, then of those before it; then whoever was named last.
        entity = max(near, key=lambda e: (3 * (e.last - sentence) + (2 if e.subject == e.last else 0), -near.index(e)))
        entity.marks.append(draft.at)
        self._by_head.setdefault(draft.head.i, entity)
        entity.last = sentence
        if draft.head.dep_ in syntax.SUBJECTS:
            entity.subject = sentence
        entity.gender = entity.gender or gender_of(draft)


__all__ = ["Entity", "Joining", "named"]
