"""Attribution: who says what, by which words: statements with speaker, cue and content.

Rules find the cues of a sentence and what they govern (rules.py); quotations (quotes.py) that no cue governs are given to the
speaker before or behind them; a statement within another's content gets that one as its parent.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from onrecord.article import Article, Mark, Note, Span, Statement
from onrecord.errors import Code
from onrecord.stages.attribution.quotes import Quote, quotes
from onrecord.stages.attribution.rules import Draft, drafts, trimmed
from onrecord.stages.base import Layers

if TYPE_CHECKING:
    from onrecord.syntax import Doc

UNCLOSED = Code("A101", "a quotation is not closed", "It was read to its paragraph's end; check where it stops.")
UNSAID = Code("A102", "nobody is named for a quotation", "Look who speaks in the text around it.")

BY = "attribution@1"
#: Words of a quotation that is taken for speech and not for a term or a title.
SPEECH = 5


class Attribution:
    """Statements: speaker, cue, content, kind, sense, and the statement each is reported in."""

    name = "attribution"
    version = 1
    needs: tuple[str, ...] = ("blocks", "sentences", "doc")
    gives = ("statements",)

    def __call__(self, articles: Iterable[Article]) -> Iterator[Layers]:
        for article in articles:
            doc = article.scratch.get("doc")
            yield {"statements": ()} if doc is None else _attributed(article, doc)


def _attributed(article: Article, doc: Doc) -> Layers:
    text, notes = article.text, []
    paragraphs = [b.at for b in article.blocks if b.at is not None and b.kind not in ("byline", "credit", "dateline")]
    found = [q for p in paragraphs for q in quotes(text, p.start, p.end)]
    for q in found:
        # A quotation that goes on in the next paragraph is left open by custom.
        if not q.closed and not re.match(r"\s*[“\"«„]", text[q.span.end :]):
            span = article.mark(q.span.start, q.span.end).span
            notes.append(Note(UNCLOSED.id, UNCLOSED.meaning, span, BY))
    made: list[Draft] = []
    for sentence in article.sentences:
        at = sentence.mark.at
        made += drafts(doc, at, [q for q in found if q.span.overlaps(at)])
    made = _whole_quotations(made, found, text)
    made += _unclaimed(made, found, paragraphs, text)
    statements = _finished(article, made, found)
    return {"statements": statements, "notes": tuple(notes)}


def _whole_quotations(made: list[Draft], found: list[Quote], text: str) -> list[Draft]:
    """A quotation that a content touches belongs to it as a whole, over all its sentences."""
    for d in made:
        for q in found:
            if len(q.inner) < 3 or any(q.span.covers(c) for c in d.cue):
                continue
            for i, piece in enumerate(d.content):
                if q.span.overlaps(piece) and not piece.covers(q.span):
                    d.content[i] = trimmed(piece.hull(q.span), text) or piece
        d.content = _merged(d.content)
    return made


def _merged(spans: list[Span]) -> list[Span]:
    out: list[Span] = []
    for s in sorted(spans):
        if out and out[-1].overlaps(s):
            out[-1] = out[-1].hull(s)
        else:
            out.append(s)
    return out


def _unclaimed(made: list[Draft], found: list[Quote], paragraphs: list[Span], text: str) -> list[Draft]:
    """Quotations that no cue governs: those of the statement before them in the paragraph, or of the paragraph before."""
    last: Draft | None = None
    out: list[Draft] = []
    order = sorted((d for d in made if d.sense == "said"), key=lambda d: d.at)
    for p in paragraphs:
        here = [d for d in order if any(p.overlaps(c) for c in d.content)]
        claimed = [c for d in made for c in d.content]
        for q in found:
            if not p.covers(q.span) or any(c.overlaps(q.span) for c in claimed) or len(q.inner.cut(text).split()) < SPEECH:
                continue
            owner = _owner(here, q) or (last if text[p.start : q.span.start].strip() == "" else None)
            if owner is not None:
                owner.content = _merged([*owner.content, trimmed(q.span, text) or q.span])
            else:
                out.append(Draft(None, [], [q.span], "said", "a quotation without a cue", q.span.start))
        if here:
            last = here[-1]
    return out


def _owner(here: list[Draft], q: Quote) -> Draft | None:
    """The nearest statement of the paragraph whose content is quoted or said, before the quotation, else behind it."""
    before = [d for d in here if min(c.start for c in d.content) < q.span.start]
    return before[-1] if before else (here[0] if here else None)


def _finished(article: Article, made: list[Draft], found: list[Quote]) -> tuple[Statement, ...]:
    made = sorted((d for d in made if d.content), key=lambda d: (min(c.start for c in d.content), d.at))
    out: list[Statement] = []
    for n, d in enumerate(made, 1):
        content = tuple(m for s in d.content for m in article.marks(s.start, s.end))
        if not content:
            continue
        quoted = [q.inner for q in found if len(q.inner) and any(c.overlaps(q.inner) for c in d.content)]
        out.append(
            Statement(
                f"q{n}",
                _kind(d.content, found, article.text),
                _marks(article, [d.speaker] if d.speaker else []),
                _marks(article, d.cue),
                content,
                _sense(d.sense),
                _marks(article, quoted),
                None,
                BY,
                d.why,
            )
        )
    return tuple(replace(s, parent=_parent(s, out)) for s in out)


def _marks(article: Article, spans: list[Span]) -> tuple[Mark, ...]:
    return tuple(m for s in spans for m in article.marks(s.start, s.end))


def _sense(sense: str) -> Any:
    return sense


def _kind(content: list[Span], found: list[Quote], text: str) -> Any:
    words = [m.start() + c.start for c in content for m in re.finditer(r"\w+", c.cut(text))]
    inside = sum(any(q.inner.start <= w < q.inner.end for q in found) for w in words)
    return "direct" if inside >= 0.95 * len(words) else "mixed" if inside else "indirect"


def _parent(s: Statement, others: list[Statement]) -> str | None:
    """The statement with the shortest content that holds this one's cue (without a cue: its content) and is not itself."""
    mine = s.cue or s.content
    best: tuple[int, str] | None = None
    for o in others:
        if o.id != s.id and all(any(c.at.covers(m.at) for c in o.content) for m in mine):
            size = sum(len(c.at) for c in o.content)
            if (best is None or size < best[0]) and size > sum(len(c.at) for c in s.content):
                best = (size, o.id)
    return best[1] if best else None
