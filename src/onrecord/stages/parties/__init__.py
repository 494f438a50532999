"""Parties: to be built."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from onrecord.article import Article
from onrecord.stages.base import Layers


class Parties:
    """To be built."""

    name = "parties"
    version = 1
    needs: tuple[str, ...] = ("sentences", "mentions", "doc")
    gives = ("parties", "speakers")

    def __call__(self, articles: Iterable[Article]) -> Iterator[Layers]:
        for _ in articles:
            yield {}
