"""The records of a WARC stream, found again behind every fault.

Readers made for speed trust each record's Content-Length; one that is too long then swallows the records behind it without
a word. Here what follows a record must be another record or the end. Where it is not, the record is a fault, and reading
goes on at the next line that opens a record. A damaged gzip member is a fault too, and the next member is looked for.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from onrecord.errors import Code
from onrecord.read.decode import BOMB, TOO_BIG, TRUNCATED, broken
from onrecord.read.packed import FAULTS, opened, packing, peekable

BAD_LENGTH = Code("R132", "the record's length does not fit the archive", "It is left out; pack the archive again.")
NO_RECORD = Code("R133", "bytes that are no record", "They are passed over; the records behind them are read.")

_MEMBER = b"\x1f\x8b\x08"
_CHUNK = 1 << 16
_HEAD = 1 << 16  # no record's own headers are longer
_TAIL = 1 << 18  # packed bytes of a member that are kept, to find the next one where this one is damaged
_START = re.compile(rb"\r?\n(?=WARC/1\.\d\r?\n)")
_GAP = re.compile(rb"[\r\n]*")
_BLANK = re.compile(rb"\r?\n\r?\n")
_NEXT = re.compile(rb"[\r\n]*(?:WARC/1\.\d\r?\n|\Z)|\r\n\r\n")
#: A member that unpacks to this much more than its packed size, and to over 256 MiB, is given up.
_BOMB = 1 << 28


@dataclass(frozen=True, slots=True)
class Record:
    """A record: its headers by lower-case name, and its block."""

    headers: dict[str, str]
    block: bytes

    @property
    def type(self) -> str:
        return self.headers.get("warc-type", "").lower()


@dataclass(frozen=True, slots=True)
class Fault:
    """A record that could not be read: why, and its headers as far as they are known."""

    code: Code
    detail: str
    headers: dict[str, str]


def records(raw: IO[bytes], limit: int, ratio: int) -> Iterator[Record | Fault]:
    """The records and faults of a WARC stream in order, one in memory at a time.

    ``limit`` are the bytes of one record at most; ``ratio`` is how many times its packed size a gzip member may unpack to.
    """
    stream = peekable(raw)
    head = stream.peek(_HEAD)
    begun = packing(head) == "gz"
    if begun or (not packing(head) and not head.lstrip().startswith(b"WARC/") and _member_in(head) >= 0):
        members = _Members(stream, ratio)
        if not begun:
            members.fault = Fault(NO_RECORD, "before the first gzip member", {})
            yield members.fault
        while members.open():
            yield from _split(members, limit)
            if members.fault:
                yield members.fault
    else:
        plain = _Plain(opened(stream, ratio))
        yield from _split(plain, limit)
        if plain.fault:
            yield plain.fault


class _Plain:
    """Bytes as they come."""

    def __init__(self, raw: IO[bytes]) -> None:
        self._raw = raw
        self.fault: Fault | None = None

    def more(self) -> bytes:
        try:
            return self._raw.read(_CHUNK)
        except FAULTS as e:
            self.fault = Fault(broken(e), str(e), {})
            return b""


class _Members:
    """The members of a gzip stream, each as a stream of its own."""

    def __init__(self, raw: IO[bytes], ratio: int) -> None:
        self._raw, self._ratio = raw, ratio
        self._packed = b""
        self._kept = bytearray()
        self._in = self._out = 0
        self._d = zlib.decompressobj(31)
        self.fault: Fault | None = None

    def open(self) -> bool:
        """Begin the next member, behind a damaged one the next that can be read; False at the end."""
        if self.fault:
            return self._seek()
        while True:
            self._packed = self._packed.lstrip(b"\x00")
            if len(self._packed) < 2:
                part = self._raw.read(_CHUNK)
                self._packed += part
                if part:
                    continue
            break
        if not self._packed:
            return False
        self._begin()
        return True

    def _begin(self) -> None:
        self._d, self._kept, self._in, self._out, self.fault = zlib.decompressobj(31), bytearray(), 0, 0, None

    def more(self) -> bytes:
        """More of this member; b"" at its end or fault."""
        while not self._d.eof and not self.fault:
            if not self._packed:
                self._packed = self._raw.read(_CHUNK)
                if not self._packed:
                    self.fault = Fault(TRUNCATED, "the archive ends within a gzip member", {})
                    break
            try:
                out = self._d.decompress(self._packed, _CHUNK)
            except zlib.error as e:
                self._keep(self._packed)
                self._packed = b""
                self.fault = Fault(TRUNCATED, str(e), {})
                break
            rest = self._d.unused_data if self._d.eof else self._d.unconsumed_tail
            used = len(self._packed) - len(rest)
            self._keep(self._packed[:used])
            self._packed = rest
            self._in, self._out = self._in + used, self._out + len(out)
            if self._out > _BOMB and self._out > self._ratio * self._in:
                self.fault = Fault(BOMB, f"{self._in:,} bytes to over {self._out:,}", {})
            if out:
                return out
        return b""

    def _keep(self, part: bytes) -> None:
        self._kept += part
        if len(self._kept) > 2 * _TAIL:
            del self._kept[:-_TAIL]

    def _seek(self) -> bool:
        """Go to the next member behind a damaged one: the next place that unpacks to the beginning of a record."""
        window, at = bytes(self._kept) + self._packed, 1 if self._kept else 0
        while True:
            at = window.find(_MEMBER, at)
            if at < 0 or len(window) - at < _HEAD:
                part = self._raw.read(_CHUNK)
                if part:
                    keep = max(0, len(window) - 2) if at < 0 else at
                    window, at = window[keep:] + part, 0
                    continue
                if at < 0:
                    self._packed = b""
                    return False
            if _opens(window[at : at + _HEAD]):
                self._packed = window[at:]
                self._begin()
                return True
            at += 1


def _member_in(window: bytes) -> int:
    """Where a gzip member that holds a record begins; -1 where none does."""
    at = window.find(_MEMBER)
    while at >= 0 and not _opens(window[at:]):
        at = window.find(_MEMBER, at + 1)
    return at


def _opens(packed: bytes) -> bool:
    try:
        return zlib.decompressobj(31).decompress(packed, 16).startswith(b"WARC/")
    except zlib.error:
        return False


class _Window:
    """A stream as bytes that can be looked at before they are taken."""

    def __init__(self, stream: _Plain | _Members) -> None:
        self.stream = stream
        self.held = bytearray()
        self.ended = False

    def fill(self, size: int) -> bool:
        """Hold ``size`` bytes, or all there are; whether there are so many."""
        while len(self.held) < size and not self.ended:
            part = self.stream.more()
            self.held += part
            self.ended = not part
        return len(self.held) >= size

    def take(self, size: int) -> bytes:
        out = bytes(self.held[:size])
        del self.held[:size]
        return out

    def to_start(self, begin: int) -> int:
        """Drop everything before the next record that opens behind ``begin``; how many bytes were dropped."""
        if not begin and self.held.startswith(b"WARC/1."):
            return 0
        dropped, at = 0, begin
        while True:
            found = _START.search(self.held, at)
            if found:
                dropped += found.end()
                del self.held[: found.end()]
                return dropped
            keep = min(len(self.held), 16)
            dropped += len(self.held) - keep
            del self.held[: len(self.held) - keep]
            at = 0
            if not self.fill(keep + 1):
                dropped += len(self.held)
                self.held.clear()
                return dropped


def _split(stream: _Plain | _Members, limit: int) -> Iterator[Record | Fault]:
    """The records of one stream."""
    w = _Window(stream)
    while True:
        w.fill(_HEAD)
        gap = _GAP.match(w.held)
        blank = gap.end() if gap else 0
        del w.held[:blank]
        if not w.held:
            if blank and not w.ended:
                continue
            return
        end = _BLANK.search(w.held, 0, _HEAD)
        if not w.held.startswith(b"WARC/") or not end:
            if not stream.fault:  # else the stream's own fault says it
                yield Fault(NO_RECORD, f"{w.to_start(1):,} bytes", {})
            else:
                w.to_start(1)
            continue
        headers = _headers(w.take(end.end()))
        length = headers.get("content-length", "")
        if not length.isdecimal() or len(length) > 18:
            w.to_start(0)
            yield Fault(BAD_LENGTH, f"Content-Length: {length or 'none'}", headers)
        elif int(length) > limit:
            yield from _pass(w, int(length), limit, headers)
        else:
            yield from _take(w, int(length), headers)


def _take(w: _Window, length: int, headers: dict[str, str]) -> Iterator[Record | Fault]:
    whole = w.fill(length + 32) or len(w.held) >= length
    found = _NEXT.match(w.held, length) if whole else None
    # Behind a fault of the stream nothing says that the end is the record's own: only a record that follows does.
    if found and (found.group().strip() or not w.stream.fault):
        yield Record(headers, w.take(length))
        return
    if w.stream.fault:  # what is held may be whole records behind a lying one; else the fault stands for this one
        w.to_start(0)
        w.stream.fault = Fault(w.stream.fault.code, w.stream.fault.detail, headers)
        return
    held = len(w.held)
    w.to_start(0)
    if whole or w.held:
        yield Fault(BAD_LENGTH, f"Content-Length: {length:,}", headers)
    else:
        yield Fault(TRUNCATED, f"{held:,} of {length:,} bytes", headers)


def _pass(w: _Window, length: int, limit: int, headers: dict[str, str]) -> Iterator[Fault]:
    """Pass over a record that is too long to be held, or that lies: what opens a record within it is one."""
    dropped = w.to_start(0)
    if dropped < length and w.held:
        yield Fault(BAD_LENGTH, f"Content-Length: {length:,}, but a record opens {dropped:,} bytes on", headers)
    elif not w.stream.fault:
        yield Fault(TOO_BIG, f"{length:,} bytes, limit {limit:,}", headers)


def _headers(block: bytes) -> dict[str, str]:
    out: dict[str, str] = {}
    for line in re.split(rb"\r?\n(?![ \t])", block)[1:]:
        name, colon, value = line.partition(b":")
        if colon:
            out.setdefault(name.strip().lower().decode("latin-1"), " ".join(value.decode("utf-8", "replace").split()))
    return out
