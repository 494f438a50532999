"""Articles for the stage without tidy and parse: lines are blocks, full stops end sentences, the parse knows nothing."""

from __future__ import annotations

import re
from typing import Any

from models.made import tensors
from onrecord.article import Article, Block, Sentence, Span
from onrecord.read.text import article_of_text
from onrecord.stages.attribution import Attribution


class NoParse:
    """A parse without words: rules find nothing in it."""

    def over(self, *_: Any, **__: Any) -> None:
        return None


def article(text: str, said: Any = None) -> Article:
    a = article_of_text(text)
    lines = [m.span() for m in re.finditer(r"[^\n]+", text)]
    ends = [m.span() for m in re.finditer(r"[^\s][^\n.?!]*[.?!”\"]*", text)]
    return a.with_layers(
        {
            "language": "en",
            "blocks": tuple(Block("body", a.mark(*s).span, Span(*s), "tidy@1", "line") for s in lines),
            "sentences": tuple(Sentence(a.mark(*s), "parse@1", "test") for s in ends if text[slice(*s)].strip()),
            "doc": NoParse(),
            "tensors": said,
        }
    )


def attributed(a: Article) -> Article:
    return a.with_layers(dict(next(iter(Attribution()([a])))))


def spoken(case: Any) -> Any:
    """Tensors for a bracketed case: S, C and Q with a value belong together ([S:1|…] [C:1|…] [Q:1|…])."""
    at: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for m in case.marked:
        at.setdefault((m.label, m.value or "1"), []).append((m.start, m.end))
    links = []
    for (label, number), spans in sorted(at.items()):
        for cue in at.get(("C", number), []) if label in "SQ" else []:
            links += [(cue, {"S": "speaker", "Q": "content"}[label], s) for s in spans]
    bio = {
        head: sorted(s for (label, _), spans in at.items() if label == mark for s in spans)
        for head, mark in (("speaker", "S"), ("cue", "C"), ("content", "Q"))
    }
    return tensors(case.text, bio, links)
