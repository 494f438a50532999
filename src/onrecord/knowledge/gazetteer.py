"""The gazetteer: towns of the world, admin divisions and airports, in one table that is mapped into memory.

data/gazetteer.bin holds a magic word, the length of a JSON header (4 bytes, little endian), the header (source, licence,
retrieved, countries, and type and length of each array), then the arrays of LAYOUT in order, each padded to 8 bytes:
names are found by binary search over sorted digests of their keys, each with a run of postings (row << 1 | 1 for the
row's own name). tools/build_gazetteer.py builds it; GeoNames' data are CC BY 4.0.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import cos, pi
from pathlib import Path
from typing import Any, Literal, get_args

import numpy as np

from onrecord.errors import Code, KnowledgeError
from onrecord.knowledge.placenames import digest

BAD_TABLE = Code("K110", "the gazetteer's table can't be read", "Install onrecord anew or run tools/build_gazetteer.py.")

MAGIC = b"ORGAZ001"
Kind = Literal["city", "admin1", "admin2", "airport"]
KINDS: tuple[Kind, ...] = get_args(Kind)
NONE = 65535
LAYOUT = (
    "digests", "starts", "postings", "lat", "lon", "population", "ids", "names_at", "country", "admin1", "admin2", "kind",
    "first", "last", "lower", "upper", "names",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """A place of the gazetteer. ``number`` is its row; ``admin1``/``admin2`` are rows, None where there is none.

    Degrees WGS 84, None where no position is known; ``population`` of a division is its towns' sum; for an airport 2 means
    international, 1 that it has an IATA code.
    """

    number: int
    id: str
    name: str
    kind: Kind
    lat: float | None
    lon: float | None
    country: str
    population: int
    admin1: int | None
    admin2: int | None


@dataclass(frozen=True, slots=True)
class Habits:
    """What else a name is, each 0 (never) to 255: a given name, a surname, a word in lower case, a word with a capital."""

    first: int
    last: int
    lower: int
    upper: int


NO_HABITS = Habits(0, 0, 0, 0)


class Gazetteer:
    """The table, mapped; nothing is read before it is asked for.

    Args:
        path: the table.

    Raises:
        KnowledgeError: K110 no table, or not of this layout.
    """

    def __init__(self, path: Path) -> None:
        try:
            whole: np.ndarray[Any, Any] = np.asarray(np.memmap(path, np.uint8, mode="r"))
            size = int.from_bytes(whole[8:12].tobytes(), "little")
            if whole[:8].tobytes() != MAGIC:
                raise ValueError("not of this layout")
            self.header: Mapping[str, Any] = json.loads(whole[12 : 12 + size].tobytes())
            at = 12 + size
            self._a: dict[str, np.ndarray[Any, Any]] = {}
            for name in LAYOUT:
                kind, length = self.header["arrays"][name]
                width = np.dtype(kind).itemsize * length
                self._a[name] = whole[at : at + width].view(kind)
                at += width + -width % 8
        except (OSError, ValueError, KeyError) as e:
            raise KnowledgeError(BAD_TABLE, path.name, str(e)) from e
        self._countries: list[str] = self.header["countries"]

    def __len__(self) -> int:
        return len(self._a["lat"])

    def find(self, keys: Sequence[str]) -> dict[str, tuple[tuple[int, bool], ...]]:
        """For those of ``keys`` that name something: rows, best known first, and whether it is the row's own name."""
        if not keys:
            return {}
        unique = sorted(set(keys))
        wanted = np.array([digest(k) for k in unique], np.uint64)
        at = np.searchsorted(self._a["digests"], wanted)
        at[at == len(self._a["digests"])] = 0
        hit = self._a["digests"][at] == wanted
        out = {}
        for k, i in zip([k for k, h in zip(unique, hit, strict=True) if h], at[hit].tolist(), strict=True):
            run = self._a["postings"][self._a["starts"][i] : self._a["starts"][i + 1]].tolist()
            out[k] = tuple((p >> 1, bool(p & 1)) for p in run)
        return out

    def habits(self, name_key: str) -> Habits:
        """What else a one-word name is; all 0 for names that the table does not hold."""
        wanted = np.uint64(digest(name_key))
        i = int(np.searchsorted(self._a["digests"], wanted))
        if i == len(self._a["digests"]) or self._a["digests"][i] != wanted:
            return NO_HABITS
        return Habits(*(int(self._a[n][i]) for n in ("first", "last", "lower", "upper")))

    def row(self, number: int) -> Row:
        """The place of a row."""
        a = self._a
        lat, lon = float(a["lat"][number]), float(a["lon"][number])
        known = lat == lat
        kind = KINDS[int(a["kind"][number])]
        raw = int(a["ids"][number])
        one, two = int(a["admin1"][number]), int(a["admin2"][number])
        return Row(
            number,
            f"icao:{raw.to_bytes(4, 'big').decode()}" if kind == "airport" else f"geonames:{raw}",
            a["names"][int(a["names_at"][number]) : int(a["names_at"][number + 1])].tobytes().decode(),
            kind,
            round(lat, 5) if known else None,
            round(lon, 5) if known else None,
            self._countries[int(a["country"][number])],
            int(a["population"][number]),
            None if one == NONE else one,
            None if two == NONE else two,
        )

    def airports_near(self, lat: float, lon: float, km: float) -> list[tuple[float, Row]]:
        """Airports within ``km`` of a position with their distance: international ones first, then by distance."""
        first = int(np.searchsorted(self._a["kind"] == KINDS.index("airport"), True))
        lats, lons = self._a["lat"][first:].astype(float), self._a["lon"][first:].astype(float)
        away = 111.2 * np.hypot(lats - lat, (lons - lon) * cos(lat * pi / 180))
        near = [(float(away[i]), self.row(first + int(i))) for i in np.nonzero(away <= km)[0]]
        return sorted(near, key=lambda p: (-p[1].population, p[0], p[1].number))


@cache
def gazetteer() -> Gazetteer:
    """The package's table, mapped once a process. Raises KnowledgeError K110 where it is missing."""
    return Gazetteer(Path(str(files("onrecord.knowledge") / "data" / "gazetteer.bin")))
