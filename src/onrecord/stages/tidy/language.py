"""Which language a text is written in: by its script, then by its function words. Offline, small, good for news."""

from __future__ import annotations

import re
from collections import Counter

from onrecord.knowledge import pages

#: Scripts that tell a language, or the best guess at one, by the range of their letters.
_SCRIPTS = (
    ("ja", re.compile("[\u3040-\u30ff]")),
    ("zh", re.compile("[\u3400-\u9fff]")),
    ("ko", re.compile("[\uac00-\ud7af]")),
    ("ar", re.compile("[\u0600-\u06ff]")),
    ("he", re.compile("[\u0590-\u05ff]")),
    ("ru", re.compile("[\u0400-\u04ff]")),
    ("el", re.compile("[\u0370-\u03ff]")),
    ("hi", re.compile("[\u0900-\u097f]")),
    ("bn", re.compile("[\u0980-\u09ff]")),
    ("ta", re.compile("[\u0b80-\u0bff]")),
    ("th", re.compile("[\u0e00-\u0e7f]")),
    ("ka", re.compile("[\u10a0-\u10ff]")),
    ("hy", re.compile("[\u0530-\u058f]")),
    ("am", re.compile("[\u1200-\u137f]")),
)
_WORD = re.compile(r"[^\W\d_]+")
#: Characters looked at: enough for any text, little for a long one.
LOOK = 20_000


def identify(text: str, hint: str | None = None) -> str | None:
    """The ISO 639-1 code of a text's language; ``hint`` (what the input says it is) decides where the words do not.

    Texts of a few words, or without function words (lists of names), are taken for what the hint says, else English;
    None where there is no letter at all.
    """
    text = text[:LOOK]
    given = (hint or "en").strip().lower().replace("_", "-").split("-")[0] or "en"
    words = [w.lower() for w in _WORD.findall(text)]
    if not words:
        return None
    letters = sum(len(w) for w in words)
    for code, script in _SCRIPTS:
        share = len(script.findall(text)) / letters
        # Japanese mixes in Chinese characters: a tenth of kana tells it; others need most letters.
        if share > (0.1 if code == "ja" else 0.4):
            return given if code == "ru" and given in ("uk", "bg", "sr", "mk", "be", "kk") else code
    known = pages.function_words()
    votes: Counter[str] = Counter()
    for word in words:
        for code in known.get(word, ()):
            votes[code] += 1
    if not votes:
        return given
    best, most = min(votes.items(), key=lambda v: (-v[1], v[0] != given, v[0]))
    # English unless another language has clearly more of its function words, in a text long enough to say so.
    english = votes["en"]
    if best != "en" and (len(words) < 8 or most < 3 or most <= 1.3 * english or most < 0.12 * len(words)):
        return "en" if given == "en" or english >= most else given
    return best
