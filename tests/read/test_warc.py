"""WARC archives: every record is read or told, whatever lies beside it."""

from __future__ import annotations

import gzip
import io
import tracemalloc
import zlib
from collections.abc import Callable

import pytest
import zstandard
from fastwarc.warc import ArchiveIterator
from hypothesis import given, settings
from hypothesis import strategies as st

from archives import STORY, http, packed, page, record
from onrecord.article import Article
from onrecord.errors import PassedOver, ReadError
from onrecord.read.how import How
from onrecord.read.warc import articles_of_warc
from onrecord.read.warcstream import Fault, Record, records

Pack = Callable[[list[bytes]], bytes]
PACKINGS: list[Pack] = [b"".join, packed, lambda rs: gzip.compress(b"".join(rs))]


def read(raw: bytes, how: How | None = None, **more: str) -> list[Article | ReadError]:
    return list(articles_of_warc(io.BytesIO(raw), "a.warc.gz", dict(more), how or How()))


def told(items: list[Article | ReadError]) -> list[str]:
    """Articles by name, errors by code."""
    return [str(i.source.name) if isinstance(i, Article) else i.code.id for i in items]


def good(ident: str, words: str = STORY) -> bytes:
    return record(http(page(words)), ident)


@pytest.mark.parametrize("pack", PACKINGS, ids=["plain", "members", "one member"])
def test_pages_become_articles_of_the_archive(pack: Pack) -> None:
    info = record(b"software: x\r\n", "w", "warcinfo", WARC_Filename="crawl-7.warc.gz", Content_Type="application/warc-fields")
    one, two = read(pack([info, good("r1"), good("r2")]))[:2]
    assert isinstance(one, Article)
    assert isinstance(two, Article)
    assert STORY in one.text
    assert (one.source.url, one.source.part_of, one.source.name) == ("https://larnaby.example/r1", "crawl-7.warc.gz", "r1")
    assert (one.source.kind, one.source.path) == ("html", "a.warc.gz:2")
    assert one.id != two.id


def test_the_day_of_capture_is_no_publication_date_and_is_told_as_such() -> None:
    (one,) = read(good("r1"))
    assert isinstance(one, Article)
    assert one.source.metadata_date is None
    assert [n.code for n in one.notes if "2024-05-06" in n.text] == ["R232"]
    (one,) = read(record(http(page(head='<meta property="article:published_time" content="2024-05-01T10:00:00Z">')), "r1"))
    assert isinstance(one, Article)
    assert one.source.metadata_date == "2024-05-01"
    assert "R232" not in [n.code for n in one.notes]


def test_what_is_no_page_is_counted_once_at_the_end() -> None:
    items = read(
        packed([
            record(b"GET / HTTP/1.1\r\n\r\n", "q", "request"),
            good("r1"),
            record(b"HTTP/1.1 200 OK\r\n\r\n", "v", "revisit"),
            record(b"HTTP/1.1 200 OK\r\n\r\n", "v2", "revisit"),
            record(http("gone", status="404 Not Found"), "n"),
            record(http(b"\xff\xd8\xff\xe0", "image/jpeg"), "i"),
            record(b"93.184.216.34", "d", "response", WARC_Target_URI="dns:larnaby.example", Content_Type="text/dns"),
        ])
    )  # fmt: skip
    assert told(items) == ["r1", "R231"]
    assert isinstance(items[1], PassedOver)
    for words in ("2 revisit", "1 request", "1 with status 404", "1 of other types", "1 not from the web"):
        assert words in str(items[1])


@pytest.mark.parametrize("pack", PACKINGS, ids=["plain", "members", "one member"])
@pytest.mark.parametrize("length", [5, 60, 400, 10**5, 10**9, 10**30, -4, "many", ""])
def test_a_lying_length_loses_its_own_record_only(pack: Pack, length: int | str) -> None:
    items = read(pack([good("r1"), record(http(page()), "bad", length=length), good("r2"), good("r3")]))
    assert [t for t in told(items) if t.startswith("r")] == ["r1", "r2", "r3"]
    errors = [i for i in items if isinstance(i, ReadError)]
    assert len(errors) == 1
    assert errors[0].code.id in ("R132", "R103", "R104")
    assert "larnaby.example/bad" in str(errors[0])


@pytest.mark.parametrize(
    "spoil",
    [lambda m: m[:-12], lambda m: m[:60] + bytes([m[60] ^ 255]) + m[61:], lambda m: m[:40], lambda m: m[:-8] + b"abcdefgh"],
)
def test_a_damaged_member_loses_its_own_record_only(spoil: Callable[[bytes], bytes]) -> None:
    one, bad, two = packed([good("r1")]), packed([good("bad")]), packed([good("r2")])
    items = read(one + spoil(bad) + two)
    assert told(items) == ["r1", "R103", "r2"]


def test_a_cut_off_archive_keeps_what_came_before() -> None:
    whole = packed([good("r1"), good("r2")])
    assert told(read(whole[:-30])) == ["r1", "R103"]
    plain = good("r1") + good("r2")
    assert told(read(plain[:-60])) == ["r1", "R103"]


def test_bytes_between_records_are_told() -> None:
    assert told(read(good("r1") + b"junk\r\nmore junk\r\n\r\n" + good("r2"))) == ["r1", "R133", "r2"]
    assert told(read(b"no archive at all")) == ["R133"]
    assert told(read(b"")) == ["R101"]


@pytest.mark.parametrize(
    ("declared", "written", "meta"),
    [
        ("text/html; charset=windows-1252", "cp1252", ""),
        ("text/html", "cp1252", '<meta charset="windows-1252">'),
        ("text/html", "cp1252", ""),
        ("text/html; charset=ISO-8859-1", "cp1252", ""),
        ("text/html; charset=koi8-r", "koi8-r", '<meta charset="windows-1252">'),
        ("text/html; charset=windows-1252", "utf-8", ""),
        ('text/html; charset="UTF-16"', "utf-16", ""),
    ],
)
def test_charset_by_header_then_meta_then_guess(declared: str, written: str, meta: str) -> None:
    word = "Привет" if written == "koi8-r" else "“Café”"
    (item,) = read(record(http(page(f"{word} {STORY}", meta).encode(written), declared), "r1"))
    assert isinstance(item, Article)
    assert word in item.text


def chunked(body: bytes) -> bytes:
    return (
        b"".join(f"{len(body[i : i + 100]):x}\r\n".encode() + body[i : i + 100] + b"\r\n" for i in range(0, len(body), 100))
        + b"0\r\n\r\n"
    )


@pytest.mark.parametrize(
    ("headers", "write"),
    [
        (["Transfer-Encoding: chunked"], chunked),
        (["Content-Encoding: gzip"], gzip.compress),
        (["Content-Encoding: deflate"], zlib.compress),
        (["Content-Encoding: zstd"], zstandard.compress),
        (["Content-Encoding: gzip", "Transfer-Encoding: chunked"], lambda b: chunked(gzip.compress(b))),
        (["Content-Encoding: gzip"], bytes),  # undone by the crawler, the header kept
        (["Transfer-Encoding: chunked"], bytes),
        (["Content-Encoding: br"], bytes),
    ],
)
def test_bodies_are_unpacked_as_their_headers_say_or_left_where_these_lie(
    headers: list[str], write: Callable[[bytes], bytes]
) -> None:
    (item,) = read(record(http(write(page().encode()), headers=headers), "r1"))
    assert isinstance(item, Article)
    assert STORY in item.text


def test_a_body_in_brotli() -> None:
    from fastwarc.stream_io import BrotliStream

    class Kept(io.BytesIO):
        def close(self) -> None:
            pass

    out = Kept()
    stream = BrotliStream(out)
    stream.write(page().encode())
    stream.close()
    (item,) = read(record(http(out.getvalue(), headers=["Content-Encoding: br"]), "r1"))
    assert isinstance(item, Article)
    assert STORY in item.text


def test_bombs_and_strange_encodings_are_one_error_each() -> None:
    bomb = gzip.compress(b"<html>" + b" " * 30_000_000)
    items = read(
        packed([
            record(http(bomb, headers=["Content-Encoding: gzip"]), "b"),
            record(http("x" * 200, headers=["Content-Encoding: compress"]), "c"),
            record(b"no http in here", "h"),
            record(http(gzip.compress(page().encode())[:-20], headers=["Content-Encoding: gzip"]), "t"),
            good("r1"),
        ])
    )  # fmt: skip
    assert told(items) == ["R105", "R131", "R134", "R103", "r1"]


def test_a_record_over_the_limit_is_an_error_and_is_not_held() -> None:
    raw = packed([good("r1"), record(http("<html>" + "word " * 4_000_000), "long"), good("r2")])
    tracemalloc.start()
    items = read(raw, How(max_bytes=1_000_000))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert told(items) == ["r1", "R104", "r2"]
    assert peak < 12_000_000  # the record has 20 million bytes


def test_common_crawls_texts_and_resources() -> None:
    items = read(
        b"".join([
            record(STORY.encode(), "t", "conversion", Content_Type="text/plain"),
            record(page().encode(), "p", "resource", Content_Type="text/html"),
        ])
    )  # fmt: skip
    assert told(items) == ["t", "p"]


def test_what_is_given_goes_before_what_the_archive_says() -> None:
    (item,) = read(good("r1"), given_date="2024-01-02", part_of="mine", outlet="The Larnaby Post")
    assert isinstance(item, Article)
    assert (item.source.part_of, item.source.outlet, item.source.given_date) == ("mine", "The Larnaby Post", "2024-01-02")
    assert item.notes == ()


@settings(max_examples=60, deadline=None)
@given(
    bodies=st.lists(st.binary(max_size=300), min_size=1, max_size=6),
    pack=st.sampled_from(PACKINGS),
    other=st.booleans(),
)
def test_sound_archives_read_as_fastwarc_reads_them(bodies: list[bytes], pack: Pack, other: bool) -> None:
    raw = pack(
        [record(b, f"r{n}", "metadata" if other else "resource", Content_Type="text/plain") for n, b in enumerate(bodies)]
    )
    ours = [(r.headers["warc-record-id"], r.block) for r in records(io.BytesIO(raw), 10**6, 200) if isinstance(r, Record)]
    theirs = [(r.record_id, r.reader.read()) for r in ArchiveIterator(io.BytesIO(raw), parse_http=False)]
    assert ours == theirs


@settings(max_examples=60, deadline=None)
@given(cut=st.integers(0, 4000), junk=st.binary(max_size=50), pack=st.sampled_from(PACKINGS[:2]))
def test_junk_anywhere_never_loses_a_record_that_it_does_not_touch(cut: int, junk: bytes, pack: Pack) -> None:
    parts = [pack([record(bytes([65 + n]) * 400, f"r{n}")]) for n in range(5)]
    raw = b"".join(parts)
    cut = min(cut, len(raw))
    out = list(records(io.BytesIO(raw[:cut] + junk + raw[cut:]), 10**6, 200))
    found = {r.headers.get("warc-record-id", "")[10:-1] for r in out if isinstance(r, Record)}
    at = 0
    for n, part in enumerate(parts):
        if not at < cut < at + len(part):
            assert f"r{n}" in found or (cut == at and any(isinstance(r, Fault) for r in out))
        at += len(part)
