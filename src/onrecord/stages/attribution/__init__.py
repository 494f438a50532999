"""Attribution: to be built."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from onrecord.article import Article
from onrecord.stages.base import Layers


class Attribution:
    """To be built."""

    name = "attribution"
    version = 1
    needs: tuple[str, ...] = ("sentences", "mentions", "doc")
    gives = ("statements",)

    def __call__(self, articles: Iterable[Article]) -> Iterator[Layers]:
        for _ in articles:
            yield {}
