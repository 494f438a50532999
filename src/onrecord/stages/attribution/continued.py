"""Quotations and the statements they belong to: whole ones, continued ones, and those that nobody claims."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from onrecord.article import Span
from onrecord.stages.attribution.quotes import Quote
from onrecord.stages.attribution.rules import Draft
from onrecord.stages.attribution.tidying import merged, trimmed, without

#: Words of a quotation that is taken for speech and not for a term or a title.
SPEECH = 5
#: ``why`` of a quotation that no cue governs and nobody speaks.
BARE = "a quotation without a cue"


def whole_quotations(made: list[Draft], found: list[Quote], text: str) -> None:
    """A quotation that a content touches belongs to it as a whole, over all its sentences."""
    ends, starts = [q.span.end for q in found], [q.span.start for q in found]
    for d in made:
        for i, piece in enumerate(d.content):
            for q in found[bisect_right(ends, piece.start) : bisect_left(starts, piece.end)]:
                if len(q.inner) >= 3 and not piece.covers(q.span) and not any(q.span.covers(c) for c in d.cue):
                    piece = trimmed(piece.hull(q.span), text) or piece
            d.content[i] = piece
        d.content = merged(d.content)


def unclaimed(made: list[Draft], found: list[Quote], paragraphs: list[Span], text: str) -> list[Draft]:
    """Quotations of speech that no content touches, given to a statement beside them, else statements of nobody.

    The owner is the statement before the quotation in its paragraph, else the one behind it there, else, where the quotation
    opens its paragraph, the last one of the paragraph before.
    """
    taken = merged([c for d in made for c in d.content])
    ends, starts = [c.end for c in taken], [c.start for c in taken]
    order = sorted((d for d in made if d.sense == "said" and d.content), key=lambda d: min(c.start for c in d.content))
    begins = [min(c.start for c in d.content) for d in order]
    out: list[Draft] = []
    for p in paragraphs:
        for q in found[bisect_left([q.span.start for q in found], p.start) :] if found else ():
            if q.span.start >= p.end:
                break
            if len(q.inner.cut(text).split()) < SPEECH or bisect_left(starts, q.span.end) > bisect_right(ends, q.span.start):
                continue
            owner = _owner(order, begins, q, p, text)
            if owner is not None:
                owner.content = merged([*owner.content, trimmed(q.span, text) or q.span])
            else:
                out.append(Draft([], [], [q.span], "said", BARE, q.span.start))
    return out


def kept_within(made: list[Draft], own: list[Draft], text: str) -> list[Draft]:
    """Statements that keep to the turns and signed quotations (``own``): what is said within one doesn't reach out of it.

    One that is said outside of them has no content in them, nor has one that only repeats such a quotation.
    """
    units = merged([c for d in own for c in d.content])
    starts = [u.start for u in units]
    out = []
    for d in made if units else ():
        first = (d.cue or d.content)[0]
        i = bisect_right(starts, first.start) - 1
        unit = units[i] if i >= 0 and units[i].overlaps(first) else None
        if unit is None:
            d.content = without(d.content, units, text)
        else:
            d.content = [Span(max(c.start, unit.start), min(c.end, unit.end)) for c in d.content if c.overlaps(unit)]
            if not d.cue and any(c.covers(trimmed(unit, text) or unit) for c in d.content):
                continue
        if d.content:
            out.append(d)
    return out if units else made


def _owner(order: list[Draft], begins: list[int], q: Quote, p: Span, text: str) -> Draft | None:
    """The statement that a quotation goes on, None where there is none near."""
    i = bisect_left(begins, q.span.start)
    if i and begins[i - 1] >= p.start:
        return order[i - 1]
    if i < len(order) and begins[i] < p.end:
        return order[i]
    opens = not text[p.start : q.span.start].strip()
    gap = text[max((c.end for c in order[i - 1].content), default=0) : p.start] if i else ""
    return order[i - 1] if i and opens and len(gap) <= FAR else None


#: Characters between a statement's content and a paragraph that goes on quoting its speaker.
FAR = 400
