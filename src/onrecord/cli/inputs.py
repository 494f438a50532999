"""What is read and how: the options for inputs, limits and the web, and the run that they describe."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated, Any

import typer

from onrecord.read.how import Fetch, How

if TYPE_CHECKING:
    from onrecord.article import Article
    from onrecord.errors import ReadError


def _limit(said: str) -> Any:
    return typer.Option(help=said, min=1, metavar="N", rich_help_panel="Limits")


def _web(*names: str, said: str, **more: Any) -> Any:
    return typer.Option(*names, help=said, rich_help_panel="URLs (docs/fetching.md)", **more)


MaxBytes = Annotated[int, _limit("Bytes of one document, unpacked.")]
MaxRatio = Annotated[int, _limit("Times a document may grow when it is unpacked.")]
MaxLinks = Annotated[int, _limit("Pages that are fetched of one list or sitemap.")]
Urls = Annotated[list[str] | None, _web(said="A file of URLs, one a line; may be given again.", metavar="FILE")]
Follow = Annotated[bool, _web("--follow", said="Fetch the pages that feeds and sitemaps link to.")]
Fresh = Annotated[float, _web(said="For so long a page is not asked for again.", min=0, metavar="HOURS")]
Delay = Annotated[float, _web(said="Between two requests to one host.", min=0, metavar="SECONDS")]
Timeout = Annotated[float, _web(said="For one answer.", min=0.1, metavar="SECONDS")]
Retries = Annotated[int, _web(said="Further tries where they may help.", min=0, max=10, metavar="N")]
MaxWait = Annotated[float, _web(said="The longest that a server may ask to wait.", min=0, metavar="SECONDS")]
Contact = Annotated[str | None, _web(said="Your address, for the user agent.", envvar="ONRECORD_CONTACT", metavar="ADDRESS")]
AllowPrivate = Annotated[bool, _web("--allow-private", said="Fetch from your own network too.")]


@dataclass(frozen=True, slots=True)
class Job:
    """What one run reads and prints: inputs, lists of URLs, what is given with them, how to read, fetch and print."""

    paths: tuple[str, ...]
    lists: tuple[str, ...]
    given: dict[str, Any]
    how: How
    manners: dict[str, Any]
    to: str | None
    min_score: float

    def items(self, fetch: Fetch) -> Iterator[Article | ReadError]:
        """All inputs in order, lists of URLs behind the others."""
        from onrecord.read import read_links, read_paths

        how = replace(self.how, fetch=fetch)
        yield from read_paths(self.paths, how, **self.given)
        for file in self.lists:
            yield from read_links(file, how, **self.given)
