"""spaCy's pipeline with its slowest parts done in quicker ways that give the same."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from spacy.tokens import Span
from thinc.api import NumpyOps
from threadpoolctl import ThreadpoolController

from onrecord.stages.parse.attributes import Attributes
from onrecord.stages.parse.names import Names

if TYPE_CHECKING:
    from spacy.language import Language


class Quick:
    """A loaded pipeline, component by component.

    Matrix products go to numpy's library instead of thinc's own, in one thread: small as they are, a second one costs more than
    it saves, and sums in several threads may differ in their last bits from machine to machine (law 5).

    Args:
        nlp: the pipeline; its components are set to use numpy's library from now on.
    """

    def __init__(self, nlp: Language) -> None:
        ops = NumpyOps(use_blis=False)
        for _, pipe in nlp.pipeline:
            for node in pipe.model.walk() if hasattr(pipe, "model") and hasattr(pipe.model, "walk") else ():
                if type(node.ops) is NumpyOps:  # what runs elsewhere (Apple's library, a GPU) is left there
                    node.ops = ops
        self._steps = [self._step(nlp, name, pipe) for name, pipe in nlp.pipeline]
        self._threads = ThreadpoolController()

    def __call__(self, doc: Any) -> Any:
        """The doc with what every component gives it."""
        with self._threads.limit(limits=1, user_api="blas"):
            for step in self._steps:
                doc = step(doc)
        return doc

    @staticmethod
    def _step(nlp: Language, name: str, pipe: Callable[[Any], Any]) -> Callable[[Any], Any]:
        if name == "attribute_ruler" and (attributes := Attributes.of(nlp, pipe)) is not None:
            return attributes
        if name == "ner" and (names := Names.of(pipe)) is not None:

            def named(doc: Any) -> Any:
                doc.ents = [Span(doc, *found) for found in names(doc)]
                return doc

            return named
        return pipe
