"""URLs: what they give is read by what it is; and lists of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import IO

from onrecord.errors import Code, ReadError
from onrecord.read.decode import EMPTY, broken, open_lines
from onrecord.read.how import How
from onrecord.read.packed import FAULTS

NO_FETCH = Code("R140", "URLs are not fetched here", "Use `onrecord code URL`; in Python pass a fetcher (docs/fetching.md).")
BAD_LINK = Code("R141", "the line is not a URL", "One http or https URL a line; lines that begin with # are passed over.")

_LINK = re.compile(r"https?://\S+", re.I)
#: A line of a list is cut here; browsers and servers take no URLs of over some thousand characters either.
_LINE = 8192


def is_link(path: str) -> bool:
    """Whether an input is named by a URL."""
    return path[:8].lower().startswith(("http://", "https://"))


def links_of(raw: IO[bytes], path: str, how: How) -> Iterator[str | ReadError]:
    """The URLs of a list in order, each once; a line that is none is an error named ``path:line``.

    One URL a line; what follows it behind white space is passed over, so are empty lines and those that begin with ``#``.
    """
    stream, seen, number = open_lines(raw, how), set[str](), 0
    told = False
    try:
        while line := stream.readline(_LINE):
            number += 1
            said = line.decode("utf-8-sig" if number == 1 else "utf-8", "replace").strip()
            long = False
            while not line.endswith(b"\n") and (line := stream.readline(_LINE)):
                long = True
            if not said or said.startswith("#"):
                continue
            told, link = True, None if long else _LINK.match(said)
            if not link:
                yield ReadError(BAD_LINK, f"{path}:{number}", said[:80])
            elif link[0] not in seen:
                seen.add(link[0])
                yield link[0]
    except FAULTS as e:
        yield ReadError(broken(e), f"{path}:{number + 1}", str(e))
        return
    if not told:
        yield ReadError(EMPTY, path, "no URL in it")
