"""Model and rules together: what the encoder found, put in order, with what rules add to it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from onrecord import syntax
from onrecord.article import Span
from onrecord.knowledge.cues import cue_phrases, cue_verbs
from onrecord.models import Tensors
from onrecord.stages.attribution.completed import complete
from onrecord.stages.attribution.decode import Found, Settings, decode
from onrecord.stages.attribution.quotes import Quote
from onrecord.stages.attribution.rules import Draft, speaker_at
from onrecord.stages.attribution.tidying import joined, merged, quoted_whole, snapped, without

if TYPE_CHECKING:
    from onrecord.syntax import Doc

#: A content that takes this share of a quotation takes it whole; one that ends so many words before its sentence's end runs
#: to it. Both from training/encoder/tune.py on held-out training articles.
SHARE = 0.3
WORDS = 1
#: A verb with a clause that is a cue at this share makes a statement where the model saw none. On the same articles: partial
#: F1 .698 to .700, content tokens .904 to .906; verbs with an object alone lose .003 and .005.
SURE = 0.6
#: What a rule's agreement takes off the doubt.
AGREED = 0.5


def combined(
    tensors: Tensors,
    text: str,
    doc: Doc,
    ruled: list[Draft],
    marks: tuple[list[Quote], list[int]],
    settings: Settings | None = None,
) -> list[Draft]:
    """The model's statements; rules' ones within another, behind what the model read, or of sure verbs.

    ``marks``: the text's quotations in order, and where its sentences end.
    """
    found, ends = marks
    made = [
        d for f in decode(tensors, text, ends, settings) if (d := _draft(f, tensors.model, text, (found, ends))) is not None
    ]
    for d in made:
        complete(doc, d)
    spoken = [(d.cue[0], d) for d in made]
    spoken.sort(key=lambda x: x[0])
    starts = [c.start for c, _ in spoken]
    contents = merged([c for d in made for c in d.content])
    begins = [c.start for c in contents]
    for r in ruled:
        cue = r.cue[0]
        i = bisect_left(starts, cue.end)
        same = next((d for c, d in spoken[max(0, i - 3) : i] if c.overlaps(cue)), None)
        if same is not None:
            if not same.speaker and r.speaker and not any(a.overlaps(b) for a in r.speaker for b in (*same.content, *same.cue)):
                same.speaker, same.why = r.speaker, f"{same.why}, speaker by grammar"  # "according to him"
            if any(a.overlaps(b) for a in same.content for b in r.content) and same.score is not None and " + " not in same.why:
                same.score = round(1 - (1 - same.score) * AGREED, 4)
                same.why += f" + {r.why}"
            continue
        k = bisect_right(begins, cue.start) - 1
        within = k >= 0 and contents[k].covers(cue)
        if cue.start >= tensors.until or (within and r.sense == "said") or r.share >= SURE:
            made.append(r)
    for d in made:
        if d.score is not None:
            d.sense = _sense(doc, d.cue[0], d.sense)
            _speaker(doc, d)
    return made


def _speaker(doc: Doc, d: Draft) -> None:
    """Where the model names no speaker, the one of grammar: the subject, agent or owner of the cue ("a report showing")."""
    if not d.speaker:
        found = speaker_at(doc, d.cue[0])
        if found and not any(found.overlaps(s) for s in (*d.content, *d.cue)):
            d.speaker = [found]
            d.why += ", speaker by grammar"


def _draft(f: Found, model: str, text: str, marks: tuple[list[Quote], list[int]]) -> Draft | None:
    """A decoded statement with its content put in order; None where nothing is left of it."""
    found, ends = marks
    content = joined(f.content, text)
    lows, highs = [q.span.end for q in found], [q.span.start for q in found]
    whole = [quoted_whole(c, found[bisect_right(lows, c.start) : bisect_left(highs, c.end)], SHARE) for c in content]
    content = joined([snapped(c, ends, text, WORDS) for c in merged(whole)], text)
    content = without(content, [f.cue, *f.speaker], text)
    if not content:
        return None
    return Draft(list(f.speaker), [f.cue], content, "said", f"{model} {f.score:.2f}", f.cue.start, f.score)


def _sense(doc: Doc, cue: Span, otherwise: str) -> str:
    """The sense of the first word of a cue that the tables know."""
    for token in syntax.tokens(doc, cue):
        row = cue_verbs().get(token.lemma_.lower()) or cue_phrases().get(token.lower_)
        if row is not None:
            return row.sense
    return otherwise
