"""The errors that a stage makes on its development set, sorted by the rule, row or model that made them.

    python evals/why.py attribution [--shared DIR] [--limit N]        (make why STAGE=attribution)

Each kind of ``why`` is told with how many of its statements are right (partial match), then its errors:
``wrong`` was coded and is not in the gold (with the gold that it touches), ``missed`` is in the gold and touches nothing coded.
"""

from __future__ import annotations

import argparse
import importlib
import os
import re
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

from run import HERE, coded, load, scorer


def kind_of(why: str) -> str:
    """A reason without its score: "encoder 1 0.93 + cue_verbs.tsv: say" → "encoder 1 + cue_verbs.tsv: say"."""
    return re.sub(r" \d+\.\d+", "", why)


def words(text: str, spans: list[list[int]]) -> str:
    """What stands at some spans, in one line."""
    return " … ".join(" ".join(text[a:b].split()) for a, b in spans)


def told(text: str, a: dict[str, Any]) -> str:
    """A statement in one line: [speaker] (cue) content."""
    speaker = a["source"] if "source" in a else (a.get("speaker") or {}).get("spans") or []
    return f"[{words(text, speaker)}] ({words(text, a['cue'])}) {words(text, a['content'])}"


def errors(gold: dict[str, Any], docs: dict[str, Any], module: Any) -> tuple[dict[str, list[str]], dict[str, int]]:
    """For each kind of ``why`` its errors, and how many were right; what was missed stands under "missed"."""
    wrong: dict[str, list[str]] = defaultdict(list)
    right: dict[str, int] = defaultdict(int)
    for key, record in gold.items():
        text = record["text"]
        made = [a for a in docs.get(key, {}).get("attributions", []) if not a.get("parent")]
        # The scorer leaves statements without words out; so does this list, or numbers would not meet.
        golds = [a for a in record["attributions"] if module.prepare([a], text)]
        made = [a for a in made if module.prepare([a], text)]
        g, c = module.prepare(golds, text), module.prepare(made, text)
        of_gold, of_coded = module.match(g, c, module.RULES["partial"])
        for j, a in enumerate(made):
            kind = kind_of(a["why"])
            if j in of_coded:
                right[kind] += 1
                continue
            near = [told(text, golds[i]) for i in range(len(g)) if g[i]["content"] & c[j]["content"]]
            wrong[kind].append(f"{key[:40]}  wrong   {told(text, a)}" + "".join(f"\n    gold    {n}" for n in near))
        for i, a in enumerate(golds):
            if i not in of_gold and not any(g[i]["content"] & x["content"] for x in c):
                wrong["missed"].append(f"{key[:40]}  missed  {told(text, a)}")
    return wrong, right


def main() -> int:
    """Print."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("stage", choices=["attribution"])
    ap.add_argument("--shared", type=Path, default=Path(os.environ.get("ONRECORD_SHARED", HERE.parent.parent / "shared")))
    ap.add_argument("--limit", type=int, default=20, help="errors shown of each kind")
    a = ap.parse_args()
    task = load(HERE / f"{a.stage}.toml")
    module = scorer(task, a.shared)
    common = importlib.import_module("common")
    docs = common.read_coded(coded(task, a.shared))
    wrong, right = errors(common.read(a.shared / "data" / task.gold), docs, module)
    for kind in sorted(set(wrong) | set(right), key=lambda k: (-len(wrong[k]), k)):
        print(f"\n== {kind}: {right[kind]} right, {len(wrong[kind])} wrong")
        print("\n".join(wrong[kind][: a.limit]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
