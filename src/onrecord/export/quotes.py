"""Statements as rows: CSV, and a table for people. The columns are those of ``onrecord quotes`` (docs/codebook.md)."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable

from onrecord.export.rows import cell, safe
from onrecord.store import QUOTE_COLUMNS, QuoteRow

#: What a table on a screen has room for.
SHORT = ("published", "speaker", "cue", "content", "kind", "sense", "article", "place")


def csv_quotes(rows: Iterable[QuoteRow]) -> None:
    """Statements as CSV on standard output, with a header; UTF-8, quotes doubled (RFC 4180)."""
    out = csv.writer(sys.stdout, lineterminator="\r\n")
    out.writerow(QUOTE_COLUMNS)
    for row in rows:
        out.writerow([safe(cell(getattr(row, name))) for name in QUOTE_COLUMNS])


def short(row: QuoteRow) -> tuple[str, ...]:
    """What a table shows of a statement; ``place`` is its content's start and end in the article's source."""
    who = (row.speaker or "") + (f" ({row.speaker_code})" if row.speaker_code and row.speaker_code != "---" else "")
    said = (row.published or "", who, " … ".join(row.cue), " … ".join(row.content), row.kind, row.sense)
    return (*said, row.article, f"{row.start}–{row.end}")
