"""What came in: one input as decoded, with everything that was said about it."""

from __future__ import annotations

import hashlib
import html
import re
from dataclasses import dataclass

from onrecord.article.span import Span

# What a reader of a page does not see: comments, scripts and the like with all they hold, and single tags.
UNSEEN = re.compile(
    r"<!--.*?-->|<(script|style|noscript|template|svg)\b[^>]*>.*?</\1\s*>|<!\[CDATA\[|\]\]>|<[a-zA-Z/!?][^>]*>",
    re.S | re.I,
)
BREAKING = re.compile(r"</?(?:p|div|br|h[1-6]|li|ul|ol|tr|td|th|table|section|article|blockquote|figure|figcaption|hr)\b", re.I)
INVISIBLE = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff]")


def visible(markup: str) -> str:
    """A slice of page source as it is read: tags out, entities decoded, invisible characters out, white space folded."""

    def gone(match: re.Match[str]) -> str:
        return " " if BREAKING.match(match.group()) else ""

    return " ".join(INVISIBLE.sub("", html.unescape(UNSEEN.sub(gone, markup))).split())


@dataclass(frozen=True, slots=True)
class Source:
    """One input as it was decoded, before anything is made of it.

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
