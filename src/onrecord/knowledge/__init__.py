"""What is known of the world and of the language, as data files with source, licence and date."""

from onrecord.knowledge.loader import header_of, load, parse

__all__ = ["header_of", "load", "parse"]
