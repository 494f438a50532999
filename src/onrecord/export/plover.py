"""PLOVER's own reading of the events: what it would code of those that are planned, possible or negated, and by which rule.

The store keeps the status apart from the type ("will visit" is CONSULT, planned). PLOVER has no such axis: cooperation to come
is AGREE, a withdrawal to come CONCEDE, violence to come on one's own word THREATEN; what is demanded, refused or threatened is
told by the mode of the REQUEST, REJECT or THREATEN alone. The rules are knowledge (plover_rules.tsv); this applies them when
rows leave.
"""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from itertools import groupby, islice
from typing import Any

from onrecord.knowledge.events import plover_types, status_words
from onrecord.knowledge.plover import PloverRule, acts, codes, plover_rules
from onrecord.store import EventRow, Store

#: The quad class of demands, refusals and threats, which stay acts where they are only planned ("to demand better pay").
VERBAL_CONFLICT = 3


@dataclass(frozen=True, slots=True)
class PloverRow(EventRow):
    """An event as PLOVER codes it: the columns of :class:`EventRow`, and what it was.

    Attributes:
        auxiliary: PLOVER's mark on what is not told as happened: future, hypothetical or negation.
        was_type, was_mode, was_status: as the coder has it, where one of the three is another.
        rule: the row of plover_rules.tsv behind the change; None where no rule fits.
        beside: the act of speech whose content this is, or the event whose content this act is.
    """

    auxiliary: str | None
    was_type: str | None
    was_mode: str | None
    was_status: str | None
    rule: str | None
    beside: str | None


@dataclass(frozen=True, slots=True)
class _Fit:
    """The rule that holds for an event, and the act of speech that the event is content of by it."""

    rule: PloverRule
    act: EventRow | None


def plover(store: Store, *, coded: bool = True, **wanted: Any) -> Iterator[PloverRow]:
    """Events of a database as PLOVER codes them, in their order.

    Args:
        store: an open database.
        coded: the events that PLOVER codes; where false, those that it leaves out.
        wanted: fields of :class:`onrecord.store.EventFilter`; ``type`` and ``status`` are those that PLOVER gives.
    """
    limit = wanted.pop("limit", None)
    return islice((r for r, kept in _all(store, wanted) if kept is coded), limit)


def listed(store: Store, **wanted: Any) -> tuple[Sequence[PloverRow], str]:
    """The events that PLOVER codes, and a sentence on those that it leaves out, by rule; empty where there are none."""
    limit = wanted.pop("limit", None)
    found = list(_all(store, wanted))
    rules = Counter(r.rule for r, kept in found if not kept)
    by_rule = ", ".join(f"{rule} {n:,}" for rule, n in sorted(rules.items(), key=lambda x: (-x[1], str(x[0]))))
    left = f"Left out as PLOVER does: {by_rule}; see them with onrecord export plover-left-out." if rules else ""
    return [r for r, kept in found if kept][:limit], left


def status(row: EventRow) -> str:
    """An event's status as a table shows it, with what it was where PLOVER has another type or status for it."""
    if not isinstance(row, PloverRow) or not row.was_type or (row.type, row.status) == (row.was_type, row.was_status):
        return row.status
    return f"{row.status} (was {row.was_type}{'/' + row.was_mode if row.was_mode else ''}, {row.was_status})"


def _all(store: Store, wanted: dict[str, Any]) -> Iterator[tuple[PloverRow, bool]]:
    """Each event that is wanted with whether PLOVER codes it; of the type and status that are wanted once it is recoded."""
    kind, state = wanted.get("type"), wanted.get("status")
    asked = {k: v for k, v in wanted.items() if k not in ("type", "status")}
    whole = not any(v for k, v in asked.items() if k not in ("article", "min_score"))
    for article, found in groupby(store.events(**asked), lambda r: r.article):
        names = {r.event: r for r in found}
        # An act of speech counts for its content, whether or not the filter lets the act through.
        rows = list(names.values()) if whole else store.events(article=article, min_score=asked.get("min_score", 0.0))
        for row, kept in recoded(rows, _claimants(store.connection, article)):
            wished = (kind or row.type).upper() == row.type and (state or row.status).lower() == row.status
            if row.event in names and wished:
                yield row, kept


def recoded(rows: Sequence[EventRow], claimants: Mapping[str, Sequence[str]]) -> list[tuple[PloverRow, bool]]:
    """All events of one article as PLOVER codes them, and whether it codes them.

    Args:
        rows: the article's events.
        claimants: event → the codes of those according to whom it is told.
    """
    fits = [_fit(r, rows, claimants.get(r.event, ())) for r in rows]
    out = [_applied(r, f) for r, f in zip(rows, fits, strict=True)]
    place = {r.event: n for n, r in enumerate(rows)}
    for row, fit in zip(rows, fits, strict=True):
        if fit is not None and fit.act is not None:
            n = place[fit.act.event]
            out[n] = _informed(out[n], fit.rule, row)
    return [(r, f is None or (f.rule.coded and f.act is None)) for r, f in zip(out, fits, strict=True)]


def _fit(row: EventRow, rows: Sequence[EventRow], claimants: Sequence[str]) -> _Fit | None:
    """The first rule that an event fits."""
    act = _act(row, rows, claimants)
    said = _said(row, act, claimants)
    for rule in plover_rules():
        beside = act if act is not None and act.type == rule.joins else None
        if (rule.must and beside is None) or (rule.lacks and getattr(row, rule.lacks)):
            continue
        if all(
            not allowed or have & set(allowed)
            for allowed, have in (
                (rule.status, {row.status}),
                (rule.type, {row.type}),
                (rule.mode, {row.mode or "none"}),
                (rule.said, said),
            )
        ):
            return _Fit(rule, beside)
    return None


def _act(row: EventRow, rows: Sequence[EventRow], claimants: Sequence[str]) -> EventRow | None:
    """The act of speech that an event is content of: the nearest before it in its sentence by who says it or who does it."""
    if row.sentence is None:
        return None
    before = [r for r in rows if r.sentence == row.sentence and r.start < row.start and _speech(r)]
    said = (row.according_to, claimants)
    for r in sorted(before, key=lambda r: -r.start):
        speaks = (r.actors, r.actor_codes)
        asked = r.type == "REQUEST" and set(r.recipients) & set(row.actors)
        if asked or _common(speaks, said) or _common(speaks, (row.actors, row.actor_codes)):
            return r
    return None


def _speech(row: EventRow) -> bool:
    """Whether an event is an act of speech; of promises only those that were made, since one to come is content itself."""
    return row.type in acts() and (row.status == "actual" or plover_types()[row.type].quad == VERBAL_CONFLICT)


def _said(row: EventRow, act: EventRow | None, claimants: Sequence[str]) -> set[str]:
    """On whose word an event is told, and whether it is asked for: own, other or reporter; asked or told."""
    does = (row.actors, row.actor_codes)
    own = _common(does, (row.according_to, claimants)) or (act is not None and _common(does, (act.actors, act.actor_codes)))
    who = "own" if own else "other" if row.according_to else "reporter"
    return {who, "asked" if _asked(row.why) else "told"}


#: How the events stage says which word decided the status (stages/events/status.py).
_GOVERNOR = re.compile(r"(?:governed by|object of|modal) (?:not )?([\w'-]+)")


def _asked(why: str) -> bool:
    return "demanded" in why.replace(";", ",").split(", ") or bool(set(_GOVERNOR.findall(why)) & status_words("demand"))


#: Roles of so many that two of one country need not be of one mind.
_ANYBODY = ("CVL", "REF", "CRM")
Names = tuple[Iterable[str], Iterable[str]]


def _common(one: Names, other: Names) -> bool:
    """Whether two lists of (names, codes) share a party: by name, or a state and its government, or one role of one country."""
    return bool(set(one[0]) & set(other[0])) or any(_alike(a, b) for a in one[1] for b in other[1])


def _alike(a: str, b: str) -> bool:
    country, roles = a[:3], {a[3:], b[3:]}
    if country != b[:3] or country in ("---", "IGO", "INT", ""):
        return False
    return (a == b and not roles & set(_ANYBODY)) or roles == {"", "GOV"}


def _applied(row: EventRow, fit: _Fit | None) -> PloverRow:
    values = {f.name: getattr(row, f.name) for f in fields(EventRow)}
    made = PloverRow(**values, auxiliary=None, was_type=None, was_mode=None, was_status=None, rule=None, beside=None)
    if fit is None:
        return made
    rule, act = fit.rule, fit.act
    made = replace(made, rule=rule.rule, auxiliary=rule.auxiliary or None, beside=None if act is None else act.event)
    if act is not None or not rule.becomes:
        return made
    mode = rule.to_mode or (row.mode if rule.becomes == row.type else None)
    return _changed(made, rule.becomes, mode, rule.to_status or row.status, rule.cameo)


def _informed(act: PloverRow, rule: PloverRule, content: EventRow) -> PloverRow:
    """An act of speech whose content tells its mode, or that it is an act of another type; the first content decides."""
    if act.type != rule.joins:
        return act
    mode = (act.mode if rule.becomes == act.type else None) or rule.to_mode or None
    if (rule.becomes, mode) == (act.type, act.mode):
        return act
    named = f"{act.rule}; {rule.rule}" if act.rule else rule.rule
    return replace(_changed(act, rule.becomes, mode, act.status, ""), rule=named, beside=content.event)


def _changed(row: PloverRow, type_: str, mode: str | None, status: str, base: str) -> PloverRow:
    """A row with another type, mode and status, the codes that go with them, and what it was."""
    if (type_, mode, status) == (row.type, row.mode, row.status) or type_ not in plover_types():
        return row
    cameo, quad, goldstein = row.cameo, row.quad, row.goldstein
    if (type_, mode) != (row.type, row.mode):
        cameo, quad, goldstein = codes(type_, mode, row.contexts, base)
    was = (row.was_type, row.was_mode, row.was_status) if row.was_type else (row.type, row.mode, row.status)
    return replace(
        row, type=type_, mode=mode, status=status, cameo=cameo, quad=quad, goldstein=goldstein,
        was_type=was[0], was_mode=was[1], was_status=was[2],
    )  # fmt: skip


def _claimants(db: sqlite3.Connection, article: str) -> dict[str, list[str]]:
    """Event → the codes of its claimants, in one article."""
    out: dict[str, list[str]] = {}
    for row in db.execute(
        "SELECT c.event, q.code FROM claims c JOIN articles a USING (doc) JOIN parties q ON q.doc = c.doc AND q.id = c.party"
        " WHERE a.id = ? ORDER BY c.event, c.n", (article,),
    ):  # fmt: skip
        out.setdefault(row["event"], []).append(row["code"])
    return out
