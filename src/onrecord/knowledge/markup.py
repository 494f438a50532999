"""What the markup of pages says: where they state their metadata, and what kind of thing a class names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from onrecord.knowledge.loader import load

METADATA = "page_metadata.tsv"
CLASSES = "page_classes.tsv"


@dataclass(frozen=True, slots=True)
class Metadatum:
    """A place where pages state something of themselves: ``field`` in ``where`` ("jsonld", "meta", "class") by ``name``."""

    field: str
    where: str
    name: str


@cache
def stated(field: str) -> tuple[tuple[str, str], ...]:
    """Where a field is looked for, best first: (where, name in small letters)."""
    return tuple((m.where, m.name.lower()) for m in load(METADATA, Metadatum) if m.field == field)


@cache
def meta_names() -> Mapping[str, str]:
    """The names of meta tags that are looked at, with their field."""
    return MappingProxyType({m.name.lower(): m.field for m in load(METADATA, Metadatum) if m.where == "meta"})


@cache
def job_words() -> frozenset[str]:
    """Words that say what somebody is, not who."""
    return frozenset(m.name for m in load(METADATA, Metadatum) if m.field == "job")


@dataclass(frozen=True, slots=True)
class PageClass:
    """A word in the class or id of an element, and the kind of text ("caption", "chrome") that it names."""

    kind: str
    word: str


@cache
def class_words(kind: str) -> frozenset[str]:
    """The words that name a kind of text."""
    return frozenset(c.word for c in load(CLASSES, PageClass) if c.kind == kind)
