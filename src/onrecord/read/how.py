"""How to read: what holds for every reader of one run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from onrecord.errors import ReadError

#: Bytes of one document at most; the largest of 258 real news pages that were looked at has 4.6 million.
MAX_BYTES = 20_000_000
#: A document may unpack to this many times its size; text seldom goes beyond 20.
MAX_RATIO = 200


@dataclass(frozen=True, slots=True)
class Got:
    """What a URL gave.

    Attributes:
        url: where it was found in the end, redirects followed.
        content: the body, content encodings undone.
        content_type: the Content-Type header as sent, or None.
    """

    url: str
    content: bytes
    content_type: str | None = None


class Fetch(Protocol):
    """Who fetches URLs (onrecord.fetch): what each gave, or its error, in the order of the URLs."""

    def __call__(self, urls: Iterable[str]) -> Iterator[Got | ReadError]: ...


@dataclass(frozen=True, slots=True)
class How:
    """Limits and means of one run.

    Attributes:
        max_bytes: bytes of one document at most, unpacked (a page, a feed's item, an archive's record, a line of JSON).
        max_ratio: a document may unpack to this many times its packed size, where it is over a million bytes.
        fetch: who fetches URLs; where it is None they are refused.
        follow: whether the pages that feeds and sitemaps link to are fetched.
        max_links: pages of one sitemap or list of links that are fetched at most.
        fast: read pages by their layout alone, without trafilatura: faster, less exact (docs/reading.md has the figures).
        depth: sitemaps within sitemaps that stand above what is read.
    """

    max_bytes: int = MAX_BYTES
    max_ratio: int = MAX_RATIO
    fetch: Fetch | None = None
    follow: bool = False
    max_links: int = 1000
    fast: bool = False
    depth: int = 0


#: As it is where nothing is said.
PLAIN = How()
