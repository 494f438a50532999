"""An article's words with what the parse says of each: what the finder of place names looks at."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from onrecord.article import Article
from onrecord.knowledge.gazetteer import gazetteer
from onrecord.knowledge.placenames import Word, words
from onrecord.knowledge.places import words_of

if TYPE_CHECKING:
    from onrecord.syntax import Token

#: How common (Habits.first) a given name is that makes the word behind it a surname.
GIVEN = 40


@dataclass(frozen=True)
class Page:
    """The reading text of one article, by words.

    ``tokens`` holds for each word the token that it starts in (None beyond what was parsed); ``label`` its entity's type ("")
    and ``inside`` that entity's number (-1).
    """

    text: str
    words: list[Word]
    tokens: list[Token | None]
    label: list[str]
    inside: list[int]
    entities: list[tuple[int, int, str]] = field(default_factory=list)

    @classmethod
    def of(cls, article: Article) -> Page:
        """The page of an article that was parsed."""
        return cls.read(article.text, article.scratch["doc"])

    @classmethod
    def read(cls, text: str, doc: Any) -> Page:
        """The page of a text with its parse."""
        found = words(text)
        tokens: list[Token | None] = []
        stream = iter(doc)
        token = next(stream, None)
        for w in found:
            while token is not None and token.idx + len(token) <= w.start:
                token = next(stream, None)
            tokens.append(token)
        label, inside = [""] * len(found), [-1] * len(found)
        entities: list[tuple[int, int, str]] = []
        at = 0
        for ent in doc.ents:
            while at < len(found) and found[at].end <= ent.start_char:
                at += 1
            first = at
            while at < len(found) and found[at].start < ent.end_char:
                label[at], inside[at] = ent.label_, len(entities)
                at += 1
            entities.append((first, at, ent.label_))
        return cls(text, found, tokens, label, inside, entities)

    def gap(self, i: int) -> str:
        """What stands between word ``i`` and the next one."""
        end = self.words[i + 1].start if i + 1 < len(self.words) else len(self.text)
        return self.text[self.words[i].end : end]

    def low(self, i: int) -> str:
        """Word ``i`` in lower case with a dot behind it; "" beyond the ends."""
        if not 0 <= i < len(self.words):
            return ""
        w = self.words[i]
        return w.raw.casefold() + ("." if self.text[w.end : w.end + 1] == "." else "")

    def capital(self, i: int) -> bool:
        """Whether word ``i`` starts with a capital."""
        return 0 <= i < len(self.words) and self.words[i].raw[0].isupper()

    def opens(self, i: int) -> bool:
        """Whether word ``i`` opens a sentence, a quotation or a line, where a capital says nothing."""
        if i == 0:
            return True
        between = self.text[self.words[i - 1].end : self.words[i].start]
        token = self.tokens[i]
        return bool(token is not None and token.is_sent_start) or any(c in between for c in '\n.!?:“"') or "''" in between

    @cached_property
    def lower_words(self) -> Counter[str]:
        """How often each folded word stands in lower case."""
        return Counter(w.fold for w in self.words if w.raw.islower())

    @cached_property
    def persons(self) -> Counter[str]:
        """How often each folded word stands within a person's name, by the parse."""
        return Counter(w.bare for w, label in zip(self.words, self.label, strict=True) if label == "PERSON")

    @cached_property
    def named_persons(self) -> frozenset[str]:
        """The folded words of persons' names, by what is beside them: title, given name, verb of saying ("Kotzer said")."""
        out = set()
        for i in range(1, len(self.words)):
            before = self.words[i - 1]
            speaks = self.capital(i - 1) and self.words[i].raw in words_of("speak") and self.gap(i - 1) == " "
            if speaks and self.low(i - 2) not in words_of("again"):  # "Police in Talvik said"
                out.add(before.bare)
            if not (self.capital(i) and self.gap(i - 1) in (" ", ". ") and before.raw[0].isalpha()):
                continue
            low = before.raw.casefold()
            titled = low in words_of("title") or low + "." in words_of("title")
            if titled or (self.capital(i - 1) and gazetteer().habits(low).first >= GIVEN):
                out.add(self.words[i].bare)
        return frozenset(out)

    @cached_property
    def shouted(self) -> float:
        """The share of words written in capitals throughout."""
        long = [w.raw for w in self.words if len(w.raw) > 3 and w.raw[0].isalpha()]
        return sum(w.isupper() for w in long) / len(long) if long else 0.0
