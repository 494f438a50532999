"""Pages from the web, only those that the user names: politely, within limits, from public addresses."""

from onrecord.fetch.fetcher import Cache, Fetcher
from onrecord.fetch.manners import Manners

__all__ = ["Cache", "Fetcher", "Manners"]
