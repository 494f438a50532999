"""Articles coded up to their places, for the tests beside this file."""

from __future__ import annotations

from onrecord.article import Article
from onrecord.read.text import article_of_text
from onrecord.stages.parse import Parse
from onrecord.stages.places import Places
from onrecord.stages.tidy import Tidy

STAGES = (Tidy(), Parse(), Places())


def coded(text: str, outlet: str | None = None, language: str = "en") -> Article:
    """An article up to its places; its parse stays with it."""
    article = article_of_text(text, language=language, outlet=outlet)
    for stage in STAGES:
        article = article.with_layers(next(iter(stage([article]))))
    return article
