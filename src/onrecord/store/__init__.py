"""The database of attributed events: one SQLite file. Knows articles, nothing of how they are coded."""

from onrecord.store.fetched import Fetched, Kept
from onrecord.store.query import COLUMNS, EventFilter, EventRow, plain, ranged
from onrecord.store.quotes import QUOTE_COLUMNS, QuoteFilter, QuoteRow
from onrecord.store.store import Store
from onrecord.store.verify import Fallen
from onrecord.store.write import offsets_of

__all__ = [
    "COLUMNS",
    "QUOTE_COLUMNS",
    "EventFilter",
    "EventRow",
    "Fallen",
    "Fetched",
    "Kept",
    "QuoteFilter",
    "QuoteRow",
    "Store",
    "offsets_of",
    "plain",
    "ranged",
]
