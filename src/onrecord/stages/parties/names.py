"""Names that the knowledge knows, found in a parse: actors of the roster, countries, their people, capitals, seats, regions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from onrecord.knowledge import countries as world
from onrecord.knowledge.actors import Listed, Roster, Term, key, party_words, regions, role_words

if TYPE_CHECKING:
    from onrecord.syntax import Doc, Token

#: Words of a name looked up at most: the longest names of the roster have eight; hyphens count as words in a parse.
LONGEST = 10
#: A genitive's end that the parse left on its word, for an odd apostrophe.
_OWNING = re.compile("[’‘'`´]s$")


@dataclass(frozen=True, slots=True)
class Found:
    """Tokens ``[start, end)`` that are a known name; ``country`` is empty for an actor, whose code rests on the date."""

    start: int
    end: int
    kind: str  # actor | country | people | capital | region | city
    country: str
    listed: Listed | None

    @property
    def common(self) -> bool:
        """Whether it is a body that many countries have under this name ("the Senate")."""
        return self.listed is not None and self.listed.kind != "person" and self.words in role_words()

    words: str = ""


@dataclass(frozen=True, slots=True)
class _Known:
    kind: str
    country: str
    listed: Listed | None
    upper: bool  # written in capitals: "US" is a name, "us" is none


@cache
def _world() -> Mapping[str, _Known]:
    """Names of the world by their keys: first countries, then people, seats, capitals, regions."""
    out: dict[str, _Known] = {}

    def put(name: str, kind: str, country: str, listed: Listed | None = None) -> None:
        out.setdefault(key(name), _Known(kind, country, listed, name.isupper() and "." not in name and len(name) < 6))

    for name, c in world.by_name().items():
        put(name, "country", c.code)
    for name, c in world.by_demonym().items():
        put(name, "people", c.code)
    for name, c in world.by_seat().items():
        put(name, "actor", c.code, Listed(name, "organisation", (Term(c.code, "GOV", "", ""),), f"countries.tsv: {name}"))
    for name, c in world.by_capital().items():
        put(name, "capital", c.code)
    for k, region in regions().items():
        out.setdefault(k, _Known(region.kind, region.country, None, False))
    return out


@cache
def _openers() -> frozenset[str]:
    return frozenset(k.split(" ", 1)[0] for k in _world())


def names(doc: Doc, text: str, roster: Roster) -> Iterator[Found]:
    """Known names of a parse (``text`` is what it parses), longest first from left to right, none overlapping another."""
    words, at = list(doc), 0
    while at < len(words):
        found = _longest(words, text, at, roster) if _may_open(words[at], roster) else None
        if found:
            yield found
            at = found.end
        else:
            at += 1


def _may_open(token: Token, roster: Roster) -> bool:
    text = token.text
    if not (text[0].isupper() or text[0].isdigit() or text[:3] in ("al-", "al")):
        return False
    k = key(text)
    return bool(k) and (k in _openers() or roster.begins(k))


def _longest(doc: list[Token], whole: str, at: int, roster: Roster) -> Found | None:
    stop = min(len(doc), at + LONGEST)
    for i in range(at + 1, stop):
        if doc[i].is_sent_start or doc[i].is_space:
            stop = i
            break
    for end in range(stop, at, -1):
        last = doc[end - 1]
        if last.is_punct or last.tag_ == "POS":
            continue
        text = _OWNING.sub("", whole[doc[at].idx : last.idx + len(last)])
        found = _known(doc, at, end, text, roster)
        if found:
            return found
    return None


def _known(doc: list[Token], at: int, end: int, text: str, roster: Roster) -> Found | None:
    k = key(text)
    listed = roster.find_key(k)
    if listed is not None:
        if end - at == 1 and not _written_as_name(doc[at], text, roster.upper(k)):
            return None
        if listed.kind == "person" and _other_person(doc, at, end):
            return None
        return Found(at, end, "actor", "", listed, text.lower())
    known = _world().get(k)
    if known is None or (known.upper and not text.isupper()) or not doc[end - 1].text[0].isupper():
        return None
    if end - at == 1 and _in_person(doc[at]):
        return None
    return Found(at, end, known.kind, known.country, known.listed)


def _written_as_name(token: Token, text: str, capitals: bool) -> bool:
    """Whether one word is written as the name it may be: not "Target" for a target, not "it" for IT; but "Nato", "Farc"."""
    if text.replace(".", "").isupper() and len(text) > 1:
        return True
    named = token.pos_ == "PROPN" or bool(token.ent_type_) or not token.is_sent_start or not text[1:].islower()
    return named and (not capitals or len(text) > 3)


def _in_person(token: Token) -> bool:
    """Whether a one-word name of a place is part of a person's ("Michael Jordan")."""
    if token.ent_type_ != "PERSON":
        return False
    near = [token.doc[i] for i in (token.i - 1, token.i + 1) if 0 <= i < len(token.doc)]
    return any(n.ent_type_ == "PERSON" and n.text[0].isupper() for n in near)


def _other_person(doc: list[Token], at: int, end: int) -> bool:
    """Whether a known name stands in another person's longer one ("Ivanka Trump" is not the president)."""
    before = doc[at - 1] if at else None
    after = doc[end] if end < len(doc) else None
    if (
        end - at == 1
        and before is not None
        and before.ent_type_ == "PERSON"
        and doc[at].ent_iob_ == "I"
        and before.pos_ == "PROPN"
    ):
        return not before.text.endswith(".")
    if after is None or after.ent_type_ != "PERSON" or after.ent_iob_ != "I" or after.pos_ != "PROPN":
        return False
    # A headline's verb is often taken for a part of the name: "Ann Lee Slams Rival".
    return end - at == 1 or after.lower_ in party_words("name-goes-on")
