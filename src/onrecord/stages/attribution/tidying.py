"""Spans put in order: at quote marks, at sentence ends, without cue and speaker, without commas at their ends."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from onrecord.article import Span
from onrecord.stages.attribution.quotes import Quote

_TRIM = " \t\r\n,;:–—-"


def trimmed(span: Span, text: str) -> Span | None:
    """A span without commas, dashes, white space and a last full stop at its ends; None where no more is left."""
    a, b = span.start, span.end
    while a < b and text[a] in _TRIM + ".":
        a += 1
    while b > a and text[b - 1] in _TRIM + ".":
        b -= 1
    return Span(a, b) if a < b else None


def without(spans: Sequence[Span], holes: Sequence[Span], text: str) -> list[Span]:
    """Spans with holes cut out, their ends trimmed; pieces without a letter or digit are left out."""
    out: list[Span] = []
    for span in spans:
        at = span.start
        for hole in sorted(holes):
            if hole.start < span.end and at < hole.end:
                if hole.start > at:
                    out.append(Span(at, hole.start))
                at = max(at, hole.end)
        if at < span.end:
            out.append(Span(at, span.end))
    return [t for s in out if (t := trimmed(s, text)) and any(c.isalnum() for c in t.cut(text))]


def merged(spans: Sequence[Span]) -> list[Span]:
    """Overlapping spans joined, in order."""
    out: list[Span] = []
    for s in sorted(spans):
        if out and out[-1].overlaps(s):
            out[-1] = out[-1].hull(s)
        else:
            out.append(s)
    return out


def joined(spans: Sequence[Span], text: str) -> list[Span]:
    """Spans with no letter or digit between them joined, in order."""
    out: list[Span] = []
    for s in sorted(spans):
        if out and (s.start <= out[-1].end or not any(c.isalnum() for c in text[out[-1].end : s.start])):
            out[-1] = out[-1].hull(s)
        else:
            out.append(s)
    return out


def snapped(span: Span, ends: Sequence[int], text: str, words: int) -> Span:
    """A span whose end lies at most so many words before the end of its sentence runs on to it.

    ``ends``: where sentences end, sorted.
    """
    i = bisect_left(ends, span.end)
    if i == len(ends):
        return span
    rest = text[span.end : ends[i]]
    left = sum(any(c.isalnum() for c in w) for w in rest.split())
    return Span(span.start, ends[i]) if 0 < left <= words else span


def quoted_whole(span: Span, found: Sequence[Quote], share: float) -> Span:
    """A span that takes at least ``share`` of a quotation's characters takes all of it; it lets go of a smaller part."""
    for q in found:
        if not q.span.overlaps(span) or span.covers(q.inner) or len(q.inner) < 3:
            continue
        common = min(span.end, q.inner.end) - max(span.start, q.inner.start)
        if common >= share * len(q.inner) or q.inner.covers(span):
            span = span.hull(q.span)
    return span
