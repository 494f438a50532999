"""The annotation types: everything that stages say of an article, as frozen values.

Every annotation carries the marks it stands on, ``by`` (``stage@version``) and ``why`` (the rule, lexicon row, or model
and score that made it). Ids are unique within one article. The JSON form is docs/format.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from onrecord.article.span import Mark, Span

BlockKind = Literal["title", "dateline", "byline", "heading", "body", "credit", "caption", "chrome"]
MentionKind = Literal["name", "nominal", "pronoun"]
TimeType = Literal["DATE", "TIME", "DURATION", "SET"]
PlaceKind = Literal["city", "admin1", "admin2", "country", "continent", "airport", "facility", "water", "region", "demonym"]
PlacePrecision = Literal["point", "city", "district", "province", "country", "region"]
PlaceUse = Literal["place", "party", "modifier"]
PartyKind = Literal["person", "group", "country", "organisation", "crowd"]
StatementKind = Literal["direct", "indirect", "mixed"]
Sense = Literal["said", "thought", "planned", "attitude"]
ResponseKind = Literal["denied", "confirmed", "doubted"]
Status = Literal["actual", "planned", "possible", "negated"]
DatePrecision = Literal["day", "week", "month", "quarter", "year", "none"]
DateBasis = Literal["given", "metadata", "dateline", "inferred"]


@dataclass(frozen=True, slots=True)
class Outline:
    """What the reader already knows of a stretch of reading text, from markup: its kind. Read by tidy only."""

    at: Span
    kind: BlockKind
    by: str
    why: str


@dataclass(frozen=True, slots=True)
class Block:
    """A part of the input and what it is. ``at`` is None for what is not read on (chrome)."""

    kind: BlockKind
    span: Span
    at: Span | None
    by: str
    why: str
    score: float | None = None


@dataclass(frozen=True, slots=True)
class Text:
    """A title or a byline: its words as read, and where they stand."""

    text: str
    mark: Mark
    by: str
    why: str


@dataclass(frozen=True, slots=True)
class Credit:
    """The agency that a reprint names, and where it does."""

    agency: str
    span: Span
    by: str
    why: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence; never crosses a block."""

    mark: Mark
    by: str
    why: str


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that name somebody or something: a name, a nominal ("the militants") or a pronoun.

    ``label`` is the entity type where one is known (PERSON, ORG, GPE, NORP, LOC, FAC …: OntoNotes' names); ``head`` is
    the head word within ``mark``.
    """

    mark: Mark
    head: Mark
    kind: MentionKind
    label: str | None
    by: str
    why: str


@dataclass(frozen=True, slots=True)
class Published:
    """The publication date (ISO, as precise as known) and on what it rests."""

    date: str
    basis: DateBasis
    by: str
    why: str


@dataclass(frozen=True, slots=True)
class Time:
    """A time expression with its TIMEX3 type and value; ``anchor`` is what a relative one rests on.

    ``anchor`` is the id of another expression, "published", "dateline", or None for an absolute one.
    """

    id: str
    mark: Mark
    type: TimeType
    value: str
    anchor: str | None
    by: str
    why: str


@dataclass(frozen=True, slots=True)
class Place:
    """A place name, put on the map where it can be. Degrees WGS 84; country ISO 3166 alpha-3."""

    id: str
    mark: Mark
    name: str
    lat: float | None
    lon: float | None
    country: str | None
    kind: PlaceKind
    gazetteer: str | None
    precision: PlacePrecision
    use: PlaceUse
    by: str
    why: str
    score: float | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """An attribution: who (``speaker``) says (``cue``) what (``content``).

    ``speaker`` may be empty ("reportedly"); ``quoted`` are the runs inside quote marks, scare quotes too; ``parent`` is
    the id of the statement that this one is reported in.
    """

    id: str
    kind: StatementKind
    speaker: tuple[Mark, ...]
    cue: tuple[Mark, ...]
    content: tuple[Mark, ...]
    sense: Sense
    quoted: tuple[Mark, ...]
    parent: str | None
    by: str
    why: str
    score: float | None = None


@dataclass(frozen=True, slots=True)
class Party:
    """One person, body, force, group or country with all its mentions in the article.

    ``country`` is ISO 3166 alpha-3, "---" (unknown), "IGO" or "INT"; ``roles`` as in docs/format.md, first one first.
    """

    id: str
    name: str
    kind: PartyKind
    country: str
    roles: tuple[str, ...]
    mentions: tuple[Mark, ...]
    by: str
    why: str
    score: float | None = None

    @property
    def code(self) -> str:
        """Country followed by the first role: "IRN", "IRNMIL", "---CRM"; IGOs and states as such carry no role."""
        return self.country + (self.roles[0] if self.roles else "")


@dataclass(frozen=True, slots=True)
class Speaker:
    """Which party speaks a statement."""

    statement: str
    party: str
    by: str
    why: str


@dataclass(frozen=True, slots=True)
class Participant:
    """A party in an event, with the words that say so (nearest the event); ``party`` is None where none is known."""

    party: str | None
    mark: Mark


@dataclass(frozen=True, slots=True)
class EventDate:
    """When it happened: ISO value, its precision, and the time expression it rests on."""

    value: str
    precision: DatePrecision
    time: str | None


@dataclass(frozen=True, slots=True)
class CountPart:
    """Who some or all of those counted were: a role of docs/format.md, a group ("children"), how many of them.

    ``low`` is None where the text gives no number of its own ("most of them children"). Parts may overlap, so they are no sum.
    """

    role: str | None
    group: str | None
    low: int | None
    high: int | None
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Count:
    """How many: ``low`` to ``high`` (None: open, as in "at least 20"), the words that say so, and who they were where said."""

    low: int
    high: int | None
    marks: tuple[Mark, ...]
    who: tuple[CountPart, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """That an event rests on a statement, and who made it."""

    statement: str | None
    party: str | None


@dataclass(frozen=True, slots=True)
class Response:
    """That somebody denies, confirms or doubts an event, and the words that say so.

    ``party`` is None where the reporter does, or nobody known; ``statement`` is the one that the answer makes or stands in.
    """

    kind: ResponseKind
    party: str | None
    marks: tuple[Mark, ...]
    statement: str | None
    why: str


@dataclass(frozen=True, slots=True)
class Event:
    """Who did what to whom, when, where, according to whom: one mention of one PLOVER event.

    ``according_to`` is empty for the reporter's own word, else outermost claimant first. ``goldstein`` lies between -10
    and 10, ``quad`` between 1 and 4 (verbal/material cooperation, verbal/material conflict).
    """

    id: str
    anchor: Mark
    type: str
    mode: str | None
    contexts: tuple[str, ...]
    cameo: str
    quad: int
    goldstein: float
    status: Status
    actors: tuple[Participant, ...]
    recipients: tuple[Participant, ...]
    date: EventDate | None
    place: str | None
    according_to: tuple[Claim, ...]
    score: float
    by: str
    why: str
    killed: Count | None = None
    wounded: Count | None = None
    arrested: Count | None = None
    displaced: Count | None = None
    participants: Count | None = None
    statement: str | None = None  # the statement whose cue this event's anchor is ("X accused Y")
    responses: tuple[Response, ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """What a stage could not do, or is unsure of: a code of docs/errors.md, in words, and where."""

    code: str
    text: str
    span: Span | None
    by: str
