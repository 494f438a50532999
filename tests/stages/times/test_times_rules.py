"""Every row of the rules, the joins and the named days is held to its own example."""

from __future__ import annotations

import re

import pytest

from onrecord.article import Article
from onrecord.article.layers import Block, Sentence
from onrecord.article.span import Span
from onrecord.knowledge.times import time_joins, time_rules
from onrecord.read.text import article_of_text
from onrecord.stages.times import Times
from onrecord.stages.times.resolve import RESOLVERS

#: The examples' publication date, a Wednesday.
PUBLISHED = "2020-01-08"


def timed(text: str, published: str | None = PUBLISHED) -> Article:
    """A text as one block and one sentence, without a parse, through the stage alone."""
    article = article_of_text(text, given_date=published, language="en")
    whole = Span(0, len(text))
    blocks = (Block("body", whole, whole, "test", "whole"),)
    sentences = (Sentence(article.mark(0, len(text)), "test", "whole"),)
    article = article.with_layers({"blocks": blocks, "sentences": sentences, "language": "en"})
    return article.with_layers(next(iter(Times()([article]))))


ROWS = [(r.name, r.example, r.gives, r.resolver) for r in time_rules()] + [
    (j.name, j.example, j.gives, "") for j in time_joins()
]


@pytest.mark.parametrize(("name", "example", "gives", "resolver"), ROWS, ids=[r[0] for r in ROWS])
def test_a_row_does_what_its_example_says(name: str, example: str, gives: str, resolver: str) -> None:
    m = re.search(r"\[(.*)\]", example)
    assert m, f"{name}: mark the expression with brackets"
    text = example.replace("[", "").replace("]", "")
    got = [(article_words, t.value, t.why) for article_words, t in _times(text)]
    if resolver == "none":
        assert got == []
    elif gives == "!":
        article = timed(text)
        assert [n.code for n in article.notes] == ["T103"]
        assert m[1] in article.notes[0].text
    else:
        assert (m[1], gives, name) in got


def _times(text: str) -> list[tuple[str, object]]:
    article = timed(text)
    return [(article.words(t.mark), t) for t in article.times]


def test_every_rule_names_a_resolver_and_every_resolver_is_used() -> None:
    named = {r.resolver.partition(":")[0] for r in time_rules()} - {"none", "fixed"}
    assert named == set(RESOLVERS)
