"""What the words of a nominal say of its party: role, country, kind.

The head word's row gives the role, or leaves it to what stands before ("rebel commander") or behind it ("head of the navy");
the country comes from names and demonyms before the head, else from its complement ("police in Kabul").
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from onrecord.knowledge.actors import PETRARCH, RoleWord, Roster, party_words, role_marks, role_words
from onrecord.stages.parties.names import Found

if TYPE_CHECKING:
    from onrecord.syntax import Doc, Token

#: How much what is said of a role or country counts; the higher one wins within a party.
DATED, FORMER, LISTED, OWN, LISTED_OLD, LENT, DEFAULT, LABEL = 8, 7, 6, 5, 4, 3, 2, 1
#: Years after which an office that began then makes nobody the likeliest bearer of a surname.
LONG_AGO = 40
#: Words before a head that are looked at, and words of a phrase looked up.
BEFORE, PHRASE = 14, 5


@dataclass(slots=True)
class Says:
    """What words say of a party; ranks tell how much it counts (0: nothing said)."""

    role: str = ""
    role_rank: int = 0
    country: str = ""
    country_rank: int = 0
    kind: str = ""
    why: list[str] = field(default_factory=list)

    def take(self, other: Says) -> None:
        """Take over what the other says with a higher rank."""
        if other.role_rank > self.role_rank:
            self.role, self.role_rank = other.role, other.role_rank
        if other.country_rank > self.country_rank:
            self.country, self.country_rank = other.country, other.country_rank
        self.kind = self.kind or other.kind
        self.why += [w for w in other.why if w not in self.why]


@dataclass(frozen=True, slots=True)
class Known:
    """What there is to look things up in: names by token, the day (yyyymmdd), places' countries by token."""

    doc: Doc
    text: str
    names: Mapping[int, Found]
    day: str | None
    placed: Mapping[int, str]
    kinds: Mapping[int, str]


def name_says(found: Found, day: str | None) -> Says:
    """What a known name says."""
    if found.listed is None:
        return Says("", LISTED, found.country, LISTED, "country", [f"{found.kind} {found.country}"])
    term, how = found.listed.on(day)
    rank = LISTED_OLD if found.listed.row.startswith(PETRARCH) or how in ("former", "before", "out of its terms") else LISTED
    if how == "undated" and len({t.role for t in found.listed.terms}) > 1:
        rank = LISTED_OLD
    old = bool(day and term.since and int(day[:4]) - int(term.since[:4]) > LONG_AGO)
    if rank == LISTED and how in ("valid", "lately") and found.listed.kind == "person" and not old:
        rank = DATED
    country = "" if term.country == "---" else term.country
    return Says(term.role, rank, country, rank if country else 0, found.listed.kind, [f"{found.listed.row} ({how})"])


def surname_says(k: str, roster: Roster, day: str | None, named: Callable[[str], bool]) -> Says | None:
    """What a surname alone says: of those who bear it, who holds an office on the day, of a country that the article names.

    Where several do, only what they have in common.
    """
    held = []
    for listed in roster.surnamed(k):
        term, how = listed.on(day)
        if how not in ("former", "before") and term.role != "CVL" and named(term.country):
            held.append((term, f"{listed.row} (surname, {how})"))
    if not held or len({t.country for t, _ in held}) > 1:
        return None
    one = len({t.role for t, _ in held}) == 1
    said = Says(held[0][0].role, LISTED_OLD) if one else Says()
    said.country, said.country_rank, said.kind, said.why = held[0][0].country, LISTED_OLD, "person", [w for _, w in held]
    return said


def nominal_says(known: Known, start: int, head: Token, depth: int = 0) -> Says:
    """What the nominal from token ``start`` to its head says, with its complement."""
    word, first = phrase(known, start, head)
    says = Says(kind=word.kind if word else "")
    if word and word.rank == "own":
        says.role, says.role_rank = word.role, OWN
        says.why.append(f"role_words.tsv: {word.words}")
    before(known, start, first, says)
    if says.role == "CRM" and (of := _armed_name(known, start, first)):
        says.role = "REB"
        says.why.append(of)
    if depth < 3 and not (says.role_rank and says.country_rank):
        _behind(known, head, says, word, depth)
    if word and not says.role_rank:
        says.role, says.role_rank = word.role, DEFAULT
        says.why.append(f"role_words.tsv: {word.words}")
    if not says.country_rank and any(f is not None and _worldwide(f, known.day) for f in _names_in(known, start, head)):
        says.country, says.country_rank = "INT", LENT
        says.why.append("of a body of no country")
    if word and word.words in party_words("igo-office") and not says.country_rank:
        says.country, says.country_rank = "IGO", LENT
        says.why.append(f"party_words.tsv: igo-office {word.words}")
    if says.role in ("GOV", "LEG", "JUD", "MIL", "COP", "SPY") and _past(known.doc, start, first):
        says.role, says.role_rank = "CVL", FORMER
        says.why.append("former")
    return says


def _names_in(known: Known, start: int, head: Token) -> list[Found | None]:
    """The names before a noun and behind its "of": Islamic State of "an Islamic State member", "members of Islamic State"."""
    behind = [o.i for p in head.rights if p.dep_ == "prep" and p.lower_ == "of" for o in p.children if o.dep_ == "pobj"]
    return [known.names.get(i) for i in (*range(max(start, head.i - BEFORE), head.i), *behind)]


def _worldwide(found: Found, day: str | None) -> bool:
    """Whether a name is of a body that belongs to no country: Greenpeace, Islamic State."""
    return found.listed is not None and found.listed.on(day)[0].country == "INT"


def _forms(head: Token) -> tuple[str, ...]:
    """How a word may stand in the list: its lemma, as written, without a plural's ending that the parser did not see."""
    low = head.lower_
    return (head.lemma_.lower(), low, low.removesuffix("s"), low.removesuffix("."), re.sub("men$", "man", low))


def _armed_name(known: Known, start: int, first: int) -> str:
    """What says that a gunman or attacker is an armed group's: its name before the noun ("Taliban gunmen")."""
    for i in range(start, first):
        found = known.names.get(i)
        if found is not None and found.listed is not None and found.listed.on(known.day)[0].role == "REB":
            return found.listed.row
    return ""


def phrase(known: Known, start: int, head: Token) -> tuple[RoleWord | None, int]:
    """The row of the longest phrase that ends in the head, and its first token; (None, head) where there is none."""
    words = role_words()
    forms = dict.fromkeys(_forms(head))
    for first in range(max(start, head.i - PHRASE), head.i + 1):
        lead = known.text[known.doc[first].idx : head.idx].lower().replace("’", "'")
        for form in forms:
            word = words.get(" ".join((lead + form).split()))
            if word:
                return word, first
    return None, head.i


def before(known: Known, start: int, first: int, says: Says) -> None:
    """Roles and countries of the words before the head's phrase, nearest first."""
    doc, marks, i = known.doc, role_marks(), first - 1
    while i >= max(start, first - BEFORE):
        found = known.names.get(i)
        if found:
            _from_name(known, found, says)
            i = found.start - 1
            continue
        if not says.country_rank and i in known.placed:
            says.country, says.country_rank = known.placed[i], LENT
            says.why.append(f"place {doc[i].text}")
        if not says.role_rank and doc[i].is_alpha:
            two = known.text[doc[i - 1].idx : doc[i].idx].lower() + doc[i].lemma_.lower() if i - 1 >= start else ""
            mark = marks.get(two) or marks.get(doc[i].lower_) or marks.get(doc[i].lemma_.lower())
            if mark and mark.role:
                says.role, says.role_rank = mark.role, LENT
                says.why.append(f"role_words.tsv: {mark.words}")
        i -= 1


def _from_name(known: Known, found: Found, says: Says) -> None:
    doc = known.doc
    if _lends_not(doc[found.end : found.end + 2].text.lower() if found.end < len(doc) else ""):
        return
    said = name_says(found, known.day)
    if said.country_rank and not says.country_rank and said.country != "INT":
        says.country, says.country_rank = said.country, OWN
        says.why += said.why
    if said.role and not says.role_rank:
        says.role, says.role_rank = said.role, LENT
        says.why += [w for w in said.why if w not in says.why]


def _lends_not(behind: str) -> bool:
    """Whether a country only backs, arms or bore somebody: "US-backed", "US armed and trained"; but "US armed forces"."""
    word = behind.lstrip("-– ")
    return word.startswith(party_words("lends-country-not")) and (word != behind or not word.startswith("armed f"))


def _behind(known: Known, head: Token, says: Says, word: RoleWord | None, depth: int) -> None:
    """Roles and countries of what the head is the head of, or of where it is."""
    for prep in head.rights:
        if prep.lower_ in party_words("loyal"):
            prep = next((c for c in prep.rights if c.dep_ == "prep" and c.lower_ in ("to", "with")), prep)
        if prep.dep_ != "prep" or prep.i - head.i > 6:
            continue
        for obj in prep.children:
            if obj.dep_ != "pobj":
                continue
            said = word_says(known, obj, depth + 1)
            lends = word is None or word.rank == "lend"
            least = LABEL if prep.lower_ == "of" else DEFAULT  # "drivers in the centre" are no centre's
            if lends and not says.role_rank and said.role and said.role_rank > least and prep.lower_ in party_words("role-of"):
                says.role, says.role_rank = said.role, LENT
                says.why += said.why
            if said.role == "JRN" and prep.lower_ in party_words("located"):
                continue  # "gunmen in Nigeria - Xinhua": who tells it is no place
            if not says.country_rank and said.country and prep.lower_ in party_words("country-of") and said.country != "INT":
                says.country, says.country_rank = said.country, min(LENT, said.country_rank)
                says.why += [w for w in said.why if w not in says.why]


def word_says(known: Known, head: Token, depth: int = 0) -> Says:
    """What any noun says, by the name it belongs to or by its nominal."""
    found = known.names.get(head.i)
    if found and found.end - 1 >= head.i:
        return name_says(found, known.day)
    says = nominal_says(known, max(head.left_edge.i, head.i - BEFORE), head, depth)
    if not says.country_rank and head.i in known.placed:
        says.country, says.country_rank = known.placed[head.i], LENT
    return says


def _past(doc: Doc, start: int, first: int) -> bool:
    return any(doc[i].lower_ in party_words("past") for i in range(start, first))
