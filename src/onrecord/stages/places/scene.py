"""What all names of an article say together: the countries and divisions they lie in, and which options lie close to others'.

A name counts by the shares of its options, so that a doubtful one does not drag the others along, and with the square root
of how often it stands. A name's setting is the scene without itself.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import pi

import numpy as np

from onrecord.stages.places.features import holds, lies_in
from onrecord.stages.places.options import Option

#: Names of an article, and options of a name, that nearness is measured over; more would only cost time.
MOST_NAMES, MOST_OPTIONS = 60, 24
#: Options of two names within this distance speak for each other: a county or a commuter's way.
NEAR_KM = 90.0


@dataclass(frozen=True, slots=True)
class Setting:
    """What an article's other names say.

    ``countries``, ``divisions``: shares. ``named``: holders (as ``features.holds`` names them) that are surely named, with
    their share; ``maybe``: holders that some option of another name is; ``inner``: holders that some option of another name
    lies in; both with how little that option's name leaves open (1 / its options).
    """

    countries: Mapping[str, float]
    divisions: Mapping[int, float]
    named: Mapping[str, float]
    maybe: Mapping[str, float]
    inner: Mapping[str, float]
    dateline: tuple[tuple[Option, float], ...]


@dataclass(frozen=True, slots=True)
class Taken:
    """What the spots of one name may be: options, their shares, how often the name stands, whether it is a dateline."""

    key: str
    options: tuple[Option, ...]
    shares: Sequence[float]
    times: int
    dateline: bool


class Scene:
    """The names of an article, each with its options and their shares."""

    def __init__(self, taken: Sequence[Taken]) -> None:
        self._by_key: dict[str, list[Taken]] = defaultdict(list)
        self._sums: tuple[Counter[str], ...] = tuple(Counter() for _ in range(5))
        for t in taken:
            self._by_key[t.key].append(t)
            self._count(t, 1)
        self._datelines = [t for t in taken if t.dateline]

    def _count(self, t: Taken, sign: int) -> None:
        countries, divisions, named, maybe, inner = self._sums
        weight, open_ = t.times**0.5, 1.0 / len(t.options)
        for o, share in zip(t.options, t.shares, strict=True):
            if share >= 0.02:
                part = sign * weight * share
                if o.country:
                    countries[o.country] += part
                for d in {o.admin1, o.admin2} - {None}:
                    divisions[str(d)] += part
                for h in holds((o,)):
                    named[h] += sign * share  # type: ignore[assignment]
            for h in holds((o,)):
                maybe[h] += sign * open_  # type: ignore[assignment]
            if o.level == "city":
                for h in lies_in((o,)):
                    inner[h] += sign * open_  # type: ignore[assignment]

    def without(self, key: str) -> Setting:
        """The setting that the other names make for one."""
        mine = self._by_key.get(key, ())
        for t in mine:
            self._count(t, -1)
        countries, divisions, named, maybe, inner = ({k: v for k, v in s.items() if v > 1e-6} for s in self._sums)
        for t in mine:
            self._count(t, 1)
        all_c, all_d = sum(countries.values()) or 1.0, sum(divisions.values()) or 1.0
        line = next((t for t in self._datelines if t.key != key), None)
        return Setting(
            {c: n / all_c for c, n in countries.items()},
            {int(d): n / all_d for d, n in divisions.items()},
            {h: min(1.0, n) for h, n in named.items()},
            {h: min(1.0, n) for h, n in maybe.items()},
            {h: min(1.0, n) for h, n in inner.items()},
            tuple(zip(line.options, line.shares, strict=True)) if line else (),
        )

    def near(self) -> dict[str, list[tuple[float, float]]]:
        """For each name and each of its options: how many other names may lie near it, and surely do (both 0 to 1).

        The first counts a name with an option within NEAR_KM by 1 / its options, the second by that option's share.
        """
        rows: list[tuple[float, float, int, float, float]] = []
        at: list[tuple[str, int]] = []
        groups = [t for ts in self._by_key.values() for t in ts][:MOST_NAMES]
        for number, t in enumerate(groups):
            for i, (o, share) in enumerate(list(zip(t.options, t.shares, strict=True))[:MOST_OPTIONS]):
                if o.lat is not None and o.lon is not None and o.level in ("city", "admin2", "airport", "named"):
                    rows.append((o.lat, o.lon, number, 1.0 / len(t.options), share))
                    at.append((t.key, i))
        out: dict[str, list[tuple[float, float]]] = {}
        if not rows:
            return out
        a = np.array(rows)
        north = a[:, None, 0] - a[None, :, 0]
        east = ((a[:, None, 1] - a[None, :, 1] + 180) % 360 - 180) * np.cos(a[:, None, 0] * pi / 180)
        close = (111.2 * np.hypot(north, east) <= NEAR_KM) & (a[:, None, 2] != a[None, :, 2])
        keys = [t.key for t in groups]
        same = np.array([[keys[int(i)] == keys[int(j)] for j in range(len(groups))] for i in range(len(groups))])
        close &= ~same[a[:, 2].astype(int)][:, a[:, 2].astype(int)]
        may, sure = np.zeros(len(rows)), np.zeros(len(rows))
        for number in range(len(groups)):
            own = a[:, 2] == number
            if own.any():
                hit = close[:, own]
                may += np.max(np.where(hit, a[own, 3], 0.0), axis=1)
                sure += np.minimum(1.0, np.sum(np.where(hit, a[own, 4], 0.0), axis=1))
        for (key, i), m, s in zip(at, may.tolist(), sure.tolist(), strict=True):
            row = out.setdefault(key, [])
            row += [(0.0, 0.0)] * (i + 1 - len(row))
            row[i] = (round(m, 6), round(s, 6))
        return out
