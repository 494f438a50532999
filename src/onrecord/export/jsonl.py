"""The coded document as JSON, as docs/format.md says. Key order is fixed, so equal documents are equal bytes."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from typing import Any

from onrecord.article import Article, Claim, Count, CountPart, Event, Mark, Participant, Party, Place, Response, Span, Statement
from onrecord.errors import OnrecordError

FORMAT = "onrecord/1"
COUNTS = ("killed", "wounded", "arrested", "displaced", "participants")
Json = dict[str, Any]


def document(article: Article) -> Json:
    """One coded article as the object of docs/format.md."""
    source = article.source
    speakers = {s.statement: s.party for s in article.speakers}
    return {
        "format": FORMAT,
        "id": article.id,
        "name": source.name,
        "sha256": source.sha256,
        "url": source.url,
        "outlet": source.outlet,
        "part_of": source.part_of,
        "kind": source.kind,
        "title": _text(article, article.title),
        "byline": [_text(article, b) for b in article.byline],
        "credit": _credit(article),
        "published": _published(article),
        "language": article.language,
        "given": {"title": source.title, "published": source.given_date, "language": source.language},
        "text": source.text,
        "blocks": [_block(article, b) for b in article.blocks],
        "sentences": [_pair(s.mark.span) for s in article.sentences],
        "times": [
            {"id": t.id, "span": _pair(t.mark.span), "text": article.words(t.mark), "type": t.type, "value": t.value,
             "anchor": t.anchor, "by": t.by, "why": t.why}
            for t in article.times
        ],
        "places": [_place(article, p) for p in article.places],
        "parties": [_party(p) for p in article.parties],
        "attributions": [_statement(s, speakers) for s in article.statements],
        "events": [_event(article, e) for e in article.events],
        "notes": [
            {"code": n.code, "span": _pair(n.span) if n.span else None, "text": n.text, "by": n.by} for n in article.notes
        ],
    }  # fmt: skip


def failure(error: OnrecordError) -> Json:
    """The row of an input that could not be read."""
    text = f"{error.code.meaning}" + (f": {error.detail}" if error.detail else "") + f". {error.code.remedy}"
    return {"format": FORMAT, "name": error.name, "error": {"code": error.code.id, "text": text}}


def line(row: Json) -> str:
    """A row as one line of JSON, without the line's end. Lone surrogates are escaped, so any text can be written."""
    said = json.dumps(row, ensure_ascii=False, separators=(",", ":"))
    try:
        said.encode("utf-8")
    except UnicodeEncodeError:
        return json.dumps(row, separators=(",", ":"))
    return said


def _pair(span: Span) -> list[int]:
    return [span.start, span.end]


def _pairs(marks: Sequence[Mark]) -> list[list[int]]:
    return [_pair(m.span) for m in marks]


def _text(article: Article, text: Any) -> Json | None:
    if text is None:
        return None
    return {"text": text.text, "span": _pair(text.mark.span), "by": text.by, "why": text.why}


def _credit(article: Article) -> Json | None:
    c = article.credit
    return {"agency": c.agency, "span": _pair(c.span), "by": c.by, "why": c.why} if c else None


def _published(article: Article) -> Json | None:
    p = article.published
    return {"date": p.date, "basis": p.basis, "by": p.by, "why": p.why} if p else None


def _block(article: Article, block: Any) -> Json:
    row: Json = {"kind": block.kind, "span": _pair(block.span)}
    if article.source.kind == "html":
        marks = article.marks(block.at.start, block.at.end) if block.at else ()
        if len(marks) > 1:  # it stands around words that are not read (a card that opens over a name)
            row["pieces"] = _pairs(marks)
        row["text"] = " ".join(article.words(m) for m in marks) or article.source.cut(block.span)
    row |= {"by": block.by, "why": block.why}
    return row if block.score is None else row | {"score": block.score}


def _place(article: Article, p: Place) -> Json:
    row: Json = {
        "id": p.id, "span": _pair(p.mark.span), "text": article.words(p.mark), "name": p.name, "lat": p.lat, "lon": p.lon,
        "country": p.country, "kind": p.kind, "gazetteer": p.gazetteer, "precision": p.precision, "use": p.use,
        "by": p.by, "why": p.why,
    }  # fmt: skip
    return row if p.score is None else row | {"score": p.score}


def _party(p: Party) -> Json:
    row: Json = {
        "id": p.id, "name": p.name, "kind": p.kind, "code": p.code, "country": p.country, "roles": list(p.roles),
        "mentions": _pairs(p.mentions), "by": p.by, "why": p.why,
    }  # fmt: skip
    return row if p.score is None else row | {"score": p.score}


def _statement(s: Statement, speakers: dict[str, str]) -> Json:
    row: Json = {
        "id": s.id, "kind": s.kind, "speaker": {"party": speakers.get(s.id), "spans": _pairs(s.speaker)},
        "cue": _pairs(s.cue), "content": _pairs(s.content), "sense": s.sense, "quoted": _pairs(s.quoted),
        "parent": s.parent, "by": s.by, "why": s.why,
    }  # fmt: skip
    return row if s.score is None else row | {"score": s.score}


def _event(article: Article, e: Event) -> Json:
    row: Json = {
        "id": e.id, "anchor": _pair(e.anchor.span), "text": article.words(e.anchor), "type": e.type, "mode": e.mode,
        "contexts": list(e.contexts), "cameo": e.cameo, "quad": e.quad, "goldstein": e.goldstein, "status": e.status,
        "actors": [_side(article, p) for p in e.actors], "recipients": [_side(article, p) for p in e.recipients],
        "date": {"value": e.date.value, "precision": e.date.precision, "time": e.date.time} if e.date else None,
        "place": e.place,
    }  # fmt: skip
    counts: dict[str, Count | None] = {name: getattr(e, name) for name in COUNTS}
    for name, count in counts.items():
        row[name] = _count(count)
    for name, count in counts.items():
        row[f"{name}_who"] = [_count_part(p) for p in count.who] if count else []
    row["counted"] = {name: _pairs(count.marks) for name, count in counts.items() if count is not None}
    row["according_to"] = [_claim(c) for c in e.according_to]
    row["responses"] = [_answer(r) for r in e.responses]
    return row | {"statement": e.statement, "score": e.score, "by": e.by, "why": e.why}


def _side(article: Article, p: Participant) -> Json:
    return {"party": p.party, "span": _pair(p.mark.span), "text": article.words(p.mark)}


def _count(count: Count | None) -> list[int | None] | None:
    return [count.low, count.high] if count else None


def _count_part(part: CountPart) -> Json:
    count = None if part.low is None else [part.low, part.high]
    return {"role": part.role, "group": part.group, "count": count, "spans": _pairs(part.marks)}


def _answer(r: Response) -> Json:
    return {"kind": r.kind, "by": r.party, "spans": _pairs(r.marks), "attribution": r.statement, "why": r.why}


def _claim(claim: Claim) -> Json:
    return {"attribution": claim.statement, "party": claim.party}


class JsonlWriter:
    """Documents as JSON lines on standard output."""

    def article(self, article: Article) -> None:
        """One line."""
        sys.stdout.write(line(document(article)) + "\n")

    def failure(self, error: OnrecordError) -> None:
        """One line with its error."""
        sys.stdout.write(line(failure(error)) + "\n")

    def close(self) -> None:
        """See that all is out."""
        sys.stdout.flush()
