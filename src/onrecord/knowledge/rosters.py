"""A user's own roster: a file of names with codes, read and checked; and what a roster says of a name.

Four tab-separated columns a line: name, other names (joined by |), kind, terms (joined by |). ``#`` starts a comment.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from onrecord.errors import Code, KnowledgeError
from onrecord.knowledge import countries
from onrecord.knowledge.actors import Actor, Listed, Roster, Term, key, regions, roster, term
from onrecord.knowledge.countries import by_iso3

NO_ROSTER = Code("Y111", "the roster can't be read", "Give a UTF-8 text file with one name a line.")
BAD_LINE = Code(
    "Y112", "a line of the roster does not fit", "Write: name, other names (a|b), kind, terms, with tabs between the four."
)
BAD_KIND = Code("Y113", "there is no such kind of party", "One of: person, group, country, organisation, crowd.")
BAD_TERM = Code("Y114", "a term is none", "Write a code of docs/format.md, with days if it ended: KENGOV@20130409-20220913.")
DOUBLE_NAME = Code("Y115", "a name stands twice in the roster", "Join its terms in one line, separated by |.")

KINDS = ("person", "group", "country", "organisation", "crowd")
#: Characters and words that a name may have: longer ones are a line gone wrong.
NAME_MOST, WORDS_MOST = 120, 10
#: Countries beyond ISO's that a code may begin with.
BEYOND = ("---", "IGO", "INT")


def own_roster(path: Path) -> Roster:
    """The package's roster with a user's rows before it.

    Raises:
        KnowledgeError: the first fault of the file, Y111–Y115, named with its line.
    """
    rows = []
    for row in read(path):
        if isinstance(row, KnowledgeError):
            raise row
        rows.append(row)
    return Roster(rows, hashlib.sha256(path.read_bytes()).hexdigest()[:8])


def read(path: Path) -> Iterator[Actor | KnowledgeError]:
    """The rows of a roster file, in order, and in their places the faults that it has."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as e:
        yield KnowledgeError(NO_ROSTER, str(path), getattr(e, "strerror", None) or "not UTF-8")
        return
    seen: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        row = _row(line, f"{path}:{number}")
        if isinstance(row, Actor):
            twice = next((n for n in (row.name, *row.aliases) if key(n) in seen), None)
            if twice is not None:
                yield KnowledgeError(DOUBLE_NAME, f"{path}:{number}", f"{twice}, line {seen[key(twice)]}")
                continue
            seen.update((key(n), number) for n in (row.name, *row.aliases))
        yield row


def _row(line: str, where: str) -> Actor | KnowledgeError:
    fields = [f.strip() for f in line.split("\t")]
    if len(fields) != 4:
        return KnowledgeError(BAD_LINE, where, f"{len(fields)} columns")
    name, aliases, kind, terms = fields
    names = (name, *(a.strip() for a in aliases.split("|") if a.strip()))
    for n in names:
        if not key(n) or len(n) > NAME_MOST or len(n.split()) > WORDS_MOST:
            return KnowledgeError(BAD_LINE, where, f"not a name: {n[:40]!r}")
    if kind not in KINDS:
        return KnowledgeError(BAD_KIND, where, kind)
    codes = tuple(t.strip() for t in terms.split("|"))
    for text in codes:
        try:
            made = term(text)
        except ValueError:
            return KnowledgeError(BAD_TERM, where, text)
        if made.country not in by_iso3() and made.country not in BEYOND:
            return KnowledgeError(BAD_TERM, where, f"{text}: no such country")
        if made.since and made.until and made.since > made.until:
            return KnowledgeError(BAD_TERM, where, f"{text}: it ends before it begins")
    return Actor(name, names[1:], kind, codes)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a roster says of a name on a day: the code, how it was chosen, and all terms of the row."""

    name: str
    code: str
    how: str
    kind: str
    row: str
    terms: tuple[Term, ...]


def look_up(name: str, day: str | None, rows: Roster | None = None) -> Answer | None:
    """What is known of a name on a day (yyyymmdd; None: undated); None where it is not listed.

    Beyond the roster: countries, their people, capitals and seats of government, and parts of countries.
    """
    listed: Listed | None = (rows or roster()).find(name)
    if listed is None:
        return _of_world(name)
    held, how = listed.on(day)
    return Answer(listed.name, held.country + held.role, how, listed.kind, listed.row, listed.terms)


def _of_world(name: str) -> Answer | None:
    """What a name of the world stands for where it acts."""
    k = key(name)
    for kind, role, names in (
        ("country", "", countries.by_name()),
        ("people", "", countries.by_demonym()),
        ("seat of government", "GOV", countries.by_seat()),
        ("capital", "GOV", countries.by_capital()),
    ):
        for known, country in names.items():
            if key(known) == k:
                return Answer(known, country.code + role, "always", kind, f"countries.tsv: {country.name}", ())
    part = regions().get(k)
    if part is None:
        return None
    role = "GOV" if part.kind in ("region", "capital") else ""
    return Answer(name, part.country + role, "always", part.kind, f"regions.tsv: {part.names[0]}", ())


def alike(name: str, rows: Roster | None = None, most: int = 8) -> tuple[str, ...]:
    """Names of the roster that have all words of this one: for one who looks up a surname alone."""
    return (rows or roster()).having(key(name).split())[:most]
