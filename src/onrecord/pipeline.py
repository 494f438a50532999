"""The pipeline: the table of stages in order, checked when built, run in batches, with faults kept as notes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from pathlib import Path

from onrecord.article import Article, Note
from onrecord.errors import Code, OnrecordError
from onrecord.stages.base import Layers, Stage

UNMET = Code("X101", "a stage needs what no stage before it gives", "Put the stages in an order in which needs are met.")
FAILED = Code("X102", "a stage failed on this article", "Report it with the article; its other layers are kept.")
TWICE = Code("X103", "two stages have one name", "Name each stage once.")

#: What an article has before any stage: the reader gives it.
READ = ("source", "reading", "outline", "notes")
#: Articles that stages see at a time, so that they can batch; results never depend on it (law 5).
BATCH = 16


def default_stages(model: bool = True, roster: Path | None = None, scheme: Path | None = None) -> tuple[Stage, ...]:
    """The stages in order, each as it comes (heavy imports happen here, not when this module is read).

    Args:
        roster: a file of a user's own names, which come before the package's; its faults are raised (Y111–Y115).
        scheme: a file of a user's own event types, beside PLOVER's; its faults are raised (E111, E112).
        model: whether the trained encoder is used where one is installed; without it the stages go by rules alone.
    """
    from onrecord.knowledge.rosters import own_roster
    from onrecord.knowledge.schemes import own_scheme
    from onrecord.stages.attribution import Attribution
    from onrecord.stages.encode import Encode
    from onrecord.stages.events import Events
    from onrecord.stages.parse import Parse
    from onrecord.stages.parties import Parties
    from onrecord.stages.places import Places
    from onrecord.stages.tidy import Tidy
    from onrecord.stages.times import Times

    return (
        Tidy(),
        Encode(model),
        Parse(),
        Times(),
        Places(),
        Attribution(),
        Parties(own_roster(roster) if roster else None),
        Events(own_scheme(scheme) if scheme else None),
    )


class Pipeline:
    """Runs stages over articles.

    Args:
        stages: in order; ``default_stages()`` if left out.

    Raises:
        OnrecordError: X101 needs are not met in this order, X103 a stage stands twice.
    """

    def __init__(self, stages: Sequence[Stage] | None = None) -> None:
        self.stages: tuple[Stage, ...] = tuple(default_stages() if stages is None else stages)
        have = set(READ)
        names: set[str] = set()
        for stage in self.stages:
            if stage.name in names:
                raise OnrecordError(TWICE, stage.name)
            names.add(stage.name)
            missing = [need for need in stage.needs if need not in have]
            if missing:
                raise OnrecordError(UNMET, stage.name, ", ".join(missing))
            have.update(stage.gives)

    @property
    def version(self) -> str:
        """All stages with their versions: what stored rows were made by."""
        return " ".join(f"{s.name}@{s.version}{getattr(s, 'variant', '')}" for s in self.stages)

    def code(self, articles: Iterable[Article]) -> Iterator[Article]:
        """Each article with the layers of all stages, in the order given, without scratch.

        Stages that say ``aside`` run in a thread of their own until a stage needs what they give: the results are the same,
        and a second processor is made use of.
        """
        stream = iter(articles)
        with ThreadPoolExecutor(1, "onrecord-aside") as thread:
            while batch := list(islice(stream, BATCH)):
                for article in self._coded(batch, thread):
                    yield article.without_scratch()

    def _coded(self, batch: list[Article], thread: ThreadPoolExecutor) -> list[Article]:
        under_way: list[tuple[Stage, list[Future[Layers]]]] = []
        for stage in self.stages:
            if any(set(other.gives) & set(stage.needs) for other, _ in under_way):
                batch, under_way = _brought_in(batch, under_way), []
            if getattr(stage, "aside", False):
                under_way.append((stage, [thread.submit(_given_one, stage, article) for article in batch]))
            else:
                batch = _run(stage, batch)
        return _brought_in(batch, under_way)


def _brought_in(batch: list[Article], under_way: list[tuple[Stage, list[Future[Layers]]]]) -> list[Article]:
    """The articles with what was made aside, in the order of the stages."""
    for _, given in under_way:
        batch = [article.with_layers(g.result()) for article, g in zip(batch, given, strict=True)]
    return batch


def _run(stage: Stage, batch: list[Article]) -> list[Article]:
    try:
        return [a.with_layers(_checked(stage, g)) for a, g in zip(batch, stage(batch), strict=True)]
    except Exception:  # a fault of one article must not lose the others: run them one by one to find it
        return [_run_one(stage, article) for article in batch]


def _run_one(stage: Stage, article: Article) -> Article:
    return article.with_layers(_given_one(stage, article))


def _given_one(stage: Stage, article: Article) -> Layers:
    try:
        return _checked(stage, next(iter(stage([article]))))
    except Exception as e:  # kept as a note with the stage's name (law 3)
        said = f"{FAILED.meaning}: {stage.name}: {type(e).__name__}: {e}"
        return {"notes": (Note(FAILED.id, said, None, f"{stage.name}@{stage.version}"),)}


def _checked(stage: Stage, given: Layers) -> Layers:
    strangers = set(given) - {"notes", *stage.gives, *getattr(stage, "adds", ())}
    if strangers:
        raise KeyError(f"{stage.name} gives what it does not name: {', '.join(sorted(strangers))}")
    return given


__all__ = ["BATCH", "READ", "Pipeline", "default_stages"]
