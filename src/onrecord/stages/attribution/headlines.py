"""Headlines that name who says them at their end: "Bomb kills ten: police", "Bomb kills ten, police say"."""

from __future__ import annotations

import re

from onrecord.article import Span
from onrecord.knowledge.cues import cue_words
from onrecord.stages.attribution.rules import Draft

#: A headline with who says it and, perhaps, the outlet behind a dash; a label of one or two words before it is none of it.
_HEADLINE = re.compile(
    r"\s*(?:\w+(?: \w+)?: )?(?P<said>\S[^\n:]{15,}?)"
    r"(?: ?(?P<cue>:) (?P<who>[^\s:]+(?: [^\s:]+){0,3}?)|, (?P<name>[^\s:,]+(?: [^\s:,]+){0,3}) (?P<verb>\w+))"
    r"(?: [-–—|] [^\n]{2,40})?\s*"
)
WHY = "a headline's end"


def headlines(titles: list[Span], text: str) -> list[Draft]:
    """The statements of titles whose last words are a speaker of news (cue_words.tsv: headline)."""
    out = []
    for title in titles:
        m = _HEADLINE.fullmatch(text, title.start, title.end)
        if m is None or not (_named(m["who"]) or m["verb"] in cue_words("headline-verb")):
            continue
        said, cue, who = (Span(*m.span(g)) for g in ("said", *(("cue", "who") if m["cue"] else ("verb", "name"))))
        out.append(Draft([who], [cue], [said], "said", WHY, said.start))
    return out


def _named(who: str | None) -> bool:
    """Whether the words behind a colon end in a noun for who tells news."""
    return who is not None and who.split()[-1] in cue_words("headline")
