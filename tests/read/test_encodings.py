"""Encodings as they come: declared rightly, wrongly, or not at all."""

from __future__ import annotations

import gzip
import json
import os
from dataclasses import fields
from pathlib import Path

import pytest

from onrecord.article import Article
from onrecord.errors import ReadError
from onrecord.read import read_paths
from onrecord.read.decode import decode, unpack
from onrecord.read.one import article_of_bytes
from onrecord.store import Store

RUSSIAN = "Министр обороны заявил в понедельник, что мост у города будет закрыт на ремонт: трое пострадали. " * 4
GREEK = "Ο υπουργός δήλωσε τη Δευτέρα ότι η γέφυρα θα κλείσει για επισκευές μετά το ατύχημα. " * 6
FRENCH = "Le ministre a déclaré à la presse que le pont serait fermé jusqu’à l’été, après l’arrêt décrété. " * 3


def page(text: str, charset: str | None = None, scripts: int = 0) -> str:
    """A page with so many characters of script before its story."""
    meta = f'<meta charset="{charset}">' if charset else ""
    return f"<html><head>{meta}<script>{'var x = 1; ' * (scripts // 11)}</script></head><body><p>{text}</p></body></html>"


@pytest.mark.parametrize("scripts", [0, 100_000])
@pytest.mark.parametrize(
    ("text", "encoding", "header", "meta"),
    [
        (RUSSIAN, "cp1251", None, "windows-1251"),
        (RUSSIAN, "cp1251", "iso-8859-1", "windows-1251"),  # a server that says for all pages what it was delivered with
        (RUSSIAN, "cp1251", "iso-8859-1", None),
        (RUSSIAN, "cp1251", "windows-1252", "iso-8859-1"),
        (RUSSIAN, "cp1251", None, "utf-8"),
        (RUSSIAN, "cp1251", None, None),
        (RUSSIAN, "koi8-r", "iso-8859-1", None),
        (RUSSIAN, "utf-8", "windows-1251", "koi8-r"),
        (GREEK, "iso8859-7", "utf-8", None),
        (FRENCH, "cp1252", "utf-8", "utf-8"),
        (FRENCH, "cp1252", "iso-8859-1", None),
        (FRENCH, "cp1252", None, "no-such-thing"),
        (FRENCH, "cp1252", None, None),
        (FRENCH, "utf-8", "iso-8859-1", "iso-8859-1"),
        (FRENCH, "utf-16-le", None, "utf-8"),
        (FRENCH, "utf-16-be", "iso-8859-1", None),
    ],
)
def test_text_is_read_as_it_was_written(text: str, encoding: str, header: str | None, meta: str | None, scripts: int) -> None:
    said = page(text, meta, scripts)
    assert decode(said.encode(encoding), "x", header).text == said


def test_what_was_declared_wrongly_is_told() -> None:
    found = decode(page(RUSSIAN, "windows-1251").encode("cp1251"), "x", "iso-8859-1")
    assert (found.encoding, found.wrong) == ("windows-1251", "iso-8859-1")
    article = article_of_bytes(page(RUSSIAN).encode("cp1251"), "x", {"kind": "html"}, charset="latin-1")
    assert [n.code for n in article.notes if n.code == "R201"] == ["R201"]
    assert "latin-1 declared, read as cp1251" in str(article.notes)


def test_a_few_stray_bytes_do_not_spoil_a_page() -> None:
    raw = page(FRENCH, "utf-8").encode().replace(b"<body>", b"<body><p>\x93An aside\x94 caf\xe9</p>")
    found = decode(raw, "x")
    assert FRENCH in found.text
    assert "“An aside” café" in found.text
    assert (found.encoding, found.wrong) == ("utf-8", "utf-8 with bytes that are none")
    cut = page(FRENCH).encode()
    at = cut.index("é".encode()) + 1
    assert decode(FRENCH.encode() + cut[:at], "x").text.startswith(FRENCH)


@pytest.mark.parametrize("raw", [b"   \n\t\r\n", b"\xef\xbb\xbf \n", "\u2028 \u3000".encode()])
@pytest.mark.parametrize("kind", ["text", "html"])
def test_white_space_is_nothing(raw: bytes, kind: str) -> None:
    with pytest.raises(ReadError, match="R101"):
        article_of_bytes(raw.removeprefix(b"\xef\xbb\xbf"), "x", {"kind": kind})
    with pytest.raises(ReadError, match="R101"):
        article_of_bytes(gzip.compress(raw), "x", {"kind": kind})


@pytest.mark.parametrize("raw", [b"%PDF-1.4 \x00", b"PK\x03\x04 words", bytes(range(256)) * 20, b"\x00" * 1000])
def test_what_is_no_text(raw: bytes) -> None:
    with pytest.raises(ReadError, match="R102"):
        decode(raw, "x")


def test_a_text_that_is_called_a_page_is_read_as_text() -> None:
    article = article_of_bytes(b"The minister said 2 < 3 & left.\n\nHe came back.", "x", {"kind": "html"})
    assert isinstance(article, Article)
    assert article.text == "The minister said 2 < 3 & left.\n\nHe came back."
    assert article.source.kind == "text"
    assert [n.code for n in article.notes] == ["R207"]


def test_unpacking_ends_at_the_limit() -> None:
    with pytest.raises(ReadError, match=r"R10[45]"):
        unpack(gzip.compress(b"a" * 30_000_000), "x")


def test_half_characters_reach_no_layer(tmp_path: Path) -> None:
    half = "a\ud800b"
    record = {"text": f"Words {half}.", "id": half, "title": half, "url": half, "outlet": half, "published": half}
    ld = json.dumps({"@type": "NewsArticle", "headline": half, "author": half, "publisher": half, "articleBody": half * 100})
    page_ = {"html": f'<html><script type="application/ld+json">{ld}</script><body></body></html>'}
    item = {"id": half, "title": half, "content_text": half, "date_published": half, "url": half}
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": half, "items": [item]}
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, (record, page_))))
    (tmp_path / "f.json").write_text(json.dumps(feed))
    found = list(read_paths([tmp_path]))
    assert len(found) == 3
    for a in found:
        assert isinstance(a, Article)
        repr_ = [a.text, a.id, *(str(getattr(a.source, f.name)) for f in fields(a.source)), *(n.text for n in a.notes)]
        assert "\n".join(repr_).encode()
        assert a.mark(0, len(a.text))
    assert [n.code for n in found[0].notes if isinstance(found[0], Article)] == ["R202"]  # type: ignore[union-attr]
    assert found[0].text == "Words a\ufffdb."  # type: ignore[union-attr]


def test_file_names_that_are_no_text(tmp_path: Path) -> None:
    for name in (b"caf\xe9.txt", b"caf\xe8.txt", b"bad\xff.html.gz"):
        try:
            (tmp_path / os.fsdecode(name)).write_bytes(b"The minister left." if b"caf" in name else b"\x1f\x8bno")
        except OSError:
            pytest.skip("names must be UTF-8 here")
    found = list(read_paths([tmp_path]))
    assert [f.source.name if isinstance(f, Article) else f.code.id for f in found] == ["R103", "caf\\udce8", "caf\\udce9"]
    assert len({a.id for a in found if isinstance(a, Article)}) == 2
    with Store(tmp_path / "x.db", write=True) as store:
        for f in found:
            if isinstance(f, Article):
                assert store.add(f, "read") == "added"
            else:
                store.add_failure(f)
        assert store.count("failures") == 1
