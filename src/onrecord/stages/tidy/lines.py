"""What each line of a text is: title, dateline, byline, heading, body, credit, caption or chrome.

Rules only look at a line, its neighbours and where the story's long lines stand. They are made to do no harm to clean
text: where no line would be left as body, all are.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from onrecord.article.layers import BlockKind
from onrecord.knowledge.reading import chrome_lines, chrome_starts

_ENDS = re.compile(r"[.!?…:;。！？][”\"’')\]]*$")
_WORD = re.compile(r"\w[\w’'.-]*")
_BYLINE = re.compile(r"(?:by|BY|By) (?:[A-Z][\w.’'-]+[ ,]*(?:and |& )?){1,6}(?:[,|].{0,60})?$")
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_DATE = re.compile(
    rf"(?:(?:published|updated|posted|last updated|first published)(?: on)?:? *)?(?:\w+day,? )?"
    rf"(?:{_MONTH} \d{{1,2}},? \d{{4}}|\d{{1,2}}(?:st|nd|rd|th)? {_MONTH},? \d{{4}}|\d{{4}}-\d\d-\d\d|"
    rf"\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{4}})"
    r"[\s,|·–-]*(?:(?:at )?\d{1,2}[:.]\d\d.{0,20})?$",
    re.I,
)
_MENU = re.compile(r"\S(?: *[|·•»›/] *\S[^|·•»›/]{0,30}){2,}$")
#: A story's line: as many words, ending as sentences do. Shorter lines need neighbours to tell what they are.
LONG = 12
#: So many short lines without a sentence's end, one after the other, are a list of links. On the scrape set runs of
#: three already hold subheads with captions.
RUN = 4
#: So many short lines make a page; stories that are clean already hold fewer.
CROWD = 25


@dataclass(frozen=True, slots=True)
class Line:
    """A line of reading text ``[start, end)`` and what it is taken for, by which rule."""

    start: int
    end: int
    text: str
    kind: BlockKind
    why: str


def split(text: str) -> list[Line]:
    """The non-blank lines of a text, all body for now."""
    found = re.finditer(r"[^\n\r\u2028\u2029\x0b\x0c]*[^\s][^\n\r\u2028\u2029\x0b\x0c]*", text)
    out = []
    for m in found:
        raw = m.group()
        start = m.start() + len(raw) - len(raw.lstrip())
        out.append(Line(start, m.start() + len(raw.rstrip()), raw.strip(), "body", "line"))
    return out


def words(line: str) -> int:
    """Words of a line; of scripts without spaces two characters count as one."""
    return max(len(_WORD.findall(line)), sum(c > "\u2e80" for c in line) // 2)


def ends(line: str) -> bool:
    """Whether a line ends as sentences do."""
    return bool(_ENDS.search(line))


def classify(lines: Sequence[Line], title: str | None) -> list[Line]:
    """What each line is; ``title`` is the headline given with the input, if any."""
    out = [_alone(line) for line in lines]
    if _crowded(out):
        out = _edges(_runs(out))
    if not any(x.kind == "body" for x in out):
        return [x if x.kind == "credit" else replace(x, kind="body", why="nothing else would be left") for x in lines]
    out = _title(out, title)
    return _headings(out)


def _alone(line: Line) -> Line:
    """What a line shows by itself."""
    low = line.text.lower().strip(" .:…»›>-–|*•")
    n = words(line.text)
    if low in chrome_lines() or (re.sub(r"[\s(]*\d+[\s)]*$", "", low) in chrome_lines() and low):
        return replace(line, kind="chrome", why="chrome.tsv, whole line")
    if n <= LONG and line.text.lower().startswith(chrome_starts()):
        return replace(line, kind="chrome", why="chrome.tsv, start of line")
    if n == 0:
        return replace(line, kind="chrome", why="no words")
    if _DATE.match(line.text):
        return replace(line, kind="dateline", why="a date alone")
    if n <= LONG and _BYLINE.match(line.text):
        return replace(line, kind="byline", why="By …")
    if _MENU.search(line.text) and not ends(line.text) and n <= 25:
        return replace(line, kind="chrome", why="a menu in a line")
    return line


def _short(line: Line) -> bool:
    return line.kind != "body" or (words(line.text) <= 7 and not ends(line.text))


def _crowded(lines: list[Line]) -> bool:
    """Whether so many short lines stand about that they must be a page's menus, not a story's lists."""
    short = sum(_short(x) for x in lines)
    return short >= CROWD


def _runs(lines: list[Line]) -> list[Line]:
    """Lists of links: runs of short lines that end as no sentence does."""
    out = list(lines)
    i = 0
    while i < len(out):
        j = i
        while j < len(out) and _short(out[j]):
            j += 1
        if j - i >= RUN:
            for k in range(i, j):
                if out[k].kind == "body":
                    out[k] = replace(out[k], kind="chrome", why=f"one of {j - i} short lines")
        i = max(j, i + 1)
    return out


def _edges(lines: list[Line]) -> list[Line]:
    """What stands far before the story's first long line or behind its last, and is short, is chrome."""
    story = [i for i, x in enumerate(lines) if x.kind == "body" and words(x.text) >= LONG and ends(x.text)]
    if not story:
        return lines
    first, last = story[0], story[-1]
    out = list(lines)
    for i, x in enumerate(lines):
        if x.kind == "body" and i > last and words(x.text) <= 7 and not ends(x.text):
            out[i] = replace(x, kind="chrome", why="behind the story")
        if x.kind == "body" and i < first - 6 and words(x.text) <= 4 and not ends(x.text):
            out[i] = replace(x, kind="chrome", why="far before the story")
    return out


def _title(lines: list[Line], given: str | None) -> list[Line]:
    """The headline: the one given, else the last unended line before the story that is neither too short nor too long."""
    body = [i for i, x in enumerate(lines) if x.kind == "body"]
    if given:
        for i, x in enumerate(lines):
            if " ".join(x.text.split()).lower() == " ".join(given.split()).lower():
                return [*lines[:i], replace(x, kind="title", why="the title given"), *lines[i + 1 :]]
    if len(body) < 2:
        return lines
    for i in body[:3]:
        x = lines[i]
        n = words(x.text)
        if ends(x.text) and not x.text.endswith("?"):
            break
        if 3 <= n <= 30 and any(words(lines[j].text) > n for j in body if j > i):
            return [*lines[:i], replace(x, kind="title", why="first line, a headline by its form"), *lines[i + 1 :]]
    return lines


def _headings(lines: list[Line]) -> list[Line]:
    """Subheads: short lines within the story that end as no sentence does, before a longer one."""
    out = list(lines)
    body = [i for i, x in enumerate(lines) if x.kind == "body"]
    for i, after in itertools.pairwise(body):
        x = lines[i]
        n = words(x.text)
        if n <= LONG and not ends(x.text) and (x.text[0].isupper() or not x.text[0].isalpha()) and words(lines[after].text) > n:
            out[i] = replace(x, kind="heading", why="short, no sentence's end, before a longer line")
    return out
