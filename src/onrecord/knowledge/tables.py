"""Which knowledge file holds rows of which type: the one list that the checker, the docs and the tests go by."""

from __future__ import annotations

from onrecord.knowledge import countries, pages

TABLES: dict[str, type] = {
from onrecord.knowledge import countries
from onrecord.knowledge.cues import CuePhrase, CueVerb
from onrecord.knowledge.reading import Agency, ChromePhrase, LanguageWords
    "cue_phrases.tsv": CuePhrase,
    "cue_verbs.tsv": CueVerb,
    "agencies.tsv": Agency,
    "chrome.tsv": ChromePhrase,
    "language_words.tsv": LanguageWords,
    countries.FILE: countries.Country,
    pages.CHROME: pages.Chrome,
    pages.AGENCIES: pages.Agency,
    pages.ABBREVIATIONS: pages.Abbreviation,
    pages.OPENERS: pages.Opener,
    pages.LANGUAGES: pages.Language,
}
