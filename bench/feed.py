"""Speed and memory of the feed reader over a generated stream of RSS, never held whole.

python bench/feed.py [--items 100000]
"""

from __future__ import annotations

import argparse
import io
import resource
import sys
import time

from onrecord.article import Article
from onrecord.read.feed import articles_of_feed

ITEM = (
    "<item><title>Story {0}</title><link>https://larnaby.example/{0}</link><pubDate>Mon, 06 May 2024 10:00:00 GMT</pubDate>"
    "<description>&lt;p&gt;Story {0} is told in &lt;b&gt;some words&lt;/b&gt; that make up a summary of thirty words or so, as "
    "feeds do, with nothing more to it than this one sentence.&lt;/p&gt;</description></item>"
)


class Feed(io.RawIOBase):
    """A feed of so many items, made while it is read."""

    def __init__(self, items: int) -> None:
        self.left, self.number, self.held = items, 0, b"<rss><channel><title>Larnaby</title>"

    def readable(self) -> bool:
        return True

    def readinto(self, into: object) -> int:
        view = memoryview(into)  # type: ignore[arg-type]
        while len(self.held) < len(view) and self.number < self.left:
            self.number += 1
            self.held += ITEM.format(self.number).encode()
            if self.number == self.left:
                self.held += b"</channel></rss>"
        part, self.held = self.held[: len(view)], self.held[len(view) :]
        view[: len(part)] = part
        return len(part)


def main() -> int:
    """Read and print."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--items", type=int, default=100_000)
    a = ap.parse_args()
    start = time.perf_counter()
    count = sum(isinstance(i, Article) for i in articles_of_feed(io.BufferedReader(Feed(a.items)), "feed", {}))
    took = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(f"{count:,} items, {took:.1f} s, {count / took:,.0f} items a second, peak memory {peak:.0f} MiB\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
