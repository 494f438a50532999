"""What a stage is: a name, a version, what it needs and gives, and a call over articles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Protocol, runtime_checkable

from onrecord.article import Article

Layers = Mapping[str, Any]


@runtime_checkable
class Stage(Protocol):
    """One stage of the pipeline.

    Attributes:
        name: as in docs and ``onrecord stages``.
        version: counted up when its results change; part of ``by``.
        needs: the layers and scratch it reads, beyond the source and the reading text.
        gives: the layers and scratch it returns for each article (notes always may be among them).
        adds: optional, none if left out: layers that it reads and returns with rows of its own behind those that were there.
        aside: optional, False if left out: whether it runs in a thread beside the stages behind it, until one of them needs
            what it gives. It sees one article at a time then.
    """

    @property
    def name(self) -> str: ...
    @property
    def version(self) -> int: ...
    @property
    def needs(self) -> tuple[str, ...]: ...
    @property
    def gives(self) -> tuple[str, ...]: ...

    def __call__(self, articles: Iterable[Article]) -> Iterator[Layers]:
        """The layers of each article, in the order of the articles; what one gives rests on that article alone."""
        ...


def by(stage: Stage) -> str:
    """``stage@version``: who made a value."""
    return f"{stage.name}@{stage.version}"
