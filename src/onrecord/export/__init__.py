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


class _Sure:
    """A writer that is told only of the events of which the coder is at least so sure."""

    def __init__(self, write: Writer, min_score: float) -> None:
        self.write, self.min_score = write, min_score
        self.failure, self.close = write.failure, write.close

    def article(self, article: Article) -> None:
        """One coded article, without its less sure events."""
        self.write.article(article.with_layers({"events": tuple(e for e in article.events if e.score >= self.min_score)}))


def writer(format_: str, min_score: float = 0.0) -> Writer:
    """The writer of a format to standard output: jsonl (documents), csv or table (events); of events at least so sure."""
    if min_score > 0:
        return _Sure(writer(format_), min_score)
    if format_ == "jsonl":
        from onrecord.export.jsonl import JsonlWriter

        return JsonlWriter()
    from onrecord.export.rows import CsvWriter, TableWriter

    return CsvWriter() if format_ == "csv" else TableWriter()
