"""Sentences that a scrape glued together: where they part.

"…the beginning.Commander of the force", "presence”, he said.He added". A full stop between a lower-case word and a
capital parts them, unless the token is an abbreviation, a host name, a file name or a brand ("Yahoo!Answers").
"""

from __future__ import annotations

import re
from collections.abc import Iterator

# Behind a word of at least two lower-case letters (or a closing quote or bracket), sentence marks, perhaps a closing
# quote; before a capital that begins a word, or an opening quote.
_GLUE = re.compile(
    r"(?P<word>[^\s.]*[a-zà-ÿ0-9%)\]][”\"’')\]]?)(?P<marks>[.!?…]+[”\"’')\]]?)(?=(?P<next>[“\"‘(\[]?[A-ZÀ-Þ][\w’'-]*[\s,.:;!?]|[“\"‘][A-ZÀ-Þ]))"
)
_URL = re.compile(r"(?:https?://|www\.)\S*$|\S+@\S*$|[\w-]+\.(?:com|org|net|gov|edu|co|uk|io|info|tv)(?:[./]|$)", re.I)
_SHORT = re.compile(
    r"(?:^|[^a-z])(?:mr|mrs|ms|dr|st|gen|col|lt|sgt|capt|maj|rev|hon|sen|rep|gov|no|vs|jr|sr|inc|ltd|co|corp|e\.g|i\.e)$", re.I
)


def seams(text: str, start: int, end: int) -> Iterator[int]:
    """Positions within ``[start, end)`` where two sentences were glued without white space."""
    for m in _GLUE.finditer(text, start, end):
        word, marks = m["word"], m["marks"]
        at = m.end()
        if at >= end or _URL.search(text[max(start, m.start() - 80) : m.end("marks")]) or _SHORT.search(word):
            continue
        if marks in ("!", "?") and word[:1].isupper() and len(word) < 8:  # Yahoo!Finance
            continue
        if not any(c.islower() for c in word) and not word[-1:].isdigit() and word[-1:] not in "”\"’')]%":
            continue
        if word[-1:].isdigit() and m["next"][:1].isupper() and len(word) < 3:  # 3.Add
            continue
        yield at
