"""Which knowledge file holds rows of which type: the one list that the checker, the docs and the tests go by."""

from __future__ import annotations

from onrecord.knowledge import countries, pages

TABLES: dict[str, type] = {
    countries.FILE: countries.Country,
    pages.CHROME: pages.Chrome,
    pages.AGENCIES: pages.Agency,
    pages.ABBREVIATIONS: pages.Abbreviation,
    pages.OPENERS: pages.Opener,
    pages.LANGUAGES: pages.Language,
}
