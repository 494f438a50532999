from __future__ import annotations

import hashlib
import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord import models
from onrecord.article import Span
from onrecord.errors import OnrecordError

shipped = pytest.mark.skipif(not models.installed(), reason="no model files in the package")


def test_a_missing_model_is_told(tmp_path: Path) -> None:
    assert not models.installed(tmp_path)
    assert models.version(tmp_path) == 0
    with pytest.raises(OnrecordError, match="M101"):
        models.load(tmp_path)


def lay(folder: Path, model: bytes, digest: str | None = None) -> None:
    (folder / "encoder.onnx").write_bytes(model)
    told = digest or hashlib.sha256(model).hexdigest()
    (folder / "card.json").write_text(json.dumps({"version": 7, "sha256": {"encoder.onnx": told}, "bias": []}))


def test_a_spoilt_file_is_told(tmp_path: Path) -> None:
    lay(tmp_path, b"model", "0" * 64)
    with pytest.raises(OnrecordError, match=r"M102 encoder\.onnx"):
        models.load(tmp_path)


def test_a_file_that_is_no_model_is_told(tmp_path: Path) -> None:
    lay(tmp_path, b"not a model")
    assert models.version(tmp_path) == 7
    with pytest.raises(OnrecordError, match="M103"):
        models.load(tmp_path)


@shipped
def test_the_shipped_model_reads_a_statement() -> None:
    text = "The mayor said on Tuesday that rebels had shelled the port. The weather stayed fine."
    t = models.load().read(text)
    said = Span(text.index("said"), text.index("said") + 4)
    assert t.until == len(text)
    assert t.pair("speaker", said, Span(4, 9)) > 0.5
    assert t.pair("content", said, Span(text.index("rebels"), text.index(" had"))) > 0.5
    shelled = Span(text.index("shelled"), text.index("shelled") + 7)
    assert max(t.classes("type", shelled).items(), key=lambda x: x[1])[0] == "ASSAULT"


@shipped
def test_an_empty_text_has_no_pieces() -> None:
    t = models.load().read(" \n ")
    assert len(t.pieces) == 0
    assert t.pair("actor", Span(0, 1), Span(1, 2)) == 0.0


@shipped
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.sampled_from(["The mayor said so.", "“Go,” he added.", "\n", "Troops left Kidal."]), min_size=1, max_size=40)
)
def test_a_text_is_read_alike_alone_and_behind_others(lines: list[str]) -> None:
    encoder, text = models.load(), " ".join(lines)
    first = encoder.read(text)
    encoder.read("Something else. " * 30)
    again = encoder.read(text)
    assert all(np.array_equal(first.tags[k], again.tags[k]) for k in first.tags)
    assert all(np.array_equal(a.key, b.key) for a, b in zip(first.vectors, again.vectors, strict=True))
