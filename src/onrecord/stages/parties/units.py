"""Names of a parse as units: the roster's and the world's, and beside them what the parser's entity recognition saw."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from onrecord.knowledge.actors import party_words
from onrecord.stages.parties.names import Found
from onrecord.stages.parties.nominals import Known, phrase

if TYPE_CHECKING:
    from onrecord.syntax import Token

LABELS = ("PERSON", "ORG", "GPE", "NORP")


@dataclass(frozen=True, slots=True)
class Unit:
    """Tokens that are one name, known or seen by the parser's entity recognition."""

    start: int
    end: int
    label: str
    found: Found | None


def units(known: Known) -> dict[int, Unit]:
    """Token → the name it belongs to: the parser's entities, but known names where the two differ."""
    out: dict[int, Unit] = {}
    for f in known.names.values():
        unit = Unit(f.start, f.end, _label(f), f)
        for i in range(f.start, f.end):
            out[i] = unit
    for ent in known.doc.ents:
        if ent.label_ not in LABELS:
            continue
        start, end = _trim(known, ent.start, ent.end, ent.label_)
        inside = {out[i] for i in range(start, end) if i in out}
        if start >= end or any(u.start < start or u.end > end for u in inside) or not _one_name(known, start, end, inside):
            continue
        unit = Unit(start, end, ent.label_, None)
        for i in range(start, end):
            out[i] = unit
    return out


def _one_name(known: Known, start: int, end: int, inside: set[Unit]) -> bool:
    """Whether an entity with known names in it is a name of its own ("Georgia Tech") and no known name in bad company."""
    if not inside:
        return True
    if any(u.start == start and u.end == end for u in inside):
        return False
    if any(u.found and u.found.listed and (u.found.listed.kind == "person" or u.end == end) for u in inside):
        return False
    if any(known.doc[i].pos_ == "VERB" or known.doc[i].lower_ in party_words("headline-joins") for i in range(start, end)):
        return False
    # "Estonian MEP": a nominal that the recogniser took for a name.
    word, first = phrase(known, start, known.doc[end - 1])
    return word is None or word.kind == "organisation" or first == start


def _label(f: Found) -> str:
    if f.kind == "actor" and f.listed is not None:
        return {"person": "PERSON", "country": "GPE"}.get(f.listed.kind, "ORG")
    return "NORP" if f.kind == "people" else "GPE"


def _trim(known: Known, start: int, end: int, label: str) -> tuple[int, int]:
    """An entity without its determiner, its possessive mark, line breaks and, for a person, titles."""
    doc = known.doc
    for i in range(start, end):
        if doc[i].is_space and "\n" in doc[i].text:
            end = i
            break
    while start < end and (doc[start].pos_ == "DET" or doc[start].is_punct or doc[start].is_space):
        start += 1
    while end > start and (doc[end - 1].tag_ == "POS" or doc[end - 1].is_space or doc[end - 1].is_quote):
        end -= 1
    if label == "PERSON":
        for i in range(min(start + 3, end - 2), start - 1, -1):
            word, first = phrase(known, start, doc[i])
            if word is not None and first == start and word.kind == "person":
                return i + 1, end
    return start, end


def no_name(known: Known, u: Unit, root: Token) -> bool:
    """Whether a name of the parser's is a word of a title ("Interior Minister") or a capital of a sentence's beginning."""
    if u.found is not None or root.dep_ not in ("compound", "nmod", "amod") or u.end >= len(known.doc):
        return False
    word, first = phrase(known, u.start, known.doc[u.end])
    if word is not None and first <= u.start:
        return True
    opens = u.end - u.start == 1 and bool(root.is_sent_start) and u.label in ("PERSON", "ORG", "")
    return opens and root.head.pos_ == "NOUN" and phrase(known, u.start, root.head)[0] is not None


def nominal_in_capitals(known: Known, u: Unit) -> bool:
    """Whether a name of the parser's is a noun that opens its sentence: "Gunmen killed …"."""
    if u.found is not None or u.end - u.start > 1 or not known.doc[u.start].is_sent_start or u.label == "GPE":
        return False
    word, _ = phrase(known, u.start, known.doc[u.start])
    return word is not None and word.rank == "own" and known.doc[u.start].lower_.endswith(("s", "men"))


def labelled(known: Known, u: Unit) -> str:
    """The kind of a name: a place where the places layer put all of it, a body behind "the company"; else the parser's."""
    if u.found is None and u.label in ("ORG", "PERSON", "") and all(i in known.placed for i in range(u.start, u.end)):
        root = known.doc[u.start : u.end].root
        body = phrase(known, u.start, known.doc[u.end - 1])[0] is not None  # "Platte County Court"
        inside = root.dep_ == "pobj" and root.head.lower_ in party_words("located")
        if not body and (u.label == "ORG" or inside or (u.label == "" and root.dep_ == "pobj" and root.head.lower_ == "to")):
            return "GPE"
    if (
        u.found is None
        and u.label in ("PERSON", "GPE", "")
        and u.start
        and known.doc[u.start - 1].lemma_.lower() in body_words()
    ):
        return "ORG"
    return u.label


@cache
def body_words() -> frozenset[str]:
    """Nouns for bodies, that may stand before a body's name ("the company Siemens")."""
    return frozenset(w.split(":")[0] for w in party_words("body"))
