"""The local server and a fetcher that may ask it, with a clock that only moves when it is told to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest

from fetch.server import Site, serving
from onrecord.fetch import Fetcher, Manners


@dataclass
class Clock:
    """Sleeping takes no time but is written down."""

    time: float = 1_700_000_000.0
    slept: list[float] = field(default_factory=list)

    def now(self) -> float:
        return self.time

    def sleep(self, seconds: float) -> None:
        self.slept.append(round(seconds, 3))
        self.time += seconds


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as s:
        yield s


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def fetcher(clock: Clock) -> Iterator[Callable[..., Fetcher]]:
    """Makes fetchers: ``fetcher(cache=…, delay=…)``."""
    made: list[Fetcher] = []

    def make(cache: Any = None, **manners: Any) -> Fetcher:
        wanted = {"delay": 0.0, "timeout": 2.0, "retries": 0, "allow_private": True} | manners
        made.append(Fetcher(Manners(**wanted), cache, sleep=clock.sleep, now=clock.now))
        return made[-1]

    yield make
    for f in made:
        f.close()
