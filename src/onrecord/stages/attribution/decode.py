"""From the encoder's tensors to statements: spans first, then who belongs to whom.

The tag heads give the spans of speakers, cues and contents. Then each cue takes the speaker, and each content the cue, that
costs least: a cost is the way between the two (characters, paragraphs, sentences and other spans that stand between) less the
weight of what the links say: a cue's query meets the keys of all pieces of its window, and gives each a probability of
belonging to its speaker or content. All pairs of a text are reckoned as matrices.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from onrecord.article import Span
from onrecord.models import Tensors, labelled
from onrecord.models.pieces import Ints

Floats = npt.NDArray[np.float64]
Role = Literal["speaker", "cue", "content"]
ROLES: tuple[Role, ...] = ("speaker", "cue", "content")
OUTSIDE, BEGIN, INSIDE = range(3)


@dataclass(frozen=True, slots=True)
class Settings:
    """Weights of decoding, tuned on every 14th training article (training/encoder/tune.py), never on the development set.

    Costs are in characters: a paragraph's end between two spans costs as much as so many characters between them.
    """

    speaker: float = 1.4  # taken off the log-probability that a piece stands outside the role's spans
    cue: float = 1.0
    content: float = 0.45
    link: float = 80.0  # the weight of a link's log-probability
    usual: float = 0.3  # the link's probability that costs nothing
    floor: float = 0.003
    paragraph: float = 60.0
    sentence: float = 25.0
    cue_between: float = 20.0
    content_between: float = 40.0
    far_speaker: float = 160.0  # a speaker that costs more is none
    far_content: float = 200.0
    doubt: float = 0.0  # the weight of a cue's own log-probability when contents choose among cues
    further: float = 0.2  # a second content of a cue needs a link of this probability
    keep: float = 0.35  # a statement is kept from this score on


@dataclass(frozen=True, slots=True)
class Found:
    """A statement as decoded: spans in the reading text, words whole; ``score`` 0 to 1."""

    cue: Span
    speaker: tuple[Span, ...]
    content: tuple[Span, ...]
    score: float


@dataclass(frozen=True)
class Spans:
    """The spans of one role: ``pieces`` (n, 2) first and last piece, ``at`` (n, 2) places in the text, ``sure`` (n,)."""

    pieces: Ints
    at: Ints
    sure: Floats

    def __len__(self) -> int:
        return len(self.at)

    def span(self, i: int) -> Span:
        return Span(int(self.at[i, 0]), int(self.at[i, 1]))


def decode(tensors: Tensors, text: str, ends: Sequence[int] = (), settings: Settings | None = None) -> list[Found]:
    """The statements of a text, in the order of their cues; cues without content are left out.

    ``ends``: where sentences end, sorted.
    """
    s = settings or Settings()
    found = spans(tensors, text, s)
    speakers, cues, contents = (found[role] for role in ROLES)
    if not len(cues) or not len(contents):
        return []
    says, means = links(tensors, cues, speakers), links(tensors, cues, contents)
    way = Way(text, ends, cues, contents, s)
    spoken = _speakers(way, speakers, says[0], s)
    content = way.cost(cues.at, contents.at, False)
    if len(speakers):
        by_speaker = way.cost(speakers.at, contents.at, False)[np.maximum(spoken, 0)] + 5
        content = np.where((spoken >= 0)[:, None], np.minimum(content, by_speaker), content)
    content -= s.link * np.log(np.maximum(means[1], s.floor) / s.usual)
    content -= s.doubt * np.log(cues.sure)[:, None]
    owner = content.argmin(0)
    near = content.min(0) <= s.far_content
    out = []
    for i in range(len(cues)):
        mine = np.flatnonzero((owner == i) & near)
        if not len(mine):
            continue
        first = means[1][i, mine].argmax()
        mine = mine[(means[1][i, mine] >= s.further) | (np.arange(len(mine)) == first)]
        trust = float(cues.sure[i]) * float(np.sqrt(np.maximum(means[1][i, mine], 0.05)).max())
        if trust >= s.keep:
            who = (speakers.span(int(spoken[i])),) if spoken[i] >= 0 else ()
            out.append(Found(cues.span(i), who, tuple(contents.span(int(k)) for k in mine), round(trust, 4)))
    return out


def _speakers(way: Way, speakers: Spans, says: Floats, s: Settings) -> Ints:
    """For each cue its speaker's number, -1 for none."""
    if not len(speakers):
        return np.full(len(says), -1)
    cost = way.cost(way.cues.at, speakers.at, True) - s.link * np.log(np.maximum(says, s.floor) / s.usual)
    best = cost.argmin(1)
    return np.where(cost[np.arange(len(best)), best] <= s.far_speaker, best, -1)


def spans(tensors: Tensors, text: str, s: Settings) -> dict[Role, Spans]:
    """Each role's spans: the best path of its tag head's labels, in which no inside stands without a beginning; words whole."""
    outside = np.asarray([s.speaker, s.cue, s.content], np.float32)
    scores = np.stack([tensors.tags[role] for role in ROLES])
    scores[:, :, 0] -= outside[:, None]
    paths = viterbi(scores)
    out: dict[Role, Spans] = {}
    for role, path in zip(ROLES, paths, strict=True):
        inside = np.exp(tensors.tags[role][:, 1:].astype(np.float64)).sum(1)
        starts = path == BEGIN
        first = np.flatnonzero(starts)
        last = np.flatnonzero((path != OUTSIDE) & np.append(starts[1:] | (path[1:] == OUTSIDE), True))
        sure = np.asarray([inside[a : b + 1].max() for a, b in zip(first, last, strict=True)], np.float64)
        p = tensors.pieces
        at = [whole_words(Span(int(p.starts[a]), int(p.ends[b])), text) for a, b in zip(first, last, strict=True)]
        places = np.asarray([(x.start, x.end) for x in at], np.int64).reshape(-1, 2)
        out[role] = Spans(np.stack([first, last], 1), places, sure)
    return out


def viterbi(scores: npt.NDArray[np.float32]) -> Ints:
    """The best path through (rows, steps, 3) log-scores of outside, begin, inside; no inside follows an outside."""
    rows, steps, _ = scores.shape
    out = np.zeros((rows, steps), np.int64)
    if not steps:
        return out
    # Plain numbers and not arrays: three labels are too few for numpy to be faster. ``back`` keeps where the best came from.
    best = scores[:, 0].tolist()
    back = np.zeros((rows, steps, 3), np.int8)
    table = scores.tolist()
    for r in range(rows):
        o, b, _ = best[r]
        i = -1e9
        from_any, from_in, row = [0] * steps, [0] * steps, table[r]
        for t in range(1, steps):
            top, k = (o, 0) if o >= b and o >= i else (b, 1) if b >= i else (i, 2)
            inner, j = (b, 1) if b >= i else (i, 2)
            from_any[t], from_in[t] = k, j
            so, sb, si = row[t]
            o, b, i = top + so, top + sb, inner + si
        back[r, :, 0] = back[r, :, 1] = from_any
        back[r, :, 2] = from_in
        state = int(np.argmax([o, b, i]))
        out[r, -1] = state
        for t in range(steps - 1, 0, -1):
            state = int(back[r, t, state])
            out[r, t - 1] = state
    return out


def links(tensors: Tensors, cues: Spans, others: Spans) -> tuple[Floats, Floats]:
    """For each cue and span the probability that the span is its speaker, and that it is its content: (cues, spans) twice."""
    says, means = np.zeros((len(cues), len(others))), np.zeros((len(cues), len(others)))
    for i, (a, b) in enumerate(cues.pieces):
        window, logits = tensors.logits(np.arange(a, b + 1))
        odds = np.exp(labelled(logits)).astype(np.float64)
        first = np.clip(others.pieces[:, 0], window.start, window.end) - window.start
        last = np.clip(others.pieces[:, 1] + 1, window.start, window.end) - window.start
        for out, column in ((says, 1), (means, 3)):
            total = np.concatenate([[0.0], np.cumsum(odds[:, column] + odds[:, column + 1])])
            out[i] = (total[last] - total[first]) / np.maximum(1, last - first)
    return says, means


class Way:
    """What lies between spans, as a cost in characters."""

    def __init__(self, text: str, ends: Sequence[int], cues: Spans, contents: Spans, s: Settings) -> None:
        self.cues, self.contents, self.s = cues, contents, s
        self.lines = np.asarray([m.start() for m in re.finditer(r"\n+", text)], np.int64)
        self.ends = np.asarray(ends, np.int64)

    def cost(self, a: Ints, b: Ints, contents: bool) -> Floats:
        """(n, m) costs of the ways from n to m spans; whether whole ``contents`` between them count too."""
        low = np.minimum(a[:, None, 1], b[None, :, 1])
        high = np.maximum(a[:, None, 0], b[None, :, 0])
        s = self.s
        out = np.maximum(0, high - low).astype(np.float64)
        out += s.paragraph * _between(self.lines, self.lines, low, high)
        out += s.sentence * _between(self.ends, self.ends, low, high)
        out += s.cue_between * _between(self.cues.at[:, 0], self.cues.at[:, 1], low, high)
        if contents:
            out += s.content_between * _between(self.contents.at[:, 0], self.contents.at[:, 1], low, high)
        return np.asarray(out, np.float64)


def _between(starts: Ints, ends: Ints, low: Ints, high: Ints) -> Ints:
    """How many of some sorted spans lie wholly between two places; 0 where the places cross."""
    count = np.searchsorted(ends, high, "right") - np.searchsorted(starts, low, "left")
    return np.where(high > low, np.maximum(count, 0), 0)


def whole_words(span: Span, text: str) -> Span:
    """A span widened to the ends of the words that it cuts."""
    a, b = span.start, span.end
    while a > 0 and text[a - 1].isalnum() and text[a].isalnum():
        a -= 1
    while b < len(text) and text[b].isalnum() and text[b - 1].isalnum():
        b += 1
    return Span(a, b)
