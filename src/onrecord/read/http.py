"""An HTTP response as an archive keeps it: status, headers, and the body with chunks and content encodings undone."""

from __future__ import annotations

import io
import re
import zlib
from dataclasses import dataclass

from onrecord.errors import Code, ReadError
from onrecord.read.decode import TRUNCATED, fitting
from onrecord.read.how import PLAIN, How
from onrecord.read.packed import FAULTS, opened

UNKNOWN_ENCODING = Code("R131", "the body's content encoding is not known", "gzip, deflate, br and zstd are read.")

_STATUS = re.compile(rb"HTTP/\d(?:\.\d)?[ \t]+(\d{3})")
_SIZE = re.compile(rb"([0-9a-fA-F]{1,8})[ \t]*(?:;[^\r\n]*)?\r?\n")


@dataclass(frozen=True, slots=True)
class Response:
    """A response: its status, its headers by lower-case name (the first of each), and its body as kept."""

    status: int
    headers: dict[str, str]
    body: bytes


def response_of(block: bytes) -> Response | None:
    """The response that a record's block holds; None where it holds none."""
    found = _STATUS.match(block)
    if not found:
        return None
    end, gap = next(((at, len(s)) for s in (b"\r\n\r\n", b"\n\n") if (at := block.find(s)) >= 0), (len(block), 0))
    headers: dict[str, str] = {}
    for line in re.split(rb"\r?\n(?![ \t])", block[:end])[1:]:
        name, colon, value = line.partition(b":")
        if colon:
            headers.setdefault(name.strip().lower().decode("latin-1"), " ".join(value.decode("latin-1").split()))
    return Response(int(found[1]), headers, block[end + gap :])


def body_of(response: Response, name: str, how: How = PLAIN) -> bytes:
    """The body as its type says it is. Archives often undo encodings but keep the headers: what does not fit is left as it is.

    Raises:
        ReadError: R103 cut off, R104, R105 beyond the limits, R131 not known.
    """
    body = response.body
    if "chunked" in response.headers.get("transfer-encoding", "").lower():
        body = dechunked(body, name)
    for encoding in reversed(response.headers.get("content-encoding", "").lower().replace(" ", "").split(",")):
        body = decoded(body, encoding, name, how)
    return body


def dechunked(body: bytes, name: str) -> bytes:
    """A chunked body's content; the body itself where it does not begin with a chunk. Raises ReadError R103."""
    at = 0
    parts: list[bytes] = []
    while True:
        m = _SIZE.match(body, at)
        if not m:
            if not at:
                return body
            raise ReadError(TRUNCATED, name, "the last chunk is missing")
        size = int(m[1], 16)
        if not size:
            return b"".join(parts)
        part = body[m.end() : m.end() + size]
        if len(part) < size:
            raise ReadError(TRUNCATED, name, "a chunk is cut off") if at else ReadError(TRUNCATED, name, "the chunk is cut off")
        parts.append(part)
        at = m.end() + size
        at += 2 if body[at : at + 2] == b"\r\n" else 1 if body[at : at + 1] == b"\n" else 0


def decoded(body: bytes, encoding: str, name: str, how: How = PLAIN) -> bytes:
    """A body with one content encoding undone, within the limits. Raises ReadError R103, R104, R105, R131."""
    if encoding in ("", "identity", "utf-8", "none") or not body:
        return body
    try:
        if encoding in ("gzip", "x-gzip"):
            if body[:2] != b"\x1f\x8b":
                return body
            out = opened(io.BytesIO(body)).read(how.max_bytes + 1)
        elif encoding == "deflate":
            out = _deflated(body, how.max_bytes + 1)
        elif encoding == "zstd":
            out = opened(io.BytesIO(body)).read(how.max_bytes + 1)
        elif encoding == "br":
            out = _brotli(body, how.max_bytes + 1)
        else:
            raise ReadError(UNKNOWN_ENCODING, name, encoding)
    except FAULTS as e:
        raise ReadError(TRUNCATED, name, f"{encoding}: {e}") from e
    return fitting(out, len(body), name, how)


def _deflated(body: bytes, limit: int) -> bytes:
    """Deflate with zlib's header as the standard says, or without as some servers do."""
    for bits in (zlib.MAX_WBITS, -zlib.MAX_WBITS):
        try:
            d = zlib.decompressobj(bits)
            out = d.decompress(body, limit)
        except zlib.error:
            continue
        if not d.eof and len(out) < limit:
            raise EOFError("cut off")
        return out
    return body  # not deflated, whatever the header says


def _brotli(body: bytes, limit: int) -> bytes:
    from fastwarc.stream_io import BrotliStream, FastWARCError

    if body.lstrip()[:1] == b"<":
        return body
    try:
        parts: list[bytes] = []
        size, stream = 0, BrotliStream(io.BytesIO(body))
        while size < limit and (part := stream.read(min(1 << 16, limit - size))):
            parts.append(part)
            size += len(part)
    except FastWARCError as e:
        raise OSError(str(e)) from e
    return b"".join(parts)
