"""Names by spaCy's own entity recogniser, decoded for a whole text at once.

spaCy's loop multiplies the state of one word at a time by the matrix of its moves, which takes as long as everything else
that the recogniser does. Outside of an entity a state is the word alone, so all words can be multiplied together; only
within entities, a word in ten, does a move hang on the one before. Weights, moves and what bars them are spaCy's (Lample et
al. 2016, in spaCy's form: three features, greedy search); a pipeline of another make is left to its own loop.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: Features of a state: the next word, the first word of the open entity, the word before the next one.
FEATURES = 3
#: First word, the word behind the last, label.
Found = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Moves:
    """The moves by their numbers: number → label of those that open or are an entity, label → (go on, close)."""

    out: int
    begin: dict[int, int]
    unit: dict[int, int]
    going: dict[int, tuple[int, int]]

    @classmethod
    def of(cls, ner: Any) -> Moves:
        """The moves of a recogniser."""
        named: dict[str, dict[int, int]] = {"B": {}, "I": {}, "L": {}, "U": {}}
        out = 0
        for n in range(ner.moves.n_moves):
            move, _, label = ner.moves.get_class_name(n).partition("-")
            if move == "O":
                out = n
            elif label:
                named[move][ner.vocab.strings[label]] = n
        going = {label: (named["I"][label], named["L"][label]) for label in named["B"]}
        return cls(out, {n: x for x, n in named["B"].items()}, {n: x for x, n in named["U"].items()}, going)


class Names:
    """The recogniser of a loaded pipeline.

    Args:
        ner: spaCy's entity recogniser, of the make that :meth:`of` asks for.
    """

    def __init__(self, ner: Any) -> None:
        self._embed, self._lower, upper = (ner.model.get_ref(name) for name in ("tok2vec", "lower", "upper"))
        self._weights: NDArray[np.float32] = upper.get_param("W")
        self._bias: NDArray[np.float32] = upper.get_param("b")
        self._moves = Moves.of(ner)
        # Of all moves a word outside of entities may be left out, open an entity or be one.
        free = {self._moves.out, *self._moves.begin, *self._moves.unit}
        self._barred = np.array([n for n in range(len(self._weights)) if n not in free], int)
        self._begin, self._unit = (np.array(sorted(m), int) for m in (self._moves.begin, self._moves.unit))

    @classmethod
    def of(cls, ner: Any) -> Names | None:
        """The recogniser of a pipe; None where it is of a make that this does not know."""
        model = ner.model
        known = (
            ner.cfg.get("beam_width") == 1
            and {"tok2vec", "lower", "upper"} <= set(model.ref_names)
            and model.get_ref("lower").get_dim("nF") == FEATURES
            and model.get_ref("upper").has_dim("nO")
            and model.get_ref("upper").get_dim("nO") == ner.moves.n_moves
            and not model.attrs.get("unseen_classes")
        )
        return cls(ner) if known else None

    def __call__(self, doc: Any) -> list[Found]:
        """The entities of a doc, in order; its sentences must be parted, and it must have no entities yet."""
        if not len(doc):
            return []
        rows = self._lower.predict(self._embed.predict([doc]))  # padding, then the words: (1 + words, features, hidden, pieces)
        blank, words = rows[0], rows[1:]
        bias = self._lower.get_param("b")
        alone = (words[:, 0] + (blank[1] + blank[2] + bias)).max(-1) @ self._weights.T + self._bias
        # No entity goes over the end of a sentence or begins with white space.
        begun, space = (doc.to_array(name).astype(np.int64) == 1 for name in ("SENT_START", "IS_SPACE"))
        ends = np.append(begun[1:], True)
        alone[:, self._barred] = -np.inf
        alone[np.ix_(ends | space, self._begin)] = -np.inf
        alone[np.ix_(space, self._unit)] = -np.inf
        return self._decoded(alone.argmax(1).tolist(), ends.tolist(), words, bias)

    def _decoded(
        self, alone: list[int], ends: list[bool], words: NDArray[np.float32], bias: NDArray[np.float32]
    ) -> list[Found]:
        """Entities by the surest move of each word outside, and within entities by the surer of two."""
        found: list[Found] = []
        at = 0
        while at < len(alone):
            move, start = alone[at], at
            at += 1
            if move in self._moves.unit:
                found.append((start, at, self._moves.unit[move]))
            elif move in self._moves.begin:
                label = self._moves.begin[move]
                go, close = self._moves.going[label]
                pair, shift = self._weights[[go, close]], self._bias[[go, close]]
                while not ends[at]:
                    goes, closes = pair @ (words[at, 0] + words[start, 1] + words[at - 1, 2] + bias).max(-1) + shift
                    if closes > goes or (closes == goes and close < go):
                        break
                    at += 1
                at += 1
                found.append((start, at, label))
        return found
