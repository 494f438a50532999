"""Names that no table holds and their sentence makes places: "a bus stop in Keshvarn", "the town of Orvendal".

Events happen in villages that no gazetteer has, and the parse calls such names persons or bodies as often as places. Three
shapes:

- "typed": a word for a place says what the name is: before it ("the town of X", "a village called X") or behind a comma
  ("X, a village in …").
- "stands": the name is behind a preposition of place ("in X", "near X"). What is no place stands there too (believe in, in
  Parliament), so nothing counts that is known for something else or believed, owned, played or written in.
- "again": such a name elsewhere in its article, behind any such preposition.
"""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.knowledge.actors import key, roster
from onrecord.knowledge.gazetteer import gazetteer
from onrecord.knowledge.places import sorts_of, words_of
from onrecord.stages.places.page import GIVEN, Page

#: Words in such a name at most, and small words between a name and what it is said to be ("a small village").
LONGEST, FARTHEST = 3, 4
#: Labels of the parse that are seldom wrong about being no place.
NO_NAME = frozenset(
    ("NORP", "LANGUAGE", "DATE", "TIME", "CARDINAL", "ORDINAL", "MONEY", "PERCENT", "QUANTITY", "LAW", "WORK_OF_ART", "EVENT")
)
ARTICLES = frozenset(("al", "el", "as", "ad", "ar", "ash", "at", "an", "az", "es", "ed", "ul"))


def unknown(page: Page) -> list[tuple[int, int, str]]:
    """First and last word (exclusive) and shape of each such name; a table may hold some of them all the same."""
    out: list[tuple[int, int, str]] = []
    ends: dict[int, str] = {}
    for i in range(len(page.words)):
        last = _name(page, i)
        if last == i or (i > 0 and page.capital(i - 1) and page.gap(i - 1) in (" ", "-") and not _before(page, i)):
            continue
        listed = ends.get(i - 1, "") if page.low(i - 1) in ("and", "or") else ""
        if ends.get(i) == "villages" and page.gap(i - 1) == ", ":
            listed = "villages"
        if said(page, i, last):
            out.append((i, last, "typed"))
        elif (_before(page, i) or listed) and not _goes_on(page, last) and _settles(page, i, last):
            out.append((i, last, "stands"))
        else:
            continue
        many = listed == "villages" or (out[-1][2] == "typed" and said(page, i, last).endswith("s"))
        ends[last] = "villages" if many else "one"
    return [*out, *_again(page, out)]


def _again(page: Page, found: list[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    """The same names elsewhere in the article behind any preposition of place ("the shelling of Keshvarn"), as whole names."""
    names = {tuple(w.bare for w in page.words[i:j]) for i, j, _ in found}
    lengths = sorted({len(n) for n in names}, reverse=True)
    starts, seen = {n[0] for n in names}, {i for i, _, _ in found}
    for i in range(len(page.words)):
        if page.words[i].bare not in starts or not page.capital(i) or i in seen or page.gap(i - 1) != " ":
            continue
        if page.low(i - 1) not in words_of("again"):
            continue
        for j in (i + n for n in lengths):
            if tuple(w.bare for w in page.words[i:j]) in names and not _goes_on(page, j):
                yield i, j, "again"
                break


def _goes_on(page: Page, last: int) -> bool:
    """Whether a capital or a number goes on behind a name: "at Crown Court", "in Chapter 11"."""
    return last < len(page.words) and page.gap(last - 1) in (" ", "-") and not page.words[last].raw[0].islower()


def _before(page: Page, first: int) -> str:
    """The preposition of place before a name, over "northern", "nearby"; "" where there is none."""
    at = first - 1
    if at >= 1 and page.gap(at) == " " and page.words[at].raw.casefold() in words_of("side"):
        at -= 1
    if at < 0 or page.gap(at) != " ":
        return ""
    low = page.words[at].raw.casefold()
    return low if low in words_of("stands") else ""


def _name(page: Page, i: int) -> int:
    """The end of the name that starts at word ``i``; ``i`` where none does or one too long."""
    last = i
    while last < len(page.words) and last - i <= 2 * LONGEST:
        article = page.words[last].raw.casefold() in ARTICLES and page.gap(last) == "-" and page.capital(last + 1)
        if not article and not _of_name(page, last):
            break
        if last > i and page.gap(last - 1) not in (" ", "-"):
            break
        last += 1
        if not article and page.words[last - 1].bare != page.words[last - 1].fold:
            break  # "Keshvarn's"
    # A name goes to its end: of four words none is one.
    return last if 0 < last - i <= LONGEST + 1 and page.capital(last - 1) else i


def _of_name(page: Page, i: int) -> bool:
    raw = page.text[page.words[i].start : page.words[i].stop]  # without 's
    return (
        page.capital(i)
        and raw.isalpha()
        and len(raw) > 2
        and not (raw.isupper() and page.shouted < 0.5)
        and page.label[i] not in NO_NAME
        and not any(raw.casefold() in words_of(sort) for sort in ("nowhere", "title", "body", "side"))
    )


def said(page: Page, first: int, last: int) -> str:
    """The word that says beside a name what place it is: village for "the village of X", "X, a small village"; "" for none."""
    return _said_before(page, first) or _said_behind(page, first, last)


def _said_before(page: Page, first: int) -> str:
    if first < 2 or page.gap(first - 1) != " " or page.gap(first - 2) != " ":
        return ""
    link, word = page.words[first - 1].raw, page.words[first - 2].raw
    if link in words_of("named"):
        return word if _settled(word) else ""
    return word if link == "of" and word != "capital" and (_settled(word) or _divides(word)) else ""


def _settled(word: str) -> bool:
    return word.islower() and word in words_of("settlement")


def _divides(word: str) -> bool:
    return word.islower() and word in words_of("division")


def _said_behind(page: Page, first: int, last: int) -> str:
    """Not village for "Smith, the village mayor", nor state for "Plus, the state pays"."""
    if page.gap(last - 1) != ", " or last >= len(page.words) or (page.opens(first) and not page.label[first]):
        return ""
    if page.words[last].raw not in ("a", "an", "the", "another"):
        return ""
    for i in range(last + 1, min(last + 1 + FARTHEST, len(page.words))):
        token, word = page.tokens[i], page.words[i].raw
        if token is None or page.gap(i - 1) not in (" ", "-") or token.pos_ not in ("ADJ", "NOUN", "ADV", "VERB"):
            return ""
        if _settled(word) or _divides(word):
            behind = page.tokens[i + 1] if i + 1 < len(page.words) and page.gap(i) in (" ", "-") else None
            return word if behind is None or behind.pos_ not in ("NOUN", "PROPN", "ADJ", "PART") else ""
    return ""


def _settles(page: Page, first: int, last: int) -> bool:
    """Whether a name behind a preposition of place is a place for want of anything else that it could be."""
    at = first - 1 - (page.words[first - 1].raw.casefold() in words_of("side"))
    if page.low(at - 1) in words_of("trust"):
        return False
    if last - first > 1 and page.label[first] in ("PERSON", "ORG", "PRODUCT"):
        return False
    if last - first == 1 and page.words[first].raw.casefold() in sorts_of():
        return False
    name = page.text[page.words[first].start : page.words[last - 1].stop]
    if roster().find(name) or roster().surnamed(key(name)):
        return False
    own = [i for i in range(first, last) if page.capital(i)]
    return not any(_of_a_person(page, i) or page.lower_words[page.words[i].bare] for i in own)


def _of_a_person(page: Page, i: int) -> bool:
    """Whether a word is a given name, or somewhere in the article a part of a person's name."""
    bare = page.words[i].bare
    return gazetteer().habits(bare).first >= GIVEN or bare in page.named_persons


#: Words between a place and the one that it is said to lie in, at most: ", a small mountain village in the north of".
BETWEEN = 7
#: Parts of speech of the words between them.
_LINKS = ("DET", "ADJ", "NOUN", "ADP", "VERB")


def lies_in(page: Page, last: int, first: int, behind: int = 0) -> bool:
    """Whether a name that ends before word ``last`` is said to lie in the one at ``first``: "X, a village in Y", "X area of Y".

    ``behind``: the word behind a division or country, which may stand behind a comma alone ("X, Y" but not "X, Y and Z").
    """
    if not 0 <= first - last <= BETWEEN or page.gap(last - 1) not in (" ", ", "):
        return False
    comma = page.gap(last - 1) == ", "
    if first == last:
        return (
            comma
            and behind > 0
            and page.low(behind) not in ("and", "or")
            and not (page.gap(behind - 1) == ", " and page.capital(behind))
        )
    at = first - 1
    while at > last and page.words[at].raw in ("the", *words_of("side")):
        at -= 1
    if page.words[at].raw not in ("in", "of") or any(page.gap(i) not in (" ", "-") for i in range(last, first - 1)):
        return False
    return _links(page, last, at) if comma or at > last else True


def lies_within(page: Page, last: int, first: int) -> bool:
    """The same for a place before it, to whose end word ``last`` is next: "Cairo's suburb of Madinaty"."""
    owned = page.words[last - 1].bare != page.words[last - 1].fold
    return owned and 2 <= first - last <= BETWEEN and page.words[first - 1].raw == "of" and _links(page, last, first - 1)


def _links(page: Page, first: int, last: int) -> bool:
    """Whether words are such as "a small village", "area": no name, and one of them a word for a place."""
    tokens = [page.tokens[i] for i in range(first, last)]
    words = [page.words[i].raw for i in range(first, last)]
    if any(t is None or t.pos_ not in _LINKS for t in tokens) or not all(w.islower() for w in words):
        return False
    return any(w in words_of(sort) for w in words for sort in ("settlement", "division", "area"))
