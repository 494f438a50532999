"""onrecord in somebody's spaCy pipeline."""

from __future__ import annotations

import pytest
import spacy

from onrecord.spacy_pipe import GROUPS

TEXT = "The governor said that rain fell on Monday in Niamey."


@pytest.fixture(scope="module")
def nlp() -> spacy.Language:
    nlp = spacy.blank("en")
    nlp.add_pipe("onrecord", config={"published": "2025-03-12"})
    return nlp


def test_docs_are_coded_and_marked(nlp: spacy.Language) -> None:
    doc = nlp(TEXT)
    row = doc._.onrecord
    assert row["published"] == {"date": "2025-03-12", "basis": "given", **{k: row["published"][k] for k in ("by", "why")}}
    assert [t["value"] for t in row["times"]] == ["2025-03-10"]
    assert [(s.text, s.label_) for s in doc.spans["onrecord_times"]] == [("Monday", "2025-03-10")]
    assert [s.text for s in doc.spans["onrecord_cues"]] == ["said"]
    assert set(GROUPS) <= set(doc.spans)


def test_a_stream_keeps_its_order_and_what_docs_bring_along(nlp: spacy.Language) -> None:
    docs = [nlp.make_doc(TEXT), nlp.make_doc("Snow fell on Monday.")]
    docs[1].user_data.update({"published": "2024-01-10", "id": "mine"})
    one, two = nlp.pipe(docs)
    assert (one.text, two.text) == (TEXT, "Snow fell on Monday.")
    assert two._.onrecord["id"] == "mine"
    assert [t["value"] for t in two._.onrecord["times"]] == ["2024-01-08"]


def test_an_empty_doc_is_let_through(nlp: spacy.Language) -> None:
    assert nlp("")._.onrecord["events"] == []


def test_coded_docs_can_be_saved_and_read(nlp: spacy.Language) -> None:
    doc = nlp(TEXT)
    again = spacy.tokens.Doc(nlp.vocab).from_bytes(doc.to_bytes())
    assert again._.onrecord["times"][0]["value"] == "2025-03-10"
