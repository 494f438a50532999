"""onrecord as a spaCy component: ``nlp.add_pipe("onrecord")``.

>>> import spacy
>>> nlp = spacy.blank("en")
>>> _ = nlp.add_pipe("onrecord", config={"published": "2025-03-12"})
>>> doc = nlp("Gunmen killed five guards near Arlit on Monday, the governor said.")    # doctest: +SKIP
>>> doc._.onrecord["events"][0]["type"]                                                # doctest: +SKIP
'ASSAULT'

The component reads ``doc.text`` and does its own parse, since what it gives rests on the parser whose version it pins; what
other components of the pipeline say is left as it is. Spans of the coded document count in ``doc.text``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from spacy.language import Language
from spacy.tokens import Doc

if TYPE_CHECKING:
    from onrecord.article import Article

#: The span groups that the component sets, by what they hold.
GROUPS = ("onrecord_events", "onrecord_speakers", "onrecord_cues", "onrecord_contents", "onrecord_times", "onrecord_places")


class Component:
    """Codes docs: sets ``doc._.onrecord`` (the coded document of docs/format.md, as JSON) and the span groups of GROUPS.

    Args:
        published: publication date of all docs, ISO; a doc's own ``doc.user_data["published"]`` overrides it.
        outlet: who published them; ``doc.user_data["outlet"]`` overrides it.
    """

    def __init__(self, published: str | None = None, outlet: str | None = None) -> None:
        from onrecord.pipeline import Pipeline

        self.published, self.outlet = published, outlet
        self.pipeline = Pipeline()
        if not Doc.has_extension("onrecord"):
            Doc.set_extension("onrecord", default=None)

    def __call__(self, doc: Doc) -> Doc:
        """The same doc, coded."""
        return next(self.pipe([doc]))

    def pipe(self, docs: Iterable[Doc], batch_size: int = 32) -> Iterator[Doc]:
        """The same docs in the same order, coded; ``batch_size`` is spaCy's and has no effect on results."""
        held: list[Doc] = []

        def articles() -> Iterator[Article]:
            for doc in docs:
                held.append(doc)
                yield self._article(doc)

        for coded in self.pipeline.code(articles()):
            yield _marked(held.pop(0), coded)

    def _article(self, doc: Doc) -> Article:
        from onrecord.read.text import article_of_text

        given = {
            "given_date": doc.user_data.get("published") or self.published,
            "outlet": doc.user_data.get("outlet") or self.outlet,
            "given_id": doc.user_data.get("id"),
        }
        return article_of_text(doc.text, **{k: str(v) for k, v in given.items() if v is not None})


def _marked(doc: Doc, coded: Article) -> Doc:
    from onrecord.export.jsonl import document

    row = document(coded)
    del row["text"]  # it is doc.text
    doc._.onrecord = row
    found: dict[str, list[tuple[Any, str]]] = {
        "onrecord_events": [(e.anchor, e.type) for e in coded.events],
        "onrecord_speakers": [(m, s.id) for s in coded.statements for m in s.speaker],
        "onrecord_cues": [(m, s.id) for s in coded.statements for m in s.cue],
        "onrecord_contents": [(m, s.id) for s in coded.statements for m in s.content],
        "onrecord_times": [(t.mark, t.value) for t in coded.times],
        "onrecord_places": [(p.mark, p.name) for p in coded.places],
    }
    for name, marks in found.items():
        spans = [doc.char_span(m.span.start, m.span.end, label=label, alignment_mode="expand") for m, label in marks]
        doc.spans[name] = [s for s in spans if s is not None]
    return doc


@Language.factory("onrecord", default_config={"published": None, "outlet": None}, assigns=["doc._.onrecord"], retokenizes=False)
def make(nlp: Language, name: str, published: str | None, outlet: str | None) -> Component:
    """The factory that ``nlp.add_pipe("onrecord")`` finds by the package's entry point."""
    return Component(published, outlet)
