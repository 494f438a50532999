"""Parties: who is meant by names, nominals and pronouns; their countries and roles on the article's date; who speaks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord import syntax
from onrecord.article import Article, Mark, Party
from onrecord.article.layers import PartyKind
from onrecord.knowledge.actors import Roster, party_words, roster
from onrecord.stages.base import Layers
from onrecord.stages.parties.context import Asked, Context, Sign
from onrecord.stages.parties.deeds import criminal
from onrecord.stages.parties.drafts import Draft, drafts
from onrecord.stages.parties.joining import Entity, Joining, named
from onrecord.stages.parties.names import Found, names
from onrecord.stages.parties.nominals import Known, name_says, surname_says
from onrecord.stages.parties.speaking import spoken
from onrecord.stages.parties.units import units

if TYPE_CHECKING:
    from onrecord.syntax import Doc

BY = "parties@5"
#: A party's name is cut at so many characters.
NAME_MOST = 120


class Parties:
    """Parties with all their mentions, and who speaks each statement.

    Args:
        own: a roster whose rows come before the package's; the package's alone if left out.
    """

    name = "parties"
    version = 5
    needs: tuple[str, ...] = ("sentences", "doc", "published", "places", "statements")
    gives = ("parties", "speakers")

    def __init__(self, own: Roster | None = None) -> None:
        self._own = own
        self.variant = f"+{own.variant}" if own is not None and own.variant else ""

    def __call__(self, articles: Iterable[Article]) -> Iterator[Layers]:
        known = self._own or roster()
        for article in articles:
            doc = article.scratch.get("doc")
            yield {"parties": (), "speakers": ()} if not doc else _parties(article, doc, known)


@dataclass(frozen=True, slots=True)
class _Read:
    """What an article's words say before anybody is joined."""

    context: Context
    drafts: tuple[tuple[Draft, ...], ...]  # by sentence


def _read(article: Article, doc: Doc, rows: Roster) -> _Read:
    placed, kinds = _placed(article, doc)
    found = {i: _as_placed(f, placed, kinds) for f in names(doc, article.text, rows) for i in range(f.start, f.end)}
    known = Known(doc, article.text, found, _day(article), placed, kinds)
    context = Context([s.mark.at for s in article.sentences], _signs(known, found))
    for i in [i for i, f in found.items() if f.common and not context.has(name_says(f, known.day).country)]:
        del found[i]
    found.update((f.start, f) for f in _shortened(doc, found, context))
    unit = units(known)
    return _Read(context, tuple(tuple(drafts(known, unit, s.mark.at)) for s in article.sentences))


def _shortened(doc: Doc, found: dict[int, Found], context: Context) -> Iterator[Found]:
    """Countries that have a short name where the article is about them: "the North" of Korea."""
    short = dict(w.split(":") for w in party_words("short-for"))
    for token in doc[1:]:
        if token.text.istitle() and (country := short.get(token.lower_)) and token.i not in found and context.names(country):
            after = doc[token.i + 1] if token.i + 1 < len(doc) else None
            if doc[token.i - 1].lower_ == "the" and not (after is not None and after.text[0].isupper()):
                yield Found(token.i, token.i + 1, "country", country, None)


def asked_by_head(article: Article, doc: Doc) -> tuple[Context, dict[int, Asked]]:
    """For training: the context, and by head token the mentions that must ask it for their country."""
    read = _read(article, doc, roster())
    every = (d for of_sentence in read.drafts for d in of_sentence)
    return read.context, {d.head.i: d.asked() for d in every if d.kind != "pronoun" and not d.says.country_rank}


def _parties(article: Article, doc: Doc, rows: Roster) -> Layers:
    read = _read(article, doc, rows)
    day = _day(article)
    joining = Joining(read.context, lambda k: surname_says(k, rows, day, read.context.names))
    joining.expect(d for of_sentence in read.drafts for d in of_sentence)
    for number, of_sentence in enumerate(read.drafts):
        for draft in of_sentence:
            joining.add(draft, number)
    entities = [e for e in joining.entities if e.drafts]
    parties = tuple(_party(article, f"a{n}", e, read.context) for n, e in enumerate(entities, 1))
    return spoken(article, doc, parties, BY)


def _day(article: Article) -> str | None:
    """The publication date as yyyymmdd; the middle of what it leaves open."""
    if article.published is None:
        return None
    digits = article.published.date.replace("-", "")
    return digits[:8] if len(digits) >= 8 and digits[:8].isdigit() else (digits[:4] + "0701" if digits[:4].isdigit() else None)


def _placed(article: Article, doc: Doc) -> tuple[dict[int, str], dict[int, str]]:
    """Token → country of the place named there, and its kind."""
    out: dict[int, str] = {}
    kinds: dict[int, str] = {}
    for place in article.places:
        if place.country:
            for token in syntax.tokens(doc, place.mark.at):
                out[token.i] = place.country
                kinds[token.i] = place.kind
    return out, kinds


def _as_placed(f: Found, placed: dict[int, str], kinds: dict[int, str]) -> Found:
    """A name of the world as the article means it: where the places layer has put it in another country."""
    country = placed.get(f.start, f.country)
    part = kinds.get(f.start, "").startswith("admin")
    if country == f.country or not (f.kind in ("city", "capital", "region") or (f.kind == "country" and part)):
        return f
    kind = "region" if part else "city"
    return Found(f.start, f.end, kind, country, None)


def _signs(known: Known, found: dict[int, Found]) -> Iterator[Sign]:
    """The countries that an article names, and how."""
    for f in dict.fromkeys(found.values()):
        if f.common:
            continue
        says = name_says(f, known.day)
        # Whose news agency tells it says nothing of whose country it is about.
        if says.country and says.country not in ("IGO", "INT") and says.role != "JRN":
            yield _sign(known, f.start, f.end - 1, says.country)
    for i, country in known.placed.items():
        if i not in found and (i == 0 or known.placed.get(i - 1) != country):
            yield _sign(known, i, i, country)


def _sign(known: Known, first: int, last: int, country: str) -> Sign:
    token = known.doc[last]
    located = token.dep_ == "pobj" and token.head.lower_ in party_words("located")
    subject = any(t.dep_ in syntax.SUBJECTS for t in (token, token.head, token.head.head))
    return Sign(known.doc[first].idx, country, located, subject)


def _party(article: Article, id_: str, entity: Entity, context: Context) -> Party:
    says = entity.says
    marks: dict[tuple[int, int], Mark] = {}
    for at in [*(d.at for d in entity.drafts), *entity.marks]:
        marks.setdefault((at.start, at.end), article.mark(at.start, at.end))
    country, why = says.country, list(says.why)
    role = says.role
    deed = criminal(entity)
    if deed:
        role = "CRM"
        why.append(f"by deed: {deed}")
    if not country:
        country = context.country(entity.drafts[0].asked())
        why.append(f"country by context: {country}")
    role = "" if country == "IGO" and role in ("GOV", "BUS", "NGO") else role
    name = named(entity, article.text)
    name = " ".join(name.split())
    return Party(
        id_,
        name if len(name) <= NAME_MOST else name[: NAME_MOST - 1] + "…",
        _kind(entity),
        country,
        (role,) if role else (),
        tuple(sorted(marks.values(), key=lambda m: m.at)),
        BY,
        "; ".join(dict.fromkeys(why)) or "a name",
    )


def _kind(entity: Entity) -> PartyKind:
    if entity.label == "PERSON" or (entity.person and not entity.plural):
        return "person"
    if entity.label == "GPE" or entity.says.kind == "country":
        return "country" if not entity.says.role else "organisation"
    if entity.label == "ORG" or entity.says.kind == "organisation":
        return "organisation"
    return "crowd" if entity.says.role == "CVL" and entity.plural else "group"
