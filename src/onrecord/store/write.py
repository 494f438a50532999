"""One article into the database: a row in each table for each value, with the words it stands on."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from onrecord.article import Article, Mark, OffsetMap, Piece, Span

Row = tuple[Any, ...]
COUNTS = ("killed", "wounded", "arrested", "displaced", "participants")


def offsets_json(m: OffsetMap) -> str:
    """An offset map as compact JSON."""
    rows = [[p.new.start, p.new.end, p.old.start, p.old.end, int(p.kept)] for p in m.pieces]
    return json.dumps({"size": m.size, "pieces": rows}, separators=(",", ":"))


def offsets_of(text: str) -> OffsetMap:
    """The offset map that ``offsets_json`` wrote."""
    raw = json.loads(text)
    return OffsetMap(tuple(Piece(Span(a, b), Span(c, d), bool(k)) for a, b, c, d, k in raw["pieces"]), raw["size"])


def article_row(a: Article, pipeline: str) -> dict[str, Any]:
    """The article's own row, without ``doc``."""
    s = a.source
    return {
        "id": a.id, "name": s.name, "path": s.path, "url": s.url, "outlet": s.outlet, "part_of": s.part_of,
        "sha256": s.sha256, "kind": s.kind, "encoding": s.encoding, "language": a.language,
        "title": a.title.text if a.title else s.title, "credit": a.credit.agency if a.credit else None,
        "published": a.published.date if a.published else s.given_date,
        "published_basis": a.published.basis if a.published else "given" if s.given_date else None,
        "pipeline": pipeline, "source": whole(s.text), "reading": whole(a.text), "offsets": offsets_json(a.reading.map),
    }  # fmt: skip


def whole(text: str) -> str:
    """Text that SQLite can hold: half characters become U+FFFD, one for one, so that offsets stay."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text)
    return text


def insert(db: sqlite3.Connection, table: str, rows: Iterable[Sequence[Any]]) -> None:
    """Rows into a table, columns in the schema's order."""
    rows = list(rows)
    if rows:
        marks = ",".join("?" * len(rows[0]))
        db.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)  # noqa: S608 — our own table names


def add_layers(db: sqlite3.Connection, doc: int, a: Article) -> None:
    """All layers of an article under its number."""

    def on(mark: Mark) -> Row:
        return mark.span.start, mark.span.end, whole(a.words(mark))

    for table, rows in _layers(doc, a, on):
        insert(db, table, rows)


def _layers(doc: int, a: Article, on: Callable[[Mark], Row]) -> Iterator[tuple[str, list[Row]]]:
    texts = [("title", 0, a.title)] if a.title else []
    texts += [("byline", n, b) for n, b in enumerate(a.byline)]
    yield "texts", [(doc, role, n, *on(t.mark), t.by, t.why) for role, n, t in texts]
    if a.credit:
        c = a.credit
        yield "texts", [(doc, "credit", 0, c.span.start, c.span.end, whole(a.source.cut(c.span)), c.by, c.why)]
    yield (
        "blocks",
        [
            (doc, n, b.kind, b.span.start, b.span.end, whole(a.source.cut(b.span)), b.by, b.why, b.score)
            for n, b in enumerate(a.blocks)
        ],
    )
    yield "sentences", [(doc, n, *on(s.mark)) for n, s in enumerate(a.sentences)]
    yield "times", [(doc, t.id, *on(t.mark), t.type, t.value, t.anchor, t.by, t.why) for t in a.times]
    yield (
        "places",
        [
            (
                doc,
                p.id,
                *on(p.mark),
                p.name,
                p.lat,
                p.lon,
                p.country,
                p.kind,
                p.gazetteer,
                p.precision,
                p.use,
                p.by,
                p.why,
                p.score,
            )
            for p in a.places
        ],
    )
    yield (
        "parties",
        [(doc, p.id, whole(p.name), p.kind, p.code, p.country, "|".join(p.roles), p.by, p.why, p.score) for p in a.parties],
    )
    yield "mentions", [(doc, p.id, n, *on(m)) for p in a.parties for n, m in enumerate(p.mentions)]
    yield from _statements(doc, a, on)
    yield from _events(doc, a, on)
    yield (
        "notes",
        [
            (doc, n, x.code, whole(x.text), x.span.start if x.span else None, x.span.end if x.span else None, x.by)
            for n, x in enumerate(a.notes)
        ],
    )


def _statements(doc: int, a: Article, on: Callable[[Mark], Row]) -> Iterator[tuple[str, list[Row]]]:
    speaks = {s.statement: s.party for s in a.speakers}
    yield "statements", [(doc, s.id, s.kind, s.sense, speaks.get(s.id), s.parent, s.by, s.why, s.score) for s in a.statements]
    yield (
        "statement_spans",
        [
            (doc, s.id, role, n, *on(m))
            for s in a.statements
            for role in ("speaker", "cue", "content", "quoted")
            for n, m in enumerate(getattr(s, role))
        ],
    )
    yield "contents", [(None, doc, s.id, " … ".join(on(m)[2] for m in s.content)) for s in a.statements]


def _events(doc: int, a: Article, on: Callable[[Mark], Row]) -> Iterator[tuple[str, list[Row]]]:
    yield "events", [
        (doc, e.id, *on(e.anchor), e.type, e.mode, "|".join(e.contexts), e.cameo, e.quad, e.goldstein, e.status,
         e.date.value if e.date else None, e.date.precision if e.date else None, e.date.time if e.date else None,
         e.place, e.statement, e.score, e.by, e.why)
        for e in a.events
    ]  # fmt: skip
    yield (
        "participants",
        [
            (doc, e.id, side, n, p.party, *on(p.mark))
            for e in a.events
            for side, ps in (("actor", e.actors), ("recipient", e.recipients))
            for n, p in enumerate(ps)
        ],
    )
    counted = [(e.id, kind, getattr(e, kind)) for e in a.events for kind in COUNTS if getattr(e, kind) is not None]
    yield "counts", [(doc, e, kind, c.low, c.high) for e, kind, c in counted]
    yield "count_spans", [(doc, e, kind, n, *on(m)) for e, kind, c in counted for n, m in enumerate(c.marks)]
    parts = [(e, kind, n, p) for e, kind, c in counted for n, p in enumerate(c.who)]
    yield "count_parts", [(doc, e, kind, n, p.role, p.group, p.low, p.high) for e, kind, n, p in parts]
    yield "count_part_spans", [(doc, e, kind, n, k, *on(m)) for e, kind, n, p in parts for k, m in enumerate(p.marks)]
    said = [(e.id, n, r) for e in a.events for n, r in enumerate(e.responses)]
    yield "responses", [(doc, e, n, r.kind, r.party, r.statement, r.why) for e, n, r in said]
    yield "response_spans", [(doc, e, n, k, *on(m)) for e, n, r in said for k, m in enumerate(r.marks)]
    yield "claims", [(doc, e.id, n, c.statement, c.party) for e in a.events for n, c in enumerate(e.according_to)]
