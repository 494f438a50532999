"""The lines of a page's story, as trafilatura extracts them (Barbaresi 2021); nothing here knows of offsets."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from onrecord.article.markup import BLOCKS, HIDDEN, PARTING, RAW, VOID

#: Elements of trafilatura's document that hold a line of text.
_LINES = ("head", "p", "item", "quote", "cell", "code", "ab")

#: Elements within one line from which on a page is thinned: trafilatura's time grows with their square (b, span: 2,000 a fifth
#: of a second, 8,000 four seconds, 32,000 three minutes). None of 102 real news pages has more than 106.
WIDE = 2_000
_TAG = re.compile(r"</?([a-zA-Z][\w-]*+)[^<>]*+>")
_KEPT = BLOCKS | PARTING | HIDDEN | RAW | VOID | {"html", "head", "body"}

_LOGGERS = ("trafilatura", "htmldate", "courlan")


@contextmanager
def silenced() -> Iterator[None]:
    """Keep the extractors from logging while they are asked: what can't be read is told with a code."""
    loggers = [logging.getLogger(name) for name in _LOGGERS]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)


def thinned(page: str) -> str:
    """A page without the tags of elements that stand within a line: its lines are the same."""
    return _TAG.sub(lambda m: m[0] if m[1].lower() in _KEPT else "", page)


def lines(page: str, url: str | None, *, second_opinion: bool = False, recall: bool = False) -> list[tuple[str, str]]:
    """The lines of the story with their kind, "heading" or "body"; none where the parser fails or finds no story.

    Precision mode, unless ``recall``. ``second_opinion``: other extractors are asked too (readability, justext).
    """
    from trafilatura import bare_extraction

    fast = not (second_opinion or recall)
    try:
        with silenced():
            document = bare_extraction(
                page, url=url, fast=fast, favor_precision=not recall, favor_recall=recall, include_comments=False
            )
    except Exception:  # a parser's fault over one strange page must not end the run; the page's own rules are tried next
        return []
    body = getattr(document, "body", None)
    return [] if body is None else list(_lines(body))


def _lines(body: Any) -> Iterator[tuple[str, str]]:
    for element in body.iter(*_LINES):
        if any(p.tag in _LINES for p in element.iterancestors()):
            continue
        text = " ".join("".join(element.itertext()).split())
        if text:
            yield ("heading" if element.tag == "head" else "body"), text
        tail = " ".join((element.tail or "").split())
        if tail:
            yield "body", tail
