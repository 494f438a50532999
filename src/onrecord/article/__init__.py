"""The ground floor: spans, sources, offset maps, layers and the article. Imports nothing else of onrecord."""

from onrecord.article.article import SCRATCH, Article, Reading
from onrecord.article.layers import (
    Block,
    Claim,
    Count,
    CountPart,
    Credit,
    Event,
    EventDate,
    Mention,
    Note,
    Outline,
    Participant,
    Party,
    Place,
    Published,
    Response,
    Sentence,
    Speaker,
    Statement,
    Text,
    Time,
)
from onrecord.article.markup import visible
from onrecord.article.offsets import Edit, OffsetMap, Piece, Rewriter
from onrecord.article.source import Source, sound
from onrecord.article.span import Mark, Span
from onrecord.article.stretches import Stretches
from onrecord.article.who import PartyIndex

__all__ = [
    "SCRATCH",
    "Article",
    "Block",
    "Claim",
    "Count",
    "CountPart",
    "Credit",
    "Edit",
    "Event",
    "EventDate",
    "Mark",
    "Mention",
    "Note",
    "OffsetMap",
    "Outline",
    "Participant",
    "Party",
    "PartyIndex",
    "Piece",
    "Place",
    "Published",
    "Reading",
    "Response",
    "Rewriter",
    "Sentence",
    "Source",
    "Span",
    "Speaker",
    "Statement",
    "Stretches",
    "Text",
    "Time",
    "sound",
    "visible",
]
