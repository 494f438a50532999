"""On whose word an event rests: the outermost statement whose content covers its anchor, or who demands or promises it."""

from __future__ import annotations

from onrecord import syntax
from onrecord.article import Article, Claim, Mark, Span, Statement, Stretches
from onrecord.knowledge.events import status_words


def pronouns() -> frozenset[str]:
    """Speakers who are named by an outer statement only: "I", "we"."""
    return status_words("first-person")


class Claims:
    """The statements of an article, ready to be asked."""

    def __init__(self, article: Article) -> None:
        self._by_id = {s.id: s for s in article.statements}
        self._party = {s.statement: s.party for s in article.speakers}
        self._cues = Stretches((c.at, s) for s in article.statements for c in s.cue)
        self._contents = Stretches((c.at, s) for s in article.statements for c in s.content)
        self._text = article.text
        self._doc = article.scratch["doc"]

    def own(self, anchor: Mark) -> Statement | None:
        """The statement whose cue the anchor is: saying is doing ("X accused Y")."""
        return next(iter(self._cues.overlapping(anchor.at)), None)

    def of(self, anchor: Mark, status: str) -> tuple[Claim, ...]:
        """The outermost statement that says the event, none for the reporter's own voice.

        What somebody only thinks, wants or feels says no event; nor does the object of a verb of saying tell one that
        happened ("condemned the attack": the reporter knows of it), unless it is still to come ("demanded a withdrawal").
        """
        inside = [s for s in self._contents.covering(anchor.at) if self._says(s, anchor, status)]
        inside.sort(key=lambda s: -sum(len(c.at) for c in s.content))
        return tuple(Claim(s.id, self._party.get(s.id)) for s in inside[:1])

    def _says(self, s: Statement, anchor: Mark, status: str) -> bool:
        if s.sense != "said" or not (s.speaker or s.id in self._party) or any(c.at.overlaps(anchor.at) for c in s.cue):
            return False
        if s.speaker and all(m.at.cut(self._text).lower() in pronouns() for m in s.speaker):
            return False
        if status != "actual":
            return True
        return not s.why.endswith(("+ object", "+ infinitive")) and not self._only_named(s)

    def _only_named(self, s: Statement) -> bool:
        """Whether what is said is a noun and no clause: "ordered the attack" and "discussed the war" tell of what is known."""
        words = [t for c in s.content for t in syntax.tokens(self._doc, c.at)]
        if any(t.pos_ in ("VERB", "AUX") and t.dep_ not in ("amod", "acl", "relcl", "pcomp") for t in words):
            return False
        cues = {t.lemma_.lower() for c in s.cue for t in syntax.tokens(self._doc, c.at)}
        return not cues & status_words("tells")

    def speakers(self, anchor: Mark) -> list[Span]:
        """Where those stand who say the event: to say it is not to do it."""
        return [m.at for s in self._contents.covering(anchor.at) if s.sense == "said" for m in s.speaker]
