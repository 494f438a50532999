"""The rules of knowledge/data/time_rules.tsv, compiled once: patterns over word classes to regular expressions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from onrecord.knowledge import times as known

#: {class}, {name=class}, {-class}
_CLASS = re.compile(r"\{(?:(?P<bare>-)|(?P<as>\w+)=)?(?P<of>[a-z]\w*)\}")
_WORD = re.compile(r"[^\W\d_]+|\d+")
_BLANK = re.compile(r"\[[^\]]*\]| \??")
_EDGE = r"(?<![\w'’]){}(?!\w)"


@dataclass(frozen=True, slots=True)
class Rule:
    """A compiled rule: where it stands in the file, its pattern, and the word classes that must be near."""

    order: int
    name: str
    kind: str
    resolver: str
    needs: frozenset[str]
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Join:
    """A compiled join."""

    name: str
    left: frozenset[str]
    between: re.Pattern[str]
    right: frozenset[str]
    how: str


def alternatives(kind: str) -> str:
    """The words of a class as a pattern, longest first; a blank stands for white space or a hyphen."""
    words = sorted(known.word_classes()[kind], key=lambda w: (-len(w), w))
    return "|".join(re.escape(w).replace(r"\ ", r"[\s-]+") for w in words)


def expanded(pattern: str, keep: bool = True) -> str:
    """A rule's pattern as a regular expression; named groups where ``keep``."""

    def put(m: re.Match[str]) -> str:
        name, parts = m["of"], known.time_parts()
        body = expanded(parts[name], keep=False) if name in parts else alternatives(name)
        if m["bare"] or not keep:
            return f"(?:{body})"
        return f"(?P<{m['as'] or name}>{body})"

    return _CLASS.sub(put, blanks(pattern))


def blanks(pattern: str) -> str:
    """A pattern with its blanks as any white space, within sets of characters too; a blank and "?" as white space or none."""
    return _BLANK.sub(lambda m: m[0].replace(" ", r"\s") if m[0][0] == "[" else r"\s*" if m[0][1:] else r"\s+", pattern)


@cache
def rules() -> tuple[Rule, ...]:
    """All rules in the order of the file."""
    return tuple(
        Rule(i, r.name, r.kind, r.resolver, frozenset(r.needs.split()), _compiled(r.pattern))
        for i, r in enumerate(known.time_rules())
    )


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(_EDGE.format(f"(?:{expanded(pattern)})"), re.I)


@cache
def joins() -> tuple[Join, ...]:
    """All joins in the order of the file."""
    return tuple(
        Join(j.name, frozenset(j.left.split()), re.compile(expanded(j.between), re.I), frozenset(j.right.split()), j.how)
        for j in known.time_joins()
    )


@cache
def fronts() -> dict[str, re.Pattern[str]]:
    """By what they may stand before (date, clock, duration, relative): the words in front that belong to an expression."""
    by_kind: dict[str, list[str]] = {}
    for row in known.time_rows("before"):
        by_kind.setdefault(row.value, []).extend(row.words)
    return {kind: re.compile(_front(words), re.I) for kind, words in by_kind.items()}


def _front(words: list[str]) -> str:
    body = "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in sorted(words, key=lambda w: (-len(w), w)))
    return rf"(?<![\w'’-])(?:the\s+)?(?:{body})(?:\s+|-)$"


@cache
def tail() -> re.Pattern[str]:
    """The words behind an expression that belong to it ("or so", "and beyond")."""
    words = sorted((w for row in known.time_rows("behind") for w in row.words), key=lambda w: (-len(w), w))
    return re.compile("|".join(r"\s+" + re.escape(w).replace(r"\ ", r"\s+") + r"\b" for w in words), re.I)


@cache
def vocabulary() -> dict[str, frozenset[str]]:
    """Every word that may be part of an expression → the classes it is in; words of the patterns themselves have none."""
    found: dict[str, set[str]] = {}
    for kind, words in known.word_classes().items():
        if kind in (
            "before",
            "behind",
            "only",
            "notbefore",
            "front",
            "ahead",
            "plan",
            "amount",
            "until",
            "leads",
            "tailed",
            "compare",
        ):
            continue
        for word in words:
            for one in _WORD.findall(word):
                found.setdefault(one, set()).add(kind)
    for text in (*(r.pattern for r in known.time_rules()), *known.time_parts().values()):
        plain = re.sub(r"\\[a-zA-Z]|\(\?P<\w+>|\(\?P?[<=!:]*|\{[^}]*\}", " ", text)
        for one in _WORD.findall(plain):
            if not one.isdigit():
                found.setdefault(one.lower(), set())
    return {word: frozenset(kinds) for word, kinds in found.items()}
