"""Interviews and transcripts: paragraphs that begin with who speaks ("Q:", "SMITH:", "Ann Smith:"), alone or in quote marks."""

from __future__ import annotations

import re

from onrecord.article import Span
from onrecord.stages.attribution.rules import Draft
from onrecord.stages.attribution.tidying import trimmed

#: A label at a paragraph's beginning: one letter, a name in capitals, or a name of one to four capitalised words.
_LABEL = re.compile(
    r"(?P<mark>[“\"]?)(?P<who>[QA](?=[:.])|(?:[A-Z][A-Z.'’\-]* ?){1,5}(?=\(|:)|(?:[A-Z][\w.'’\-]+ ?){1,4}(?=\(|:))"
    r"(?:\([^)\n]{1,60}\) ?)?[:.]\s+"
)
#: So many paragraphs must begin with a label, and a third of all; one label alone must come back.
LEAST = 3
WHY = "a turn of an interview or transcript"


def turns(paragraphs: list[Span], text: str) -> list[Draft]:
    """A statement for each turn: the label speaks what follows it, over paragraphs, up to the next label.

    A transcript in quote marks is an excerpt: a third of the paragraphs from its first label to its last, and a paragraph
    without a mark is none of it.
    """
    return _turns(paragraphs, text, True) or _turns(paragraphs, text, False)


def _turns(paragraphs: list[Span], text: str, quoted: bool) -> list[Draft]:
    labels = [_LABEL.match(text, p.start, p.end) for p in paragraphs]
    labels = [m if m and bool(m["mark"]) == quoted else None for m in labels]
    if quoted:
        at = [i for i, m in enumerate(labels) if m]
        first, last = (at[0], at[-1] + 1) if at else (0, 0)
        paragraphs, labels = paragraphs[first:last], labels[first:last]
    names = [m["who"].strip() for m in labels if m]
    if len(names) < LEAST or 3 * len(names) < len(paragraphs) or len(set(names)) == len(names):
        return []
    out: list[Draft] = []
    for p, m in zip(paragraphs, labels, strict=True):
        if m:
            who = Span(m.start("who"), m.start("who") + len(m["who"].rstrip()))
            out.append(Draft([who], [], [], "said", WHY, p.start))
        elif quoted and text[p.start] not in '“"':
            continue
        said = trimmed(Span(m.end() if m else p.start, p.end), text)
        if out and said:
            out[-1].content.append(said)
    return [d for d in out if d.content]
