"""Average the weights of several trained encoders that began from the same ones ("model soup", Wortsman et al. 2022).

    PYTHONPATH=src python training/encoder/mean.py --state first/best.pt --state run/best.pt --out mean.pt

A state may be named more than once, and counts so often. Of a checkpoint (last.pt) the exponential mean is taken.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch


def weights(path: Path) -> dict[str, torch.Tensor]:
    """The weights that a file of train.py holds to be exported."""
    state = torch.load(path, weights_only=True)
    return dict(state.get("mean", state["net"]))


def main() -> None:
    """Write the mean."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--state", type=Path, action="append", required=True)
    ap.add_argument("--out", type=Path, required=True)
    a = ap.parse_args()
    all_ = [weights(p) for p in a.state]
    out = {
        name: torch.stack([w[name] for w in all_]).mean(0) if value.dtype.is_floating_point else value
        for name, value in all_[0].items()
    }
    torch.save({"net": out}, a.out)


if __name__ == "__main__":
    main()
