"""What came in: one input as decoded, with everything that was said about it."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, fields

from onrecord.article.markup import visible
from onrecord.article.span import Span

_HALF = re.compile("[\ud800-\udfff]")


def sound(text: str) -> str:
    """A text whose half characters (lone surrogates), which no file or database can hold, are U+FFFD; no place moves."""
    return text if text.isascii() else _HALF.sub("\ufffd", text)


@dataclass(frozen=True, slots=True)
class Source:
    """One input as it was decoded, before anything is made of it. Half characters become U+FFFD here.

    Attributes:
        text: the decoded input; every span of law 1 counts in it, in code points.
        kind: "text" or "html": how a slice of ``text`` is read.
        sha256: of the input's bytes (for a JSONL record or a feed item: of its text or html as UTF-8).
        encoding: the encoding it was decoded with.
        name: for files, the file's name without its endings ("page.html.gz" → "page").
        path: what the user called it, for messages ("news/page.html.gz", "dump.jsonl:17", "-").
        given_id, url, outlet, title, language: as given with the input (JSONL record, command line), else None.
        part_of: the id of the feed or archive that it came in.
        given_date: publication date given by the user or the record, as ISO text; overrides all others.
        metadata_date: publication date that the input's own metadata state, as ISO text.
        inferred_date: publication date that is only inferred (from the address, from dates in the text), as ISO text.
        date_why: on what metadata_date or inferred_date rests ("JSON-LD datePublished").
    """

    text: str
    kind: str
    sha256: str
    encoding: str = "utf-8"
    name: str | None = None
    path: str = "-"
    given_id: str | None = None
    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    language: str | None = None
    part_of: str | None = None
    given_date: str | None = None
    metadata_date: str | None = None
    inferred_date: str | None = None
    date_why: str | None = None

    def __post_init__(self) -> None:
        for f in fields(self):
            value = getattr(self, f.name)
            if value and not value.isascii() and _HALF.search(value):
                # Bytes of a file's name that are no UTF-8 are told apart; what they are in a text is not known.
                named = f.name in ("name", "path")
                object.__setattr__(self, f.name, value.encode("utf-8", "backslashreplace").decode() if named else sound(value))

    @property
    def id(self) -> str:
        """The id given, else a hash of where it came from (name or url, outlet) and of its content (law 5)."""
        if self.given_id is not None:
            return self.given_id
        where = "\x1f".join((self.url or self.name or "", self.outlet or "", self.sha256))
        return hashlib.sha256(where.encode("utf-8", "surrogatepass")).hexdigest()[:16]

    def cut(self, span: Span) -> str:
        """What is read at ``span``: the slice itself for plain text; for HTML its visible text."""
        raw = span.cut(self.text)
        return visible(raw) if self.kind == "html" else raw
