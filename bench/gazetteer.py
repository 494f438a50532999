"""What the gazetteer costs: time until the first name is found, memory held, names a second.

python bench/gazetteer.py [--names 20000]
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path


def resident() -> tuple[float, float]:
    """MiB that this process holds: alone, and shared with the file (mapped pages that any process can use)."""
    parts = Path("/proc/self/statm").read_text().split()
    shared = int(parts[2]) * 4096 / 2**20
    return int(parts[1]) * 4096 / 2**20 - shared, shared


def main() -> int:
    """Measure and print."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--names", type=int, default=20_000)
    a = ap.parse_args()
    import numpy  # noqa: F401  # its own memory is not the gazetteer's

    from onrecord.knowledge.gazetteer import gazetteer
    from onrecord.knowledge.placenames import key
    from onrecord.stages.places.options import options

    own, mapped = resident()
    start = time.perf_counter()
    table = gazetteer()
    table.find(["erbil"])
    opened = time.perf_counter() - start
    start = time.perf_counter()
    options(["erbil"])
    first = time.perf_counter() - start
    names = sorted({key(table.row(i).name) for i in range(0, 14 * a.names, 14)})
    start = time.perf_counter()
    table.find(names)
    spent = time.perf_counter() - start
    own_now, mapped_now = resident()
    sys.stdout.write(
        f"opened, first name found    {opened * 1000:.1f} ms\n"
        f"hand-made tables read too   {first * 1000:.0f} ms\n"
        f"names found                 {len(names) / spent:,.0f} a second (of {len(names):,})\n"
        f"memory                      {own_now - own:.1f} MiB of its own, {mapped_now - mapped:.1f} MiB mapped\n"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
