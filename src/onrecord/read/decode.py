"""From bytes to text: unpacking within limits, and the encoding."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from itertools import islice
from typing import IO

from onrecord.errors import Code, ReadError
from onrecord.read.how import MAX_BYTES, MAX_RATIO, PLAIN, How
from onrecord.read.packed import FAULTS, Bomb, Recoded, opened, packing, peekable

__all__ = ["MAX_BYTES", "MAX_RATIO", "Decoded", "broken", "decode", "fitting", "mended", "open_lines", "unpack"]

EMPTY = Code("R101", "the input is empty", "Nothing to code; check how it was saved.")
BINARY = Code("R102", "the input is not text", "Give text, HTML or JSON lines; convert other formats first.")
TRUNCATED = Code("R103", "the input is cut off or damaged", "Fetch or pack it again.")
TOO_BIG = Code("R104", "the input is larger than the limit", "Split it, or raise --max-bytes.")
BOMB = Code("R105", "the input unpacks to far more than it should", "Perhaps a decompression bomb; look, or raise --max-ratio.")
GUESSED = Code("R201", "the encoding is not the one declared", "Check names with accents; save the input as UTF-8.")
SURROGATE = Code("R202", "the text holds half characters", "They are read as U+FFFD; save the input as UTF-8.")

_BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_CHARSET = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?\s*([\w.:-]+)|<\?xml[^>]+encoding\s*=\s*["']([\w.:-]+)""", re.I)
#: What a declared encoding is read as, by the WHATWG Encoding Standard: pages that name the narrower one are mostly
#: written in the wider one, which differs from it in what no text holds.
_LABELS = {
    "iso-8859-1": "cp1252", "iso8859-1": "cp1252", "latin1": "cp1252", "latin-1": "cp1252", "us-ascii": "cp1252",
    "ascii": "cp1252", "iso-8859-9": "cp1254", "iso-8859-11": "cp874", "tis-620": "cp874", "gb2312": "gb18030",
    "gbk": "gb18030", "shift_jis": "cp932", "sjis": "cp932", "euc-kr": "cp949", "ks_c_5601-1987": "cp949",
}  # fmt: skip
_STRANGE = bytes(b for b in range(32) if b < 9 or b > 13)
_UTF_8 = ("utf-8", "utf8")
_WESTERN = ("cp1252", "cp1254", "iso-8859-15", "windows-1252", "windows-1254")
_ACCENTED = re.compile(rb"[\xc0-\xff]{4,}")
_BYTE = re.compile("[\udc80-\udcff]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, the encoding it was decoded with, and the encoding it declared where that was wrong."""

    text: str
    encoding: str
    wrong: str | None = None


def unpack(raw: bytes, name: str, how: How = PLAIN) -> bytes:
    """Bytes of one document, unpacked where they are packed (gzip, Zstandard, xz, bzip2).

    Raises:
        ReadError: R101, R103, R104, R105.
    """
    if not raw:
        raise ReadError(EMPTY, name)
    if not packing(raw):
        if len(raw) > how.max_bytes:
            raise ReadError(TOO_BIG, name, f"{len(raw):,} bytes, limit {how.max_bytes:,}")
        return raw
    try:
        out = opened(io.BytesIO(raw)).read(how.max_bytes + 1)
    except FAULTS as e:
        raise ReadError(TRUNCATED, name, str(e)) from e
    return fitting(out, len(raw), name, how)


def fitting(out: bytes, packed: int, name: str, how: How = PLAIN) -> bytes:
    """What was unpacked from ``packed`` bytes, read to just behind the limit. Raises ReadError R101, R104, R105."""
    if len(out) > how.max_ratio * packed and len(out) > 1_000_000:
        raise ReadError(BOMB, name, f"{packed:,} bytes to over {len(out):,}")
    if len(out) > how.max_bytes:
        raise ReadError(TOO_BIG, name, f"over {how.max_bytes:,} bytes")
    if not out:
        raise ReadError(EMPTY, name)
    return out


def decode(raw: bytes, name: str, charset: str | None = None) -> Decoded:
    """The text of bytes: byte order mark, UTF-16 without mark, UTF-8, declared charset, then a guess, in this order.

    ``charset`` is what was declared outside of them (an HTTP header); it goes before what they declare themselves. What
    reads as UTF-8 without a fault is UTF-8, whatever was declared: hardly any other text does so by chance. What is UTF-8 but
    for some bytes is too. A Western charset is not believed where words are all accented letters.

    Raises:
        ReadError: R102 where they are no text.
    """
    for mark, encoding in _BOMS:
        if raw.startswith(mark):
            try:
                return Decoded(raw.decode(encoding), encoding)
            except UnicodeDecodeError:
                break
    wide = _wide(raw)
    if wide:
        return Decoded(raw.decode(wide, "replace"), wide)
    if _binary(raw):
        raise ReadError(BINARY, name)
    found = _CHARSET.search(raw[:4096])
    inside = (found[1] or found[2]).decode("ascii", "replace").lower() if found else None
    try:
        return Decoded(raw.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        pass
    wrong = charset or inside or "utf-8"
    if (text := _nearly(raw)) is not None:
        return Decoded(text, "utf-8", f"{wrong} with bytes that are none" if wrong in _UTF_8 else wrong)
    for declared in (charset, inside):
        if declared and declared.lower() not in _UTF_8 and not (labelled(declared) in _WESTERN and _foreign(raw)):
            for encoding in dict.fromkeys((labelled(declared), declared.lower())):
                try:
                    return Decoded(raw.decode(encoding), encoding, wrong if declared != wrong else None)
                except (UnicodeError, LookupError):
                    pass
    return _guessed(raw, wrong, name)


def labelled(declared: str) -> str:
    """The encoding that a declared name stands for on the web: ISO-8859-1 is windows-1252."""
    return _LABELS.get(declared.lower(), declared.lower())


def _wide(raw: bytes) -> str | None:
    """UTF-16 without a mark: mostly Latin text has a zero in every other byte."""
    sample = raw[:4000]
    if len(sample) < 8 or b"\x00" not in sample:
        return None
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if odd > 0.7 * half and even < 0.1 * half:
        return "utf-16-le"
    if even > 0.7 * half and odd < 0.1 * half:
        return "utf-16-be"
    return None


def _binary(raw: bytes) -> bool:
    sample = raw[:8000]
    strange = len(sample) - len(sample.translate(None, _STRANGE))
    # 5 %: saved text may hold a stray zero or escape; images, archives and databases hold far more.
    return strange > 0.05 * len(sample) or sample.startswith((b"%PDF", b"PK\x03\x04", b"\x89PNG", b"SQLite format 3"))


def mended(text: str) -> str:
    """A text decoded with "surrogateescape": bytes that were not UTF-8 are windows-1252, which they nearly always are."""
    return _BYTE.sub(lambda m: bytes([ord(m[0]) - 0xDC00]).decode("cp1252", "replace"), text)


def _nearly(raw: bytes) -> str | None:
    """The text of bytes that are UTF-8 but for some: more letters that only UTF-8 writes so than bytes that are none.

    In other encodings hardly any two bytes read as such a letter (GBK: one character in ten).
    """
    faults = len(_BYTE.findall(text := raw.decode("utf-8", "surrogateescape")))
    letters = sum(ord(c) > 127 for c in text) - faults
    return mended(text) if letters > faults else None


def _foreign(raw: bytes) -> bool:
    """Whether bytes hold words of accented letters only: no Western encoding, but perhaps a Cyrillic, Greek or Hebrew one."""
    return sum(1 for _ in islice(_ACCENTED.finditer(raw), 3)) == 3


def _guessed(raw: bytes, wrong: str, name: str) -> Decoded:
    from charset_normalizer import from_bytes

    # Western pages that lie about UTF-8 are nearly always windows-1252; ask the detector only where that can't be.
    if not _foreign(raw):
        try:
            return Decoded(raw.decode("cp1252"), "cp1252", wrong)
        except UnicodeDecodeError:
            pass
    # Only stretches with such bytes are looked at: a page's markup says nothing of its language.
    told = b"\n".join(s for s in re.split(rb"[<>\n]", raw) if not s.isascii())[:100_000]
    best = from_bytes(told).best()
    if best is None:
        raise ReadError(BINARY, name, "no encoding fits")
    return Decoded(raw.decode(best.encoding, "replace"), best.encoding, wrong)


def open_lines(raw: IO[bytes], how: How = PLAIN) -> IO[bytes]:
    """A stream of lines, unpacked while it is read where it is packed, in UTF-8 where it is UTF-16 or UTF-32."""
    stream = peekable(opened(raw, how.max_ratio))
    head = stream.peek(64)[:64]
    encoding = next((e for mark, e in _BOMS if head.startswith(mark) and e != "utf-8-sig"), None) or _wide(head)
    return io.BufferedReader(Recoded(stream, encoding)) if encoding else stream


def broken(e: Exception) -> Code:
    """The code of a stream's fault (``packed.FAULTS``): it is cut off or damaged, or unpacks to far more than it should."""
    return BOMB if isinstance(e, Bomb) else TRUNCATED
