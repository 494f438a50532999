"""Who does it to whom, by grammar: the head words of actors and recipients of an anchor.

Verbs give subjects and objects, the passive turns them; nouns give possessors, modifiers that name somebody, and "by",
"of", "on", "against", "with"; a noun that a light verb carries ("carried out an attack on") takes that verb's sides.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from onrecord import syntax
from onrecord.knowledge.events import event_frames, instruments, light_verbs

if TYPE_CHECKING:
    from onrecord.syntax import Token

NAMED = ("GPE", "NORP", "PERSON", "ORG")
#: Types whose sides act on each other: side A is the actor, side B the recipient.
MUTUAL = ("CONSULT", "AGREE", "COOPERATE")


@dataclass(slots=True)
class Sides:
    """Head words of those who act and those acted on, and by which rule."""

    actors: list[Token] = field(default_factory=list)
    recipients: list[Token] = field(default_factory=list)
    rules: list[str] = field(default_factory=list)
    sure: set[int] = field(default_factory=set)  # numbers of those who are so whatever else is weighed

    def add(self, side: str, tokens: list[Token], rule: str, *, sure: bool = False) -> None:
        """Add tokens to "actors" or "recipients" that are on neither side yet."""
        taken = {t.i for t in (*self.actors, *self.recipients)}
        new = [t for t in tokens if t.i not in taken and _someone(t)]
        if new:
            getattr(self, side).extend(new)
            self.sure |= {t.i for t in new if sure}
            self.rules.append(f"{side[:-1]}: {rule}")


def sides(token: Token, type_: str) -> Sides:
    """The sides of the event of a type that a word names."""
    out = Sides()
    if token.pos_ in ("VERB", "AUX"):
        _verb(token, type_, out)
    else:
        _noun(token, type_, out)
    if type_ in (*MUTUAL, "ASSAULT") and len(out.actors) > 1 and not out.recipients and _mutual(token, type_):
        out.recipients = out.actors[1:]
        del out.actors[1:]
    return out


def _mutual(token: Token, type_: str) -> bool:
    return type_ in MUTUAL or token.lemma_.lower() in event_frames("mutual")


def _someone(token: Token) -> bool:
    """Whether a word can name a party: no event, no thing that stands for its user (a bomb), no pronoun of things."""
    if token.pos_ not in ("NOUN", "PROPN", "PRON", "NUM", "ADJ"):
        return False
    if token.lower_ in event_frames("nobody"):
        return False
    return token.lemma_.lower() not in instruments() or token.ent_type_ in NAMED


def _verb(verb: Token, type_: str, out: Sides) -> None:
    if syntax.passive(verb):
        out.add("actors", syntax.by_agents(verb), "by-phrase")
        out.add("recipients", _passive_subjects(verb), "subject of the passive")
    else:
        subjects = _controlled(verb) or syntax.subjects(verb)
        out.add("actors", [s for t in subjects for s in _users(t)], "subject")
        out.add("recipients", syntax.objects(verb), "object")
    if not out.recipients:
        for words in event_frames(type_):
            if syntax.prepositional(verb, words):
                out.add("recipients", syntax.prepositional(verb, words), f"{words}-phrase")
                break
    if not out.recipients:
        out.add("recipients", [s for o in syntax.objects(verb) for s in _owners(o)], "whose the object is")
    if type_ in ("REQUEST", "THREATEN", "REJECT") and not out.recipients:
        # Who a threat says will act is the one who threatens or his own: "warned that Iran will take revenge".
        clause = [c for c in verb.children if c.dep_ in (("xcomp",) if type_ == "THREATEN" else ("ccomp", "xcomp"))]
        out.add("recipients", [s for c in clause for s in c.children if s.dep_ in syntax.SUBJECTS], "subject of the demand")


def _passive_subjects(verb: Token) -> list[Token]:
    own = [c for c in verb.children if c.dep_ in ("nsubjpass", "nsubj")]
    if own:
        return [r for s in own for r in (syntax.referent(s), *syntax.referent(s).conjuncts)]
    return syntax.subjects(verb)


def _controlled(verb: Token) -> list[Token]:
    """Of an infinitive under "urge X to", the one urged: the object of the verb above."""
    if verb.dep_ not in ("xcomp", "ccomp", "advcl") or any(c.dep_ in syntax.SUBJECTS for c in verb.children):
        return []
    above = verb.head
    if not any(c.dep_ == "aux" and c.tag_ == "TO" for c in verb.children):
        return []
    if above.lemma_.lower() not in event_frames("control"):
        return []
    return syntax.objects(above) or syntax.prepositional(above, "on", "upon", "to") or (
        _passive_subjects(above) if syntax.passive(above) else []
    )  # fmt: skip


def _users(token: Token) -> list[Token]:
    """For a thing that acts ("a US drone strike killed"), those whose it is; else the word itself."""
    if token.lemma_.lower() in instruments() and token.ent_type_ not in NAMED:
        return _owners(token) + syntax.by_agents(token) + syntax.prepositional(token, "by")
    return [token]


def _owners(noun: Token) -> list[Token]:
    """Possessors and modifiers that name somebody: "Iran's", "Turkish", "rebel"."""
    return [c for c in noun.lefts if _owner(c)]


def _owner(word: Token) -> bool:
    if word.dep_ == "poss":
        return bool(word.pos_ != "PRON")
    if word.dep_ in ("compound", "amod", "nmod", "nummod") and word.ent_type_ in NAMED:
        return True
    return word.dep_ in ("compound", "nmod") and word.lemma_.lower() in event_frames("group")


def _noun(noun: Token, type_: str, out: Sides) -> None:
    by = syntax.prepositional(noun, "by")
    out.add("actors", by, "by-phrase")
    between = syntax.prepositional(noun, "between", "among")
    if len(between) > 1:
        out.add("actors", between[:1], "between", sure=True)
        out.add("recipients", between[1:], "between", sure=True)
    out.add("recipients", _against(noun), "anti-", sure=True)
    owners = _owners(noun) + [c for c in noun.lefts if c.dep_ == "poss" and c.pos_ == "PRON"]
    victims = noun.lemma_.lower() in event_frames("of-object")
    for words in event_frames(type_):
        out.add("recipients", syntax.prepositional(noun, words), f"{words}-phrase")
        if out.recipients:
            break
    of = syntax.prepositional(noun, "of")
    if victims:
        out.add("recipients", of, "of-phrase")
        out.add("actors" if out.recipients else "recipients", owners, "possessor")
    else:
        out.add("actors", owners, "possessor")
        out.add("recipients" if out.actors else "actors", of, "of-phrase")
    _carried(noun, type_, out)


def _against(noun: Token) -> list[Token]:
    """Who stands behind "anti-" before a noun: "an anti-government protest"."""
    doc = noun.doc
    ahead = range(max(noun.left_edge.i, noun.i - 6) + 2, noun.i)
    return [doc[i] for i in ahead if doc[i - 1].lower_ in ("-", "–") and doc[i - 2].lower_ == "anti"]


def _carried(noun: Token, type_: str, out: Sides) -> None:
    """The sides of the verb that carries a noun: "launched an attack on", "talks were held by", "came under attack"."""
    while noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.lemma_.lower() in event_frames("series"):
        noun = noun.head.head  # "a series of bombings"
    verb = noun.head
    if noun.dep_ == "pobj" and verb.dep_ == "prep":
        verb = verb.head
    if verb.pos_ != "VERB":
        return
    light = verb.lemma_.lower() in light_verbs()
    if (
        verb.lemma_.lower() in event_frames("undergo")
        and noun.dep_ in ("dobj", "pobj")
        and noun.head.lower_ not in ("from", "to")
    ):
        # "Turkey suffered attacks", "came under fire": the subject is whom it befell.
        if not out.recipients:
            out.add("recipients", syntax.subjects(verb), "subject of a verb of suffering", sure=True)
        out.add(
            "actors",
            [o for h in syntax.prepositional(verb, "at") if h.lower_ == "hands" for o in syntax.prepositional(h, "of")],
            "at the hands of",
        )
        return
    if noun.dep_ in ("dobj", "pobj") and light and not out.actors:
        out.add("actors", syntax.subjects(verb), "subject of the carrying verb")
    elif noun.dep_ == "nsubjpass" and not out.actors:
        out.add("actors", syntax.by_agents(verb), "by-phrase of the carrying verb")
    if light and not out.recipients:
        for words in event_frames(type_):
            out.add("recipients", syntax.prepositional(verb, words), f"{words}-phrase of the carrying verb")
        out.add("recipients", [c for c in verb.children if c.dep_ == "dative" and c.pos_ != "ADP"], "indirect object")
