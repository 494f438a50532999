"""Where sentences must begin, before anything is parsed."""

from __future__ import annotations

import spacy

from onrecord.article import Span
from onrecord.stages.parse import RUN, _bound


def starts(text: str, blocks: list[Span]) -> list[int]:
    doc = spacy.blank("en").make_doc(text)
    _bound(doc, blocks)
    return [t.i for t in doc if t.is_sent_start]


def test_blocks_part_sentences() -> None:
    assert starts("One two.\n\nThree four", [Span(0, 8), Span(10, 20)]) == [0, 4]


def test_what_goes_on_for_ever_is_parted_and_sentences_are_not() -> None:
    assert starts("word " * (2 * RUN + 10), []) == [0, RUN, 2 * RUN]
    assert starts(("word " * (RUN - 20) + ". ") * 5, []) == [0]
