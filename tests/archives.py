"""Makes archives and packed bytes for tests, well-formed or broken in one known way."""

from __future__ import annotations

import gzip
from collections.abc import Iterable

STORY = (
    "The mayor of Larnaby said on Monday that the old bridge would be closed for two months. Workers found deep cracks in "
    "three of its pillars last week. Shopkeepers on the north bank fear for their trade, and the bus company has promised "
    "a free shuttle every ten minutes until the repairs are done."
)


def page(words: str = STORY, head: str = "") -> str:
    """A small news page."""
    body = f"<article><h1>Bridge closed</h1><p>{words}</p></article>"
    return f"<html><head><title>Bridge</title>{head}</head><body>{body}</body></html>"


def http(
    body: bytes | str, content_type: str = "text/html; charset=utf-8", status: str = "200 OK", headers: Iterable[str] = ()
) -> bytes:
    """An HTTP response."""
    raw = body.encode() if isinstance(body, str) else body
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {content_type}", *headers, "", ""]
    return "\r\n".join(lines).encode() + raw


def record(block: bytes, ident: str = "r1", kind: str = "response", length: int | str | None = None, **headers: str) -> bytes:
    """A WARC record; ``length`` is what it says its length is."""
    said = len(block) if length is None else length
    lines = {
        "WARC-Type": kind,
        "WARC-Record-ID": f"<urn:uuid:{ident}>",
        "WARC-Target-URI": f"https://larnaby.example/{ident}",
        "WARC-Date": "2024-05-06T07:08:09Z",
        "Content-Type": "application/http; msgtype=response",
        **{k.replace("_", "-"): v for k, v in headers.items()},
        "Content-Length": str(said),
    }
    head = "WARC/1.0\r\n" + "".join(f"{k}: {v}\r\n" for k, v in lines.items() if v != "") + "\r\n"
    return head.encode() + block + b"\r\n\r\n"


def packed(records: Iterable[bytes]) -> bytes:
    """A WARC.gz: each record a gzip member of its own."""
    return b"".join(gzip.compress(r, mtime=0) for r in records)
