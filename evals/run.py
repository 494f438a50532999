"""Code the development sets with the command line, score them, write RESULTS.md, and fail where a figure fell.

    python evals/run.py [TASK…] [--shared DIR] [--ci] [--raise]

Each task is a TOML file beside this one: what is coded, which scorer is asked, and for each figure its floor, its noise
and what peers reach. A run fails where a figure lies more than its noise below its floor, and where the gold is not the
one that the floor was measured on (its digest is kept). ``--raise`` writes better figures down as the new floors; nothing
here lowers one. ``--ci`` adds 95 % intervals by resampling documents (200 draws, seed 1).
"""

from __future__ import annotations

import argparse
import hashlib
import importlib
import json
import os
import random
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
OUT = HERE / "out"
DRAWS = 200


@dataclass(frozen=True)
class Figure:
    """One number that a scorer gives, and what is expected of it."""

    name: str
    path: tuple[str, ...]
    floor: float
    noise: float
    bar: str
    peers: str


@dataclass(frozen=True)
class Task:
    """One development set with its scorer."""

    file: Path
    title: str
    input: str
    gold: str
    scorer: str
    options: tuple[str, ...]
    digest: str
    figures: tuple[Figure, ...]
    by: str

    @property
    def name(self) -> str:
        """The file's name without its ending."""
        return self.file.stem


def load(file: Path) -> Task:
    """A task from its TOML file."""
    raw = tomllib.loads(file.read_text(encoding="utf-8"))
    figures = tuple(
        Figure(f["name"], tuple(f["path"]), f["floor"], f.get("noise", 0.005), f.get("bar", ""), f.get("peers", ""))
        for f in raw["figure"]
    )
    options = tuple(raw.get("options", ()))
    return Task(
        file, raw["title"], raw["input"], raw["gold"], raw["scorer"], options, raw.get("digest", ""), figures, raw.get("by", "")
    )


def gold_of(task: Task, shared: Path) -> Path:
    """Where the task's gold lies: our own cases beside this file, else the development sets."""
    return HERE / task.gold if task.gold.startswith("cases/") else place_of(task.gold, shared)


def place_of(name: str, shared: Path) -> Path:
    """Where an input or gold lies: the project's own samples, else the development sets."""
    return HERE.parent / name if name.startswith("samples/") else shared / "data" / name


def digest(path: Path) -> str:
    """The first 16 hexadecimal digits of a file's SHA-256."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]


def coded(task: Task, shared: Path) -> Path:
    """The task's input, coded by the command line; inputs that tasks share are coded once a run."""
    out = OUT / (re.sub(r"\W+", "-", " ".join((task.input, *task.options))) + ".jsonl")
    if out in _done:
        return out
    OUT.mkdir(exist_ok=True)
    _done.add(out)
    given = str(place_of(task.input, shared))
    if task.by:
        db = out.with_suffix(".db")
        for path in OUT.glob(db.name + "*"):
            path.unlink()
        told = out if task.by == "happening" else None
        onrecord(task, "code", given, "--db", str(db), *task.options, *(("--to", "jsonl") if told else ()), out=told)
        onrecord(task, "verify", "--db", str(db))
        if told:
            add_happenings(task, db, out)
        else:
            onrecord(task, "export", "articles", "--db", str(db), out=out)
    else:
        onrecord(task, "code", given, "--to", "jsonl", *task.options, out=out)
        onrecord(task, "verify", str(out))
    return out


def add_happenings(task: Task, db: Path, out: Path) -> None:
    """Write the happening of each event into the coded documents, and the contradictions as one more line."""
    side = out.with_suffix(".side.jsonl")
    onrecord(task, "export", "groups", "--db", str(db), out=side)
    names: dict[str, dict[str, str]] = {}
    for row in map(json.loads, side.read_text(encoding="utf-8").splitlines()):
        names.setdefault(row["article"], {})[row["event"]] = row["happening"]
    docs = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    docs = [d | {"id": d["name"] or d["id"], "happenings": names.get(d["id"], {})} for d in docs]
    onrecord(task, "disputes", "--db", str(db), "--json", out=side)
    docs.append({"id": "disputes", "disputes": [json.loads(x) for x in side.read_text(encoding="utf-8").splitlines()]})
    out.write_text("".join(json.dumps(d) + "\n" for d in docs), encoding="utf-8")


def onrecord(task: Task, *words: str, out: Path | None = None) -> None:
    """Run the command line; stop where it fails (`verify` fails where the offset law is broken)."""
    command = [sys.executable, "-m", "onrecord", *words]
    done = subprocess.run(command, stdout=subprocess.PIPE if out else None, check=False)
    if out:
        out.write_bytes(done.stdout)
    if done.returncode > (words[0] == "code"):
        raise SystemExit(f"{task.name}: `onrecord {words[0]}` ended with {done.returncode}")


_done: set[Path] = set()


def scorer(task: Task, shared: Path) -> Any:
    """The scorer's module: one of the benchmark's, or one of evals/checks."""
    for folder in (shared / "bench", HERE / "checks"):
        if str(folder) not in sys.path:
            sys.path.insert(0, str(folder))
    return importlib.import_module(Path(task.scorer).stem)


def at(result: Any, path: tuple[str, ...]) -> float:
    """A number in a scorer's result; 0 where it has none (nothing coded)."""
    for key in path:
        result = result[key]
    return float(result or 0.0)


def measure(task: Task, shared: Path, with_ci: bool) -> Iterator[tuple[Figure, float, tuple[float, float] | None]]:
    """Each figure of a task with its value and, where asked for, its interval."""
    module = scorer(task, shared)
    common = importlib.import_module("common")
    out = coded(task, shared)
    gold_path = gold_of(task, shared)
    more = (task.by,) if task.by and module.__name__ == "score_groups" else ()
    result = module.score(common.read(gold_path), common.read_coded(out), *more)
    # Groups can't be drawn article by article, nor checks that look their documents up elsewhere.
    able = not task.by and getattr(module, "RESAMPLED", True)
    draws = list(resampled(module, common, gold_path, out)) if with_ci and able else []
    for f in task.figures:
        values = sorted(at(r, f.path) for r in draws)
        interval = (values[int(0.025 * DRAWS)], values[int(0.975 * DRAWS) - 1]) if draws else None
        yield f, at(result, f.path), interval


def resampled(module: Any, common: Any, gold_path: Path, out: Path) -> Iterator[Any]:
    """The scorer's results over documents drawn with replacement."""
    gold, docs = common.read(gold_path), common.read_coded(out)
    keys, rng = sorted(gold), random.Random(1)  # noqa: S311
    for _ in range(DRAWS):
        drawn = [(f"{i}", rng.choice(keys)) for i in range(len(keys))]
        again = {i: json.loads(json.dumps(gold[k])) for i, k in drawn}
        yield module.score(again, {i: docs[k] for i, k in drawn if k in docs})


def raise_floor(task: Task, figure: Figure, value: float) -> None:
    """Write a better figure down as the new floor."""
    text = task.file.read_text(encoding="utf-8")
    pattern = re.compile(rf'(name = "{re.escape(figure.name)}"\n(?:(?!\[\[)[^\n]*\n)*?floor = )[\d.]+')
    task.file.write_text(pattern.sub(rf"\g<1>{value:.3f}", text), encoding="utf-8")


def main() -> int:
    """Run the tasks named (all, if none is); 1 where a figure fell or a gold changed."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("tasks", nargs="*")
    ap.add_argument("--shared", type=Path, default=Path(os.environ.get("ONRECORD_SHARED", HERE.parent.parent / "shared")))
    ap.add_argument("--ci", action="store_true")
    ap.add_argument("--raise", dest="up", action="store_true")
    a = ap.parse_args()
    if not (a.shared / "data").is_dir():
        print(f"no evaluation data at {a.shared}: name their folder with --shared or ONRECORD_SHARED")
        return 2
    rows, fallen = [], []
    for task in (load(f) for f in sorted(HERE.glob("*.toml"))):
        if a.tasks and task.name not in a.tasks:
            continue
        if task.digest and digest(gold_of(task, a.shared)) != task.digest:
            fallen.append(f"{task.name}: the gold is not the one its floors were measured on")
        for f, value, interval in measure(task, a.shared, a.ci):
            print(f"{task.name:22} {f.name:24} {value:.3f}  floor {f.floor:.3f}", flush=True)
            rows.append((task, f, value, interval))
            if value < f.floor - f.noise:
                fallen.append(f"{task.name}: {f.name} {value:.3f} lies more than {f.noise} below its floor {f.floor:.3f}")
            elif a.up and value > f.floor:
                raise_floor(task, f, value)
    if not a.tasks:
        (HERE / "RESULTS.md").write_text(table(rows), encoding="utf-8")
    print("\n".join(fallen) or "no figure fell")
    return 1 if fallen else 0


def table(rows: list[tuple[Task, Figure, float, tuple[float, float] | None]]) -> str:
    """RESULTS.md."""
    version = subprocess.run([sys.executable, "-m", "onrecord", "version"], capture_output=True, text=True, check=True)
    said = [
        "# Results",
        "",
        f"Measured on {date.today().isoformat()} by `make evals`: the development sets coded by the command line and scored by",
        "the benchmark's own scorers. Floors are kept by the gate; held-out halves and twins are not looked at here.",
        "",
        "```",
        version.stdout.strip(),
        "```",
        "",
        "| task | figure | value | 95 % interval | floor | bar | peers |",
        "|---|---|---|---|---|---|---|",
    ]
    for task, f, value, interval in rows:
        between = f"{interval[0]:.3f}–{interval[1]:.3f}" if interval else "–"
        said.append(f"| {task.title} | {f.name} | {value:.3f} | {between} | {f.floor:.3f} | {f.bar} | {f.peers} |")
    return "\n".join(said) + "\n"


if __name__ == "__main__":
    sys.exit(main())
