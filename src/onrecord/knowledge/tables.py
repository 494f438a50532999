"""Which knowledge file holds rows of which type: the one list that the checker, the docs and the tests go by."""

from __future__ import annotations

from onrecord.knowledge import countries
from onrecord.knowledge.reading import Agency, ChromePhrase, LanguageWords

TABLES: dict[str, type] = {
    "agencies.tsv": Agency,
    "chrome.tsv": ChromePhrase,
    "language_words.tsv": LanguageWords,
    countries.FILE: countries.Country,
}
