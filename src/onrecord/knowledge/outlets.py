"""Outlets: who owns them, where they are based, who controls them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from onrecord.knowledge.loader import load

FILE = "outlets.tsv"


@dataclass(frozen=True, slots=True)
class Outlet:
    """An outlet or agency; ``family`` is the owner whose outlets count as one origin; ``country`` ISO 3166 alpha-3.

    ``control``: state, public, party, cooperative or private.
    """

    name: str
    aliases: tuple[str, ...]
    family: str
    country: str
    control: str


@cache
def outlets() -> Mapping[str, Outlet]:
    """By every name, lower case, without a leading article."""
    found: dict[str, Outlet] = {}
    for row in load(FILE, Outlet):
        for name in (row.name, *row.aliases):
            found.setdefault(plain(name), row)
    return MappingProxyType(found)


def plain(name: str) -> str:
    """A name as it is looked up."""
    return " ".join(name.lower().split()).removeprefix("the ")


def outlet(name: str | None) -> Outlet | None:
    """The outlet that goes by a name, or None."""
    return outlets().get(plain(name)) if name else None
