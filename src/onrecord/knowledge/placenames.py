"""How place names are compared: the words of a text, each folded, and the key that names are filed under."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

#: A word: letters and digits, with apostrophes inside ("Sana'a", "d'Ivoire"); "'s" at its end is told apart.
WORD = re.compile(r"[^\W_]+(?:['’ʼ`‘][^\W_]+)*")
_POSSESSIVE = re.compile(r"['’ʼ`‘][sS]$")
_APOSTROPHE = re.compile(r"['’ʼ`‘]")
# Letters that Unicode does not take apart.
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "ð": "d", "þ": "th", "ə": "a"}
)
_SHORT = {"saint": "st", "sainte": "ste", "mount": "mt", "fort": "ft"}


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text. ``fold`` is how it is compared; ``bare`` the same without a possessive, ``stop`` where that ends."""

    start: int
    end: int
    raw: str
    fold: str
    bare: str
    stop: int


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """A word as names are compared: no accents, no apostrophes, case folded, "Saint" as "St"."""
    flat = unicodedata.normalize("NFKD", word) if not word.isascii() else word
    flat = "".join(c for c in flat if not unicodedata.combining(c)).casefold().translate(_LETTERS)
    flat = _APOSTROPHE.sub("", flat)
    return _SHORT.get(flat, flat)


def words(text: str) -> list[Word]:
    """The words of a text, in order."""
    out = []
    for m in WORD.finditer(text):
        raw = m.group()
        tail = _POSSESSIVE.search(raw)
        bare = raw[: tail.start()] if tail else raw
        out.append(Word(m.start(), m.end(), raw, fold(raw), fold(bare), m.start() + len(bare)))
    return out


def key(name: str) -> str:
    """The key that a name is filed under: its folded words, a space between them ("" for a name without words)."""
    return " ".join(fold(m.group()) for m in WORD.finditer(name))


def digest(name_key: str) -> int:
    """64 bits of a key's BLAKE2b: how the gazetteer's index finds it. Stable across machines and versions."""
    return int.from_bytes(blake2b(name_key.encode(), digest_size=8).digest(), "little")
