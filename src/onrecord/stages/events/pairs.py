"""Who of a sentence takes part in an event: candidates and what the pair classifier sees of each with the anchor.

The classifier (training/events/pairs.py) weighs the way from one to the other through the parse, what the rules of sides.py
say, and what kind of party stands there; it says actor, recipient or neither.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord import syntax
from onrecord.article import Party, PartyIndex
from onrecord.knowledge.actors import party_words
from onrecord.knowledge.events import event_frames, instruments, pair_weights
from onrecord.stages.events.features import NAMED, general, lemma
from onrecord.stages.events.sides import Sides

if TYPE_CHECKING:
    from onrecord.syntax import Token

#: Steps of the way between candidate and anchor that are told; farther ones look alike.
WAY = 6
SIDES = ("neither", "actor", "recipient")
#: A candidate takes part if its chance of a side reaches this: of held-out events 48.9 % then have both sides exactly right
#: (48.4 % at .4, 48.0 % at .6; by the rules of sides.py alone 33.2 %).
LEAST = 0.5
#: The best candidate of a side is taken at this already, where no other is.
ALONE = 0.3
#: And at this, where the rules of sides.py say so too.
RULED = 0.15
#: How sure grammar alone is of a pronoun.
PRONOUN = 0.6
#: And of those whom a noun befalls or is against ("suffered attacks", "an anti-government protest").
CERTAIN = 0.9
#: The encoder's share in the log-chances.
WEIGHT = 0.5
#: What the encoder says of a word: chances of neither, actor, recipient.
Read = Callable[["Token"], list[float] | None]


#: Relations of a modifier that is told with the participant that it stands on.
INNER = ("amod", "compound", "nmod")
#: What a state does not do to itself: of two words for one state on both sides the surer stays ("warned that Iran will").
HOSTILE = ("THREATEN", "ASSAULT")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A word that may head a participant, and the parties it means."""

    token: Token
    parties: tuple[Party, ...]
    says: bool = False  # it is who says the event: taken as a side only if it is surer than not


def candidates(tokens: Iterable[Token], heads: frozenset[int], index: PartyIndex) -> list[Candidate]:
    """The words of a sentence that may head a participant: heads of mentions, and modifiers that name somebody.

    ``heads``: where the heads of mentions and the one-word mentions of parties start ("kills three").
    """
    out = []
    for token in tokens:
        named = token.ent_type_ in NAMED and token.dep_ in ("compound", "amod", "nmod", "poss", "appos")
        if (token.idx not in heads and not named) or token.tag_ in ("WDT", "WP"):
            continue
        if token.pos_ not in ("NOUN", "PROPN", "PRON", "NUM", "ADJ") and not index.at(syntax.place(token)):
            continue
        if token.lower_ in party_words("it") and not index.at(syntax.place(token)):
            continue  # "it emerged that": nobody
        if _of_another(token) or (token.ent_type_ not in NAMED and token.lower_ in instruments()):
            continue  # a rocket acts for whoever fired it
        if named and token.idx not in heads and _inner(token):
            continue
        if token.dep_ == "pobj" and token.head.lower_ == "of" and measured(token.head.head):
            continue  # its measure stands for it
        inner = measured(token) or [token]
        out.append(Candidate(token, tuple(p for t in inner for p in index.at(syntax.place(t)))))
    return out


def _of_another(token: Token) -> bool:
    """Whether a name only tells by whom another is backed or where it is at home: the UN of "the UN-backed government"."""
    doc, i = token.doc, token.i
    return (
        i + 2 < len(doc) and doc[i + 1].lower_ in ("-", "–") and doc[i + 2].lower_.startswith(party_words("lends-country-not"))
    )


def measured(token: Token) -> list[Token]:
    """The nouns that a word only measures: "hundreds of people", "a total of 15 men"; empty for all other words."""
    return syntax.prepositional(token, "of") if token.lemma_.lower() in event_frames("partitive") else []


def _inner(token: Token) -> bool:
    """Whether a modifier is only a part of a longer name ("New" of "New York")."""
    return bool(token.head.ent_type_ == token.ent_type_ and token.dep_ == "compound")


@dataclass(frozen=True, slots=True)
class Frame:
    """What an anchor's pairs have in common: its word, voice and way up through the parse, its sides by grammar, its rivals."""

    anchor: Token
    type: str
    word: str
    voice: str
    above: list[Token]
    rule: Sides
    others: frozenset[int]

    @classmethod
    def of(cls, anchor: Token, type_: str, rule: Sides, others: frozenset[int]) -> Frame:
        """The frame of an anchor; ``others`` are the places of its sentence's other anchors."""
        voice = "passive" if anchor.pos_ == "VERB" and syntax.passive(anchor) else anchor.pos_
        return cls(anchor, type_, lemma(anchor), voice, _ups(anchor), rule, others)

    def ruled(self, token: Token) -> str:
        """The side that grammar gives a word."""
        return "actor" if token in self.rule.actors else "recipient" if token in self.rule.recipients else "none"


def pair_features(frame: Frame, cand: Candidate) -> list[str]:
    """The features of an anchor with a candidate, each once."""
    token, anchor, type_, word = cand.token, frame.anchor, frame.type, frame.word
    way, lexical = _way(frame.above, _ups(token))
    said, name = frame.ruled(token), general(token)
    free = "free" if not frame.rule.actors else "taken"
    side = "before" if token.i < anchor.i else "behind"
    far = min(8, abs(token.i - anchor.i) // 3)
    first, last = min(token.i, anchor.i), max(token.i, anchor.i)
    between = sum(first < i < last for i in frame.others)
    out = ["bias", f"r={said}", f"rt={said}/{type_}", f"rf={said}/{free}/{side}"]
    out += [f"w={way}", f"wt={way}/{type_}", f"wv={way}/{frame.voice}"]
    out += [f"x={lexical}", f"xt={lexical}/{type_}", f"xl={lexical}/{word}", f"wl={way}/{word}", f"s={side}/{far}"]
    out += [f"st={side}/{type_}", f"b={min(3, between)}/{side}", f"d={token.dep_}/{side}"]
    out.append(f"dh={token.dep_}/{general(token.head)}")
    for kind in _kinds(cand):
        out += [f"k={kind}", f"kr={kind}/{said}", f"kt={kind}/{type_}", f"kst={kind}/{side}/{type_}", f"kw={kind}/{way}"]
    out += [f"n={name}", f"nr={name}/{said}"]
    if token.lemma_.lower() in instruments():
        out.append("instrument")
    return list(dict.fromkeys(out))


def _kinds(cand: Candidate) -> list[str]:
    token = cand.token
    out = [token.ent_type_ or token.pos_]
    if not cand.parties:
        return [*out, "nobody"]
    party = cand.parties[0]
    out.append(f"role:{party.roles[0] if party.roles else '-'}")
    out.append(f"kind:{party.kind}")
    out.append("known" if party.country != "---" else "unknown")
    return out


def path(anchor: Token, token: Token) -> tuple[str, str]:
    """The way from anchor to candidate as relations (up ^, down _), and the same with prepositions and verbs named."""
    return _way(_ups(anchor), _ups(token))


def _way(up: list[Token], down: list[Token]) -> tuple[str, str]:
    there = {t.i: n for n, t in enumerate(down)}
    top = next((n for n, t in enumerate(up) if t.i in there), None)
    if top is None:
        return "apart", "apart"
    rise, fall = up[:top], down[: there[up[top].i]][::-1]
    if len(rise) + len(fall) > WAY:
        return "far", "far"
    steps = [t.dep_ + "^" for t in rise] + [t.dep_ + "_" for t in fall]
    named = [f"{t.dep_}^{t.head.lemma_.lower()}" for t in rise]
    named += [f"{t.dep_}_" + (t.lower_ if t.dep_ in ("prep", "agent") else "") for t in fall]
    return " ".join(steps), " ".join(named)


def _ups(token: Token) -> list[Token]:
    out = [token]
    while token.head is not token and len(out) < 40:
        token = token.head
        out.append(token)
    return out


def chances(features: list[str]) -> list[float]:
    """The chances of neither, actor, recipient."""
    weights = pair_weights()
    z = [0.0] * len(SIDES)
    for name in features:
        for k, v in weights.get(name, ()):
            z[k] += v
    top = max(z)
    e = [math.exp(v - top) for v in z]
    total = sum(e)
    return [v / total for v in e]


def taking_part(
    anchor: Token, type_: str, found: list[Candidate], rule: Sides, others: frozenset[int], read: Read | None = None
) -> Sides:
    """The sides of an event as the classifier and the encoder weigh them; in ``rules`` the best chance of each.

    ``read``: what the encoder says of a word, chances of neither, actor, recipient; None where it did not read.
    """
    out = Sides()
    frame = Frame.of(anchor, type_, rule, others)
    scored = [(c, _certain(c, frame) or _weighed(frame, c, read)) for c in found if c.token.i != anchor.i]
    if type_ == "THREATEN" or (type_ in HOSTILE and anchor.pos_ == "NOUN"):
        own = _own_side(scored, rule, anchor.pos_ == "NOUN")
        scored = [(c, p) for c, p in scored if c.token.i not in own]
    for k, side, by_rule in ((1, out.actors, rule.actors), (2, out.recipients, rule.recipients)):
        mine_ = [(c, p[k]) for c, p in scored if p[k] > p[3 - k]]
        best = max(mine_, key=lambda m: m[1], default=None)
        chosen = {c.token.i: _country(c) for c, p in mine_ if p >= LEAST}
        for c, p in mine_:
            if _part_of(c, chosen):
                continue
            t, ruled = _bearer(c, found), c.token in by_rule
            alone = best is not None and c is best[0] and not c.says and not (k == 1 and _by_thing(anchor, c.token))
            if p >= LEAST or (alone and p >= (RULED if ruled else ALONE)):
                if t in side:
                    continue
                side.append(t)
                grammar = " by grammar" if ruled else ""
                out.rules.append(f"{SIDES[k]} {t.text} {p:.2f}{grammar}")
        for t in _joined_to(side, mine_):
            side.append(t)
            out.rules.append(f"{SIDES[k]} {t.text} joined by and")
    if type_ == "THREATEN" and not out.recipients:
        _threatened(anchor, out, scored)
    return out


def _part_of(cand: Candidate, chosen: dict[int, str]) -> bool:
    """Whether a word only tells of whom a chosen one is: "Iranian" of "Iranian commander", "Iran" of "Iran's president".

    Or what it is for or about: the Union of "Eritrea's ambassador to the African Union", migrants of "an expert on migrants".

    An owner of another country is somebody else: "Iraq's American guests". ``chosen``: word number → country.
    """
    at, owns, topic = cand.token, False, False
    while at.dep_ == "conj":
        at = at.head
    while at.head.i != at.i:
        if at.dep_ == "pobj" and at.head.dep_ == "prep" and at.head.lower_ in event_frames("owner"):
            at, owns = at.head.head, True
        elif at.dep_ == "pobj" and at.head.dep_ == "prep" and at.head.lower_ in event_frames("topic"):
            at, topic = at.head.head, True
        elif at.dep_ in INNER or at.dep_ == "poss":
            at, owns = at.head, owns or at.dep_ == "poss"
        else:
            return False
        country = chosen.get(at.i, "---")
        if country != "---" and (topic or not owns or country == _country(cand)):
            return True
    return False


def _joined_to(side: list[Token], mine: list[tuple[Candidate, float]]) -> list[Token]:
    """The parties that are joined to one of a side by "and", where nothing says that they stand on the other."""
    chosen = {t.i for t in side}
    return [c.token for c, _ in mine if c.token.i not in chosen and c.parties and any(t.i in chosen for t in c.token.conjuncts)]


def _by_thing(anchor: Token, token: Token) -> bool:
    """Whether a verb has a thing for its subject, and a word stands outside of it: "before the missiles hit"."""
    things = [
        c for c in anchor.children if c.dep_ == "nsubj" and c.lemma_.lower() in instruments() and c.ent_type_ not in NAMED
    ]
    return any(not any(t.i == token.i for t in thing.subtree) for thing in things)


def _bearer(cand: Candidate, found: list[Candidate]) -> Token:
    """The noun that a name only modifies, where it is a party of the same country: tribunal of "the UN tribunal"."""
    noun = cand.token.head
    if cand.token.dep_ not in INNER or noun.i == cand.token.i or noun.pos_ not in ("NOUN", "PROPN"):
        return cand.token
    if any(c.token.i == noun.i and c.parties and _country(c) == _country(cand) != "---" for c in found):
        return noun
    return cand.token


def _certain(cand: Candidate, frame: Frame) -> list[float] | None:
    """The chances that grammar alone gives: of whom it is sure of, and of a pronoun whose party is known.

    Annotation gives who a pronoun stands for instead, so nothing can be learnt of it.
    """
    if cand.token.i in frame.rule.sure:
        return [1 - CERTAIN, CERTAIN, 0.0] if cand.token in frame.rule.actors else [1 - CERTAIN, 0.0, CERTAIN]
    if cand.token.pos_ != "PRON" or not any(p.name.lower() != cand.token.lower_ for p in cand.parties):
        return None
    by_side = {"actor": [1 - PRONOUN, PRONOUN, 0.0], "recipient": [1 - PRONOUN, 0.0, PRONOUN], "none": [1.0, 0.0, 0.0]}
    return by_side[frame.ruled(cand.token)]


def _weighed(frame: Frame, cand: Candidate, read: Read | None) -> list[float]:
    return weighed(chances(pair_features(frame, cand)), read(cand.token) if read else None)


def _own_side(scored: list[tuple[Candidate, list[float]]], rule: Sides, noun: bool) -> frozenset[int]:
    """Words for a state or its organs that would stand against their own state and are less sure than what stands there.

    What grammar says is surer than what it doesn't; beside a noun the recipient ("the assassination of its general") is.
    """
    ruled = {1: {t.i for t in rule.actors}, 2: {t.i for t in rule.recipients}}
    sides: dict[int, list[tuple[float, int, str]]] = {1: [], 2: []}
    for c, p in scored:
        t, state = c.token, _state(c)
        k = 1 if p[1] > p[2] else 2
        if state is not None and p[k] >= RULED:
            sides[k].append((p[k] + (t.i in ruled[k]) + (noun and k == 2), t.i, state))
    out = set()
    for k in (1, 2):
        surest: dict[str, float] = {}
        for sure, _, state in sides[3 - k]:
            surest[state] = max(sure, surest.get(state, 0.0))
        out |= {i for sure, i, state in sides[k] if sure < surest.get(state, 0.0)}
    return frozenset(out)


def _country(cand: Candidate) -> str:
    return cand.parties[0].country if cand.parties else "---"


def _state(cand: Candidate) -> str | None:
    """The country of a state as such, its government or forces."""
    party = cand.parties[0] if cand.parties else None
    if party is None or party.country in ("---", "IGO", "INT") or not set(party.roles) <= {"GOV", "MIL"}:
        return None
    return party.country


def _threatened(anchor: Token, out: Sides, scored: list[tuple[Candidate, list[float]]]) -> None:
    """A threat to nobody by name is one to the other state that its content names: "revenge will come from within the US"."""
    acting = {t.i for t in out.actors}
    own = {_state(c) for c, _ in scored if c.token.i in acting}
    inside = {t.i for t in anchor.subtree}
    others = [(p[2], -c.token.i, c.token) for c, p in scored if c.token.i in inside and _state(c) not in (None, *own)]
    if own - {None} and others:
        best = max(others, key=lambda o: o[:2])[2]
        out.recipients.append(best)
        out.rules.append(f"recipient {best.text} in what is threatened")


def weighed(linear: list[float], read: list[float] | None) -> list[float]:
    """The chances of classifier and encoder as one: their logarithms weighed."""
    if read is None:
        return linear
    z = [(1 - WEIGHT) * math.log(max(a, 1e-4)) + WEIGHT * math.log(max(b, 1e-4)) for a, b in zip(linear, read, strict=True)]
    top = max(z)
    e = [math.exp(v - top) for v in z]
    total = sum(e)
    return [v / total for v in e]
