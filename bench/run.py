"""Speed and memory of coding against bare spaCy over the same texts, in one run.

    python bench/run.py [--texts N] [--rounds N]

Prints for each stage its share of the whole, the whole's speed as a ratio to bare spaCy small (all its components), and
the peak memory. Time is the processor's, so that what else the machine does counts little; the last line but one is by the
clock, where the encoder runs beside the parse (with two processors or more). Texts: the sample articles, repeated; or any
JSON lines given with --file.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import time
from collections import defaultdict
from pathlib import Path

from onrecord.article import Article
from onrecord.pipeline import Pipeline, _run
from onrecord.read.text import article_of_text
from onrecord.stages.parse import load

SAMPLES = Path(__file__).resolve().parents[1] / "samples" / "articles"


def texts(file: Path | None, limit: int) -> list[str]:
    """The texts to be coded."""
    if file:
        lines = file.read_text(encoding="utf-8").splitlines()
        return [json.loads(line)["text"] for line in lines if line.strip()][:limit]
    own = [p.read_text(encoding="utf-8") for p in sorted(SAMPLES.glob("*.txt"))]
    return (own * (limit // len(own) + 1))[:limit]


def main() -> int:
    """Measure and print."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--file", type=Path)
    ap.add_argument("--texts", type=int, default=40)
    ap.add_argument("--rounds", type=int, default=3)
    a = ap.parse_args()
    said, nlp, pipeline = texts(a.file, a.texts), load(), Pipeline()
    list(pipeline.code([article_of_text(said[0])]))  # load everything once
    bare: list[float] = []
    spent: dict[str, list[float]] = defaultdict(list)
    by_clock: list[float] = []
    for _ in range(a.rounds):
        start, began = time.process_time(), time.perf_counter()
        for text in said:
            nlp(text)
        bare.append(time.process_time() - start)
        clock = time.perf_counter() - began
        began = time.perf_counter()
        for _ in pipeline.code([article_of_text(t, given_id=str(i)) for i, t in enumerate(said)]):
            pass
        by_clock.append(clock / (time.perf_counter() - began))
        batch: list[Article] = [article_of_text(t, given_id=str(i)) for i, t in enumerate(said)]
        for stage in pipeline.stages:
            start = time.process_time()
            batch = _run(stage, batch)
            spent[stage.name].append(time.process_time() - start)
    median = {k: sorted(v)[len(v) // 2] for k, v in spent.items()}
    whole, alone = sum(median.values()), sorted(bare)[len(bare) // 2]
    out = [f"{name:14} {t / whole:6.1%} of coding   {t / alone:6.2f} × bare spaCy" for name, t in median.items()]
    out.append(f"{'whole':14} {alone / whole:.2f} × the speed of bare spaCy small over {len(said)} texts")
    ratio = sorted(by_clock)[len(by_clock) // 2]
    out.append(f"{'by the clock':14} {ratio:.2f} × the speed of bare spaCy small, the encoder beside the parse")
    out.append(f"{'peak memory':14} {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")
    sys.stdout.write("\n".join(out) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
