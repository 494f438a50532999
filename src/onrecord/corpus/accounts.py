"""Accounts: what each claimant says of a happening, and where accounts contradict each other.

Nothing here is stored: an account is read from the mentions each time, so that its words and figures stay those of the article.
"""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations

from onrecord.corpus.happenings import distance
from onrecord.corpus.mentions import COUNTS, EventMention, Range, read
from onrecord.corpus.origins import Origin, origin_of

#: Types in which both sides act.
MUTUAL = ("CONSULT", "AGREE", "COOPERATE")
#: Claimants whose word is the outlet's own.
REPORTER = "reporter"


@dataclass(frozen=True)
class Account:
    """What one claimant says of a happening in one report.

    Attributes:
        claimant: the named or described speaker, outermost first ("the ministry"), else the outlet in its own voice.
        code: the claimant's code; "" for a reporter's own voice.
        chain: further claimants within the claimant's words.
        articles: how many articles print this report.
        words: the anchor; ``sentence``: the sentence that it stands in.
    """

    happening: str
    claimant: str
    code: str
    chain: tuple[str, ...]
    own_voice: bool
    mention: EventMention
    outlet: str | None
    published: str | None
    date: str | None
    articles: int
    origin: Origin
    words: str
    sentence: str

    @property
    def counts(self) -> dict[str, Range]:
        """The figures given."""
        return dict(self.mention.counts)

    @property
    def actors(self) -> tuple[str, ...]:
        """Who is said to have done it."""
        return tuple(s.name for s in self.mention.actors)

    @property
    def recipients(self) -> tuple[str, ...]:
        """To whom."""
        return tuple(s.name for s in self.mention.recipients)


def accounts(db: sqlite3.Connection, happening: str, min_score: float = 0.0) -> list[Account]:
    """All accounts of a happening, in the order of publication; reprints count in ``articles`` only.

    ``min_score``: only mentions of which the coder is at least so sure, 0 to 1.
    """
    where = (
        "EXISTS (SELECT 1 FROM event_groups g WHERE g.doc = e.doc AND g.event = e.id AND g.happening = ?) AND r.report = e.doc"
        " AND e.score >= ?"
    )
    return sorted(
        (_account(db, happening, m) for m in read(db, where, (happening, min_score))),
        key=lambda a: (a.published or "9999", a.mention.doc, a.mention.start),
    )


def _account(db: sqlite3.Connection, happening: str, m: EventMention) -> Account:
    article = db.execute("SELECT outlet, published FROM articles WHERE doc = ?", (m.doc,)).fetchone()
    event = db.execute("SELECT words, date FROM events WHERE doc = ? AND id = ?", (m.doc, m.event)).fetchone()
    sentence = db.execute("SELECT words FROM sentences WHERE doc = ? AND n = ?", (m.doc, m.sentence)).fetchone()
    copies = db.execute("SELECT count(*) FROM reports WHERE report = ?", (m.report,)).fetchone()[0]
    claims = db.execute(
        "SELECT q.name, q.code, (SELECT words FROM statement_spans x WHERE x.doc = c.doc AND x.statement = c.statement"
        " AND x.role = 'speaker' AND x.n = 0) AS words FROM claims c LEFT JOIN parties q ON q.doc = c.doc AND q.id = c.party"
        " WHERE c.doc = ? AND c.event = ? ORDER BY c.n",
        (m.doc, m.event),
    ).fetchall()
    names = tuple(c["name"] or c["words"] or "somebody unnamed" for c in claims)
    origin = origin_of(db, m.report)
    voice = article["outlet"] or origin.shown
    return Account(
        happening, names[0] if names else voice, (claims[0]["code"] or "") if claims else "", names[1:], not names, m,
        article["outlet"], article["published"], event["date"], copies, origin, event["words"], sentence[0] if sentence else "",
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two accounts that can't both be right.

    ``kind``: a figure's name (killed, wounded …), status, actors, date or place. ``strength``: how far apart they are and how
    many independent origins stand on the weaker side; larger is stronger, comparable within one store. ``ones`` and ``others``:
    all claimants on either side, ``one`` and ``other`` the two accounts that speak for them.
    """

    kind: str
    one: Account
    other: Account
    what: str
    strength: float
    ones: tuple[str, ...] = ()
    others: tuple[str, ...] = ()


def contradictions(found: Sequence[Account]) -> list[Contradiction]:
    """The contradictions among a happening's accounts, strongest first; one for each kind and pair of values."""
    best: dict[tuple[str, str, str], Contradiction] = {}
    sides: dict[tuple[str, str, str], tuple[list[str], list[str]]] = {}
    for a, b in combinations(found, 2):
        if _who(a) == _who(b):
            continue
        for kind, x, y, weight in _differences(a, b):
            one, other = (a, b) if (len(x), x) <= (len(y), y) else (b, a)
            x, y = sorted((x, y), key=lambda v: (len(v), v))
            key = (kind, x, y)
            ones, others = sides.setdefault(key, ([], []))
            ones.append(one.claimant)
            others.append(other.claimant)
            strength = round(weight * _standing(found, a, b, kind), 3)
            if key not in best or strength > best[key].strength:
                best[key] = Contradiction(kind, one, other, f"{x} against {y}", strength)
    full = [
        replace(c, ones=tuple(dict.fromkeys(sides[key][0])), others=tuple(dict.fromkeys(sides[key][1])))
        for key, c in best.items()
    ]
    return sorted(full, key=lambda c: (-c.strength, c.kind, c.one.mention.key, c.other.mention.key))


def _who(a: Account) -> str:
    return f"{a.claimant.lower()} {a.own_voice}"


def _standing(found: Sequence[Account], a: Account, b: Account, kind: str) -> float:
    """More weight where both sides have several independent origins behind them."""
    sides = []
    for x in (a, b):
        alike = [y for y in found if not list(_kind(kind, _differences(x, y)))]
        sides.append(len({y.origin.name for y in alike} | {x.origin.name}))
    return 1 + math.log(min(sides))


Difference = tuple[str, str, str, float]


def _kind(kind: str, found: Iterable[Difference]) -> Iterator[Difference]:
    return (f for f in found if f[0] == kind)


def _differences(a: Account, b: Account) -> Iterator[Difference]:
    """What two accounts contradict each other in: the kind, the value of each, and how much it weighs."""
    m, n = a.mention, b.mention
    for kind in COUNTS:
        if kind in m.counts and kind in n.counts:
            apart = disjoint(m.counts[kind], n.counts[kind])
            if apart:
                yield kind, shown(m.counts[kind]), shown(n.counts[kind]), apart
    if {m.status, n.status} == {"actual", "negated"}:
        yield "status", m.status, n.status, 2.0
    if m.actors and n.actors and _blamed(m) and _blamed(n) and not _common(m, n) and _one_deed(a, b):
        yield "actors", "; ".join(a.actors), "; ".join(b.actors), 1.5
    if m.first is not None and n.first is not None and m.first == m.last and n.first == n.last and m.first != n.first:
        yield "date", a.date or "", b.date or "", 1.0
    if m.where and n.where:
        km = distance(m.where, n.where)
        if km is not None and km is not False and km > 20 and m.where.name != n.where.name:
            yield "place", m.where.name, n.where.name, 1.0


#: Roles that say who: police, an army, a rebel group. "Gunmen" and "residents" could be anybody.
_TELLING = ("GOV", "MIL", "COP", "SPY", "JUD", "LEG", "OPP", "REB", "NGO", "BUS", "JRN")


def _blamed(m: EventMention) -> bool:
    """Whether the actors are known by country or by what they are: "gunmen" contradicts nobody."""
    return any(s.country != "---" or s.role in _TELLING for s in m.actors)


def _one_deed(a: Account, b: Account) -> bool:
    """Whether two accounts blame one for another's deed: no talks, nobody of one's actors among the other's recipients.

    Where no country is known, it must be two claims: who only tells a story may leave out that the soldiers were the victims.
    """
    m, n = a.mention, b.mention
    if m.type in MUTUAL:
        return False
    if any(x.stems & y.stems for one, other in ((m, n), (n, m)) for x in one.actors for y in other.recipients):
        return False
    return any(s.country != "---" for s in (*m.actors, *n.actors)) or not (a.own_voice or b.own_voice)


def _common(m: EventMention, n: EventMention) -> bool:
    """Whether two sides may be the same: a name, a country, or a role where a country is unknown."""
    return any(
        x.stems & y.stems
        or (x.country == y.country != "---")
        or ("---" in (x.country, y.country) and (x.role == y.role or "" in (x.role, y.role)))
        for x in m.actors
        for y in n.actors
    )


def disjoint(a: Range, b: Range) -> float:
    """How far two ranges lie apart, as a logarithm of their ratio (at least .2 where they do); 0 where they meet."""
    lower, higher = sorted((a, b), key=lambda r: (r[0], r[1] is None, r[1] or 0))
    if lower[1] is None or higher[0] <= lower[1]:
        return 0.0
    return 0.2 + math.log((higher[0] + 1) / (lower[1] + 1))


def shown(r: Range) -> str:
    """A range as people write it: 5, 3–5, at least 20."""
    low, high = r
    return f"at least {low}" if high is None else str(low) if low == high else f"{low}–{high}"


@dataclass(frozen=True)
class Happening:
    """A happening with its accounts and what they disagree on."""

    name: str
    accounts: tuple[Account, ...]
    disputes: tuple[Contradiction, ...] = field(default=())

    @property
    def origins(self) -> dict[str, list[str]]:
        """Independent origins, with the reasons."""
        out: dict[str, list[str]] = {}
        for a in self.accounts:
            why = out.setdefault(a.origin.name, [])
            if a.origin.why not in why:
                why.append(a.origin.why)
        return out


def happening(db: sqlite3.Connection, name: str, min_score: float = 0.0) -> Happening:
    """One happening by its name; of mentions that are less sure nothing is said, so that it may have no account at all."""
    found = accounts(db, name, min_score)
    return Happening(name, tuple(found), tuple(contradictions(found)))


def names(db: sqlite3.Connection, least: int = 1, min_score: float = 0.0) -> list[str]:
    """The names of all happenings with mentions, at least so sure, in at least so many reports, most told first.

    Those that only reprints mention have no account, and are left out.
    """
    sql = """SELECT happening FROM event_groups g JOIN reports r USING (doc) JOIN events e ON e.doc = g.doc AND e.id = g.event
        WHERE e.score >= ? GROUP BY happening HAVING count(DISTINCT r.report) >= ? AND max(r.report = r.doc)
        ORDER BY count(DISTINCT r.report) DESC, min(g.doc), happening"""
    return [row[0] for row in db.execute(sql, (min_score, least))]
