"""Encode: the trained encoder's one pass over the reading text; its tensors are scratch for the stages behind it.

Without a model (none installed, or not wanted) the tensors are None, and the stages that would use them go by their rules alone
and say so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from onrecord import models
from onrecord.article import Article, Note
from onrecord.errors import Code
from onrecord.models.encoder import ABSENT
from onrecord.stages.base import Layers

CUT = Code("M104", "the text is too long for the model to be read whole", "Rules alone are used behind; split the input.")


class Encode:
    """Tensors of the trained encoder: statements, events, who takes part; None without a model."""

    name = "encode"
    needs: tuple[str, ...] = ("language",)
    gives = ("tensors",)
    #: It works outside Python's lock and needs no other layer, so it may run beside the parse.
    aside = True

    def __init__(self, model: bool = True, threads: int = 1) -> None:
        self.model, self.threads = model, threads

    @property
    def version(self) -> int:
        """The model's own version; 0 where none is used, so that stored rows tell."""
        return models.version() if self.model else 0

    def __call__(self, articles: Iterable[Article]) -> Iterator[Layers]:
        encoder = models.load(threads=self.threads) if self.model and models.installed() else None
        for article in articles:
            if encoder is None:
                missing = Note(ABSENT.id, ABSENT.meaning, None, f"{self.name}@0")
                yield {"tensors": None, "notes": (missing,) if self.model else ()}
            elif article.language != "en":
                yield {"tensors": None}
            else:
                tensors = encoder.read(article.text)
                said = f"{CUT.meaning}: {len(article.text):,} characters, {tensors.until:,} read"
                cut = Note(CUT.id, said, None, f"{self.name}@{self.version}")
                yield {"tensors": tensors, "notes": (cut,) if tensors.until < len(article.text) else ()}
