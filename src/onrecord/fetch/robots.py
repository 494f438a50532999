"""robots.txt, as RFC 9309 has it: absent allows all, out of reach allows nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import httpx
from protego import Protego

from onrecord.errors import ReadError
from onrecord.fetch.manners import ROBOT

#: Bytes of a robots.txt that are read, by RFC 9309, 2.5.
_SIZE = 500 * 1024


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of one site; ``parsed`` is None where all is allowed or nothing is."""

    all_or_none: bool = True
    parsed: Protego | None = None

    def allow(self, url: httpx.URL) -> bool:
        """Whether we may ask for a URL of the site."""
        return self.all_or_none if self.parsed is None else bool(self.parsed.can_fetch(str(url), ROBOT))

    @property
    def delay(self) -> float:
        """The seconds between two requests that the site asks for, 0 where it does not."""
        said = self.parsed.crawl_delay(ROBOT) if self.parsed else None
        return max(0.0, float(said or 0.0))


def rules_of(status: int, body: bytes) -> Rules:
    """The rules that an answer for robots.txt gives."""
    if 200 <= status < 300:
        return Rules(parsed=Protego.parse(body[:_SIZE].decode("utf-8", "replace").lstrip("\ufeff")))
    # 4xx: there are none. Else the server is in trouble and is left alone.
    return Rules(all_or_none=400 <= status < 500 and status != 429)


class Robots:
    """The rules of each site, asked for once a run; so is a site that can't be asked. ``ask`` gives status and body for a
    URL, or raises ReadError.
    """

    def __init__(self, ask: Callable[[httpx.URL], tuple[int, bytes]]) -> None:
        self._ask = ask
        self._known: dict[str, Rules | ReadError] = {}

    def of(self, url: httpx.URL, name: str) -> Rules:
        """The rules of a URL's site. Raises ReadError in ``name`` where they can't be asked for: then nothing may be."""
        site = f"{url.scheme}://{url.netloc.decode('ascii')}"
        if site not in self._known:
            try:
                self._known[site] = rules_of(*self._ask(httpx.URL(f"{site}/robots.txt")))
            except ReadError as e:
                self._known[site] = e
        known = self._known[site]
        if isinstance(known, ReadError):
            raise ReadError(known.code, name, f"robots.txt: {known.detail}") from known
        return known
