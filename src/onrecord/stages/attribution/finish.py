"""From drafts to statements: kind, sense, marks, and the statement that each is reported in."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import cast

from onrecord.article import Article, Mark, Span, Statement
from onrecord.article.layers import Sense, StatementKind
from onrecord.stages.attribution.quotes import Quote
from onrecord.stages.attribution.rules import Draft

#: The scorer's and the literature's share: so much of a content in quote marks makes it direct.
DIRECT = 0.95


def finished(article: Article, made: Iterable[Draft], found: Sequence[Quote], by: str) -> tuple[Statement, ...]:
    """Statements in the order of their contents, with ids q1, q2 …; ``found`` are the text's quotations in order."""
    order = sorted((d for d in made if d.content), key=lambda d: (min(c.start for c in d.content), d.at, d.why))
    starts, ends = [q.inner.start for q in found], [q.inner.end for q in found]
    out: list[Statement] = []
    for d in order:
        content = _marks(article, d.content)
        if not content:
            continue
        within = [q.inner for c in d.content for q in found[bisect_right(ends, c.start) : bisect_left(starts, c.end)]]
        within = [q for q in dict.fromkeys(within) if len(q)]
        out.append(
            Statement(
                f"q{len(out) + 1}",
                kind(d.content, within, article.text),
                _marks(article, d.speaker),
                _marks(article, d.cue),
                content,
                cast(Sense, d.sense),
                _marks(article, within),
                None,
                by,
                d.why,
                d.score,
            )
        )
    return tuple(replace(s, parent=p) if p else s for s, p in zip(out, parents(out), strict=True))


def _marks(article: Article, spans: Iterable[Span]) -> tuple[Mark, ...]:
    return tuple(m for s in spans for m in article.marks(s.start, s.end))


def kind(content: Iterable[Span], within: Sequence[Span], text: str) -> StatementKind:
    """By the share of the content's words that stand in quote marks."""
    words = [m.start() + c.start for c in content for m in re.finditer(r"\w+", c.cut(text))]
    inside = sum(any(q.start <= w < q.end for q in within) for w in words)
    return "direct" if inside >= DIRECT * len(words) else "mixed" if inside else "indirect"


def parents(statements: Sequence[Statement]) -> list[str | None]:
    """For each statement the one with the shortest content that holds its cue (else its content) and is longer.

    Contents are looked up by place, so that a transcript with thousands of statements takes no longer a statement.
    """
    pieces = sorted((c.at.start, c.at.end, i) for i, s in enumerate(statements) for c in s.content)
    starts = [p[0] for p in pieces]
    longest = 0
    reach = []  # the furthest end of any piece up to here: where a search backwards may stop
    for _, end, _ in pieces:
        longest = max(longest, end)
        reach.append(longest)
    size = [sum(len(c.at) for c in s.content) for s in statements]
    out: list[str | None] = []
    for i, s in enumerate(statements):
        first = (s.cue or s.content)[0].at
        best: tuple[int, int] | None = None
        k = bisect_right(starts, first.start) - 1
        while k >= 0 and reach[k] >= first.end:
            _, end, j = pieces[k]
            if j != i and end >= first.end and size[j] > size[i] and _holds(statements[j], s):
                best = min(best or (size[j], j), (size[j], j))
            k -= 1
        out.append(statements[best[1]].id if best else None)
    return out


def _holds(outer: Statement, inner: Statement) -> bool:
    return all(any(c.at.covers(m.at) for c in outer.content) for m in inner.cue or inner.content)
