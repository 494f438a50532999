"""Parts of speech and morphology by spaCy's own attribute ruler, asked once for each kind of word.

The ruler tries some two hundred patterns on every word of every text. Nearly all are of one word and ask for its letters, tag
and relation alone, so what they give can be kept; only where a pattern of two words may begin is the word behind looked at
too. A ruler that asks for anything else is left to do it itself.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import numpy as np
from spacy.matcher import Matcher
from spacy.tokens import Doc

if TYPE_CHECKING:
    from spacy.language import Language

#: What patterns may ask for, as doc.to_array names it; IS_SPACE follows from the letters.
ASKED = ("LOWER", "TAG", "DEP")
#: What the ruler may change.
GIVEN = ("TAG", "POS", "MORPH", "LEMMA", "DEP")
#: A word that no pattern asks for by its letters.
OTHER = "otherwise"
#: Words and kinds of word kept at most, so that a process that codes for weeks does not grow without end.
KEPT = 200_000
Word = tuple[int, int, int]
#: The word before, if a pattern of two may begin there; the word; the word behind, if one may begin here.
Key = tuple[Word | None, Word, Word | None]


class Attributes:
    """The ruler of a loaded pipeline.

    Args:
        nlp: the pipeline.
        ruler: its attribute ruler, of the make that :meth:`of` asks for.
    """

    def __init__(self, nlp: Language, ruler: Any) -> None:
        self._vocab, self._ruler = nlp.vocab, ruler
        self._kept: dict[Key, list[int]] = {}
        self._opens: dict[Word, bool] = {}
        self._letters: dict[int, int] = {}
        self._words, self._form = _asked(ruler.patterns)
        self._first = Matcher(nlp.vocab)
        for n, rule in enumerate(ruler.patterns):
            if firsts := [p[:1] for p in rule["patterns"] if len(p) > 1]:
                self._first.add(str(n), firsts)

    @classmethod
    def of(cls, nlp: Language, ruler: Any) -> Attributes | None:
        """The ruler of a pipeline; None where its patterns are such as can't be kept."""
        patterns = [p for rule in ruler.patterns for p in rule["patterns"]]
        known = all(len(p) <= 2 and all(_askable(word) for word in p) for p in patterns)
        return cls(nlp, ruler) if known else None

    def __call__(self, doc: Any) -> Any:
        """The doc, with what the ruler gives its words."""
        if not len(doc):
            return doc
        if len(self._letters) + len(self._kept) > KEPT:
            for kept in (self._letters, self._kept, self._opens):
                kept.clear()
        words: list[Word] = [(self._letters.get(a) or self._read(a), b, c) for a, b, c in doc.to_array(ASKED).tolist()]
        self._look(list({w: None for w in words if w not in self._opens}))
        opens = [self._opens[w] for w in words]
        around = zip([None, *words], [False, *opens], words, opens, [*words[1:], None], strict=False)
        keys = [(before if opened else None, w, behind if opening else None) for before, opened, w, opening, behind in around]
        self._learn([k for k in dict.fromkeys(keys) if k not in self._kept])
        doc.from_array(GIVEN, np.array([self._kept[k] for k in keys], np.uint64))
        return doc

    def _read(self, lower: int) -> int:
        """What stands for a word's letters: themselves where a pattern asks for them or they are white space, else OTHER."""
        word = self._vocab.strings[lower]
        mine = word.isspace() or word in self._words or self._form.search(word)
        self._letters[lower] = found = lower if mine else int(self._vocab.strings.add(OTHER))
        return found

    def _look(self, words: list[Word]) -> None:
        """Find out with which of some words a pattern of two may begin."""
        if words:
            found = {start for _, start, _ in self._first(self._doc(words))}
            self._opens.update((w, n in found) for n, w in enumerate(words))

    def _learn(self, keys: list[Key]) -> None:
        """Ask the ruler of some words, those that matter around them beside them and a full stop between them."""
        words: list[Word] = []
        at: list[int] = []
        stop = (self._vocab.strings.add("."), self._vocab.strings.add("."), self._vocab.strings.add("punct"))
        for before, word, behind in keys:
            words += [stop, *([before] if before else []), word, *([behind] if behind else [])]
            at.append(len(words) - 1 - bool(behind))
        if words:
            rows = self._ruler(self._doc(words)).to_array(GIVEN)[at].tolist()
            self._kept.update(zip(keys, rows, strict=True))

    def _doc(self, words: list[Word]) -> Doc:
        strings = self._vocab.strings
        lower, tags, deps = ([strings[w[n]] for w in words] for n in range(3))
        return Doc(self._vocab, words=lower, tags=tags, deps=deps, heads=list(range(len(words))))


def _asked(rules: list[dict[str, Any]]) -> tuple[frozenset[str], re.Pattern[str]]:
    """What patterns ask of a word's letters: to be one of these, or to match this."""
    asked = [word["LOWER"] for rule in rules for pattern in rule["patterns"] for word in pattern if "LOWER" in word]
    words = [w for a in asked for w in ([a] if isinstance(a, str) else a.get("IN", ()))]
    forms = [a["REGEX"] for a in asked if isinstance(a, dict) and "REGEX" in a]
    return frozenset(words), re.compile("|".join(f"(?:{form})" for form in dict.fromkeys(forms)) or r"(?!)")


def _askable(word: dict[str, Any]) -> bool:
    """Whether a pattern asks of a word only what is kept of it."""
    lower = word.get("LOWER", "")
    return set(word) <= {*ASKED, "IS_SPACE"} and (isinstance(lower, str) or set(lower) in ({"IN"}, {"REGEX"}))
