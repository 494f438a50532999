"""Who speaks: the party of a statement's speaker, by the words before a relative pronoun where one speaks."""

from __future__ import annotations

from functools import cache

import pytest

from onrecord.pipeline import Pipeline, default_stages
from onrecord.read.text import article_of_text


@cache
def pipeline() -> Pipeline:
    return Pipeline(default_stages(model=False))


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The attack was ordered by President Ilka Venn, who claimed that the rebels were plotting.", "Ilka Venn"),
        ("Foreign Minister Hanna Lorr denied that talks had begun.", "Hanna Lorr"),
    ],
)
def test_the_speaker_is_the_party_meant(text: str, speaker: str) -> None:
    (article,) = pipeline().code([article_of_text(text, language="en")])
    names = {p.id: p.name for p in article.parties}
    assert [names[s.party] for s in article.speakers] == [speaker]
