"""Derive the table of cue words from annotated statements: which words introduce them, how often, in which sense.

    python training/cues/derive.py attribution/train.jsonl src/onrecord/knowledge/data/cue_verbs.tsv

What is taken is a count for each word of the language, never a sentence: how often a verb's form is the head of a cue,
out of how often it stands in the texts at all. Senses are by hand (senses.tsv); a verb without one is left out.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from pathlib import Path

from onrecord.stages.parse import language

HERE = Path(__file__).resolve().parent
#: A verb needs as many cues, and to be a cue as often, to stand in the table.
LEAST, SHARE = 4, 0.08
WORD = re.compile(r"[A-Za-z]+")


def senses() -> dict[str, str]:
    """Lemma → sense; the first line that names a lemma holds."""
    out: dict[str, str] = {}
    for line in (HERE / "senses.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            sense, lemmas = line.split("\t")
            for lemma in lemmas.split("|"):
                out.setdefault(lemma, sense)
    return out


def main(source: str, target: str) -> None:
    """Count and write."""
    nlp = language()
    heads: Counter[str] = Counter()
    forms: dict[str, set[str]] = {}
    words: Counter[str] = Counter()
    cues: Counter[str] = Counter()
    for line in Path(source).read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        words.update(w.lower() for w in WORD.findall(record["text"]))
        for a in record["attributions"]:
            if a["cue"]:
                cues[" ".join(record["text"][s:e] for s, e in a["cue"]).lower()] += 1
    with nlp.select_pipes(enable=["tok2vec", "tagger", "attribute_ruler", "lemmatizer", "parser"]):
        docs = nlp.pipe((f"He {cue}" for cue in cues), batch_size=256)
        for (_, n), doc in zip(cues.items(), docs, strict=True):
            root = next((t for t in doc[1:] if t.pos_ == "VERB"), None)
            if root is not None:
                heads[root.lemma_.lower()] += n
                forms.setdefault(root.lemma_.lower(), set()).add(root.lower_)
    known = senses()
    rows = []
    for lemma, n in heads.most_common():
        share = n / max(1, sum(words[f] for f in forms[lemma]))
        if n >= LEAST and share >= SHARE and lemma in known:
            rows.append(f"{lemma}\t{known[lemma]}\t{min(share, 1):.2f}\t{n}")
    head = (
        "# source: counts over PolNeAR 1.0 (train), by training/cues/derive.py; senses by the editors, unverified\n"
        "# licence: Apache-2.0 (counts and senses; no text)\n# retrieved: 2026-11-24\n# columns: lemma, sense, share, count\n"
    )
    Path(target).write_text(head + "\n".join(rows) + "\n", encoding="utf-8")
    print(len(rows), "verbs")


if __name__ == "__main__":
    main(*sys.argv[1:3])
