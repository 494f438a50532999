"""Who speaks: the party of a statement's speaker, by who spoke before for a pronoun, by a charge for nobody."""

from __future__ import annotations

from functools import cache

import pytest

from bracketed import Case, load, parse
from onrecord.article import Article, Mark, Statement
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


def stated(article: Article, case: Case) -> tuple[Statement, ...]:
    """The statements that a case marks, in the order of their numbers."""
    out = []
    for number in sorted({m.value or "" for m in case.marked}):

        def marks(label: str, number: str = number) -> tuple[Mark, ...]:
            return tuple(article.mark(m.start, m.end) for m in case.marked if (m.label, m.value) == (label, number))

        quoted = marks("P")
        kind = "direct" if quoted else "indirect"
        out.append(Statement(number, kind, marks("S"), marks("C"), marks("Q"), "said", quoted, None, "hand", "by hand"))
    return tuple(out)


def spoken(case: Case) -> Article:
    """A case up to its parties, with the statements that it marks."""
    article = article_of_text(case.text, language="en")
    for stage in default_stages(model=False):
        if stage.name == "attribution":
            article = article.with_layers({"statements": stated(article, case)})
        elif stage.name != "events":
            article = article.with_layers(dict(next(iter(stage([article])))))
    return article


@pytest.mark.parametrize("case", load("speakers.txt"), ids=lambda c: c.id)
def test_whose_a_statement_is(case: Case) -> None:
    article = spoken(case)
    names = {p.id: p.name for p in article.parties}
    of = {s.statement: names[s.party] for s in article.speakers}
    assert [of.get(s.id, "-") for s in article.statements] == case.given["who"].split(" | ")
    of_pronouns = {m.span: p.name for p in article.parties for m in p.mentions}
    for s in article.statements:
        if s.speaker and article.words(s.speaker[0]).lower() in ("her", "he", "she", "it"):
            assert of_pronouns[s.speaker[0].span] == of[s.id]


def test_a_name_that_a_participle_gives_is_a_mention_of_who_speaks() -> None:
    text = "[S:1|A protest group campaigning for water, named Not One More], [C:1|vowed] [Q:1|to march]."
    article = spoken(Case("named", *parse(text)))
    (speaker,) = article.speakers
    (party,) = [p for p in article.parties if p.id == speaker.party]
    assert "Not One More" in [article.words(m) for m in party.mentions]
