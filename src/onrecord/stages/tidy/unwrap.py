"""Lines that were broken within a sentence, put together again, and odd white space made plain."""

from __future__ import annotations

import re

from onrecord.article import Reading, Rewriter

#: White space that holds one line break, or a space that is none of ASCII's; what can't be seen.
_BREAK = re.compile(
    r"[ \t\u00a0]*(?:\r\n|\n|\r)[ \t\u00a0]*(?![\s\u00a0])"
    r"|[\u00a0\u2002-\u200a\u202f\u3000]|[\u00ad\u200b\u200c\u200d\u2060\ufeff\x00]"
)
#: A line that can't be over, it ends in a letter or a comma, where the next starts with a small letter.
_OPEN = re.compile(r"[\w,’'\"”)%&–—-]$")
_GOES_ON = re.compile(r"[a-z]|[,;.!?)”’](?:\s|$)")
#: Characters of a line of running text at least; menu entries and headlines are shorter.
LONG = 40


def unwrap(text: str) -> Reading:
    """The text with its broken lines joined, and the map back to it."""
    w = Rewriter(text)
    at = 0
    for m in _BREAK.finditer(text):
        a, b = m.span()
        if "\n" in m.group() or "\r" in m.group():
            if not _broken(text, a, b):
                continue
            put = "" if text[b] in ",;.!?)”’" else " "
        else:
            put = " " if m.group().isspace() else ""
        w.keep(at, a)
        if put:
            w.replace(a, b, put)
        at = b
    w.keep(at, len(text))
    return Reading(w.text, w.map())


def _broken(text: str, a: int, b: int) -> bool:
    """Whether the line break at ``[a, b)`` stands within a sentence."""
    if b >= len(text) or not _GOES_ON.match(text, b):
        return False
    begin = max(text.rfind("\n", 0, a), text.rfind("\r", 0, a)) + 1
    end = min(
        (i for i in (text.find("\n", b), text.find("\r", b)) if i >= 0),
        default=len(text),
    )
    before, after = text[begin:a].strip(), text[b:end].strip()
    if not before or not after or not _OPEN.search(before) or not _GOES_ON.match(after):
        return False
    return len(before) >= LONG or len(after) >= LONG
