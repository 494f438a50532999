"""What rules make of a parse: statements without a model, and statements that a model has marked in part."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

import bracketed
from models.made import tensors
from onrecord.article import Article, Span, Statement
from onrecord.pipeline import default_stages
from onrecord.read.text import article_of_text
from onrecord.stages.attribution.headlines import headlines

Told = tuple[str, str, str]


@cache
def stages() -> dict[str, Any]:
    return {s.name: s for s in default_stages(model=False)}


def run(text: str, said: Any = None) -> Article:
    """A text through tidy, parse and attribution, with a model's tensors if there are any."""
    article = article_of_text(text, language="en")
    for name in ("tidy", "parse", "attribution"):
        layers = dict(next(iter(stages()[name]([article]))))
        article = article.with_layers(layers | ({"tensors": said} if name == "parse" and said is not None else {}))
    return article


def told(article: Article, s: Statement) -> Told:
    """Speaker, cue and content in words."""
    return tuple(" … ".join(article.words(m) for m in marks).strip('“”"., ') for marks in (s.speaker, s.cue, s.content))  # type: ignore[return-value]


def wanted(case: bracketed.Case) -> list[Told]:
    rows: dict[str, dict[str, list[str]]] = {}
    for m in sorted(case.marked, key=lambda m: m.start):
        rows.setdefault(m.value or "", {}).setdefault(m.label, []).append(m.text)
    return [tuple(" … ".join(r.get(label, [])).strip('“”"., ') for label in "SCQ") for _, r in sorted(rows.items())]  # type: ignore[misc]


@pytest.mark.parametrize("case", bracketed.load("statements-rules.txt"), ids=lambda c: c.id)
def test_rules_alone(case: bracketed.Case) -> None:
    article = run(case.text)
    assert [told(article, s) for s in article.statements if s.parent is None] == wanted(case)


@pytest.mark.parametrize("case", bracketed.load("statements-completed.txt"), ids=lambda c: c.id)
def test_what_a_model_marked_in_part_is_completed(case: bracketed.Case) -> None:
    def marked(*labels: str) -> list[tuple[int, int]]:
        return next((found for label in labels if (found := case.spans(label))), [])

    (cue,) = marked("C")
    bio = {"speaker": marked("N", "S"), "cue": [cue], "content": marked("M", "Q")}
    links = [(cue, role, at) for role in ("speaker", "content") for at in bio[role]]
    article = run(case.text, tensors(case.text, bio, links))
    (s,) = [s for s in article.statements if s.parent is None]
    assert told(article, s) == wanted(case)[0]


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("Bomb kills ten at a market in Lorne: police", ("police", "Bomb kills ten at a market in Lorne")),
        ("Update: Bomb kills ten at a market: officials - Daily Wire", ("officials", "Bomb kills ten at a market")),
        ("Fifty thousand march against war, organisers say", ("organisers", "Fifty thousand march against war")),
        ("Bomb kills ten at a market, the mayor of Lorne says | Wire", ("the mayor of Lorne", "Bomb kills ten at a market")),
        ("Bomb kills ten at a market, army retreats", None),
        ("Ten things to know about the dam: a guide", None),
        ("Police: ten killed at a market in Lorne", None),
    ],
)
def test_headlines_that_name_who_says_them(title: str, found: tuple[str, str] | None) -> None:
    made = [(d.speaker[0].cut(title), d.content[0].cut(title)) for d in headlines([Span(0, len(title))], title)]
    assert made == ([found] if found else [])
