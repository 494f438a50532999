"""Whether a coded document keeps the offset law: each span cuts out of the source the text that its annotation claims."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from onrecord.article import Source, Span

#: Objects with a span and the text read there, by layer; and bare spans, by layer and field.
OBJECTS = ("times", "places")
PARTICIPANTS = ("actors", "recipients")
BARE = {"parties": ("mentions",), "attributions": ("cue", "content", "quoted")}


@dataclass(frozen=True, slots=True)
class Fault:
    """A value of a document that does not stand on its characters, or points to what is not there."""

    where: str
    what: str


def faults(doc: dict[str, Any]) -> Iterator[Fault | int]:
    """Each fault of a document, and last the number of spans that were looked at."""
    source = Source(doc["text"], doc.get("kind") or "text", "")
    looked = 0
    for where, span, claimed in _spans(doc):
        looked += 1
        said = _wrong(source, span, claimed)
        if said:
            yield Fault(where, said)
    yield from _loose(doc)
    for n, b in enumerate(doc.get("blocks", [])):
        read = " ".join(source.cut(Span(s, e)) for s, e in b.get("pieces", ()))
        if read and read != b.get("text"):
            yield Fault(f"block {n}", f"its pieces read {read!r}, not {b.get('text')!r}")
    yield looked


def _spans(doc: dict[str, Any]) -> Iterator[tuple[str, Any, str | None]]:
    """Every span of a document with where it stands and the text that it claims (None where it is bare)."""
    for name in ("title", "credit"):
        if doc.get(name):
            yield name, doc[name]["span"], doc[name].get("text")
    for n, b in enumerate(doc.get("byline", [])):
        yield f"byline {n}", b["span"], b["text"]
    for n, b in enumerate(doc.get("blocks", [])):
        yield f"block {n}", b["span"], None if "pieces" in b else b.get("text")
        for s in b.get("pieces", ()):
            yield f"block {n} piece", s, None
    for n, s in enumerate(doc.get("sentences", [])):
        yield f"sentence {n}", s, None
    for layer in OBJECTS:
        for row in doc.get(layer, []):
            yield f"{layer} {row['id']}", row["span"], row.get("text")
    for layer, names in BARE.items():
        for row in doc.get(layer, []):
            for name in names:
                for s in row[name]:
                    yield f"{layer} {row['id']} {name}", s, None
    for row in doc.get("attributions", []):
        for s in row["speaker"]["spans"]:
            yield f"attributions {row['id']} speaker", s, None
    for e in doc.get("events", []):
        yield f"events {e['id']} anchor", e["anchor"], e.get("text")
        for side in PARTICIPANTS:
            for p in e[side]:
                yield f"events {e['id']} {side}", p["span"], p.get("text")
        for r in e.get("responses", ()):
            for s in r["spans"]:
                yield f"events {e['id']} responses", s, None
        for kind, spans in e.get("counted", {}).items():
            for s in spans:
                yield f"events {e['id']} {kind}", s, None
            for p in e.get(f"{kind}_who", ()):
                for s in p["spans"]:
                    yield f"events {e['id']} {kind}_who", s, None


def _wrong(source: Source, span: Any, claimed: str | None) -> str:
    s, e = span
    if not 0 <= s < e <= len(source.text):
        return f"[{s}, {e}) lies outside the text or is empty"
    found = source.cut(Span(s, e))
    if not found.strip():
        return f"[{s}, {e}) stands on nothing that is read"
    if claimed is not None and found != claimed:
        return f"[{s}, {e}) reads {found!r}, not {claimed!r}"
    return ""


def _loose(doc: dict[str, Any]) -> Iterator[Fault]:
    """References that point to nothing, and ids that stand twice."""
    ids = {layer: [r["id"] for r in doc.get(layer, [])] for layer in ("times", "places", "parties", "attributions", "events")}
    for layer, found in ids.items():
        if len(found) != len(set(found)):
            yield Fault(layer, "an id stands twice")
    for q in doc.get("attributions", []):
        yield from _points(f"attributions {q['id']} parent", q["parent"], ids["attributions"])
        yield from _points(f"attributions {q['id']} speaker", q["speaker"]["party"], ids["parties"])
    for t in doc.get("times", []):
        if t["anchor"] not in ("published", "dateline"):
            yield from _points(f"times {t['id']} anchor", t["anchor"], ids["times"])
    for e in doc.get("events", []):
        where = f"events {e['id']}"
        yield from _points(f"{where} place", e["place"], ids["places"])
        yield from _points(f"{where} date", (e["date"] or {}).get("time"), ids["times"])
        yield from _points(f"{where} statement", e.get("statement"), ids["attributions"])
        for p in (*e["actors"], *e["recipients"]):
            yield from _points(where, p["party"], ids["parties"])
        for r in e.get("responses", ()):
            yield from _points(f"{where} responses", r["attribution"], ids["attributions"])
            yield from _points(f"{where} responses", r["by"], ids["parties"])
        for c in e["according_to"]:
            yield from _points(where, c["attribution"], ids["attributions"])
            yield from _points(where, c["party"], ids["parties"])


def _points(where: str, ident: str | None, known: list[str]) -> Iterator[Fault]:
    if ident is not None and ident not in known:
        yield Fault(where, f"points to {ident}, which is not there")
