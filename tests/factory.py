"""A coded article made by hand, with one of everything that a store or an exporter must carry. No model, no stage."""

from __future__ import annotations

from typing import Any

from onrecord.article import (
    Article,
    Block,
    Claim,
    Count,
    CountPart,
    Credit,
    Event,
    EventDate,
    Mark,
    Note,
    Participant,
    Party,
    Place,
    Published,
    Response,
    Sentence,
    Span,
    Speaker,
    Statement,
    Text,
    Time,
)
from onrecord.read.text import article_of_text

TEXT = (
    "Menu\n"
    "Gunmen kill five guards\n"
    "By Alma Reyes\n"
    "Gunmen killed five guards near Arlit on Monday, the governor said.\n"
    "Source: Mercury Press"
)


def coded(text: str = TEXT, **given: Any) -> Article:
    """``text`` must hold the words of TEXT, wherever they stand; ``given`` are fields of the source."""
    a = article_of_text(text, **({"given_id": "n1", "outlet": "The Sahel Courier", "given_date": "2025-03-12"} | given))

    def on(words: str, after: int = 0) -> Mark:
        at = text.index(words, after)
        return a.mark(at, at + len(words))

    def span(words: str) -> Span:
        return on(words).span

    story = text.index("Gunmen killed")
    killed, guards, governor = on("killed"), on("five guards", story), on("governor")
    said, gunmen = on("said"), on("Gunmen", story)
    content = on("Gunmen killed five guards near Arlit on Monday")
    who = (CountPart("CVL", "workers", 5, 5, (guards,)), CountPart(None, "men", None, None, (guards,)))
    answers = (Response("denied", "a3", (governor, said), "q1", "test"), Response("doubted", None, (said,), None, "test"))
    layers: dict[str, Any] = {
        "blocks": (
            Block("chrome", span("Menu"), None, "tidy@1", "chrome.tsv: menu"),
            Block("title", span("Gunmen kill five guards"), on("Gunmen kill five guards").at, "tidy@1", "first line"),
            Block("byline", span("By Alma Reyes"), on("By Alma Reyes").at, "tidy@1", "byline"),
            Block("body", content.span.hull(said.span), content.at.hull(said.at), "tidy@1", "prose", 0.9),
            Block("credit", span("Source: Mercury Press"), on("Source: Mercury Press").at, "tidy@1", "source line"),
        ),
        "title": Text("Gunmen kill five guards", on("Gunmen kill five guards"), "tidy@1", "first line"),
        "byline": (Text("Alma Reyes", on("Alma Reyes"), "tidy@1", "byline"),),
        "credit": Credit("Mercury Press", span("Source: Mercury Press"), "tidy@1", "source line"),
        "language": "en",
        "published": Published(given.get("given_date", "2025-03-12"), "given", "times@1", "given"),
        "sentences": (Sentence(Mark(content.span.hull(said.span), content.at.hull(said.at)), "parse@1", "test"),),
        "times": (Time("t1", on("Monday"), "DATE", "2025-03-10", "published", "times@1", "weekday"),),
        "places": (
            Place("p1", on("Arlit"), "Arlit", 18.74, 7.39, "NER", "city", "geonames:1", "city", "place", "places@1", "only"),
        ),
        "parties": (
            Party("a1", "gunmen", "group", "---", ("CRM",), (gunmen,), "parties@1", "gunmen"),
            Party("a2", "five guards", "group", "NER", ("CVL",), (guards,), "parties@1", "guards"),
            Party("a3", "governor", "person", "NER", ("GOV",), (governor,), "parties@1", "governor"),
        ),
        "statements": (
            Statement("q1", "indirect", (governor,), (said,), (content,), "said", (), None, "attribution@1", "say + clause"),
        ),
        "speakers": (Speaker("q1", "a3", "parties@1", "governor"),),
        "events": (
            Event(
                "e1", killed, "ASSAULT", "kill", ("terrorism",), "190", 4, -10.0, "actual",
                (Participant("a1", gunmen),), (Participant("a2", guards),), EventDate("2025-03-10", "day", "t1"), "p1",
                (Claim("q1", "a3"),), 0.8, "events@1", "kill.v", killed=Count(5, 5, (on("five", story),), who),
                participants=Count(5, None, (on("five", story),)),
                responses=answers,
            ),
        ),
        "notes": (Note("T104", "a note", span("Monday"), "times@1"),),
    }  # fmt: skip
    return a.with_layers(layers)
