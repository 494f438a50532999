"""JSON lines with everything wrong that real ones have."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
from pathlib import Path

import pytest
import zstandard

from onrecord.article import Article
from onrecord.errors import ReadError
from onrecord.read import packed, read_paths
from onrecord.read.how import How
from onrecord.read.jsonl import articles_of_jsonl


def read(raw: bytes | str, how: How | None = None) -> list[Article | ReadError]:
    data = raw.encode() if isinstance(raw, str) else raw
    return list(articles_of_jsonl(io.BytesIO(data), "x.jsonl", {}, how or How()))


def told(items: list[Article | ReadError]) -> list[str]:
    return [i.text if isinstance(i, Article) else f"{i.code.id} {i.name}" for i in items]


@pytest.mark.parametrize("extra", [-1, 0, 1, 1000])
def test_a_line_over_the_limit_costs_itself_only(extra: int) -> None:
    limit = 200
    long = json.dumps({"text": "a" * (limit + extra - len(json.dumps({"text": ""})))})  # with its line's end: limit + extra + 1
    lines = [json.dumps({"text": "One."}), long, json.dumps({"text": "Two."}), json.dumps({"text": "Three."})]
    found = told(read("\n".join(lines), How(max_bytes=limit)))
    assert [found[0], *found[2:]] == ["One.", "Two.", "Three."]
    assert (found[1] == "R104 x.jsonl:2") == (extra >= 0)


@pytest.mark.parametrize("raw", ["", "\n\n", "  \r\n", "\ufeff"])
def test_nothing_is_told_as_nothing(raw: str) -> None:
    assert told(read(raw)) == ["R101 x.jsonl"]


def test_fields_of_the_wrong_kind_are_left_out_and_told() -> None:
    record = {"text": "A.", "id": {"a": 1}, "title": ["t"], "url": True, "outlet": {}, "language": [1], "published": None}
    [a] = read(json.dumps(record))
    assert isinstance(a, Article)
    s = a.source
    assert (s.given_id, s.title, s.url, s.outlet, s.language, s.given_date) == (None,) * 6
    assert [n.text.rpartition(": ")[2] for n in a.notes] == [
        "id is a dict", "title is a list", "url is a bool", "outlet is a dict", "language is a list",
    ]  # fmt: skip


def test_numbers_are_taken_and_empty_fields_are_none() -> None:
    found = read(
        '{"text": "A.", "id": 7, "published": 20210304}\n{"text": "B.", "id": "", "url": " "}\n{"text": "C.", "id": 0}'
    )
    assert [(a.source.given_id, a.source.given_date) for a in found if isinstance(a, Article)] == [
        ("7", "20210304"), (None, None), ("0", None),
    ]  # fmt: skip


def test_html_is_read_where_the_text_is_none() -> None:
    html = "<p>The minister said on Monday that the bridge would be closed until the spring, and a ferry would run.</p>" * 3
    for text in (5, "", " ", None, []):
        [a] = read(json.dumps({"text": text, "html": html}))
        assert isinstance(a, Article)
        assert a.source.kind == "html"
    assert told(read('{"text": 5, "html": 6}')) == ["R108 x.jsonl:1"]


def test_encodings() -> None:
    line = '{"text": "The café was shut, “for good”."}\n'
    assert told(read(line.encode("cp1252") + b'{"text": "B."}')) == ["The café was shut, “for good”.", "B."]
    [a, _] = read(line.encode("cp1252") + b'{"text": "B."}')
    assert [n.code for n in a.notes if isinstance(a, Article)] == ["R201"]  # type: ignore[union-attr]
    for encoding in ("utf-16", "utf-16-le", "utf-16-be", "utf-8-sig", "utf-32"):
        assert told(read((line * 2).encode(encoding))) == ["The café was shut, “for good”."] * 2
    assert (
        told(read(b"\xef\xbb\xbf" + line.encode() + b"\xef\xbb\xbf" + line.encode())) == ["The café was shut, “for good”."] * 2
    )


def test_signs_that_end_lines_elsewhere_end_none_here() -> None:
    text = "One\u2028two\u0085three\x0bfour"
    for encoding in ("utf-8", "utf-16"):
        raw = json.dumps({"text": text}, ensure_ascii=False).encode(encoding)
        assert told(read(raw)) == [text]


@pytest.mark.parametrize("pack", [gzip.compress, zstandard.compress, lzma.compress, bz2.compress])
def test_what_stands_before_a_cut_is_read(pack: object) -> None:
    import random

    words = random.Random(1)
    lines = [json.dumps({"text": " ".join(str(words.random()) for _ in range(40))}) for _ in range(2000)]
    packed = pack("\n".join(lines).encode())  # type: ignore[operator]
    found = told(read(packed[: len(packed) * 3 // 4]))
    assert found[-1].startswith("R103 ")
    assert found[-1] == f"R103 x.jsonl:{len(found)}"
    assert found[:-1] == [json.loads(line)["text"] for line in lines[: len(found) - 1]]
    assert len(found) > 100


@pytest.mark.parametrize(
    "name", ["x.jsonl.gz", "x.json.gz", "x.urls.gz", "x.xml.gz", "x.warc.gz", "x.html.gz", "x.txt.zst", "x.jsonl.zst"]
)
def test_bombs_are_given_up_early(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packed, "_FREE", 1 << 24)
    block = b" a" * (1 << 19)
    with (tmp_path / name).open("wb") as out:
        stream = (
            zstandard.ZstdCompressor().stream_writer(out) if name.endswith("zst") else gzip.GzipFile(fileobj=out, mode="wb")
        )
        with stream as w:
            for _ in range(60):
                w.write(block)
    found = list(read_paths([tmp_path / name], How(max_bytes=1_000_000)))
    assert found
    assert all(isinstance(f, ReadError) and f.code.id in ("R104", "R105", "R121", "R133") for f in found)


def test_a_record_over_several_lines_and_lines_in_a_json_file(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": "One.", "id": "a"}, indent=2))
    (tmp_path / "b.jsonl").write_text(json.dumps([{"text": "Two."}, {"text": "Three."}], indent=2))
    (tmp_path / "c.json").write_text('{"text": "Four."}\n{"text": "Five."}\n{bad\n{"text": "Six."}\n')
    assert [t if t[0] != "R" else t[:4] for t in told(list(read_paths([tmp_path])))] == [
        "One.", "Two.", "Three.", "Four.", "Five.", "R107", "Six.",
    ]  # fmt: skip
