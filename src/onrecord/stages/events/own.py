"""Events of a user's own types: words of the scheme beside what the word table and the classifiers find."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.article import Span
from onrecord.knowledge.schemes import Scheme
from onrecord.stages.events.anchors import Anchor
from onrecord.stages.events.features import hanging, lemma, rows

if TYPE_CHECKING:
    from onrecord.syntax import Token

#: How sure a user's words are: they were written for what they name.
SURE = 0.9


def with_own(tokens: list[Token], here: list[Anchor], scheme: Scheme) -> tuple[list[Anchor], dict[int, str]]:
    """The anchors of a sentence with those of the scheme, in order, and the names of the scheme's types by word number."""
    names: dict[int, str] = {}
    own: dict[int, Anchor] = {}
    for token in tokens:
        near: set[str] | None = None
        for kind, rest in scheme.rows(lemma(token)):
            near = hanging(token) if near is None else near
            if all(word in near for word in rest):
                at, words = Span(token.idx, token.idx + len(token)), " + ".join((lemma(token), *rest))
                known = tuple(r for r in rows(token) if r[0] == kind.base)  # they tell the mode
                own[token.i] = Anchor(token, kind.base, SURE, at, known, f"scheme {kind.name}: {words}; as {kind.base}")
                names[token.i] = kind.name
                break
    kept = [a for a in here if not any(a.at.overlaps(o.at) for o in own.values())]
    return sorted([*kept, *own.values()], key=lambda a: a.token.i), names
