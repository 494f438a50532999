"""Which language a text is in: by its script, then by its small words. Offline and small, for telling English from others.

The method is that of function-word counts (Ingle 1976; Grefenstette 1995): enough for articles, not for single words.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

from onrecord.knowledge.reading import small_words

_WORD = re.compile(r"[^\W\d_]+")
_SCRIPTS = {
    "CYRILLIC": "ru", "ARABIC": "ar", "HEBREW": "he", "GREEK": "el", "CJK": "zh", "HIRAGANA": "ja", "KATAKANA": "ja",
    "HANGUL": "ko", "DEVANAGARI": "hi", "BENGALI": "bn", "THAI": "th", "TAMIL": "ta", "GEORGIAN": "ka", "ARMENIAN": "hy",
    "ETHIOPIC": "am", "KHMER": "km", "MYANMAR": "my",
}  # fmt: skip
#: Words looked at; more does not change the answer on articles.
SAMPLE = 600
#: Fewer words than this are taken for English where the script allows: a headline, a phrase.
FEW = 20
#: Another language needs this many times English's share: names and quotations in English texts stay below half of it.
LEAD = 1.5


def identify(text: str) -> str | None:
    """ISO 639-1 code of a text's language; None where it holds no letters."""
    words = [m.group().lower() for _, m in zip(range(SAMPLE), _WORD.finditer(text), strict=False)]
    if not words:
        return None
    scripts = Counter(_script(w[0]) for w in words)
    script, n = scripts.most_common(1)[0]
    if script in _SCRIPTS and n > 0.5 * len(words):
        if script == "CJK" and (scripts["HIRAGANA"] or scripts["KATAKANA"]):
            return "ja"
        return _SCRIPTS[script]
    shares = {lang: sum(w in known for w in words) / len(words) for lang, known in small_words().items()}
    best = max(sorted(shares), key=lambda lang: shares[lang])
    if best != "en" and len(words) >= FEW and shares[best] > max(LEAD * shares["en"], 0.1):
        return best
    return "en"


def _script(letter: str) -> str:
    return unicodedata.name(letter, "LATIN").split()[0].split("-")[0]
