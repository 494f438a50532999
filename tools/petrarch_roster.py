"""Make knowledge/data/petrarch_actors.tsv from PETRARCH-2's actor dictionaries: names, codes in our roles, spans of time.

    python tools/petrarch_roster.py DICTIONARIES TARGET

Taken are names of two words and more that carry a role; names of one word are left out (half of them are words of the
language), and so are countries, cities and demonyms, which have tables of their own. CAMEO's role codes become those of
docs/format.md; the first one that has a counterpart counts. Bodies that CAMEO files under NGO, MNC, IGO become their
country (INT without one) and
role. Where a name has several entries their terms are joined.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

FILES = ("Phoenix.Countries.actors.txt", "Phoenix.MilNonState.actors.txt", "Phoenix.International.actors.txt")
ROLES = {
    **{r: r for r in ("GOV", "MIL", "COP", "JUD", "LEG", "OPP", "REB", "CVL", "CRM", "BUS", "EDU", "NGO", "SPY", "REF")},
    **{
        "ELI": "CVL",
        "MED": "JRN",
        "MNC": "BUS",
        "LAB": "NGO",
        "UAF": "REB",
        "SEP": "REB",
        "INS": "REB",
        "RAD": "REB",
        "PTY": "OPP",
    },
    **{"PRM": "REB", "HRI": "NGO"},
}
#: States of the past as CAMEO writes them, and the codes that CAMEO has of its own.
PAST = {"KSV": "XKX", "USR": "RUS", "SUN": "RUS", "YUG": "SRB", "SCG": "SRB", "FRY": "SRB", "DDR": "DEU", "CSK": "CZE"}
#: Regions and bodies across borders that stand where a country should.
INTERNATIONAL = frozenset(
    (
        "IMG",
        "INT",
        "AFR",
        "MEA",
        "SAS",
        "KKL",
        "WEU",
        "SEA",
        "EAF",
        "LAM",
        "CFR",
        "ASA",
        "SAF",
        "NMR",
        "EEU",
        "EUR",
        "CAS",
        "WAF",
    )
)
BODIES = {"NGO": ("INT", "NGO"), "MNC": ("INT", "BUS"), "IGO": ("IGO", "")}
TITLE = re.compile(
    r"^(?:(?:us|u s|american|united states|former) )?(?:president|prime minister|minister|mr|mrs|ms|sen|senator|gov|governor"
    r"|secretary|secretary general|general|gen|king|queen|chancellor|the|sec|dr|ambassador|rep|col|colonel|president elect"
    r"|elect|foreign minister) "
)
TERM = re.compile(r"\[\s*([A-Z]{3,})\s*([<>]?\s*\d{6,8}(?:\s*-\s*\d{6,8})?)?\s*\]")


def key(name: str) -> str:
    """A name as it is looked up: lower case, no accents, no stops, blanks for hyphens."""
    plain = unicodedata.normalize("NFKD", name.replace("_", " ")).encode("ascii", "ignore").decode().lower()
    plain = re.sub(r"[.,'`]", "", re.sub(r"\([^)]*\)", " ", plain))
    return " ".join(re.sub(r"[-/+]", " ", plain).split())


def day(digits: str) -> str:
    """CAMEO's yymmdd or yyyymmdd as yyyymmdd; two-digit years up to 20 lie in this century."""
    digits = digits.strip()
    if len(digits) >= 8:
        return digits[:8]
    return ("20" if int(digits[:2]) <= 20 else "19") + digits[:6].ljust(6, "0")


def terms(line: str) -> Iterator[str]:
    """The codes of a line as "CCCRRR@from-until"; those without a role are left out."""
    for code, when in TERM.findall(line):
        parts = [code[i : i + 3] for i in range(0, len(code), 3)]
        country, role = PAST.get(parts[0], parts[0]), ""
        if country in BODIES:
            country, role = BODIES[country]
            if country == "INT" and len(parts) > 1 and parts[1] not in ROLES and parts[1] in CODES:
                country = parts[1]
        elif country in INTERNATIONAL:
            country = "INT"
        elif country not in CODES:
            continue
        role = role or next((ROLES[p] for p in parts[1:] if p in ROLES), "")
        if not role and country != "IGO":
            continue
        when = when.replace(" ", "")
        if when.startswith(">"):
            span = f"@{day(when[1:])}-"
        elif when.startswith("<"):
            span = f"@-{day(when[1:])}"
        elif when:
            start, _, end = when.partition("-")
            span = f"@{day(start)}-{day(end)}" if end else ""
        else:
            span = ""
        yield f"{country}{role}{span}"


def entries(text: str) -> Iterator[tuple[list[str], list[str]]]:
    """The names of each entry with its terms."""
    names: list[str] = []
    found: list[str] = []
    for raw in text.splitlines():
        line = raw.split("#")[0].rstrip()
        if not line.strip():
            continue
        name = TERM.sub("", line).strip(" \t+")
        if not line.startswith(("+", "\t", " ")):
            if names:
                yield names, found
            names, found = [], []
        if name and not line.startswith(("\t", " ")) and "[" not in name:
            names.append(name)
        found += terms(line)
    if names:
        yield names, found


def main(source: str, target: str) -> None:
    """Read the dictionaries, write the table."""
    made: dict[str, list[str]] = {}
    for file in FILES:
        for names, found in entries((Path(source) / file).read_text(encoding="utf-8", errors="replace")):
            for name in {TITLE.sub("", key(n)) for n in names} if found else ():
                if 2 <= len(name.split()) <= 8 and re.fullmatch(r"[a-z0-9 &]+", name) and not name.endswith("administration"):
                    have = made.setdefault(name, [])
                    have += [t for t in found if t not in have]
    head = (
        "# source: PETRARCH-2 actor dictionaries (Open Event Data Alliance), by way of tools/petrarch_roster.py\n"
        "# licence: MIT, Copyright (c) 2014 Open Event Data Alliance; see NOTICE\n"
        "# retrieved: 2026-11-25\n"
        "# columns: name, terms\n"
        "# Names as they are looked up (lower case, no accents or stops), in order of their characters; each term is a code\n"
        "# with the days between which it held. Rosters end about 2012: what a term without an end says later counts less.\n"
    )
    rows = "".join(f"{name}\t{'|'.join(found)}\n" for name, found in sorted(made.items()))
    Path(target).write_text(head + rows, encoding="utf-8")
    sys.stdout.write(f"{len(made)} names\n")


def _codes() -> set[str]:
    from onrecord.knowledge.countries import by_iso3

    return set(by_iso3())


CODES = _codes()

if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
