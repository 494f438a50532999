"""Speed and memory of the WARC reader over a large synthetic archive, written to a temporary folder and removed again.

    python bench/warc.py [--gb 2] [--pages] [--plain]

The archive holds made-up pages of 20 to 200 kB, images, requests and revisits, as gzip members. The records are read and
their bodies unpacked and decoded; with --pages the story is extracted from each page too (that takes as long as trafilatura
does). Prints bytes a second and the peak memory of the reading process.
"""

from __future__ import annotations

import argparse
import gzip
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from onrecord.article import Article
from onrecord.errors import PassedOver
from onrecord.read.decode import decode
from onrecord.read.how import How
from onrecord.read.http import body_of, response_of
from onrecord.read.warc import articles_of_warc
from onrecord.read.warcstream import Record, records

WORDS = ["mayor", "bridge", "council", "said", "on", "that", "the", "would", "close", "for", "two", "months", "after", "cracks"]


def page(rng: random.Random) -> bytes:
    """A page of 20 to 200 kB: menus, a story, scripts."""
    story = "".join(f"<p>{' '.join(rng.choices(WORDS, k=60)).capitalize()}.</p>\n" for _ in range(12))
    menu = "".join(
        f'<li class="m{i}"><a href="/{rng.random()}">{rng.choice(WORDS)}</a></li>\n' for i in range(rng.randint(100, 1500))
    )
    script = (
        "<script>" + "".join(f"var a{rng.random()} = {rng.random()};\n" for _ in range(rng.randint(100, 1500))) + "</script>"
    )
    head = "<html><head><title>Bridge</title><meta charset=utf-8></head><body>"
    return f"{head}<ul>{menu}</ul><article><h1>Bridge</h1>{story}</article>{script}</body></html>".encode()


def record(n: int, kind: str, block: bytes) -> bytes:
    """One WARC record."""
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{n:032x}>\r\nWARC-Date: 2024-05-06T07:08:09Z\r\n"
        f"WARC-Target-URI: https://larnaby.example/{n}\r\nContent-Type: application/http; msgtype={kind}\r\n"
        f"Content-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def write(file: Path, size: int, packed: bool) -> tuple[int, int]:
    """An archive of about ``size`` unpacked bytes; how many pages it has, and its unpacked size."""
    rng = random.Random(7)  # noqa: S311 — made-up text
    pool = [b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page(rng) for _ in range(200)]
    image = b"HTTP/1.1 200 OK\r\nContent-Type: image/jpeg\r\n\r\n" + rng.randbytes(60_000)
    n = pages = written = 0
    with file.open("wb") as out:
        while written < size:
            for kind, block in (
                ("request", b"GET / HTTP/1.1\r\n\r\n"),
                ("response", pool[n % 200]),
                ("response", image),
                ("revisit", b""),
            ):
                raw = record(n, kind, block)
                out.write(gzip.compress(raw, 1) if packed else raw)
                written += len(raw)
                n += 1
            pages += 1
    return pages, written


def bare(raw: IO[bytes], how: How) -> Iterator[str]:
    """Pages, unpacked and decoded, without looking for the story."""
    for r in records(raw, how.max_bytes, how.max_ratio):
        response = response_of(r.block) if isinstance(r, Record) and r.type == "response" else None
        if response and response.headers.get("content-type", "").startswith("text/html"):
            yield decode(body_of(response, "", how), "").text


def read(file: Path, pages: bool) -> None:
    """Read the archive in this process and print what it took."""
    start = time.perf_counter()
    with file.open("rb") as raw:
        if pages:
            items = [
                isinstance(i, Article) for i in articles_of_warc(raw, file.name, {}, How()) if not isinstance(i, PassedOver)
            ]
            count, bad = sum(items), len(items) - sum(items)
        else:
            count, bad = sum(1 for _ in bare(raw, How())), 0
    took = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(f"{count:,} pages, {bad:,} errors, {took:.1f} s, peak memory {peak:.0f} MiB\n")


def main() -> int:
    """Write, read in a process of its own, remove."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--gb", type=float, default=2.0)
    ap.add_argument("--pages", action="store_true")
    ap.add_argument("--plain", action="store_true")
    ap.add_argument("--read", type=Path, help=argparse.SUPPRESS)
    a = ap.parse_args()
    if a.read:
        read(a.read, a.pages)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / ("bench.warc" if a.plain else "bench.warc.gz")
        pages, size = write(file, int(a.gb * 1e9), not a.plain)
        packed = file.stat().st_size
        sys.stdout.write(
            f"{file.name}: {pages:,} pages among {4 * pages:,} records, {size / 1e6:,.0f} MB, {packed / 1e6:,.0f} MB on disk\n"
        )
        sys.stdout.flush()
        start = time.perf_counter()
        done = subprocess.run([sys.executable, __file__, "--read", str(file), *(["--pages"] if a.pages else [])], check=True)
        took = time.perf_counter() - start
        sys.stdout.write(f"{size / 1e6 / took:,.0f} MB unpacked a second, {packed / 1e6 / took:,.0f} MB of file a second\n")
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
