"""Parties: who is who, with country and role on the article's date."""

from onrecord.stages.parties.stage import Parties

__all__ = ["Parties"]
