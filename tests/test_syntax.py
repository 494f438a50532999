"""The parse as plain objects says what spaCy says."""

from __future__ import annotations

from typing import Any

import pytest

from onrecord import syntax
from onrecord.stages.parse import language

TEXT = (
    'The U.S. army  said on Monday that it had killed three men, a boy and two dogs near Kabul. "Nobody (he said) knew," '
    "whom the minister's aides urged to leave.\n\nWhat a hundred guards saw, they reported.\tIt came , and went ."
)
PLAIN = (
    "i", "idx", "text", "lower_", "lemma_", "pos_", "tag_", "dep_", "ent_type_", "ent_iob_", "is_sent_start", "is_alpha",
    "is_lower", "is_punct", "is_quote", "is_space", "is_stop", "like_num",
)  # fmt: skip
ONE = ("head", "left_edge", "right_edge")
MANY = ("children", "lefts", "rights", "subtree", "ancestors", "conjuncts")


@pytest.fixture(scope="module")
def pair() -> tuple[Any, syntax.Doc]:
    doc = language()(TEXT)
    return doc, syntax.read(doc)


def test_words_have_what_spacy_gives_them(pair: tuple[Any, syntax.Doc]) -> None:
    for theirs, ours in zip(*pair, strict=True):
        assert [getattr(ours, n) for n in PLAIN] == [getattr(theirs, n) for n in PLAIN]
        assert [getattr(ours, n).i for n in ONE] == [getattr(theirs, n).i for n in ONE]
        for name in MANY:
            assert [t.i for t in getattr(ours, name)] == [t.i for t in getattr(theirs, name)], (name, ours)
        assert (ours.sent.start, ours.sent.end) == (theirs.sent.start, theirs.sent.end)
        assert len(ours) == len(theirs)


def test_runs_are_those_of_spacy(pair: tuple[Any, syntax.Doc]) -> None:
    def told(runs: Any) -> list[tuple[object, ...]]:
        return [(r.start, r.end, r.start_char, r.end_char, r.text, r.root.i) for r in runs]

    theirs, ours = pair
    assert told(ours.sents) == told(theirs.sents)
    assert told(ours.ents) == told(theirs.ents)
    assert [e.label_ for e in ours.ents] == [e.label_ for e in theirs.ents]
    assert told(syntax.noun_chunks(ours)) == told(theirs.noun_chunks)


def test_characters_lead_to_the_words_over_them(pair: tuple[Any, syntax.Doc]) -> None:
    theirs, ours = pair
    for start in range(len(TEXT)):
        for end in range(start + 1, min(start + 30, len(TEXT)) + 1):
            span, run = theirs.char_span(start, end, alignment_mode="expand"), ours.over(start, end)
            assert (span is None) == (run is None)
            if span is not None and run is not None:
                assert (run.start, run.end) == (span.start, span.end)
                assert not len(span) or run.root.i == span.root.i
    assert ours.over(len(TEXT), len(TEXT) + 5) is None


def test_an_unparsed_text_has_no_words() -> None:
    assert list(syntax.Doc("")) == syntax.Doc("").sents == []
    assert list(syntax.read(language()(""))) == []
