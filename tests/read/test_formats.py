"""Formats are told by ending or by their first bytes, packed or not; a folder may mix them."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from archives import STORY, http, packed, page, record
from onrecord.article import Article
from onrecord.errors import PassedOver, ReadError
from onrecord.read.decode import unpack
from onrecord.read.how import How
from onrecord.read.packed import FAULTS, beginning, opened
from onrecord.read.paths import FORMATS, format_of, read_paths, sniff, stem

ITEM = f"<title>L</title><item><description>{STORY}</description></item>"
RSS = f"<?xml version='1.0'?>\n<!-- made by hand -->\n<rss><channel>{ITEM}</channel></rss>"
ATOM = RSS.replace("rss>", "feed>").replace("item>", "entry>").replace("description>", "content>")
JSONFEED = json.dumps({"version": "https://jsonfeed.org/version/1", "items": [{"content_text": STORY}]})
JSONL = json.dumps({"id": "a", "text": STORY}) + "\n"
WARC = record(http(page()), "r1")
INPUTS = {
    "a.txt": STORY.encode(),
    "b.html": page().encode(),
    "c.jsonl": JSONL.encode(),
    "d.json": JSONFEED.encode(),
    "e.rss": RSS.encode(),
    "f.atom": ATOM.encode(),
    "g.warc": WARC,
    "h.xml": RSS.encode("utf-16"),
    "i.json": json.dumps([{"text": STORY}], indent=1).encode(),
    "j.json": json.dumps({"text": STORY}, indent=1).encode(),
}
PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "": bytes,
    ".gz": gzip.compress,
    ".zst": zstandard.ZstdCompressor(write_checksum=True).compress,
    ".xz": lzma.compress,
    ".bz2": bz2.compress,
}


@pytest.mark.parametrize("ending", PACKERS)
def test_a_folder_of_all_formats(tmp_path: Path, ending: str) -> None:
    for name, raw in INPUTS.items():
        (tmp_path / (name + ending)).write_bytes(PACKERS[ending](raw))
    (tmp_path / "notes.doc").write_text("not news")
    items = list(read_paths([tmp_path]))
    assert [i.detail for i in items if isinstance(i, ReadError)] == ["1 .doc"]
    assert all(STORY in i.text for i in items if isinstance(i, Article))
    assert len(items) == len(INPUTS) + 1


@pytest.mark.parametrize("ending", [e for e in PACKERS if e != ".bz2"])  # bzip2 tells nothing before its first block ends
@pytest.mark.parametrize("name", INPUTS)
def test_standard_input_is_told_by_its_first_bytes(name: str, ending: str, monkeypatch: pytest.MonkeyPatch) -> None:
    class Stdin:
        buffer = io.BufferedReader(io.BytesIO(PACKERS[ending](INPUTS[name])))

    monkeypatch.setattr(sys, "stdin", Stdin)
    (item,) = read_paths(["-"])
    assert isinstance(item, Article), str(item)
    assert STORY in item.text


def test_warc_with_members_on_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    class Stdin:
        buffer = io.BufferedReader(io.BytesIO(packed([WARC, record(http(page()), "r2")])))

    monkeypatch.setattr(sys, "stdin", Stdin)
    assert [i.source.path for i in read_paths(["-"]) if isinstance(i, Article)] == ["-:1", "-:2"]


def test_no_two_formats_share_an_ending() -> None:
    endings = [e for f in FORMATS for e in f.endings]
    assert len(endings) == len(set(endings))
    assert [stem(f"Some.Page{e}.zst") for e in endings] == ["Some.Page"] * len(endings)
    assert format_of("x.docx") is None


@pytest.mark.parametrize(
    ("head", "name"),
    [
        (b"", "text"),
        (b"WARC is a format.", "text"),
        (b"WARC/1.0\r\n", "warc"),
        (b'{"text": "a"}', "jsonl"),
        (b'{\n "text": "a"}', "json"),
        (b"{curly} words", "text"),
        (b'[{"text": 1}]', "json"),
        (b"[1] A footnote", "text"),
        (b"<?xml version='1.0'?><html>", "html"),
        (b"<?xml version='1.0'?><urlset xmlns='x'>", "feed"),
        (b"<!DOCTYPE html>", "html"),
        (b"<?xml?><!DOCTYPE rss [<!ENTITY a 'b'>]><rss>", "feed"),
        (b"\xef\xbb\xbf <feed>", "feed"),
        (b"<feedback>", "text"),
        (b"<??>" * 1000 + b"x", "text"),
    ],
)
def test_sniffing(head: bytes, name: str) -> None:
    found = sniff(head).name
    assert found == name or (name == "text" and head.startswith(b"<??>"))


@pytest.mark.parametrize("ending", [e for e in PACKERS if e])
@given(raw=st.binary(min_size=1, max_size=3000))
def test_packed_streams_come_back(ending: str, raw: bytes) -> None:
    small = PACKERS[ending](raw)
    assert opened(io.BytesIO(small)).read() == raw
    assert opened(io.BytesIO(small + small)).read() == raw + raw
    assert raw.startswith(beginning(small))


@pytest.mark.parametrize("ending", [e for e in PACKERS if e])
@pytest.mark.parametrize("cut", [8, 30, -1])
def test_cut_off_streams_are_faults(ending: str, cut: int) -> None:
    small = PACKERS[ending](bytes(range(256)) * 200)
    with pytest.raises(FAULTS):
        opened(io.BytesIO(small[:cut])).read()
    with pytest.raises(ReadError) as e:
        unpack(small[:cut], "x")
    assert e.value.code.id == "R103"


@pytest.mark.parametrize("ending", [e for e in PACKERS if e])
def test_damaged_streams_are_faults(ending: str) -> None:
    small = bytearray(PACKERS[ending](bytes(range(256)) * 200))
    for at in range(12, len(small) - 12, 7):
        small[at] ^= 0xFF
    with pytest.raises(ReadError) as e:
        unpack(bytes(small), "x")
    assert e.value.code.id == "R103"


@pytest.mark.parametrize("ending", [e for e in PACKERS if e])
def test_bombs_are_stopped(ending: str) -> None:
    small = PACKERS[ending](b" " * 40_000_000)
    for how, code in ((How(), "R105"), (How(max_ratio=10**9), "R104"), (How(max_bytes=10**8, max_ratio=10**9), "")):
        try:
            unpack(small, "x", how)
            found = ""
        except ReadError as e:
            found = e.code.id
        assert found == code


def test_urls_are_refused_where_nobody_fetches() -> None:
    assert [str(i)[:4] for i in read_paths(["https://larnaby.example/", "HTTP://larnaby.example/"])] == ["R140", "R140"]


def test_a_list_of_urls(tmp_path: Path) -> None:
    from onrecord.read.how import Got

    asked: list[str] = []

    def fetch(urls: object) -> object:
        for url in urls:  # type: ignore[attr-defined]
            asked.append(url)
            yield Got(url, (RSS if "feed" in url else page()).encode(), None)

    (tmp_path / "l.urls").write_text(
        "# mine\nhttps://a.example/1\n\nhttps://a.example/feed read daily\nno link\nhttps://a.example/1\nhttps://a.example/"
        + "x" * 9000
    )
    items = list(read_paths([tmp_path], How(fetch=fetch)))  # type: ignore[arg-type]
    assert asked == ["https://a.example/1", "https://a.example/feed"]
    assert [i.source.path if isinstance(i, Article) else i.code.id for i in items] == [
        "https://a.example/1", "https://a.example/feed:1", "R141", "R141",
    ]  # fmt: skip
    items = list(read_paths([tmp_path], How(fetch=fetch, max_links=1)))  # type: ignore[arg-type]
    assert [i.source.path if isinstance(i, Article) else i.code.id for i in items] == ["https://a.example/1", "R127"]


def test_what_a_folder_holds_beside_news_is_told_once(tmp_path: Path) -> None:
    for name in ("a.txt", "b.pdf", "c.PDF", "sub/d.docx", "sub/e", ".hidden", "sub/f.txt.gz"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"The minister left.")
    *items, last = read_paths([tmp_path])
    assert [i.source.name for i in items if isinstance(i, Article)] == ["a", "f"]
    assert isinstance(last, PassedOver)
    assert (last.code.id, last.detail) == ("R209", "1 .docx, 2 .pdf, 1 without one")
