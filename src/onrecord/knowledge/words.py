"""In how many documents of general news each word stands: what tells a rare word from a common one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from onrecord.knowledge.loader import load

FILE = "document_counts.tsv"
#: The row that holds the number of documents counted; no stem is written so.
TOTAL = "*"


@dataclass(frozen=True, slots=True)
class DocumentCount:
    """A stem and the number of documents it stands in."""

    stem: str
    documents: int


@dataclass(frozen=True)
class DocumentCounts:
    """The table as a whole: how many documents were counted, and in how many each stem stands (0 for unknown ones)."""

    documents: int
    counts: Mapping[str, int]

    def of(self, stem: str) -> int:
        """In how many documents a stem stands."""
        return self.counts.get(stem, 0)


@cache
def document_counts() -> DocumentCounts:
    """The package's table."""
    counts = {r.stem: r.documents for r in load(FILE, DocumentCount)}
    return DocumentCounts(counts.pop(TOTAL), counts)
