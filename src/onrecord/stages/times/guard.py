"""What only looks like a time: "may" the verb, "fall" the verb, "2000 people", "second" the ordinal."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from onrecord import syntax
from onrecord.article import Span
from onrecord.knowledge.times import time_words
from onrecord.stages.times.compose import Item

if TYPE_CHECKING:
    from onrecord.syntax import Doc

#: What stands before a count or an amount, not a year.
_COUNTED = re.compile(r"(?:[$£€#¥]|\bNo\.|\bsome|\babout|\bthan|\bnearly|\balmost|\bleast)\s*$", re.I)


def apt(doc: Doc | None, text: str, item: Item) -> bool:
    """Whether the parse lets the words be a time expression. Words of a join are told by their neighbours."""
    if item.join is not None or item.groups is None:
        return True
    g = item.groups
    for name in ("month", "weekday"):
        if g.get(name) and not (g[name] or "")[0].isupper() and item.kind not in ("set",):
            return False
    if doc is None:
        return True
    said = " ".join((g["all"] or "").lower().split())
    wanted = time_words("only").get(said)
    if wanted:
        head = syntax.head(doc, item.core or item.at)
        return head is None or head.pos_ in wanted.split()
    if item.why == "year" and g.get("year"):
        return _is_year(doc, item.core or item.at, text)
    return True


def _is_year(doc: Doc, at: Span, text: str) -> bool:
    """Not a count: "2000 people", "the 1500 metres"."""
    if _COUNTED.search(text[max(0, at.start - 12) : at.start]):
        return False
    token = syntax.head(doc, at)
    if token is None or token.dep_ != "nummod" or token.i + 1 >= len(doc):
        return True
    following = doc[token.i + 1]
    return not (following.tag_ == "NNS" and following.is_lower)
