"""Which knowledge file holds rows of which type: the one list that the checker, the docs and the tests go by."""

from __future__ import annotations

from onrecord.knowledge import countries

TABLES: dict[str, type] = {
    countries.FILE: countries.Country,
}
