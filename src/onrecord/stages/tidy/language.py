"""Which language a text is written in: by its script, then by its function words. Offline, small, good for news."""

from __future__ import annotations

import re
from collections import Counter

from onrecord.knowledge import pages

_WORD = re.compile(r"[^\W\d_]+")
_ELSEWHERE = re.compile("[\u0370-\U0010ffff]")
_MARKED = re.compile("[à-öø-žșțạ-ỹ]")
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
    lower = text.lower()
    for row, script, marks in pages.scripts() if len(_ELSEWHERE.findall(text)) > 0.1 * letters else ():
        share = len(script.findall(text)) / letters
        # Japanese mixes in Chinese characters: a tenth of kana tells it; others need most letters.
        if share > row.share and (marks is None or len(marks.findall(lower)) > 0.01 * letters):
            return row.code
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
    if best != "en" and english == 0 and most >= 2 and len(words) >= 6 and len(_MARKED.findall(lower)) > 0.02 * letters:
        return best  # a sentence with other languages' letters and not one English function word
    if best != "en" and (len(words) < 8 or most < 3 or most <= 1.3 * english or most < 0.12 * len(words)):
        return "en" if given == "en" or english >= most else given
    return best
