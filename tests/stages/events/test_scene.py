"""Times and places around an event, who tells it, its mode: on a real parse, with made answers where a model would speak."""

from __future__ import annotations

from functools import cache

import pytest

from models.made import tensors
from onrecord.article import Article, Span, Statement
from onrecord.pipeline import Pipeline, default_stages
from onrecord.read.text import article_of_text
from onrecord.stages.base import Stage
from onrecord.stages.events import Events
from onrecord.stages.events.claims import Claims
from onrecord.stages.events.when_where import Scene

TEXT = "Rebels shelled Beni on Monday. Ten people died. The governor went to Goma."


@cache
def stages() -> tuple[Stage, ...]:
    return Pipeline(default_stages(model=False)).stages


def before_events(text: str) -> Article:
    """An article with every layer that the events stage reads, its parse too."""
    article = article_of_text(text, given_date="2021-06-16", language="en")
    for stage in stages():
        if stage.name == "events":
            return article
        article = article.with_layers(dict(next(iter(stage([article])))))
    raise AssertionError("no events stage")


def at(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def only(words: str, chance: float = 0.9) -> object:
    """A model that is sure of these words and of no others."""
    return lambda span: chance if span.overlaps(at(TEXT, words)) else 0.01


def test_what_the_encoder_finds_in_the_sentences_around_dates_and_places_an_event() -> None:
    article = before_events(TEXT)
    scene = Scene(article, article.scratch["doc"])
    places = {article.words(p.mark): p.id for p in article.places}
    date, place = scene.afar(1, only("on Monday"), only("Goma"))  # type: ignore[arg-type]
    assert (date.value if date else None, place) == ("2021-06-14", places["Goma"])
    assert scene.afar(1, only("on Monday", 0.4), only("Goma", 0.4)) == (None, None)  # type: ignore[arg-type]
    assert scene.afar(1, lambda _: None, lambda _: None) == (None, None)


def test_the_events_own_sentence_and_those_far_away_are_not_around_it() -> None:
    article = before_events(TEXT)
    scene = Scene(article, article.scratch["doc"])
    assert scene.afar(0, only("on Monday"), only("Beni")) == (None, None)  # type: ignore[arg-type]
    text = TEXT.replace("Ten people died.", "Ten people died. It rained. The sun came out. Trees grew.")
    long = before_events(text)
    assert Scene(long, long.scratch["doc"]).afar(4, lambda _: 0.9, lambda _: 0.0) == (None, None)


def test_a_time_that_only_orders_two_events_dates_nothing_around() -> None:
    article = before_events("The general fled after he was ousted on Monday. Ten people died.")
    assert Scene(article, article.scratch["doc"]).afar(1, lambda _: 0.9, lambda _: 0.9)[0] is None


@pytest.mark.parametrize(("start", "end", "sentence"), [(0, 6, 0), (31, 34, 1), (74, 76, -1), (20, 40, -1)])
def test_a_span_stands_in_the_sentence_that_holds_all_of_it(start: int, end: int, sentence: int) -> None:
    article = before_events(TEXT)
    assert Scene(article, article.scratch["doc"]).sentence(Span(start, end)) == sentence


SAID = "The minister {} the attack on the port."


@pytest.mark.parametrize(("cue", "tells"), [("reported", True), ("announced", True), ("discussed", False), ("mourned", False)])
def test_a_noun_is_told_only_by_a_word_that_tells(cue: str, tells: bool) -> None:
    text = SAID.format(cue)
    article = before_events(text)

    def mark(words: str) -> tuple[object, ...]:
        span = at(text, words)
        return (article.mark(span.start, span.end),)

    said = Statement(
        "q1",
        "indirect",
        mark("The minister"),
        mark(cue),
        mark("the attack on the port"),
        "said",
        (),
        None,
        "attribution@1",
        "encoder",
    )  # type: ignore[arg-type]
    claims = Claims(article.with_layers({"statements": (said,)}))
    attack = at(text, "attack")
    found = claims.of(article.mark(attack.start, attack.end), "actual")
    assert [c.statement for c in found] == (["q1"] if tells else [])
    # What is still to come is theirs however they name it.
    assert [c.statement for c in claims.of(article.mark(attack.start, attack.end), "planned")] == ["q1"]


@pytest.mark.parametrize(("read", "mode"), [("firearms", "firearms"), ("disapprove", None), (None, None)])
def test_the_encoder_names_a_mode_of_the_type_where_no_word_does(read: str | None, mode: str | None) -> None:
    text = "Rebels attacked the port on Monday."
    classes = [("type", (7, 15), "ASSAULT"), *([("mode", (7, 15), read)] if read else [])]
    article = before_events(text).with_layers({"tensors": tensors(text, classes=classes)})
    (event,) = next(iter(Events()([article])))["events"]
    assert event.mode == mode, event.why
