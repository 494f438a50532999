"""The quick ways through spaCy's pipeline give what spaCy gives, in every attribute of every word."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language

from onrecord.stages.parse import load
from onrecord.stages.parse.attributes import Attributes
from onrecord.stages.parse.names import Names
from onrecord.stages.parse.quick import Quick

SAMPLES = sorted((Path(__file__).parents[3] / "samples" / "articles").glob("*.txt"))
GIVEN = ["TAG", "POS", "MORPH", "LEMMA", "DEP", "HEAD", "SENT_START", "ENT_IOB", "ENT_TYPE"]
#: Words on which the ruler's patterns of two words, white space and letters rest.
WORDS = [
    "let", "'s", "gon", "na", "got", "ta", "y'", "all", "There", "are", "is", "I", "you", "it", "do", "did", "that", "but",
    "UN", "Kofi", "Annan", "of", "the", "United", "Nations", "on", "Monday", ",", ".", "\n\n", " ", "12", "killed", "(", "”",
]  # fmt: skip


@cache
def plain() -> Language:
    return load()


@cache
def other() -> tuple[Language, Quick]:
    nlp = load()
    return nlp, Quick(nlp)


def quick(text: str) -> Any:
    nlp, steps = other()
    return steps(nlp.make_doc(text))


def rows(doc: Any) -> list[list[int]]:
    return doc.to_array(GIVEN).tolist()  # type: ignore[no-any-return]


@pytest.mark.parametrize("path", SAMPLES, ids=lambda p: p.stem)
def test_articles_are_parsed_as_by_spacy(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert rows(quick(text)) == rows(plain()(text))


@given(st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join))
def test_any_words_are_parsed_as_by_spacy(text: str) -> None:
    assert rows(quick(text)) == rows(plain()(text))


def test_names_keep_to_sentences_that_were_parted_before() -> None:
    nlp, steps = other()
    docs = [maker.make_doc("He met Kofi Annan in New York on Monday") for maker in (plain(), nlp)]
    for doc in docs:
        doc[3].is_sent_start = True  # between the two words of a name
    for _, pipe in plain().pipeline:
        docs[0] = pipe(docs[0])
    assert rows(steps(docs[1])) == rows(docs[0])
    assert not any(e.start < 3 < e.end for e in docs[1].ents)


def test_a_pipeline_of_another_make_is_left_to_itself() -> None:
    nlp = load()
    ner, ruler = nlp.get_pipe("ner"), nlp.get_pipe("attribute_ruler")
    assert Names.of(ner) is not None and Attributes.of(nlp, ruler) is not None
    ner.cfg["beam_width"] = 4  # type: ignore[attr-defined]
    ruler.add([[{"LIKE_NUM": True}]], {"POS": "NUM"})  # type: ignore[attr-defined]
    assert (Names.of(ner), Attributes.of(nlp, ruler)) == (None, None)
    text = "The UN met 12 men in Geneva."
    assert [e.text for e in Quick(nlp)(nlp.make_doc(text)).ents] == [e.text for e in plain()(text).ents]


def test_what_is_kept_of_words_may_be_thrown_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.stages.parse.attributes.KEPT", 3)
    text = SAMPLES[0].read_text(encoding="utf-8")
    assert rows(quick(text)) == rows(plain()(text))
