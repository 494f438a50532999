"""Tidy for a phrase that somebody asks about: nothing of it is left out."""

from __future__ import annotations

from onrecord.article import Article
from onrecord.article.layers import Block
from onrecord.stages.base import Layers, by
from onrecord.stages.tidy.stage import Tidy

#: Kinds of block whose words are read on, and those that tell something.
READ, STORY = ("title", "dateline", "heading", "body", "credit"), ("title", "heading", "body")


class Whole(Tidy):
    """The tidy stage, but where it would leave words out as no story ("31 February at 25:61") the whole text is the story.

    `onrecord when` and `onrecord where` use it: whoever asks about a phrase means all of it.
    """

    def _one(self, article: Article) -> Layers:
        tidied = super()._one(article)
        kinds = {b.kind for b in tidied["blocks"]}
        if (kinds <= set(READ) and kinds & set(STORY)) or not article.text.strip():
            return tidied
        at = article.mark(0, len(article.text))
        block = Block("body", at.span, at.at, by(self), "the whole text")
        return {"blocks": (block,), "language": article.source.language}


__all__ = ["Whole"]
