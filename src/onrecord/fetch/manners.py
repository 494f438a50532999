"""How fetching behaves: limits and politeness, all of them options."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord import __version__
from onrecord.read.how import MAX_BYTES, MAX_RATIO

#: The name that rules of a robots.txt are looked up by.
ROBOT = "onrecord"


@dataclass(frozen=True, slots=True)
class Manners:
    """Limits and politeness of one run. Times are in seconds.

    Attributes:
        delay: between two requests to one host; a longer Crawl-delay of its robots.txt goes before it, up to ``max_wait``.
        timeout: for one answer, from connecting to its last byte.
        retries: how often a request is made again after an answer that may be better later (429, 5xx, broken off).
        backoff: before the first of these, doubled each time; a Retry-After of the server goes before it.
        max_wait: the longest wait that a server may ask for; beyond it the page is given up.
        max_redirects: redirects that are followed for one URL.
        max_bytes: bytes of one answer at most, packed and unpacked.
        max_ratio: an answer may unpack to this many times its size, where it is over a million bytes.
        fresh: an answer kept in the database is used without asking the server again while it is younger than this.
        allow_private: whether addresses that are not on the public internet may be asked.
        contact: a mail address or page that the user agent names, so that publishers can write to you.
    """

    delay: float = 1.0
    timeout: float = 30.0
    retries: int = 2
    backoff: float = 1.0
    max_wait: float = 60.0
    max_redirects: int = 10
    max_bytes: int = MAX_BYTES
    max_ratio: int = MAX_RATIO
    fresh: float = 86_400.0
    allow_private: bool = False
    contact: str | None = None

    @property
    def agent(self) -> str:
        """The user agent: our name, our version, and the contact where one is given."""
        return f"{ROBOT}/{__version__}" + (f" (+{self.contact})" if self.contact else "")
