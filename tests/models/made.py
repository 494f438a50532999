"""Tensors made by hand and a small tokenizer, so that unit tests need no model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers

from onrecord.models import LABELS, RELATIONS, TAGS, Pieces, Tensors, Vectors
from onrecord.models.heads import BUCKETS, SIZE
from onrecord.models.pieces import pieces, windows

LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"
SURE = 6.0


def tokenizer() -> Any:
    """Word pieces of one letter each behind the first one: every text has pieces, unknown characters become one."""
    vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", *LETTERS, *(f"##{c}" for c in LETTERS), *".,:;!?()'\"“”‘’«»`-–—"]
    t = Tokenizer(models.WordPiece({w: i for i, w in enumerate(vocabulary)}, unk_token="[UNK]"))  # noqa: S106
    t.normalizer = normalizers.BertNormalizer(lowercase=True)
    t.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    t.decoder = decoders.WordPiece()
    return t


def cut(text: str) -> Pieces:
    return pieces(text, tokenizer())


def logs(rows: np.ndarray) -> np.ndarray:
    return (rows - np.log(np.exp(rows).sum(-1, keepdims=True))).astype(np.float32)


def on(p: Pieces, start: int, end: int) -> np.ndarray:
    return np.flatnonzero((p.starts < end) & (p.ends > start))


def tensors(
    text: str,
    bio: Mapping[str, Sequence[tuple[int, int]]] | None = None,
    links: Sequence[tuple[tuple[int, int], str, tuple[int, int]]] = (),
    classes: Sequence[tuple[str, tuple[int, int], str]] = (),
) -> Tensors:
    """What a model would say that is sure of itself.

    ``bio``: the spans of tag heads with begin and inside; ``links``: (head, relation, tail), relation one of speaker, content
    and those of an anchor; ``classes``: (tag head, span, class).
    """
    p = cut(text)
    tags = {name: np.zeros((len(p), len(c)), np.float32) for name, c in TAGS.items()}
    for rows in tags.values():
        rows[:, 0] = SURE
    for name, spans in (bio or {}).items():
        for start, end in spans:
            at = on(p, start, end)
            tags[name][at, 0] = 0
            tags[name][at, 2] = SURE
            tags[name][at[0], 1:] = [SURE, 0]
    for name, (start, end), told in classes:
        tags[name][on(p, start, end)] = 0
        tags[name][on(p, start, end), TAGS[name].index(told)] = SURE
    return Tensors(p, {k: logs(v) for k, v in tags.items()}, vectors(p, links), bias(), len(text), "made by hand")


def bias() -> np.ndarray:
    return np.full((len(RELATIONS), 2 * BUCKETS + 1), -SURE, np.float32)


def vectors(p: Pieces, links: Sequence[tuple[tuple[int, int], str, tuple[int, int]]]) -> tuple[Vectors, ...]:
    """Each head has a dimension of its own in which its arguments answer; good for up to SIZE heads."""
    query = np.zeros((len(p), len(RELATIONS), SIZE), np.float32)
    key = np.zeros_like(query)
    heads = sorted({h for h, _, _ in links})
    for n, h in enumerate(heads):
        query[on(p, *h), :, n] = 8.0
    for h, relation, tail in links:
        at, n = on(p, *tail), heads.index(h)
        if relation in RELATIONS:
            key[at, RELATIONS.index(relation), n] = 2 * SURE
        else:
            first = LABELS.index(f"{relation}-begin") - 1
            key[at[0], first, n] = 2 * SURE
            key[at[1:], first + 1, n] = 2 * SURE
    return tuple(Vectors(s, e, query[s:e].astype(np.float16), key[s:e].astype(np.float16)) for s, e in windows(len(p)))
