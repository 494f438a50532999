"""What an encoder trained before says of the texts that are annotated for statements alone: events to learn from softly.

    PYTHONPATH=src python training/encoder/teach.py --shared ../shared --state first/best.pt --out /somewhere/taught.npz

For each piece the chances of the heads type and participant (SOFT), one array a record, as 16-bit floats. A student that learns
from them beside the annotation sees three times as many texts (Xie et al. 2020, "Self-training with Noisy Student").
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import torch
from batches import CLS, SEP
from data import HEADS, SOFT, Record, records
from network import Network
from tokenizers import Tokenizer
from train import WEIGHTS

from onrecord.models.heads import slices
from onrecord.models.pieces import central, windows


def chances(net: Network, r: Record) -> np.ndarray:
    """(pieces, classes of the SOFT heads in order): each piece where it stands most centrally in a window."""
    width = sum(len(HEADS[name]) for name in SOFT)
    out = np.zeros((len(r.pieces), width), np.float16)
    at = windows(len(r.pieces))
    owner = central(len(r.pieces), at)
    for n, (start, end) in enumerate(at):
        ids = torch.tensor([[CLS, *r.pieces.ids[start:end].tolist(), SEP]])
        kinds = torch.tensor([[0, *r.pieces.kinds[start:end].tolist(), 0]])
        with torch.no_grad():
            tags = net(ids, kinds, None)[0][0, 1:-1]
        soft = torch.cat([tags[:, slices(HEADS)[name]].softmax(-1) for name in SOFT], -1).numpy()
        mine = owner[start:end] == n
        out[start:end][mine] = soft[mine]
    return out


def main() -> None:
    """Write the file."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--shared", type=Path, required=True)
    ap.add_argument("--state", type=Path, required=True)
    ap.add_argument("--out", type=Path, required=True)
    a = ap.parse_args()
    net = Network(WEIGHTS)
    net.load_state_dict(torch.load(a.state, weights_only=True)["net"])
    net.eval()
    tokenizer = Tokenizer.from_file(str(WEIGHTS / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    train, _ = records(a.shared, tokenizer)
    np.savez(a.out, **{r.id: chances(net, r) for r in train if r.has_statements})


if __name__ == "__main__":
    main()
