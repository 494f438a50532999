"""Packed streams: gzip, Zstandard, xz and bzip2, told by their first bytes and unpacked while they are read."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import zlib
from typing import IO, TYPE_CHECKING, cast

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


def packing(head: bytes) -> str | None:
    """How bytes that begin so are packed: gz, zst, xz, bz2, or None."""
    return next((how for magic, how in _MAGIC if head.startswith(magic)), None)


def peekable(raw: IO[bytes]) -> io.BufferedReader:
    """The stream as one whose next bytes can be looked at."""
    return raw if isinstance(raw, io.BufferedReader) else io.BufferedReader(cast(io.RawIOBase, raw))


def opened(raw: IO[bytes]) -> IO[bytes]:
    """The stream unpacked while it is read; itself where it is not packed. Faults (``FAULTS``) come up while reading."""
    peeked = peekable(raw)
    how = packing(peeked.peek(6)[:6])
    if how == "gz":
        return io.BufferedReader(gzip.GzipFile(fileobj=peeked))
    if how == "bz2":
        return io.BufferedReader(cast(io.RawIOBase, bz2.BZ2File(peeked)))
    if how == "xz":
        return io.BufferedReader(cast(io.RawIOBase, lzma.LZMAFile(peeked)))
    if how == "zst":
        return io.BufferedReader(_Zstandard(peeked))
    return peeked


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
                return _Zstandard(io.BytesIO(head)).read(size) or b""
    except FAULTS:
        return b""
    return head


class _Zstandard(io.RawIOBase):
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

    def readable(self) -> bool:
        return True

    def readinto(self, into: Buffer) -> int:
        view = memoryview(into)
        while self._at >= len(self._out):
            if not self._more():
                return 0
        part = self._out[self._at : self._at + len(view)]
        view[: len(part)] = part
        self._at += len(part)
        return len(part)

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
