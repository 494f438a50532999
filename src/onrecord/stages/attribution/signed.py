"""Quotations that are signed: a paragraph in quote marks, then a dash and who says it ("“We were wrong.” — Ann Smith")."""

from __future__ import annotations

import re

from onrecord.article import Span
from onrecord.stages.attribution.rules import Draft

#: Who signs: up to six words, the first of them with a capital, before a comma ("President Venn, on her way out").
_NAME = r"[A-Z][^\s,;:“”\"]*(?:[ \xa0][^\s,;:“”\"]+){0,5}?"
_SIGNED = rf"(?P<dash>[-–—―]{{1,2}})[ \t\xa0]?(?P<who>{_NAME})(?:,[^\n“”\"]{{1,60}})?[.\s]*$"
_QUOTED = re.compile(r"\s*(?P<said>[“”\"«„].+[”\"»])[.\s]*")
_BELOW = re.compile(rf"\s*{_SIGNED}")
_BEHIND = re.compile(rf"{_QUOTED.pattern}{_SIGNED}")
_LINE = re.compile(r"[^\n]+")
_OPEN, _CLOSED = "“«„", "”»"
WHY = "a signed quotation"


def signed(text: str) -> list[Draft]:
    """A statement for each paragraph that is one quotation with a signature, on the same line or on the next."""
    out: list[Draft] = []
    before: re.Match[str] | None = None  # a paragraph that is one quotation, not signed yet
    for line in _LINE.finditer(text):
        if not line.group().strip():
            continue
        m = _BEHIND.fullmatch(line.group())
        below = _BELOW.fullmatch(line.group()) if before and m is None else None
        if m and _one(m["said"]):
            out.append(_draft(_within(line, m, "who"), _within(line, m, "dash"), _within(line, m, "said")))
        elif before and below:
            out.append(_draft(_within(line, below, "who"), _within(line, below, "dash"), Span(*before.span())))
        quoted = _QUOTED.fullmatch(line.group())
        before = line if m is None and quoted and _one(quoted["said"]) else None
    return out


def _draft(who: Span, dash: Span, said: Span) -> Draft:
    return Draft([who], [dash], [said], "said", WHY, said.start)


def _within(line: re.Match[str], m: re.Match[str], group: str) -> Span:
    return Span(line.start() + m.start(group), line.start() + m.end(group))


def _one(said: str) -> bool:
    """Whether a paragraph between two marks is one quotation: the first mark is closed by the last one."""
    if said[0] == '"':
        return said.count('"') == 2
    depth = 1  # a mark turned the wrong way opens too, where a paragraph begins with it
    for i, c in enumerate(said[1:], 1):
        depth += (c in _OPEN) - (c in _CLOSED)
        if not depth and i < len(said) - 1:
            return False
    return True
