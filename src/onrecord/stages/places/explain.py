"""What `onrecord where` shows: each place of a text with its reason, and the others of its name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from onrecord.article import Article
from onrecord.knowledge.placenames import key
from onrecord.stages.places.options import Option, options
from onrecord.stages.places.stage import Found


def explained(article: Article, found: Sequence[Found], all_options: bool = False) -> list[dict[str, Any]]:
    """The places of an article as rows; with ``all_options`` each followed by all that its name was weighed for."""
    rows: list[dict[str, Any]] = []
    for p, f in zip(article.places, found, strict=True):
        rows.append(
            {"id": p.id, "span": [p.mark.span.start, p.mark.span.end], "text": article.words(p.mark), "name": p.name,
             "kind": p.kind, "precision": p.precision, "country": p.country, "lat": p.lat, "lon": p.lon,
             "gazetteer": p.gazetteer, "use": p.use, "why": p.why, "score": p.score}
        )  # fmt: skip
        if all_options and f.choice is not None:
            rows += [_row(o, f"share {share:.3f}; {_size(o)}") for o, share in f.choice.ranking]
    return rows


def looked_up(name: str) -> list[dict[str, Any]]:
    """All places that bear a name, best known first; [] where none does."""
    k = key(name)
    return [_row(o, f"{o.form} name; {_size(o)}") for o in options([k]).get(k, ())]


def _row(o: Option, why: str) -> dict[str, Any]:
    return {
        **{
            "id": None,
            "span": None,
            "text": "",
            "name": o.name,
            "kind": o.kind,
            "precision": o.precision,
            "country": o.country,
        },
        **{"lat": o.lat, "lon": o.lon, "gazetteer": o.gazetteer, "use": None, "why": why, "score": None},
    }


def _size(o: Option) -> str:
    return f"{o.population:,} people" if o.level in ("city", "admin1", "admin2") else o.level
