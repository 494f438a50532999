"""On whose word an event rests: the statements whose content covers its anchor, outermost first."""

from __future__ import annotations

from onrecord.article import Article, Claim, Mark, Statement


class Claims:
    """The statements of an article, ready to be asked."""

    def __init__(self, article: Article) -> None:
        self._by_id = {s.id: s for s in article.statements}
        self._party = {s.statement: s.party for s in article.speakers}
        self._statements = article.statements

    def own(self, anchor: Mark) -> Statement | None:
        """The statement whose cue the anchor is: saying is doing ("X accused Y")."""
        for s in self._statements:
            if any(c.at.overlaps(anchor.at) for c in s.cue):
                return s
        return None

    def of(self, anchor: Mark) -> tuple[Claim, ...]:
        """Claims of every statement that covers the anchor, each speaker once; a statement without a speaker claims nothing."""
        own = self.own(anchor)
        inside = [
            s for s in self._statements
            if s is not own and s.speaker and any(c.at.covers(anchor.at) for c in s.content)
            and not any(c.at.overlaps(anchor.at) for c in s.cue)
        ]  # fmt: skip
        inside.sort(key=lambda s: -sum(len(c.at) for c in s.content))
        out: list[Claim] = []
        seen: set[object] = set()
        for s in inside:
            party = self._party.get(s.id)
            who: object = party or tuple(m.span for m in s.speaker)
            if who not in seen:
                seen.add(who)
                out.append(Claim(s.id, party))
        return tuple(out)
