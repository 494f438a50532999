"""Mentions that could act or suffer, with what their own words say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING, Literal

from onrecord import syntax
from onrecord.article import Span
from onrecord.knowledge.actors import key, party_words
from onrecord.stages.parties.context import Asked
from onrecord.stages.parties.names import Found
from onrecord.stages.parties.nominals import (
    BEFORE,
    DEFAULT,
    LABEL,
    LENT,
    LISTED,
    OWN,
    Known,
    Says,
    before,
    name_says,
    nominal_says,
    phrase,
)
from onrecord.stages.parties.units import Unit, labelled, no_name, nominal_in_capitals

if TYPE_CHECKING:
    from onrecord.syntax import Token

#: Words a mention may have before and behind its head; longer ones are cut.
BEFORE_MOST, BEHIND_MOST = 24, 12


@dataclass(slots=True)
class Draft:
    """A mention in the making. ``name`` is the bare name within it, if it is one; ``start`` its first token."""

    head: Token
    at: Span
    kind: Literal["name", "nominal", "pronoun"]
    says: Says
    start: int
    name: str = ""
    label: str = ""
    found: Found | None = None
    person: bool = False
    plural: bool = False
    more: list[Says] = field(default_factory=list)  # "Turkish and Russian troops": what the others say

    @property
    def key(self) -> str:
        """The bare name as it is looked up."""
        return key(self.name)

    def asked(self) -> Asked:
        """What the article's context is asked for its country."""
        definite = any(c.lower_ in ("the", "this", "that", "these", "those") for c in self.head.lefts)
        return Asked(self.at.start, self.says.role, self.plural, self.kind == "name", definite)


def drafts(known: Known, unit: dict[int, Unit], sentence: Span) -> Iterator[Draft]:
    """The mentions of a sentence, in the order of their heads."""
    done: set[tuple[int, int]] = set()
    for token in syntax.tokens(known.doc, sentence):
        draft = _draft(known, unit, token)
        if draft is not None and (draft.at.start, draft.at.end) not in done:
            done.add((draft.at.start, draft.at.end))
            yield draft


@cache
def _personal() -> frozenset[str]:
    return frozenset(w for kind in ("he", "she", "they", "it", "i", "we") for w in party_words(kind))


def _draft(known: Known, unit: dict[int, Unit], token: Token) -> Draft | None:
    if token.lower_ in _personal() and token.pos_ in ("PRON", "DET"):
        at = Span(token.idx, token.idx + len(token))
        plural = token.lower_ in party_words("they") or token.lower_ in party_words("we")
        return Draft(token, at, "pronoun", Says(), token.i, plural=plural)
    u = unit.get(token.i)
    if u is not None:
        root = known.doc[u.start : u.end].root
        if token.i != root.i or no_name(known, u, root):
            return None
        return (_of_nominal(known, token) if nominal_in_capitals(known, u) else None) or _of_name(known, u, root)
    if token.pos_ in ("NOUN", "PROPN"):
        if token.dep_ not in ("compound", "nmod", "amod"):
            return _of_nominal(known, token) or _unknown(known, unit, token)
        return _within(known, token)
    if (token.dep_ == "ROOT" or token.dep_ in _FREE) and not _verb_after_all(token):
        if token.pos_ in ("ADJ", "DET", "VERB", "PRON", "ADV") and token.lower_ in party_words("human"):
            return _of_nominal(known, token)
        if (token.pos_ == "NUM" and token.dep_ != "ROOT" and token.ent_type_ not in _AMOUNTS) or token.lower_ in party_words(
            "anyone"
        ):
            return _counted(token)
        if token.lower_ == "old" and token.i > 1 and known.doc[token.i - 2].lower_ == "year":
            return _aged(token)
        if token.dep_ == "ROOT" and token.pos_ in ("ADJ", "X", "INTJ", "ADV"):
            return _of_nominal(known, token)
    return None


_AMOUNTS = ("DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "ORDINAL")


_FREE = ("nsubj", "nsubjpass", "dobj", "pobj", "conj", "appos")


def _within(known: Known, token: Token) -> Draft | None:
    """A noun before another that stands for a party of its own: the government of "government troops"."""
    word, first = phrase(known, token.i, token)
    if word is None or word.rank != "own" or word.role == "CVL" or token.pos_ != "NOUN":
        return None
    says = Says(word.role, OWN, kind=word.kind, why=[f"role_words.tsv: {word.words}"])
    before(known, token.left_edge.i, first, says)
    return Draft(token, Span(token.idx, token.idx + len(token)), "nominal", says, token.i)


def _counted(token: Token) -> Draft:
    """People that only a number or a pronoun names: "13 were killed", "those detained"."""
    says = Says("CVL", LABEL, kind="crowd", why=["people without a noun"])
    draft = Draft(token, Span(token.idx, token.idx + len(token)), "nominal", says, token.i)
    draft.plural = token.lower_ not in ("one", "anyone", "someone")
    return draft


def _verb_after_all(token: Token) -> bool:
    """Whether "wounded" is a verb that the parse took for the people: a number or an article comes behind it."""
    after = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
    return (
        token.tag_ in ("VBN", "VBD", "JJ")
        and after is not None
        and (after.pos_ in ("NUM", "DET") or after.lower_ in party_words("amount-opens"))
    )


def _aged(token: Token) -> Draft:
    """Somebody whom only an age names: "a 16-year-old"."""
    says = Says("CVL", LABEL, kind="person", why=["a person's age"])
    first = token.left_edge
    start = next((t for t in token.doc[first.i : token.i + 1] if t.pos_ != "DET"), token)
    return Draft(token, Span(start.idx, token.idx + len(token)), "nominal", says, first.i, person=True)


def _unknown(known: Known, unit: dict[int, Unit], token: Token) -> Draft | None:
    """A name that neither the roster nor the parser's entity recognition knows."""
    if token.pos_ != "PROPN" or not token.text[0].isupper() or token.ent_type_ in ("DATE", "TIME", "LAW", "EVENT", "LANGUAGE"):
        return None
    first = token.i
    while first > token.left_edge.i and first - 1 not in unit and known.doc[first - 1].pos_ == "PROPN":
        if known.doc[first - 1].dep_ != "compound":
            break
        first -= 1
    word, _ = phrase(known, first, known.doc[first])
    titled = word is not None and word.kind == "person" and first < token.i
    return _of_name(known, Unit(first + titled, token.i + 1, "PERSON" if titled else "", None), token)


def _extent(known: Known, head: Token, first: int) -> Span:
    """A nominal with what stands before its head and the prepositional phrases that belong to it, bounded."""
    doc = known.doc
    start = max(min(first, head.left_edge.i), head.i - BEFORE_MOST)
    while start < first and (doc[start].pos_ in ("DET", "CCONJ", "PUNCT", "SPACE") or doc[start].lower_ in ("both", "either")):
        start += 1
    end = head.i + 1
    for child in head.rights:
        if (
            child.dep_ != "prep"
            or child.lower_ not in party_words("held")
            or child.i > end
            or child.right_edge.i - head.i > BEHIND_MOST
        ):
            break
        end = child.right_edge.i + 1
        for i in range(child.i, end):
            if doc[i].dep_ in ("relcl", "cc", "appos", "punct", "acl") and doc[i].lower_ not in ("-", "–"):
                end = i if doc[i].dep_ in ("cc", "punct") else doc[i].left_edge.i
                break
    while end > head.i + 1 and (doc[end - 1].is_punct or doc[end - 1].is_space):
        end -= 1
    return Span(doc[start].idx, doc[end - 1].idx + len(doc[end - 1]))


def _of_nominal(known: Known, head: Token) -> Draft | None:
    start = max(head.left_edge.i, head.i - BEFORE)
    word, first = phrase(known, start, head)
    if word is None and not _someone(head):
        return None
    beside = known.names.get(first - 1)
    if beside is not None and beside.kind in ("people", "country"):
        start = min(start, beside.start)  # a demonym right before the phrase is its own, whatever the parse says
    says = nominal_says(known, start, head)
    if word is None:
        says.role, says.role_rank, says.kind = "CVL", LABEL, "person"
    if not says.country_rank and _international(known, head, start, first):
        says.country, says.country_rank = "INT", LENT
    draft = Draft(head, _extent(known, head, first), "nominal", says, start)
    draft.plural = head.tag_ in ("NNS", "NNPS") or says.kind == "crowd" or head.lower_ in ("police", "people")
    draft.person = says.kind == "person"
    draft.more = _others(known, start, first, says)
    return draft


def _international(known: Known, head: Token, start: int, first: int) -> bool:
    """Whether a nominal means several states' or all: "foreign forces", "70 countries"."""
    if any(known.doc[i].lower_ in party_words("international") for i in range(start, first)):
        return True
    left = [c.lower_ for c in head.lefts]
    plural = head.tag_ == "NNS" and head.lemma_.lower() in party_words("country") and first == head.i  # not "local governments"
    return plural and not any(w in ("the", "two", "both", "these", "their") for w in left)


def _someone(head: Token) -> bool:
    """Whether a noun without a row names persons, by how it is made ("machinists", "Bostonians")."""
    return head.pos_ == "NOUN" and head.lemma_.lower().endswith(party_words("someone-ending")) and len(head.lemma_) > 5


def _others(known: Known, start: int, first: int, says: Says) -> list[Says]:
    """For "Turkish and Russian troops": the same for each further country that is joined by "and"."""
    found = list(dict.fromkeys(known.names[i] for i in range(start, first) if i in known.names))
    joined = found if any(known.doc[j].dep_ == "cc" for f in found[:1] for j in range(f.end, first)) else []
    out = []
    for f in joined:
        said = name_says(f, known.day)
        if said.country and said.country != says.country:
            out.append(Says(says.role, says.role_rank, said.country, OWN, says.kind, [*said.why, "joined by and"]))
    return out


def _of_name(known: Known, u: Unit, root: Token) -> Draft | None:
    """A name with the title and modifiers before it, if it heads its nominal."""
    u = replace(u, label=labelled(known, u))
    if u.found is None and u.end - u.start > 1 and known.doc[u.start].lower_ in party_words("honorific"):
        u = replace(u, start=u.start + 1, label="PERSON")
    doc = known.doc
    text = known.text[doc[u.start].idx : doc[u.end - 1].idx + len(doc[u.end - 1])]
    heads = root.dep_ not in ("compound", "amod", "nmod") or u.label == "PERSON"
    start = max(root.left_edge.i, u.start - BEFORE) if heads and root.left_edge.i < u.start else u.start
    cut = u.label == "PERSON" and start < u.start and doc[u.start - 1].text in party_words("collective")
    start = u.start if cut else start  # "told police Bassett ran": a body is nobody's title
    says = name_says(u.found, known.day) if u.found else Says()
    title = _title(known, start, u.start) if start < u.start else Says()
    if u.found is None and u.label in ("ORG", "NORP"):
        title.take(_of_body(known, u))
    says.take(title)
    at = _extent(known, root, u.start) if heads and root.i < u.end else Span(doc[u.start].idx, doc[u.start].idx + len(text))
    if heads and at.start > doc[u.start].idx:
        at = Span(doc[u.start].idx, max(at.end, doc[u.end - 1].idx + len(doc[u.end - 1])))
    at = Span(at.start, max(at.end, doc[u.end - 1].idx + len(doc[u.end - 1])))
    if cut or not heads:
        at = Span(doc[u.start].idx, at.end if cut else doc[u.start].idx + len(text))
    draft = Draft(root, at, "name", says, start, text, u.label, u.found)
    draft.person = u.label == "PERSON"
    draft.plural = root.tag_ == "NNPS" or (u.label == "NORP" and text.endswith("s"))
    _by_label(draft, known)
    return draft


def _title(known: Known, start: int, end: int) -> Says:
    """What stands before a name: its title, office, nationality ("Israeli Prime Minister")."""
    doc = known.doc
    for i in range(end - 1, start - 1, -1):
        word, _ = phrase(known, start, doc[i])
        if word is not None and i not in known.names:
            says = nominal_says(known, start, doc[i], 2)
            if word.role and says.role_rank < OWN:
                says.role_rank = OWN if says.role else 0
            return says
    says = Says()
    before(known, start, end, says)
    says.role, says.role_rank = "", 0
    return says


def _of_body(known: Known, u: Unit) -> Says:
    """What the words of a body's name say: "Ministry", "University", "Party"."""
    doc = known.doc
    head = doc[u.start : u.end].root
    for token in (head, *(doc[i] for i in range(u.end - 1, u.start - 1, -1))):
        word, _ = phrase(known, u.start, token)
        if word is not None:
            return nominal_says(known, u.start, token)
    says = nominal_says(known, u.start, doc[u.end - 1])
    return says


def _persons(draft: Draft) -> bool:
    """Whether a demonym means people and not their state: "three Iraqis", "an American"."""
    if draft.head.dep_ in ("compound", "amod", "nmod", "poss"):
        return False
    counted = any(c.dep_ == "nummod" or c.lower_ in ("a", "an", "another", "one") for c in draft.head.lefts)
    return draft.plural or counted


def _of_media(draft: Draft, known: Known) -> bool:
    """Whether a person is named behind an outlet's genitive: "NPR's Ann Smith"."""
    owners = (known.names.get(c.i) for c in draft.head.children if c.dep_ == "poss")
    return any(f is not None and f.listed is not None and name_says(f, known.day).role == "JRN" for f in owners)


def _by_label(draft: Draft, known: Known) -> None:
    """What is left to the kind of name."""
    says, label, found = draft.says, draft.label, draft.found
    if found is not None and found.kind == "capital":
        says.role, says.role_rank = "GOV", DEFAULT
    elif found is not None and found.kind in ("region", "city"):
        says.role, says.role_rank = ("GOV" if found.kind == "region" else "CVL"), DEFAULT
    elif found is not None and found.kind == "people" and _persons(draft):
        says.role, says.role_rank, says.kind = "CVL", LISTED, "crowd" if draft.plural else "person"
        draft.person = not draft.plural
    elif label == "PERSON":
        says.kind = "person"
        if not says.role_rank:
            says.role, says.role_rank = "JRN" if _of_media(draft, known) else "CVL", LABEL
    elif label == "ORG":
        says.kind = says.kind or "organisation"
        if not says.role_rank:
            says.role, says.role_rank = "BUS", LABEL
    elif label == "GPE":
        says.kind = says.kind or "country"
        if found is None:
            kind = known.kinds.get(draft.head.i, "")
            says.role, says.role_rank = ("GOV" if kind.startswith("admin") else "" if kind == "country" else "CVL"), LABEL
            if not says.country_rank and draft.head.i in known.placed:
                says.country, says.country_rank = known.placed[draft.head.i], OWN
                says.why.append(f"city {says.country}")
    elif not says.role_rank:
        says.role, says.role_rank = "CVL", LABEL
