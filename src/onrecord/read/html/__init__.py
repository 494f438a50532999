"""HTML: the story by trafilatura, found again in the page, so that each character keeps its place.

The page is read as its visible characters with their places and the elements around them (page.py). Each line that
trafilatura extracts is looked up in that run (align.py); what a line is by its markup, and what belongs to the story though
it was not extracted, say the rules of story.py; headline and byline are found by what the page states of itself (head.py,
facts.py). The reading text is then written from the page itself, never from the extraction, so the offset map is exact.
"""

from __future__ import annotations

from onrecord.read.html.article import NO_TEXT, UNPLACED, article_of_html

__all__ = ["NO_TEXT", "UNPLACED", "article_of_html"]
