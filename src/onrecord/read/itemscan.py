"""An XML feed or sitemap as a stream: cut into items before anything is parsed.

Feeds are often not well-formed, cut off, or larger than memory. So the text is cut at its items' tags, outside of comments
and CDATA, and each item is parsed alone: a broken one loses itself only, and memory holds one item at a time. No document
type ever reaches the parser, so entities declared in one can't be expanded.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from onrecord.read.decode import labelled, mended

_CHUNK = 1 << 14
#: What stands before the first item is read to this length at most; headers of real feeds have some thousand characters.
_HEAD = 1 << 18
#: No tag that items are cut at is longer.
_TAG = 200
_ROOT = re.compile(r"<((?:[\w.-]+:)?)([\w.-]+)((?:[^>\"']|\"[^\"]*\"|'[^']*')*)>")
_SKIP = re.compile(r"\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>", re.S | re.I)
_DECLARED = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]+)""", re.I)
_PROBE = b"<a>+AGE-\\x41"
_BOMS = ((b"\xff\xfe\x00\x00", "utf-32"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def encoding_of(head: bytes) -> str:
    """The encoding of XML that begins so: by its mark, its zeros, or its declaration; UTF-8 where it states none."""
    for mark, name in _BOMS:
        if head.startswith(mark):
            return name
    if head[:4] in (b"<\x00?\x00", b"<\x00r\x00", b"<\x00f\x00"):
        return "utf-16-le"
    if head[:4] in (b"\x00<\x00?", b"\x00<\x00r", b"\x00<\x00f"):
        return "utf-16-be"
    found = _DECLARED.search(head[:400])
    name = found[1].decode("ascii").lower() if found else "utf-8"
    # A declaration that could be read as single bytes was not written in UTF-16, whatever it says.
    return "utf-8" if name.startswith(("utf-16", "utf-32", "ucs")) else labelled(name)


def _decodes(encoding: str, errors: str) -> bool:
    """Whether an encoding is one that XML is written in: Python knows others by name too ("hex", "zip", "unicode_escape")."""
    if errors == "replace":  # UTF-16 and UTF-32, told by their mark
        return True
    try:
        said: object = codecs.getincrementaldecoder(encoding)(errors).decode(_PROBE, False)
    except Exception:  # each of Python's strange codecs fails in a way of its own
        return False
    return said == _PROBE.decode("ascii")


class Text:
    """A stream of bytes as a stream of text; ``wrong`` is true once bytes did not fit the encoding.

    Such bytes are read as windows-1252, which is what they nearly always are.
    """

    def __init__(self, raw: IO[bytes]) -> None:
        self._raw = raw
        self._first = raw.read(_CHUNK)
        self.encoding = encoding_of(self._first)
        self.wrong = False
        errors = "replace" if self.encoding.startswith(("utf-16", "utf-32")) else "surrogateescape"
        if not _decodes(self.encoding, errors):
            self.encoding, self.wrong = "utf-8", True
        self._decoder = codecs.getincrementaldecoder(self.encoding)(errors)
        self._ended = False

    def read(self, size: int) -> str:
        """About ``size`` bytes more, as text; "" at the end only."""
        while not self._ended:
            part = self._first or self._raw.read(size)
            self._first = b""
            self._ended = not part
            try:
                text = self._decoder.decode(part, self._ended)
            except UnicodeError:
                text, self.wrong = part.decode("cp1252", "replace"), True
            if text:
                return self._mended(text)
        return ""

    def _mended(self, text: str) -> str:
        sound = mended(text)
        self.wrong = self.wrong or sound != text
        return sound


@dataclass(frozen=True, slots=True)
class Root:
    """The outermost element: its prefix and name, and the name spaces that it and what stands before the items declare."""

    prefix: str
    name: str
    spaces: str
    head: str


@dataclass(frozen=True, slots=True)
class Piece:
    """An item's own characters; ``fault``: "" none, "open" never closed, "shut" never opened, "cut" the feed ends in it,
    "long" over the limit.
    """

    markup: str
    fault: str = ""


class Scanner:
    """Cuts a feed into its root with all before the first item, and the items."""

    def __init__(self, text: Text, limit: int) -> None:
        self.text = text
        self.limit = limit
        self._buffer = ""
        self._item = re.compile("")
        self.ended = False

    def _more(self) -> bool:
        # More at a time the more is held already, so that a long item is not copied again and again.
        part = self.text.read(max(_CHUNK, len(self._buffer) // 2))
        self._buffer += part
        return bool(part)

    def root(self, names: dict[str, str]) -> Root | None:
        """The root, where it has one of ``names`` (root → its items' name), read to its first item; else None."""
        while len(self._buffer) < 2000 and self._more():
            pass
        self._buffer = self._buffer.lstrip("\ufeff")
        begin, found = 0, None
        while not found:
            while m := _SKIP.match(self._buffer, begin):
                begin = m.end()
            found = _ROOT.match(self._buffer, begin)
            if not found and (len(self._buffer) > _HEAD or not self._more()):
                return None
        item = names.get(found[2].lower())
        if item is None:
            return None
        prefix = found[1] if found[2].lower() not in ("rss", "rdf") else ""
        ends = f"</{re.escape(found[1] + found[2])}\\s*>"
        self._item = re.compile(rf"<!--|<!\[CDATA\[|<(/?){re.escape(prefix)}{item}(?=[\s/>])|{ends}")
        at = self._next(found.end())[0]
        head = self._buffer[:at]
        self._buffer = self._buffer[at:]
        spaces = " ".join(re.findall(r"xmlns(?::[\w.-]+)?\s*=\s*(?:\"[^\"]*\"|'[^']*')", found[3]))
        return Root(found[1], found[2].lower(), spaces, head)

    def items(self) -> Iterator[Piece]:
        """The items in order."""
        begun = False
        while True:
            at, kind = self._next(0)
            if kind == "close":  # an item whose opening tag is damaged; or a closing tag too many, with nothing before it
                lost = self._buffer[:at].strip() or not begun
                self._buffer = self._buffer[max(self._until(">", at), at) + 1 :]
                begun = True
                if lost:
                    yield Piece("", "shut")
                continue
            if kind != "open":
                self.ended = self.ended or kind == "end"
                return
            self._buffer = self._buffer[at:]
            begun = True
            yield self._one()

    def _one(self) -> Piece:
        """The item at the buffer's begin; the buffer goes on behind it."""
        tag = self._until(">", 1)
        if tag > 0 and self._buffer[tag - 1] == "/":
            return self._cut(tag + 1)
        end, kind = self._next(2)
        if kind == "close":
            stop = self._until(">", end)
            return self._cut(stop + 1) if stop >= 0 else self._cut(len(self._buffer), "cut")
        if kind == "long":
            self._drop(end)
            return Piece("", "long")
        return self._cut(end, "cut" if kind == "out" else "open")

    def _cut(self, end: int, fault: str = "") -> Piece:
        out, self._buffer = self._buffer[:end], self._buffer[end:]
        return Piece(out, fault)

    def _until(self, what: str, begin: int) -> int:
        while (at := self._buffer.find(what, begin)) < 0:
            begin = max(begin, len(self._buffer) - len(what) + 1)
            if len(self._buffer) > 2 * self.limit or not self._more():
                return -1
        return at

    def _next(self, begin: int) -> tuple[int, str]:
        """Where the next item opens ("open"), closes ("close"), the root closes ("end"), or the text does ("out", "long")."""
        while True:
            m = self._item.search(self._buffer, begin)
            if m and m.group().startswith("<!"):
                close = "-->" if m.group() == "<!--" else "]]>"
                end = self._until(close, m.end())
                if end < 0:
                    return len(self._buffer), "long" if len(self._buffer) > self.limit else "out"
                begin = end + 3
            elif m:
                return m.start(), "end" if m[1] is None else "close" if m[1] else "open"
            elif len(self._buffer) > self.limit:
                return len(self._buffer), "long"
            else:
                begin = max(begin, len(self._buffer) - _TAG)
                if not self._more():
                    return len(self._buffer), "out"

    def _drop(self, end: int) -> None:
        """Pass over the rest of an item that is too long, without holding it."""
        while True:
            self._buffer = self._buffer[-_TAG:]
            at, kind = self._next(0)
            if kind == "long":
                continue
            if kind == "close":
                at = self._until(">", at) + 1
            self._buffer = self._buffer[at:]
            return
