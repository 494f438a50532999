"""Sentences that lost the white space or the paragraph end between them: "…the beginning.Commander of"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from onrecord.knowledge import pages

#: A stop, with what closes behind it, right before a capital, with what opens before it.
_JOINT = re.compile(r"(?P<stop>[.!?…]+)(?P<marks>[\"”“’‘'»«)\]]*)(?=[(\[]?(?P<next>[A-Z][\w’'-]*))")
#: A small letter right before a word that can only open a sentence: a headline glued to its story.
_BARE = re.compile(r"(?<=[a-z”’])(?=(?P<word>[A-Z][a-z]+) [a-z])")
#: Characters that are looked at on either side of a stop, to see what token it stands in.
LONGEST = 200
_WORD_BEFORE = re.compile(r"[^\W_]+(?:[.’'-][^\W_]+)*$")
_ADDRESS = re.compile(r"://|^www\.|@|/|^#|\w\.\w+/", re.I)
#: Endings of site names that some write with a capital: "Booking.Com".
_DOMAIN = re.compile(r"(?:com|org|net|gov|edu|info|co|uk|io|ai|tv|js|py)(?:'s|’s)?$", re.I)


def joints(text: str) -> Iterator[int]:
    """Where in a line one sentence ends and the next begins with no white space between, in order."""
    for m in sorted([*_JOINT.finditer(text), *_BARE.finditer(text)], key=lambda m: m.start()):
        at = _cut(text, m) if "stop" in m.groupdict() else _bare(text, m)
        if at is not None and 0 < at < len(text):
            yield at


def _cut(text: str, m: re.Match[str]) -> int | None:
    """The cut at a stop, or None where the stop belongs to a name, an abbreviation, a number or an address."""
    stop, marks, after = m["stop"], m["marks"], m["next"]
    token = _token(text, m.start())
    if _ADDRESS.search(token) or _DOMAIN.match(after) or (after in pages.abbreviations() and stop != "…"):
        return None
    if re.match(r"\.\w", text[m.end() + len(after) : m.end() + len(after) + 2]) and after not in pages.openers(alone=True):
        return None  # a name of several parts: "Report.Final.Docx", "(D-R.I.)"
    before = _WORD_BEFORE.search(text[max(0, m.start() - 60) : m.start()])
    word = before.group() if before else ""
    opens = after in pages.openers()
    if not word:  # the stop follows a quote mark, a bracket or a sign: "presence”.He", "(Reuters).The", "5%.The"
        shut = m.start() > 0 and text[m.start() - 1] in "\"”’')]»%"
        return _between(text, m.end("stop"), marks) if shut and (opens or len(after) > 2) else None
    if re.search(r"(?:^|[-(])[A-Z]$", word):
        return None  # an initial: "J.K. Rowland", "(D-W.Va.)"
    if "." in word or word in pages.abbreviations() or len(word) == 1:
        sure = opens and len(after) > 1 and ("." not in word or word.rsplit(".")[-1].isupper() or word in ("a.m", "p.m"))
        known = word in pages.abbreviations() and "." not in word
        return _between(text, m.end("stop"), marks) if sure and not known else None
    if word.isdigit() and not opens and (len(word) < 2 or len(after) < 3):
        return None
    if stop == "!" and word[0].isupper() and after not in pages.openers(alone=True) and not marks:
        return None  # Yahoo!News
    if len(after) == 1 and not opens:
        return None  # vitamin.C
    if after.isupper() and word.islower() is False and not opens and not marks:
        return None  # ASP.NET
    return _between(text, m.end("stop"), marks)


def _token(text: str, at: int) -> str:
    """The token around a stop at ``at``; only so many characters of it, since a line may be one token of megabytes."""
    before, behind = text[max(0, at - LONGEST) : at], text[at : at + LONGEST]
    start = "" if not before or before[-1].isspace() else before.split()[-1]
    return start + behind.split(maxsplit=1)[0]


def _between(text: str, stop: int, marks: str) -> int:
    """Where among the quote marks behind a stop the cut belongs: behind those that close, before those that open."""
    at = stop
    for mark in marks:
        if mark in "“‘«" or (mark in "\"'" and not _open(text[max(0, at - 1000) : at], mark)):
            break
        at += 1
    return at


def _open(before: str, mark: str) -> bool:
    """Whether a straight quote is open at the end of a text: an odd number of them, those within and behind words left out."""
    if mark == '"':
        return before.count(mark) % 2 == 1
    return len(re.findall(r"(?<!\w)'|(?<=[.,!?…])'", before)) % 2 == 1


def _bare(text: str, m: re.Match[str]) -> int | None:
    """The cut at a headline glued to its story; none within names such as "McThe"."""
    at = m.start()
    if m["word"] not in pages.openers(alone=True):
        return None
    if text[at - 1] in "”’":
        return at if text[at - 1] == "”" or "‘" in text[max(0, at - 1000) : at] else None
    word = _WORD_BEFORE.search(text[max(0, at - 60) : at])
    return at if word and len(word.group()) >= 3 else None


#: Where a glued line may be more than one thing, though no sentence ends there: a capital in the midst of a word, a digit or
#: a shut bracket right before a word, capitals that run into a word ("ADVERTISEMENTThe").
_SEAM = re.compile(
    # What stands on both sides of every seam, so that few places are looked at closely.
    r"(?<=\S)(?=[A-ZÀ-Þ0-9А-ЯЁ\"“”‘])(?:"
    r"(?<=[a-zà-ÿ]{2})(?=[A-ZÀ-Þ0-9][\w’']{2})|(?<=[A-Z]{4})(?=[A-Z][a-z]{2})|(?<=\d)(?=[A-Z][a-z]{2})|(?<=\b(?:19|20)\d\d)(?=\d{1,2}:\d\d)"
    r"|(?<=[)\]?!…:%])(?=[\"“‘]?[A-Z][a-z])|(?<=[.?!…a-z])[\"”](?=[A-Z][a-z])|(?<=[a-zA-Z])(?=[“])"
    r"|(?<=[а-яё])(?=[А-ЯЁ][а-яё])"
    r")"
)
#: A word that goes on as a site's name: the "Gate.info" of "SyndiGate.info".
_SITE = re.compile(r"[\w-]*\.(?:com|org|net|gov|edu|info|co|uk|io|ai|tv)\b")
_CAMEL = re.compile(r"[^\W\d_]*[a-zà-ÿ][A-ZÀ-Þ][^\W\d_]+")
_NAME_HEADS = re.compile(r"(?:\b(?:Mc|Mac|La|Le|De|Di|Du|Van|Fitz|O['’]|i|e|al|el)|\W)$")


def names_in(text: str) -> frozenset[str]:
    """Words with a capital in their midst that stand in a text twice: names such as "GiveWell", not glue."""
    return frozenset(w for w, n in Counter(_CAMEL.findall(text)).items() if n > 1)


def seams(text: str, names: frozenset[str] = frozenset()) -> Iterator[int]:
    """Where in a line two things may meet that are of different kinds, in order: cut there only where they are.

    ``names``: words that are not cut (see :func:`names_in`).
    """
    for m in _SEAM.finditer(text):
        at = m.end()
        if text[at - 1].isalpha() and (_NAME_HEADS.search(text, max(0, at - 5), at) or (names and _whole(text, at) in names)):
            continue
        if _SITE.match(text, at):
            continue
        yield at


def _whole(text: str, at: int) -> str:
    """The word that a cut would part."""
    a = b = at
    while a > 0 and at - a < 40 and text[a - 1].isalpha():
        a -= 1
    while b < len(text) and b - at < 40 and text[b].isalpha():
        b += 1
    return text[a:b]
