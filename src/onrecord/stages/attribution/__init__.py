"""Attribution: who says what, by which words: statements with speaker, cue and content.

With the encoder's tensors, statements are decoded from them (decode.py) and put in order at quote marks and sentence ends
(combine.py); rules over the parse (rules.py) add those that are reported within another's content, and raise the score of those
they agree with. Without tensors, and behind the end of what the encoder read, rules go alone. Interviews and transcripts are
read by their labels (turns.py). A statement within another's content gets that one as its parent.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from onrecord.article import Article, Note, Span
from onrecord.errors import Code
from onrecord.models import Tensors
from onrecord.stages.attribution.combine import combined
from onrecord.stages.attribution.continued import BARE, kept_within, unclaimed, whole_quotations
from onrecord.stages.attribution.decode import Settings
from onrecord.stages.attribution.finish import finished
from onrecord.stages.attribution.framed import framed
from onrecord.stages.attribution.headlines import headlines
from onrecord.stages.attribution.quotes import Quote, quotes
from onrecord.stages.attribution.rules import Draft, drafts
from onrecord.stages.attribution.signed import signed
from onrecord.stages.attribution.turns import turns
from onrecord.stages.base import Layers

if TYPE_CHECKING:
    from onrecord.syntax import Doc

UNCLOSED = Code("A101", "a quotation is not closed", "It was read to its paragraph's end; check where it stops.")
UNSAID = Code("A102", "nobody is named for a quotation", "Look who speaks in the text around it.")

_OPENS = re.compile(r"\s*[“\"«„]")


class Attribution:
    """Statements: speaker, cue, content, kind, sense, and the statement each is reported in.

    Args:
        settings: weights of decoding; the tuned ones if left out.
    """

    name = "attribution"
    version = 4
    needs: tuple[str, ...] = ("blocks", "sentences", "doc", "tensors")
    gives = ("statements",)

    def __init__(self, settings: Settings | None = None) -> None:
        self._settings = settings or Settings()

    def __call__(self, articles: Iterable[Article]) -> Iterator[Layers]:
        for article in articles:
            doc = article.scratch.get("doc")
            yield {"statements": ()} if not doc else _attributed(article, doc, self._settings)


def _attributed(article: Article, doc: Doc, settings: Settings) -> Layers:
    text = article.text
    tensors: Tensors | None = article.scratch.get("tensors")
    paragraphs = [b.at for b in article.blocks if b.at is not None and b.kind not in ("byline", "credit", "dateline")]
    found = sorted((q for p in paragraphs for q in quotes(text, p.start, p.end)), key=lambda q: q.span)
    ruled: list[Draft] = []
    at = 0
    for sentence in article.sentences:
        here = sentence.mark.at
        while at < len(found) and found[at].span.end <= here.start:
            at += 1
        near = [q for q in found[at : at + 40] if q.span.overlaps(here)]
        frames = framed(doc, here)
        verbs = {d.at for d in frames}
        ruled += [*frames, *(d for d in drafts(doc, here, near) if d.at not in verbs)]
    titles = [b.at for b in article.blocks if b.at is not None and b.kind == "title"]
    own = [*turns(paragraphs, text), *signed(text), *headlines(titles, text)]
    if tensors is None:
        whole_quotations(ruled, found, text)
    else:
        ends = sorted(s.mark.at.end for s in article.sentences)
        ruled = combined(tensors, text, doc, ruled, (found, ends), settings)
    made = [*own, *kept_within(ruled, own, text)]
    made += unclaimed(made, found, paragraphs, text)
    by = f"{Attribution.name}@{Attribution.version}"
    statements = finished(article, made, found, by if tensors is not None else f"{by} rules")
    return {"statements": statements, "notes": (*_open(article, found, by), *_nobody(article, made, by))}


def _open(article: Article, found: list[Quote], by: str) -> Iterator[Note]:
    for q in found:
        # A quotation that goes on in the next paragraph is left open by custom.
        if not q.closed and not _OPENS.match(article.text, q.span.end):
            yield Note(UNCLOSED.id, UNCLOSED.meaning, _source(article, q.span), by)


def _nobody(article: Article, made: list[Draft], by: str) -> Iterator[Note]:
    for d in made:
        if d.why == BARE:
            yield Note(UNSAID.id, UNSAID.meaning, _source(article, d.content[0]), by)


def _source(article: Article, at: Span) -> Span:
    return article.mark(at.start, at.end).span
