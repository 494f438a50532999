"""Tidy: to be built; for now each paragraph is body."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from onrecord.article import Article, Block
from onrecord.stages.base import Layers


class Tidy:
    """Blocks of a reading text."""

    name = "tidy"
    version = 1
    needs: tuple[str, ...] = ("outline",)
    gives = ("reading", "blocks", "title", "byline", "credit", "language")

    def __call__(self, articles: Iterable[Article]) -> Iterator[Layers]:
        for article in articles:
            marks = [article.mark(*m.span()) for m in re.finditer(r"[^\n]*\S[^\n]*", article.text)]
            yield {"blocks": tuple(Block("body", m.span, m.at, "tidy@1", "line") for m in marks), "language": "en"}
