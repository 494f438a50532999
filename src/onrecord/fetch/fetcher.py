"""From URLs to what they give: robots.txt, delays, redirects checked at each hop, the cache."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from types import TracebackType
from typing import Protocol

import httpx

from onrecord.errors import ReadError
from onrecord.fetch.address import checked
from onrecord.fetch.answer import Answer, Client, usable
from onrecord.fetch.errors import BAD_URL, CIRCLE, ROBOTS, STATUS
from onrecord.fetch.manners import Manners
from onrecord.fetch.robots import Robots
from onrecord.read.how import Got
from onrecord.store import Kept

#: Answers that are kept: the page, and that there is none.
_KEPT = frozenset((200, 403, 404, 410, 451))


class Cache(Protocol):
    """What keeps answers from one run to the next: :attr:`onrecord.store.Store.fetched`."""

    def get(self, url: str) -> Kept | None: ...
    def put(self, kept: Kept) -> None: ...


class _Memory:
    """A cache for one run."""

    def __init__(self) -> None:
        self._kept: dict[str, Kept] = {}

    def get(self, url: str) -> Kept | None:
        return self._kept.get(url)

    def put(self, kept: Kept) -> None:
        # Pages are not kept in memory: within one run each is asked for once, robots.txt is known for the run.
        if not kept.body:
            self._kept[kept.url] = kept


class Fetcher:
    """Fetches URLs one after the other. Nothing is asked for but these, their redirects, and robots.txt of their sites.

    Args:
        manners: limits and politeness.
        cache: keeps answers between runs; without one each run asks anew.
        sleep, now: the clock, for tests.
    """

    def __init__(
        self,
        manners: Manners | None = None,
        cache: Cache | None = None,
        *,
        sleep: Callable[[float], None] = time.sleep,
        now: Callable[[], float] = time.time,
    ) -> None:
        self.manners = manners or Manners()
        self._cache: Cache = cache or _Memory()
        self._sleep, self._now = sleep, now
        self._client = Client(self.manners, sleep)
        self._robots = Robots(self._rules)
        self._next: dict[str, float] = {}

    def __enter__(self) -> Fetcher:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close all connections."""
        self._client.close()

    def __call__(self, urls: Iterable[str]) -> Iterator[Got | ReadError]:
        """What each URL gave, or its error, in order."""
        for url in urls:
            try:
                yield self.get(url)
            except ReadError as e:
                yield e

    def get(self, url: str) -> Got:
        """What a URL gives, from the cache where it is fresh.

        Raises:
            ReadError: F101–F110, R101, R103–R105.
        """
        asked = checked(url, url)
        kept = self._cache.get(str(asked))
        if kept is None or self._now() - kept.at >= self.manners.fresh:
            kept = self._anew(asked, url, kept)
        if kept.status != 200:
            raise ReadError(STATUS, url, f"status {kept.status}")
        return Got(kept.final, kept.body, kept.content_type)

    def _anew(self, asked: httpx.URL, name: str, kept: Kept | None) -> Kept:
        """The answer of the server, by way of its redirects; the one kept where nothing has changed."""
        at, seen = asked, {str(asked)}
        while True:
            rules = self._robots.of(at, name)
            if not rules.allow(at):
                raise ReadError(ROBOTS, name, str(at) if at != asked else "")
            headers = _conditions(kept) if kept and kept.status == 200 and kept.final == str(at) else {}
            answer = self._polite(at, name, headers, rules.delay)
            if answer.status == 304 and headers and kept:
                kept = Kept(kept.url, kept.final, 200, self._now(), kept.content_type, kept.etag, kept.modified, kept.body)
                self._cache.put(kept)
                return kept
            if answer.location is None:
                return self._keep(asked, at, answer, name)
            at = _joined(at, answer.location, name)
            if str(at) in seen or len(seen) > self.manners.max_redirects:
                raise ReadError(CIRCLE, name, str(at)[:200])
            seen.add(str(at))

    def _keep(self, asked: httpx.URL, final: httpx.URL, answer: Answer, name: str) -> Kept:
        h = answer.headers
        body = usable(answer, name).body if answer.status not in _KEPT - {200} else b""
        kept = Kept(
            str(asked),
            str(final),
            answer.status,
            self._now(),
            h.get("content-type"),
            h.get("etag"),
            h.get("last-modified"),
            body,
        )
        self._cache.put(kept)
        return kept

    def _polite(self, url: httpx.URL, name: str, headers: dict[str, str], delay: float) -> Answer:
        """An answer, asked for no sooner than the host's delay allows."""
        host = url.netloc.decode("ascii")
        wait = self._next.get(host, 0.0) - self._now()
        if wait > 0:
            self._sleep(wait)
        try:
            return self._client.get(url, name, headers)
        finally:
            self._next[host] = self._now() + max(self.manners.delay, min(delay, self.manners.max_wait))

    def _rules(self, url: httpx.URL) -> tuple[int, bytes]:
        """Status and body of a robots.txt, redirects followed, from the cache where it is fresh."""
        kept = self._cache.get(str(url))
        if kept is not None and self._now() - kept.at < self.manners.fresh:
            return kept.status, kept.body
        at, answer = url, None
        for _ in range(6):  # RFC 9309, 2.3.1.2: at least five redirects
            answer = self._polite(at, str(url), {}, 0.0)
            if answer.location is None:
                break
            at = _joined(at, answer.location, str(url))
        if answer is None or answer.location is not None:
            return 404, b""  # the same: more redirects may be taken as an absent file
        if answer.status < 500 and answer.status != 429:
            self._cache.put(Kept(str(url), str(at), answer.status, self._now(), body=answer.body))
        return answer.status, answer.body


def _joined(at: httpx.URL, location: str, name: str) -> httpx.URL:
    """Where a redirect leads, checked. Raises ReadError F101."""
    try:
        there = str(at.join(location))
    except (httpx.InvalidURL, ValueError) as e:
        raise ReadError(BAD_URL, name, f"redirected to {location[:80]}") from e
    return checked(there, name)


def _conditions(kept: Kept) -> dict[str, str]:
    said = {"If-None-Match": kept.etag, "If-Modified-Since": kept.modified}
    return {k: v for k, v in said.items() if v}
