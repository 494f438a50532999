"""Which knowledge file holds rows of which type: the one list that the checker, the docs and the tests go by."""

from __future__ import annotations

TABLES: dict[str, type] = {}
