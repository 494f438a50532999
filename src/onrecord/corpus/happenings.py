"""Happenings: event mentions, within an article and across reports, that tell of one thing in the world.

Two mentions are compared by type, time, place, parties, figures and wording; what can't be one thing (other type, days or
places too far apart, recipients of other countries) is never joined, not by way of a third mention either. Only mentions of one
story and type are compared, in a very large story only the most promising pairs (pairs.py), so that cost stays near-linear.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence
from math import asin, cos, radians, sin, sqrt

from onrecord.corpus.mentions import EventMention, Side, Where, read
from onrecord.corpus.pairs import pairs
from onrecord.corpus.stories import cosine, stem
from onrecord.knowledge.words import document_counts

#: Days by which accounts of one thing may differ (a clock wrong by a day, a date taken from another zone).
SLACK = 1
#: Kilometres within which two places of city precision may be one: near a town is in it for one and beside it for another.
NEAR_KM = 60.0
#: Weights of the evidence, and how much of it joins two mentions (evals/corpus-happenings measures them).
SAME_DAY, SAME_PERIOD, SAME_PLACE, SAME_COUNTRY = 1.5, 0.5, 1.5, 0.4
#: What must be among the reasons for two mentions of one article; its day and its words are shared by all it tells.
_SOLID = ("anchor", "place +", "actor +", "recipient +", "killed +", "wounded +", "arrested +", "participants +", "code +")
#: Most of what one article tells happened on one day.
SAME_DAY_WITHIN = 0.7
SAME_NAME, SAME_CODE, SAME_ANCHOR, SAME_MODE, OTHER_MODE = 1.2, 0.5, 1.0, 0.6, 0.8
SAME_FIGURE, WORDING = 0.8, 2.5
#: Words in this share of general news, or more of it, name nobody in particular.
COMMON = 0.03
#: Figures so many times another speak against one happening, and how much.
TIMES, OTHER_FIGURE = 4, 0.8
#: Days after which an event is past rather than news, and what speaks against joining one that is dated so with an undated one.
OLD, PAST = 45, 1.6
#: Days between two tellings, of which one gives no date, that speak against one happening, how much, and what fewer say for it.
FEW, FAR, SOON = 4, 1.2, 0.4
JOINED, JOINED_WITHIN = 2.2, 1.8


def apart(a: EventMention, b: EventMention) -> str:
    """Why two mentions can't be one happening; "" where they may be."""
    if a.type != b.type:
        return "other type"
    if (a.status == "planned") != (b.status == "planned") and not _same_days(a, b):
        return "one is planned"
    if _gap(a, b) > SLACK:
        return "other days"
    if a.where and b.where and distance(a.where, b.where) is False:
        return "other places"
    for mine, theirs in ((a.actors, b.actors), (a.recipients, b.recipients)):
        if mine is a.recipients and _foreign(mine, theirs):
            return "other recipients"
    return ""


def _bars(a: EventMention, b: EventMention) -> bool:
    """Whether two members keep their wholes apart; a plan that was joined to its day bars nothing that gives no day."""
    return (a.status == "planned") == (b.status == "planned") and bool(apart(a, b))


def likeness(a: EventMention, b: EventMention) -> tuple[float, str]:
    """How much speaks for one happening, and what; 0 where the two can't be one."""
    if apart(a, b):
        return 0.0, apart(a, b)
    found: list[tuple[float, str]] = [*_time(a, b), *_place(a, b), *_parties(a, b), *_figures(a, b)]
    if a.anchor == b.anchor:
        found.append((SAME_ANCHOR, "anchor"))
    if a.mode and b.mode:
        found.append((SAME_MODE, "mode") if a.mode == b.mode else (-OTHER_MODE, "other mode"))
    found.append((WORDING * cosine(a.words, b.words), "wording"))
    score = sum(v for v, _ in found)
    return score, ", ".join(f"{name} {v:+.1f}" for v, name in found if abs(v) >= 0.05)


def _time(a: EventMention, b: EventMention) -> Iterable[tuple[float, str]]:
    if a.first is None or b.first is None:
        if _past(a) != _past(b):
            yield -PAST, "one is past"
        elif _told_apart(a, b) > FEW:
            yield -FAR, "told at other times"
        elif a.doc != b.doc:
            yield SOON, "told soon after"
        return
    if a.first == a.last == b.first == b.last:
        yield SAME_DAY if a.doc != b.doc else SAME_DAY_WITHIN, "day"
    elif _gap(a, b) == 0:
        yield SAME_PERIOD, "period"


def _told_apart(a: EventMention, b: EventMention) -> int:
    """Days between two mentions, by their dates or, where one has none, by its article's publication."""
    one, other = (m.last if m.last is not None else m.published for m in (a, b))
    return abs(one - other) if one is not None and other is not None else 0


def _past(m: EventMention) -> bool:
    """Whether a mention is dated long before its article; news without a date is mostly new."""
    return m.last is not None and m.published is not None and m.published - m.last > OLD


def _place(a: EventMention, b: EventMention) -> Iterable[tuple[float, str]]:
    if a.where and b.where:
        near = distance(a.where, b.where)
        if near is not None and near is not False and near <= NEAR_KM:
            yield SAME_PLACE, "place"
        elif a.where.country and a.where.country == b.where.country:
            yield SAME_COUNTRY, "country"


def _parties(a: EventMention, b: EventMention) -> Iterable[tuple[float, str]]:
    for name, mine, theirs in (("actor", a.actors, b.actors), ("recipient", a.recipients, b.recipients)):
        if any(rare(s) or s in _capitals(x.name) for x in mine for y in theirs for s in x.stems & y.stems):
            yield SAME_NAME, name
        elif any(x.country == y.country != "---" and x.role == y.role for x in mine for y in theirs):
            yield SAME_CODE, f"{name}'s code"


def _capitals(name: str) -> set[str]:
    return {stem(w) for w in name.split() if w[0].isupper()}


def rare(word: str) -> bool:
    """Whether a word tells who is meant: "people" and "police" do not."""
    table = document_counts()
    return table.of(word) < COMMON * table.documents and not word.isdigit()


def _figures(a: EventMention, b: EventMention) -> Iterable[tuple[float, str]]:
    for kind in sorted(a.counts.keys() & b.counts.keys()):
        if a.counts[kind] == b.counts[kind] and a.counts[kind] != (0, 0):
            yield SAME_FIGURE, kind
        elif min(a.counts[kind][0], b.counts[kind][0]) * TIMES < max(a.counts[kind][0], b.counts[kind][0]):
            yield -OTHER_FIGURE, f"other {kind}"


def _same_days(a: EventMention, b: EventMention) -> bool:
    return a.first is not None and b.first is not None and _gap(a, b) == 0


def _gap(a: EventMention, b: EventMention) -> int:
    """Days between two periods; 0 where they overlap."""
    if a.first is None or a.last is None or b.first is None or b.last is None:
        return 0
    return max(0, b.first - a.last, a.first - b.last)


def _foreign(mine: Sequence[Side], theirs: Sequence[Side]) -> bool:
    """Whether two sides are known and of different countries throughout."""
    one, two = ({s.country for s in x if s.country not in ("---", "INT", "IGO")} for x in (mine, theirs))
    return bool(one and two and not one & two)


def distance(a: Where, b: Where) -> float | bool | None:
    """Kilometres between two places; None where one may lie in the other or is unknown; False where they can't be one."""
    if a.country and b.country and a.country != b.country:
        return False
    if a.precision == b.precision == "city" and None in (a.lat, b.lat) and not _names(a) & _names(b):
        return False  # two towns, of which one is on no map: their names tell
    coarse = {"country", "province", "region", "district"}
    if a.precision in coarse or b.precision in coarse or a.lat is None or b.lat is None:
        return 0.0 if a.name == b.name else None
    km = kilometres(a, b)
    return km if km <= NEAR_KM else False


def _names(where: Where) -> set[str]:
    return {w for w in where.name.lower().replace("-", " ").split() if len(w) > 2} or {where.name.lower()}


def kilometres(a: Where, b: Where) -> float:
    """Great-circle distance of two places with positions."""
    lat1, lon1, lat2, lon2 = map(radians, (a.lat or 0.0, a.lon or 0.0, b.lat or 0.0, b.lon or 0.0))
    return 12742 * asin(sqrt(sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2))


Signature = tuple[str, bool, int | None, int | None, Where | None, frozenset[str]]


def _signature(m: EventMention) -> Signature:
    """All that ``_bars`` looks at: of members that share it, one need be asked."""
    return m.type, m.status == "planned", m.first, m.last, m.where, frozenset(s.country for s in m.recipients)


def clusters(mentions: Sequence[EventMention], *, within: bool = True) -> list[list[tuple[int, float, str]]]:
    """Mentions as happenings: for each the places of its members, with the likeness and reason that joined each.

    ``within`` says whether mentions of one article may be one happening (versions of an article are compared without).

    Pairs are joined from the most alike down, unless any two members of the joined whole can't be one thing.
    """
    alike = []
    for i, j in pairs(mentions, rare):
        within_one = mentions[i].doc == mentions[j].doc
        if within_one and not within:
            continue
        score, why = likeness(mentions[i], mentions[j])
        if score >= (JOINED_WITHIN if within_one and any(k in why for k in _SOLID) else JOINED):
            alike.append((-score, i, j, why))
    home = list(range(len(mentions)))
    members = {i: [i] for i in home}
    joined = dict.fromkeys(home, (1.0, "first mention"))
    kinds = {i: {_signature(m): m} for i, m in enumerate(mentions)}
    for score, i, j, why in sorted(alike):
        a, b = home[i], home[j]
        if a == b or any(_bars(x, y) for x in kinds[a].values() for y in kinds[b].values()):
            continue
        a, b = min(a, b), max(a, b)
        late = j if home[j] == b else i
        joined[late] = (round(-score, 3), why)
        for x in members[b]:
            home[x] = a
        members[a] += members.pop(b)
        kinds[a] |= kinds.pop(b)
    return [[(i, *joined[i]) for i in sorted(group)] for group in members.values()]


def regroup(db: sqlite3.Connection, stories: Iterable[int]) -> int:
    """Group anew the mentions of these stories; the number of mentions looked at."""
    looked = 0
    for story in sorted(set(stories)):
        mentions = read(db, "s.story = ?", (story,))
        looked += len(mentions)
        db.execute(
            "DELETE FROM event_groups WHERE doc IN"
            " (SELECT r.doc FROM stories s JOIN reports r USING (report) WHERE s.story = ?)",
            (story,),
        )
        rows = _told([m for m in mentions if m.doc == m.report])
        db.executemany("INSERT INTO event_groups VALUES (?, ?, ?, ?, ?, ?)", rows)
        named = {(doc, event): happening for doc, event, _, happening, *_ in rows}
        copies = [m for m in mentions if m.doc != m.report]
        db.executemany("INSERT INTO event_groups VALUES (?, ?, ?, ?, ?, ?)", _copied(copies, mentions, named))
    return looked


Row = tuple[int, str, int, str, float, str]


def _told(mentions: Sequence[EventMention]) -> list[Row]:
    """Rows for the mentions of origins."""
    blocks: dict[str, list[EventMention]] = defaultdict(list)
    for m in mentions:
        blocks[m.type].append(m)
    rows = []
    for block in blocks.values():
        for group in clusters(block):
            name = min((block[i].published or 10**7, block[i].doc, block[i].start, block[i].key) for i, _, _ in group)[3]
            rows += [(block[i].doc, block[i].event, block[i].story, name, score, why) for i, score, why in group]
    return rows


def _copied(copies: Sequence[EventMention], all_: Sequence[EventMention], named: dict[tuple[int, str], str]) -> Iterable[Row]:
    """Rows for the mentions of reprints: each goes where its origin's mention went; what only the copy has stays alone."""
    origins: dict[tuple[int, str], list[EventMention]] = defaultdict(list)
    for m in all_:
        if m.doc == m.report:
            origins[m.report, m.type].append(m)
    for m in copies:
        best = max(((*likeness(m, o), o) for o in origins[m.report, m.type]), key=lambda x: x[0], default=None)
        if best and best[0] >= JOINED_WITHIN:
            yield m.doc, m.event, m.story, named[best[2].doc, best[2].event], round(best[0], 3), f"reprint: {best[1]}"
        else:
            yield m.doc, m.event, m.story, m.key, 1.0, "only in a reprint"
