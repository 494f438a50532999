"""The pipeline's own promises: needs are met before anything runs, order is kept, one article's fault stays its own."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator

import pytest

from onrecord.article import Article, Note
from onrecord.errors import OnrecordError
from onrecord.pipeline import BATCH, Pipeline, default_stages
from onrecord.read.text import article_of_text
from onrecord.stages.base import Layers


class Fake:
    """A stage that notes each article's id; fails on those whose text says so."""

    version = 1

    def __init__(self, name: str, needs: tuple[str, ...] = (), gives: tuple[str, ...] = ()) -> None:
        self.name, self.needs, self.gives = name, needs, gives

    def __call__(self, articles: Iterable[Article]) -> Iterator[Layers]:
        for article in articles:
            if article.text == f"break {self.name}":
                raise ValueError("on purpose")
            yield {"notes": (Note("X000", self.name, None, self.name),)}


def test_unmet_needs_are_told_when_the_pipeline_is_built() -> None:
    with pytest.raises(OnrecordError, match=r"X101 two: .*times"):
        Pipeline([Fake("one", gives=("places",)), Fake("two", needs=("places", "times"))])


def test_a_stage_stands_once() -> None:
    with pytest.raises(OnrecordError, match="X103"):
        Pipeline([Fake("one"), Fake("one")])


def test_order_is_kept_over_batches() -> None:
    ids = [str(i) for i in range(2 * BATCH + 3)]
    coded = Pipeline([Fake("one"), Fake("two")]).code(article_of_text("x", given_id=i) for i in ids)
    assert [a.id for a in coded] == ids


def test_a_fault_stays_with_its_article() -> None:
    texts = ["fine", "break one", "fine too"]
    coded = list(Pipeline([Fake("one"), Fake("two")]).code(map(article_of_text, texts)))
    assert [[n.code for n in a.notes] for a in coded] == [["X000", "X000"], ["X102", "X000"], ["X000", "X000"]]
    assert "ValueError: on purpose" in coded[1].notes[0].text


def test_a_stage_that_gives_what_it_does_not_name_is_a_fault() -> None:
    class Liar(Fake):
        def __call__(self, articles: Iterable[Article]) -> Iterator[Layers]:
            yield from ({"times": ()} for _ in articles)

    (coded,) = Pipeline([Liar("liar")]).code([article_of_text("x")])
    assert [n.code for n in coded.notes] == ["X102"]


class Aside(Fake):
    """A stage that runs in a thread, and says in which."""

    aside = True

    def __call__(self, articles: Iterable[Article]) -> Iterator[Layers]:
        for layers in super().__call__(articles):
            yield {**layers, "tensors": threading.current_thread().name} if "tensors" in self.gives else layers


class Asking(Fake):
    """A stage that notes what it found of another's."""

    def __call__(self, articles: Iterable[Article]) -> Iterator[Layers]:
        for article in articles:
            yield {"notes": (Note("X000", f"{self.name} {article.scratch.get('tensors')}", None, self.name),)}


def test_what_is_made_aside_is_there_when_it_is_needed_and_not_before() -> None:
    stages = [Aside("one", gives=("tensors",)), Asking("two"), Asking("three", needs=("tensors",))]
    coded = list(Pipeline(stages).code(article_of_text("x", given_id=str(i)) for i in range(BATCH + 2)))
    assert {tuple(n.text for n in a.notes) for a in coded} == {("two None", "one", "three onrecord-aside_0")}
    assert len(coded) == BATCH + 2


def test_what_nobody_needs_is_brought_in_at_the_end() -> None:
    (coded,) = Pipeline([Aside("one"), Fake("two")]).code([article_of_text("x")])
    assert [n.text for n in coded.notes] == ["two", "one"]


def test_a_fault_aside_stays_with_its_article() -> None:
    texts = ["fine", "break one", "fine too"]
    coded = list(Pipeline([Aside("one"), Fake("two", needs=())]).code(map(article_of_text, texts)))
    assert [[n.code for n in a.notes] for a in coded] == [["X000", "X000"], ["X000", "X102"], ["X000", "X000"]]


def test_stopping_half_way_ends_the_thread() -> None:
    coding = Pipeline([Aside("one")]).code(article_of_text("x") for _ in range(3))
    next(coding)
    coding.close()
    assert not [t for t in threading.enumerate() if t.name.startswith("onrecord-aside")]


def test_nothing_is_read_ahead_by_more_than_a_batch() -> None:
    taken = 0

    def endless() -> Iterator[Article]:
        nonlocal taken
        while True:
            taken += 1
            yield article_of_text("x", given_id=str(taken))

    next(Pipeline([Fake("one")]).code(endless()))
    assert taken <= BATCH


@pytest.mark.parametrize("stage", Pipeline().stages, ids=lambda s: s.name)
def test_each_stage_lives_on_what_it_says_it_needs(stage: object) -> None:
    assert set(stage.needs).isdisjoint(stage.gives)  # type: ignore[attr-defined]
    assert set(getattr(stage, "adds", ())) <= set(stage.needs)  # type: ignore[attr-defined]


def test_a_stage_that_adds_to_a_layer_keeps_what_was_there() -> None:
    text = "Norway's king fell ill in May. Gunmen killed two mayors in the country."
    (article,) = Pipeline(default_stages(model=False)).code([article_of_text(text, language="en")])
    assert [(p.id, article.words(p.mark), p.by.split("@")[0]) for p in article.places] == [
        ("p1", "Norway", "places"),
        ("p2", "country", "events"),
    ]
