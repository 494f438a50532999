"""Places: to be built."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from onrecord.article import Article
from onrecord.stages.base import Layers


class Places:
    """To be built."""

    name = "places"
    version = 1
    needs: tuple[str, ...] = ("sentences", "mentions", "doc")
    gives = ("places",)

    def __call__(self, articles: Iterable[Article]) -> Iterator[Layers]:
        for _ in articles:
            yield {}
