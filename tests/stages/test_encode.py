from __future__ import annotations

from pathlib import Path

import pytest

from onrecord import models
from onrecord.pipeline import default_stages
from onrecord.read.text import article_of_text
from onrecord.stages.encode import Encode


def given(stage: Encode, text: str, language: str = "en") -> dict[str, object]:
    (layers,) = stage([article_of_text(text).with_layers({"language": language})])
    return dict(layers)


def test_without_the_model_there_are_no_tensors_and_the_version_tells() -> None:
    stage = Encode(model=False)
    assert stage.version == 0
    assert given(stage, "Words.") == {"tensors": None, "notes": ()}


def test_a_model_that_is_wanted_but_not_there_is_noted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(models, "installed", lambda folder=Path(): False)
    monkeypatch.setattr(models, "version", lambda folder=Path(): 0)
    layers = given(Encode(), "Words.")
    assert layers["tensors"] is None
    assert [n.code for n in layers["notes"]] == ["M101"]  # type: ignore[attr-defined]


def test_the_switch_reaches_the_stage() -> None:
    (on,) = (s for s in default_stages() if s.name == "encode")
    (off,) = (s for s in default_stages(model=False) if s.name == "encode")
    assert isinstance(on, Encode)
    assert isinstance(off, Encode)
    assert on.model
    assert not off.model


@pytest.mark.skipif(not models.installed(), reason="no model files in the package")
def test_other_languages_are_not_read() -> None:
    assert given(Encode(), "Der Minister sprach.", "de")["tensors"] is None
