"""The encoder's run time: loads the model once, reads a text in windows, each by itself.

The model is quantised to 8 bits with scales that are found while it runs, over all that one run is given; so each window is
a run of its own, without padding, and a text's result can't depend on its neighbours (law 5). One thread by default: sums
of several threads may differ in their last bits from machine to machine, and stages run in processes side by side.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from onrecord.errors import Code, OnrecordError
from onrecord.models.heads import RELATIONS, SIZE, slices
from onrecord.models.pieces import Pieces, central, pieces, windows
from onrecord.models.tensors import Floats, Tensors, Vectors, log_softmax

ABSENT = Code(
    "M101", "no model is installed", "Rules alone are used; install the package with its model files, or say --no-model."
)
SPOILT = Code("M102", "a model file is not the one its card names", "Install onrecord again; its sha256 is in the card.")
UNREADABLE = Code("M103", "the model can't be loaded", "Install onrecord's locked requirements (onnxruntime, tokenizers).")

#: Where the model lies: encoder.onnx, tokenizer.json, card.json.
FOLDER = Path(__file__).parent / "data"
#: What onnxruntime would fuse when loading, to its loss: 25.7 against 20.5 ms a window of 256 pieces.
SLOWER = ["SkipLayerNormFusion"]
#: Characters read at most; vectors take about 700 bytes a character. Rules go on behind it.
LIMIT = 300_000


@dataclass(frozen=True)
class Encoder:
    """A loaded model: ``read`` a text, get its :class:`Tensors`."""

    session: Any
    tokenizer: Any
    card: dict[str, Any]
    bias: Floats
    ends: tuple[int, int]

    @property
    def name(self) -> str:
        """Name and version, as ``why`` tells them."""
        return f"encoder {self.card['version']}"

    def read(self, text: str) -> Tensors:
        """Everything the model says of ``text`` (up to LIMIT characters, cut at a line where there is one)."""
        until = len(text)
        if until > LIMIT:
            until = max(text.rfind("\n", 0, LIMIT), LIMIT // 2)
        p = pieces(text[:until], self.tokenizer)
        at = windows(len(p))
        owner = central(len(p), at)
        width = sum(s.stop - s.start for s in slices().values())
        logits = np.zeros((len(p), width), np.float32)
        vectors = []
        for n, (start, end) in enumerate(at):
            tags, query, key = self._run(p, start, end)
            mine = owner[start:end] == n
            logits[start:end][mine] = tags[mine]
            shape = (end - start, len(RELATIONS), SIZE)
            vectors.append(Vectors(start, end, query.astype(np.float16).reshape(shape), key.astype(np.float16).reshape(shape)))
        heads = {name: log_softmax(logits[:, where]) for name, where in slices().items()}
        return Tensors(p, heads, tuple(vectors), self.bias, until, self.name)

    def _run(self, p: Pieces, start: int, end: int) -> list[Floats]:
        ids = np.concatenate([[self.ends[0]], p.ids[start:end], [self.ends[1]]])[None]
        kinds = np.concatenate([[0], p.kinds[start:end], [0]])[None]
        out = self.session.run(["tags", "query", "key"], {"ids": ids, "kinds": kinds})
        return [np.asarray(x[0, 1:-1], np.float32) for x in out]


def installed(folder: Path = FOLDER) -> bool:
    """Whether a model lies there."""
    return (folder / "card.json").is_file() and (folder / "encoder.onnx").is_file()


def version(folder: Path = FOLDER) -> int:
    """The version that the card of the model there states; 0 where none lies there."""
    return int(card(folder)["version"]) if installed(folder) else 0


def card(folder: Path = FOLDER) -> dict[str, Any]:
    """The model's card: version, data, scores, seed, sha256 of the files, and the distance weights."""
    return dict(json.loads((folder / "card.json").read_text(encoding="utf-8")))


@lru_cache(maxsize=2)
def load(folder: Path = FOLDER, threads: int = 1) -> Encoder:
    """The model, loaded once a process; its files are checked against the card.

    Raises:
        OnrecordError: M101 there is none, M102 a file is not what the card says, M103 it can't be loaded.
    """
    if not installed(folder):
        raise OnrecordError(ABSENT, str(folder))
    told = card(folder)
    for name, digest in told["sha256"].items():
        if hashlib.sha256((folder / name).read_bytes()).hexdigest() != digest:
            raise OnrecordError(SPOILT, name)
    try:
        import onnxruntime
        from tokenizers import Tokenizer

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        session = onnxruntime.InferenceSession(
            str(folder / "encoder.onnx"), options, providers=["CPUExecutionProvider"], disabled_optimizers=SLOWER
        )
        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    except Exception as e:
        raise OnrecordError(UNREADABLE, str(folder), str(e)) from e
    tokenizer.no_truncation()
    tokenizer.no_padding()
    bias = np.asarray(told["bias"], np.float32)
    return Encoder(
        session, tokenizer, told, bias, (int(tokenizer.token_to_id("[CLS]") or 0), int(tokenizer.token_to_id("[SEP]") or 0))
    )


__all__ = ["ABSENT", "FOLDER", "LIMIT", "SPOILT", "UNREADABLE", "Encoder", "card", "installed", "load", "version"]
