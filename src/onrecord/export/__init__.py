"""One file a format: what leaves onrecord."""

from __future__ import annotations

from typing import Protocol

from onrecord.article import Article
from onrecord.errors import OnrecordError


class Writer(Protocol):
    """Prints coded articles as they come."""

    def article(self, article: Article) -> None:
        """One coded article."""

    def failure(self, error: OnrecordError) -> None:
        """One input that could not be read."""

    def close(self) -> None:
        """Nothing comes any more."""


def writer(format_: str) -> Writer:
    """The writer of a format to standard output: jsonl (documents), csv or table (events)."""
    if format_ == "jsonl":
        from onrecord.export.jsonl import JsonlWriter

        return JsonlWriter()
    from onrecord.export.rows import CsvWriter, TableWriter

    return CsvWriter() if format_ == "csv" else TableWriter()
