"""Training texts as word pieces with labels for every head.

Statements (PolNeAR) and events (train.jsonl) are read into one kind of record. Where an event record is the opening of a
PolNeAR article ("polnear-…:opening"), both sets of labels go on the one text; what a record does not annotate is masked.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from onrecord.models.heads import MODES, ROLES, STATUSES, TAGS, TYPES
from onrecord.models.pieces import Pieces, pieces

NONE = -100
#: Every so many records are kept out of training, to stop by and to tune decoding on.
HELD = 14
#: The events that the project annotated beside train.jsonl, as offsets and labels, and those of texts that it wrote itself
#: (training/events/README.md).
ANNOTATED, WRITTEN = (Path(__file__).parents[1] / "events" / name for name in ("annotated.jsonl", "written.jsonl"))
#: Characters between an event and the time expression that dates it, where only their values tell that it does.
NEAR = 500
#: Kinds of names and amounts, as spaCy's English pipelines name them.
ENTITIES = (
    "PERSON", "ORG", "GPE", "NORP", "LOC", "FAC", "DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "ORDINAL", "CARDINAL",
    "EVENT", "PRODUCT", "WORK_OF_ART", "LAW", "LANGUAGE",
)  # fmt: skip
#: What is learnt: the shipped heads, and names and amounts as a teacher sees them, to learn whether the encoder could find them
#: instead of the parser (it agrees too seldom, docs/models.md). Whether the others gain by it was not measured.
HEADS = TAGS | {"entity": ("outside", *(f"{mark}-{kind}" for kind in ENTITIES for mark in "BI"))}
#: The heads that an earlier encoder teaches (teach.py) where a text's events are not annotated.
SOFT = ("type", "participant")
#: A time expression: start, end, value.
Time = tuple[int, int, str]


@dataclass
class Link:
    """A head (the pieces of a cue or an anchor) and, for each relation's name, the pieces it links to."""

    head: np.ndarray
    to: dict[str, list[np.ndarray]] = field(default_factory=dict)


@dataclass
class Record:
    """One text with labels a piece; ``tags`` holds one row of class numbers for each head, NONE where nothing is known."""

    id: str
    text: str
    pieces: Pieces
    tags: dict[str, np.ndarray]
    statements: list[Link]
    events: list[Link]
    has_statements: bool
    has_events: bool
    #: What a teacher says of each piece: chances of the SOFT heads' classes, in order.
    taught: np.ndarray | None = None


def read(path: Path) -> list[dict[str, Any]]:
    """The records of a JSON-lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]


def covered(p: Pieces, spans: Iterable[Iterable[int]]) -> np.ndarray:
    """The pieces that share a character with any of the spans."""
    out = np.zeros(len(p), bool)
    for start, end in spans:
        out |= (p.starts < end) & (p.ends > start)
    return np.flatnonzero(out)


def bio(row: np.ndarray, p: Pieces, spans: Iterable[Iterable[int]]) -> None:
    """Write 1 at the first piece of each span and 2 at its others."""
    for span in spans:
        at = covered(p, [span])
        if len(at):
            row[at] = 2
            row[at[0]] = 1


def statement_labels(r: Record, attributions: list[dict[str, Any]]) -> None:
    """Labels of the heads speaker, cue and content, and the links of each cue."""
    for head, role in (("speaker", "source"), ("cue", "cue"), ("content", "content")):
        row = np.zeros(len(r.pieces), np.int64)
        bio(row, r.pieces, (s for a in attributions for s in a[role]))
        r.tags[head] = row
    for a in attributions:
        head = covered(r.pieces, a["cue"])
        if len(head):
            to = {
                name: [covered(r.pieces, [s]) for s in a[role]]
                for name, role in (("speaker", "source"), ("content", "content"))
            }
            r.statements.append(Link(head, to))
    r.has_statements = True


def event_labels(r: Record, events: list[dict[str, Any]], upto: int, times: Sequence[Time] = ()) -> None:
    """Labels of the heads type, status, mode, participant and role, and the links of each anchor; masked behind ``upto``.

    ``times``: time expressions of the text with their values; which of them dates an event is told by the value.
    """
    p = r.pieces
    known = p.starts < upto
    kind = np.where(known, 0, NONE)
    part = np.where(known, 0, NONE)
    status, mode, role = (np.full(len(p), NONE, np.int64) for _ in range(3))
    for e in events:
        at = covered(p, [e["anchor"]])
        if not len(at):
            continue
        kind[at] = TYPES.index(e["type"])
        status[at] = STATUSES.index(e["status"])
        mode[at] = MODES.index(e["mode"]) if e.get("mode") in MODES else 0
        to: dict[str, list[np.ndarray]] = {}
        for name in ("actors", "recipients", "according_to"):
            to[name] = [covered(p, [x["span"]]) for x in e[name]]
            bio(part, p, (x["span"] for x in e[name] if name != "according_to"))
            for x in e[name]:
                code = x.get("code")
                if code:
                    role[covered(p, [x["span"]])] = ROLES.index(code[3:6]) if code[3:6] in ROLES else 0
        to["place"] = [covered(p, [e["place"]["span"]])] if e["place"] else []
        to["time"] = [covered(p, [at_]) for at_ in dating(e, times)]
        r.events.append(Link(at, to))
    r.tags |= {
        "type": kind,
        "status": status,
        "mode": mode,
        "participant": part,
        "role": role,
    }
    r.has_events = True


def dating(event: dict[str, Any], times: Sequence[Time]) -> list[list[int]]:
    """Where the time expression stands that dates an event: the annotated one, else the nearest of its value, near enough."""
    if event.get("time"):
        return [event["time"]]
    at = event["anchor"][0]
    same = sorted((abs(start - at), [start, end]) for start, end, value in times if value[:10] == event["date"])
    return [span for far, span in same[:1] if far <= NEAR]


def entity_labels(r: Record, entities: Iterable[tuple[int, int, str]]) -> None:
    """Labels of the head entity, as a teacher (the small spaCy pipeline) gives them."""
    row = np.zeros(len(r.pieces), np.int64)
    classes = HEADS["entity"]
    for start, end, kind in entities:
        at = covered(r.pieces, [(start, end)])
        if len(at):
            row[at] = classes.index(f"I-{kind}")
            row[at[0]] = classes.index(f"B-{kind}")
    r.tags["entity"] = row


def more(shared: Path) -> list[dict[str, Any]]:
    """The events that the project annotated beside train.jsonl, with their texts."""
    out: list[dict[str, Any]] = []
    files: dict[str, dict[str, str]] = {}
    for row in read(ANNOTATED):
        name, key = row["source"].split("#", 1)
        if name not in files:
            files[name] = {r["id"]: r["text"] for r in read(shared / "data" / name)}
        out.append(row | {"key": key, "text": files[name][key][: row["length"]]})
    return out + [row | {"source": WRITTEN.name} for row in read(WRITTEN)]


def records(shared: Path, tokenizer: Any, silver: Path | None = None) -> tuple[list[Record], list[Record]]:
    """Training records and those held out (every HELD-th of either set; none of what was annotated later)."""
    train: list[Record] = []
    held: list[Record] = []
    known = {row["id"]: row for row in read(silver)} if silver else {}
    events = read(shared / "data/events/train.jsonl")
    later = more(shared)
    joint = {e["key"]: e for e in later if e["source"].startswith("attribution/")}
    openings = [e for e in events if e["set"] == "polnear"]
    used: set[str] = set()
    for n, a in enumerate(read(shared / "data/attribution/train.jsonl")):
        r = blank(a["id"], a["text"], tokenizer)
        statement_labels(r, a["attributions"])
        e = next((x for x in openings if a["text"].startswith(x["text"])), None)
        if e is not None:
            event_labels(r, e["events"], len(e["text"]), times_of(known, e["id"]))
            used.add(e["id"])
        elif n % HELD and a["id"] in joint:
            event_labels(r, joint[a["id"]]["events"], joint[a["id"]]["length"])
        entities_of(known, r)
        (held if n % HELD == 0 else train).append(r)
    rest = [e for e in events if e["id"] not in used]
    for n, e in enumerate(rest):
        r = blank(e["id"], e["text"], tokenizer)
        event_labels(r, e["events"], len(e["text"]), times_of(known, e["id"]))
        entities_of(known, r)
        (held if n % HELD == 0 else train).append(r)
    for e in later:
        if not e["source"].startswith("attribution/"):
            r = blank(e["id"], e["text"], tokenizer)
            event_labels(r, e["events"], len(e["text"]))
            entities_of(known, r)
            train.append(r)
    return train, held


def times_of(known: dict[str, dict[str, Any]], key: str) -> list[Time]:
    """The silver time expressions of a text."""
    return [tuple(t) for t in known.get(key, {}).get("times", [])]


def entities_of(known: dict[str, dict[str, Any]], r: Record) -> None:
    """Label the silver entities of a text, where there are any."""
    if r.id in known:
        entity_labels(r, [tuple(x) for x in known[r.id]["entities"]])


def blank(key: str, text: str, tokenizer: Any) -> Record:
    """A record without labels."""
    p = pieces(text, tokenizer)
    names = (
        "speaker",
        "cue",
        "content",
        "type",
        "status",
        "mode",
        "participant",
        "role",
        "entity",
    )
    return Record(
        key,
        text,
        p,
        {n: np.full(len(p), NONE, np.int64) for n in names},
        [],
        [],
        False,
        False,
    )
