"""Articles made by hand whose events are told in a few words: no model, no stage."""

from __future__ import annotations

from typing import Any

from onrecord.article import (
    Article,
    Claim,
    Count,
    Event,
    EventDate,
    Mark,
    Participant,
    Party,
    Place,
    Published,
    Sentence,
    Speaker,
    Statement,
)
from onrecord.corpus import happenings
from onrecord.read.text import article_of_text
from onrecord.store import Store

PLACES = {"Arlit": (18.74, 7.39, "NER", "city"), "Agadez": (16.97, 7.99, "NER", "city"), "Niger": (17.6, 8.1, "NER", "country"),
          "Gao": (16.27, -0.04, "MLI", "city"), "Kossel": (18.70, 7.10, "NER", "city")}  # fmt: skip


def told(
    ident: str, events: list[dict[str, Any]], *, published: str = "2025-03-12", outlet: str = "", text: str = "", **given: Any
) -> Article:
    """An article with one sentence an event.

    Each event: ``say`` (the sentence), ``anchor`` (a word of it) and, where known, type, mode, status, date, place (a name of
    PLACES), actors and recipients ({words: code}), killed, wounded … ((low, high)), by (the claimant's words).
    """
    body = text + "".join(f"{e['say']}\n" for e in events)
    a = article_of_text(body, given_id=ident, outlet=outlet or f"The {ident}", **given)
    made = _Maker(a)
    for e in events:
        made.event(e)
    return a.with_layers(made.layers | {"published": Published(published, "given", "t@1", "t")})


class _Maker:
    def __init__(self, article: Article) -> None:
        self.article = article
        self.at = 0
        self.layers: dict[str, Any] = dict.fromkeys(("sentences", "events", "parties", "places", "statements", "speakers"), ())

    def on(self, words: str) -> Mark:
        at = self.article.text.index(words, self.at)
        return self.article.mark(at, at + len(words))

    def add(self, layer: str, row: Any) -> Any:
        self.layers[layer] += (row,)
        return row

    def party(self, words: str, code: str) -> str:
        ident = f"a{len(self.layers['parties']) + 1}"
        roles = (code[3:],) if code[3:] else ()
        self.add("parties", Party(ident, words, "group", code[:3], roles, (self.on(words),), "t@1", "t"))
        return ident

    def event(self, e: dict[str, Any]) -> None:
        self.at = self.article.text.index(e["say"], self.at)
        n = len(self.layers["events"]) + 1
        self.add("sentences", Sentence(self.on(e["say"]), "t@1", "t"))
        sides = {
            side: tuple(Participant(self.party(words, code), self.on(words)) for words, code in e.get(side, {}).items())
            for side in ("actors", "recipients")
        }
        place = None
        if "place" in e:
            lat, lon, country, precision = PLACES[e["place"]]
            place = f"p{n}"
            self.add(
                "places",
                Place(place, self.on(e["place"]), e["place"], lat, lon, country, "city", None, precision, "place", "t", "t"),
            )  # type: ignore[arg-type]
        claims: tuple[Claim, ...] = ()
        if "by" in e:
            speaker = self.party(e["by"], e.get("by_code", "---"))
            self.add(
                "statements",
                Statement(f"q{n}", "indirect", (self.on(e["by"]),), (), (self.on(e["anchor"]),), "said", (), None, "t", "t"),
            )
            self.add("speakers", Speaker(f"q{n}", speaker, "t", "t"))
            claims = (Claim(f"q{n}", speaker),)
        counts = {k: Count(*e[k], (self.on(e["anchor"]),)) for k in ("killed", "wounded", "arrested", "displaced") if k in e}
        date = EventDate(e["date"], "day", None) if "date" in e else None
        self.add(
            "events",
            Event(f"e{n}", self.on(e["anchor"]), e.get("type", "ASSAULT"), e.get("mode"), (), "190", 4, -9.0,
                  e.get("status", "actual"), sides["actors"], sides["recipients"], date, place, claims, 0.9, "t@1", "t",
                  **counts),
        )  # fmt: skip


def stored(store: Store, *articles: Article) -> Store:
    for a in articles:
        store.add(a, "one@1")
    return store


def one_story(store: Store) -> None:
    """Every article a report of its own, all of one story, their mentions grouped (reprints are tested apart)."""
    db = store.connection
    first = db.execute("SELECT min(doc) FROM articles").fetchone()[0]
    db.execute("DELETE FROM reports")
    db.execute("INSERT INTO reports SELECT doc, doc, NULL, NULL, 'test' FROM articles")
    db.execute("INSERT OR REPLACE INTO stories SELECT doc, ?, 'test' FROM articles", (first,))
    happenings.regroup(db, [first])
