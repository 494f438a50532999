"""What the anchor classifier sees of a word: itself, its frame in the parse, its neighbours, what the word table says of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord import syntax
from onrecord.knowledge.events import event_words

if TYPE_CHECKING:
    from onrecord.syntax import Token

#: Parts of speech that an anchor may have, as the word table names them.
POS = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "PROPN": "noun", "ADJ": "adj"}
NAMED = frozenset(("GPE", "NORP", "PERSON", "ORG", "LOC", "FAC"))


def candidate(token: Token) -> bool:
    """Whether a word may be an anchor at all: a verb, noun or adjective, or "must", "should" (demands)."""
    if token.pos_ == "AUX" or token.tag_ == "MD":
        return token.lower_ in ("must", "should") and token.tag_ == "MD"
    return token.pos_ in POS and (token.is_alpha or "-" in token.text)


def lemma(token: Token) -> str:
    """The lemma in small letters; of capitals in a headline, which are tagged as names, the plain word less its plural s."""
    word = token.lemma_.lower()
    if token.pos_ == "PROPN" and word.endswith("s") and len(word) > 4 and not word.endswith("ss"):
        return word[:-1]
    return word


def general(token: Token) -> str:
    """A word as a neighbour is seen: names by their kind and figures as one, so that nothing rests on who was in the news."""
    if token.ent_type_ in NAMED:
        return f"@{token.ent_type_}"
    if token.pos_ == "PROPN" or token.is_space:
        return f"@{token.pos_}"
    if token.like_num or (not token.is_alpha and any(c.isdigit() for c in token.text)):
        return "@NUM"
    return lemma(token)


def rows(token: Token) -> list[tuple[str, str, str]]:
    """The word table's rows that fit a token: (type, mode, the row's words); only those with the most words."""
    pos = POS.get(token.pos_)
    if pos is None:
        return []
    found = event_words().get((lemma(token), pos), ())
    if not found and token.pos_ == "PROPN":
        found = event_words().get((lemma(token), "verb"), ())
    out: list[tuple[str, str, str]] = []
    best = -1
    near: set[str] | None = None
    for type_, mode, rest in found:
        if len(rest) < best:
            break
        if rest and near is None:
            near = hanging(token)
        if all(r in (near or ()) for r in rest):
            best = len(rest)
            out.append((type_, mode, " ".join((lemma(token), *rest))))
    return out


def hanging(token: Token) -> set[str]:
    """Lemmas and words of what hangs on a token, two steps deep."""
    out: set[str] = set()
    for child in token.children:
        out |= {child.lemma_.lower(), child.lower_}
        if child.dep_ in ("prep", "agent", "dobj", "xcomp", "prt", "pobj", "oprd", "compound"):
            for grand in child.children:
                out |= {grand.lemma_.lower(), grand.lower_}
    return out


def features(token: Token) -> list[str]:
    """The features that hold of a token, each once, in a fixed order."""
    word, pos = (lemma(token) if token.ent_type_ not in NAMED else general(token)), token.pos_
    out = ["bias", f"l={word}", f"lp={word}/{pos}", f"p={pos}", f"d={token.dep_}", f"ld={word}/{token.dep_}", f"t={token.tag_}"]
    for type_, mode, phrase in rows(token):
        out += [f"r={type_}", f"rp={type_}/{pos}", f"rw={phrase}"]
        if mode:
            out.append(f"rm={type_}/{mode}")
    out += _frame(token, word) + _sides(token, word) + _context(token, word)
    return list(dict.fromkeys(out))


def _frame(token: Token, word: str) -> list[str]:
    """Head, children by relation, particles and prepositions."""
    head = token.head
    out = [f"h={general(head)}/{token.dep_}", f"hp={head.pos_}/{token.dep_}"]
    if token.dep_ == "pobj":
        out += [f"hh={general(head.head)}/{head.lower_}", f"lpre={word}/{head.lower_}"]
    if token.dep_ in ("xcomp", "conj", "dobj", "ccomp", "compound"):
        out.append(f"lh={word}/{general(head)}")
    seen = set()
    for child in token.children:
        dep = child.dep_
        if dep in ("punct", "det", "cc"):
            continue
        seen.add(dep)
        if dep in ("prep", "prt", "agent"):
            out += [f"lc={word}/{child.lower_}", f"c={child.lower_}"]
        elif dep in ("compound", "amod", "nmod", "advmod", "neg", "aux", "auxpass", "poss", "nummod", "mark"):
            out += [f"m={general(child)}", f"lm={word}/{general(child)}"]
    out += [f"ld+={word}/{d}" for d in sorted(seen)] + [f"d+={token.pos_}/{d}" for d in sorted(seen)]
    return out


def _sides(token: Token, word: str) -> list[str]:
    """Who stands beside it as subject, object, by-agent."""
    out: list[str] = []
    if token.pos_ in ("VERB", "AUX"):
        sides = [("s", syntax.subjects(token)[:2]), ("o", syntax.objects(token)[:2]), ("b", syntax.by_agents(token)[:1])]
        if syntax.passive(token):
            out.append(f"pass={word}")
    else:
        sides = [("of", syntax.prepositional(token, "of")[:2]), ("on", syntax.prepositional(token, "on", "against")[:2])]
        sides.append(("by", syntax.prepositional(token, "by")[:1]))
        sides.append(("x", [c for c in token.children if c.dep_ in ("poss", "compound", "nmod", "amod")][:3]))
    for side, heads in sides:
        for h in heads:
            kind = h.ent_type_ if h.ent_type_ in NAMED else h.pos_
            out += [f"{side}l={general(h)}", f"{side}k={kind}", f"l{side}k={word}/{kind}"]
    return out


def _context(token: Token, word: str) -> list[str]:
    """Neighbours, words of the sentence within six, how many names there are."""
    doc, i = token.doc, token.i
    sent = token.sent
    before = general(doc[i - 1]) if i > sent.start else "^"
    after = general(doc[i + 1]) if i + 1 < sent.end else "$"
    out = [f"-1={before}", f"+1={after}", f"l-1={word}/{before}", f"l+1={word}/{after}"]
    if i + 2 < sent.end:
        out.append(f"l+2={word}/{general(doc[i + 2])}")
    for other in doc[max(sent.start, i - 6) : min(sent.end, i + 7)]:
        if other.i != i and other.pos_ in ("VERB", "NOUN", "ADJ") and not other.is_stop:
            out.append(f"w={general(other)}")
    named = {t.ent_type_ for t in sent if t.ent_type_ in NAMED}
    out += [f"e={n}" for n in sorted(named)] or ["e=none"]
    if token.ent_type_ in NAMED:
        out.append("named")
    return out
