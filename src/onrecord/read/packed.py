"""Packed streams: gzip, Zstandard, xz and bzip2, told by their first bytes and unpacked while they are read."""

from __future__ import annotations

import bz2
import codecs
import gzip
import io
import lzma
import zlib
from collections.abc import Callable
from typing import IO, TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from collections.abc import Buffer  # type: ignore[attr-defined,unused-ignore]

#: What a cut off or damaged stream raises.
FAULTS = (OSError, EOFError, zlib.error, lzma.LZMAError)
#: Endings of packed files.
ENDINGS = (".gz", ".zst", ".xz", ".bz2")
_MAGIC = ((b"\x1f\x8b", "gz"), (b"\x28\xb5\x2f\xfd", "zst"), (b"\xfd7zXZ\x00", "xz"), (b"BZh", "bz2"))
#: Bytes given to Zstandard at a time. A block of 4 bytes may stand for 128 KiB and the library unpacks whatever it is given,
#: so this bounds what one step can take to 16 MiB.
_STEP = 512
#: The largest window a Zstandard frame may ask for (its own long mode's default): 128 MiB.
_WINDOW = 1 << 27
#: A stream that unpacks to more than this is held to the ratio of the run.
_FREE = 1 << 28


class Bomb(OSError):  # noqa: N818 — told by a code
    """A stream that unpacks to far more than it should."""


def packing(head: bytes) -> str | None:
    """How bytes that begin so are packed: gz, zst, xz, bz2, or None."""
    return next((how for magic, how in _MAGIC if head.startswith(magic)), None)


def peekable(raw: IO[bytes]) -> io.BufferedReader:
    """The stream as one whose next bytes can be looked at."""
    return raw if isinstance(raw, io.BufferedReader) else io.BufferedReader(cast(io.RawIOBase, raw))


def opened(raw: IO[bytes], ratio: int | None = None) -> IO[bytes]:
    """The stream unpacked while it is read; itself where it is not packed. Faults (``FAULTS``) come up while reading.

    ``ratio`` is how many times its packed size it may unpack to, where that is over 256 MiB.
    """
    peeked = peekable(raw)
    how = packing(peeked.peek(6)[:6])
    if how is None:
        return peeked
    counted = _Counted(peeked)
    return io.BufferedReader(_Held(_OPENERS[how](cast("IO[bytes]", counted)), counted, ratio), 1 << 16)


class _Counted(io.BufferedIOBase):
    """A stream that counts what is read of it."""

    def __init__(self, raw: IO[bytes]) -> None:
        self._raw = raw
        self.size = 0

    def readable(self) -> bool:
        return True

    def read(self, size: int | None = -1, /) -> bytes:
        part = self._raw.read(-1 if size is None else size)
        self.size += len(part)
        return part


class _Held(io.RawIOBase):
    """An unpacked stream, held to the ratio."""

    def __init__(self, inner: Any, packed: _Counted, ratio: int | None) -> None:
        self._inner, self._packed, self._ratio = inner, packed, ratio
        self._size = 0

    def readable(self) -> bool:
        return True

    def readinto(self, into: Buffer) -> int:
        view = memoryview(into)
        part = self._inner.read1(len(view))  # what can be had before a fault is had
        got = len(part)
        view[:got] = part
        self._size += got
        if self._ratio and self._size > _FREE and self._size > self._ratio * self._packed.size:
            raise Bomb(f"{self._packed.size:,} bytes to over {self._size:,}")
        return got


class Recoded(io.RawIOBase):
    """A stream of text in some encoding as one in UTF-8; what can't be decoded is U+FFFD."""

    def __init__(self, raw: IO[bytes], encoding: str) -> None:
        self._raw = raw
        self._decoder = codecs.getincrementaldecoder(encoding)("replace")
        self._out = b""
        self._ended = False

    def readable(self) -> bool:
        return True

    def readinto(self, into: Buffer) -> int:
        while not self._out and not self._ended:
            part = self._raw.read(1 << 15)
            self._ended = not part
            self._out = self._decoder.decode(part, self._ended).encode("utf-8", "surrogatepass")
        view = memoryview(into)
        part, self._out = self._out[: len(view)], self._out[len(view) :]
        view[: len(part)] = part
        return len(part)


def beginning(head: bytes, size: int = 2000) -> bytes:
    """The first unpacked bytes, as far as the first packed ones tell them; b"" where they don't."""
    try:
        match packing(head):
            case "gz":
                return zlib.decompressobj(31).decompress(head, size)
            case "bz2":
                return bz2.BZ2Decompressor().decompress(head, size)
            case "xz":
                return lzma.LZMADecompressor().decompress(head, size)
            case "zst":
                return _Zstandard(io.BytesIO(head)).read1(size)
    except FAULTS:
        return b""
    return head


class _Zstandard:
    """Zstandard frames, one after the other; raises EOFError where the last one is cut off, OSError where one is damaged."""

    def __init__(self, raw: IO[bytes]) -> None:
        import zstandard

        self._fault = zstandard.ZstdError
        self._new = zstandard.ZstdDecompressor(max_window_size=_WINDOW).decompressobj
        self._raw = raw
        self._frame = self._new()
        self._begun = False
        self._rest = b""
        self._out = b""
        self._at = 0

    def read1(self, size: int) -> bytes:
        while self._at >= len(self._out):
            if not self._more():
                return b""
        part = self._out[self._at : self._at + size]
        self._at += len(part)
        return part

    def _more(self) -> bool:
        step = self._rest or self._raw.read(_STEP)
        self._rest = b""
        if not step:
            if self._begun:
                raise EOFError("the Zstandard frame is cut off")
            return False
        self._begun = True
        try:
            self._out, self._at = self._frame.decompress(step), 0
        except self._fault as e:
            raise OSError(str(e)) from e
        if self._frame.eof:
            self._rest, self._frame, self._begun = self._frame.unused_data, self._new(), False
        return True


_OPENERS: dict[str, Callable[[IO[bytes]], Any]] = {
    "gz": lambda raw: gzip.GzipFile(fileobj=raw),
    "bz2": bz2.BZ2File,
    "xz": lzma.LZMAFile,
    "zst": _Zstandard,
}
