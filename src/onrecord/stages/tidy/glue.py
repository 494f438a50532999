"""Sentences that lost the white space or the paragraph end between them: "…the beginning.Commander of"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.knowledge import pages

#: A stop, with what closes behind it, right before a capital, with what opens before it.
_JOINT = re.compile(r"(?P<stop>[.!?…])(?P<marks>[\"”“’‘'»«)\]]*)(?=[(\[]?(?P<next>[A-Z][\w’'-]*))")
#: A small letter right before a word that can only open a sentence: a headline glued to its story.
_BARE = re.compile(r"(?<=[a-z”’])(?=(?P<word>[A-Z][a-z]+) [a-z])")
_TOKEN_BEFORE = re.compile(r"\S*$")
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
    token = text[_TOKEN_BEFORE.search(text[: m.start()]).start() :].split(maxsplit=1)[0]  # type: ignore[union-attr]
    if _ADDRESS.search(token) or _DOMAIN.match(after):
        return None
    before = _WORD_BEFORE.search(text[max(0, m.start() - 60) : m.start()])
    word = before.group() if before else ""
    opens = after in pages.openers()
    if not word:  # the stop follows a quote mark, a bracket or a sign: "presence”.He", "(Reuters).The", "5%.The"
        shut = m.start() > 0 and text[m.start() - 1] in "\"”’')]»%"
        return _between(text, m.end("stop"), marks) if shut and (opens or len(after) > 2) else None
    if "." in word or word in pages.abbreviations() or len(word) == 1:
        sure = opens and len(after) > 1 and ("." not in word or word.rsplit(".")[-1].isupper() or word in ("a.m", "p.m"))
        known = word in pages.abbreviations() and "." not in word
        return _between(text, m.end("stop"), marks) if sure and not known else None
    if word.isdigit() and not opens and (len(word) < 2 or len(after) < 3):
        return None
    if stop == "!" and word[0].isupper() and not opens and not marks:
        return None  # Yahoo!News
    if len(after) == 1 and not opens:
        return None  # vitamin.C
    if after.isupper() and word.islower() is False and not opens and not marks:
        return None  # ASP.NET
    return _between(text, m.end("stop"), marks)


def _between(text: str, stop: int, marks: str) -> int:
    """Where among the quote marks behind a stop the cut belongs: behind those that close, before those that open."""
    at = stop
    for mark in marks:
        if mark in "“‘«":
            break
        if mark in "\"'" and text.count(mark, 0, at) % 2 == 0:
            break
        at += 1
    return at


def _bare(text: str, m: re.Match[str]) -> int | None:
    """The cut at a headline glued to its story; none within names such as "McThe"."""
    at = m.start()
    if m["word"] not in pages.openers(alone=True):
        return None
    if text[at - 1] in "”’":
        return at if text[at - 1] == "”" or "‘" in text[:at] else None
    word = _WORD_BEFORE.search(text[:at])
    return at if word and len(word.group()) >= 3 else None
