"""Make channels alike before weights and what flows become 8-bit integers.

Dynamic quantisation has one scale for a whole matrix of activations. In MiniLM a few channels hold values ten times as large as
the others (28 against 2 before the feed-forward layers, 25 against 1.4 within them), so the others keep few of their 256 steps.
Each channel is divided by a factor, and its row of weights multiplied with it: the product stays what it was (Xiao et al. 2023,
"SmoothQuant"). The factors come from the largest values in some training texts. They cost one multiplication a layer's input.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from onnx import numpy_helper

#: A channel's largest value is brought this far to the median channel's (0 not, 1 wholly); only larger ones are.
FAR = 0.7
Run = tuple[np.ndarray, np.ndarray]


def inputs(model: onnx.ModelProto) -> list[onnx.NodeProto]:
    """The products of the six layers, with constant weights: attention's and both dense ones."""
    return [n for n in model.graph.node if n.op_type == "Attention" or (n.op_type == "MatMul" and "layer." in n.name)]


def largest(model: onnx.ModelProto, runs: list[Run], to: Path) -> dict[str, np.ndarray]:
    """(channels) for each input of a product: the largest absolute value over all ``runs`` (ids, kinds)."""
    watched = onnx.ModelProto()
    watched.CopyFrom(model)
    names = list(dict.fromkeys(n.input[0] for n in inputs(model)))
    watched.graph.output.extend(onnx.helper.make_tensor_value_info(n, onnx.TensorProto.FLOAT, None) for n in names)
    onnx.save(watched, str(to))
    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    session = onnxruntime.InferenceSession(str(to), options, providers=["CPUExecutionProvider"])
    out: dict[str, np.ndarray] = {}
    for ids, kinds in runs:
        for name, value in zip(names, session.run(names, {"ids": ids, "kinds": kinds}), strict=True):
            out[name] = np.maximum(out.get(name, 0.0), np.abs(value[0]).max(0))
    to.unlink()
    return out


def equalise(path: Path, runs: list[Run]) -> int:
    """Rewrite the 32-bit model at ``path``; gives the number of channels that were changed."""
    model = onnx.load(str(path))
    weights = {t.name: t for t in model.graph.initializer}
    sizes = largest(model, runs, path.with_suffix(".watched.onnx"))
    changed = 0
    for number, node in enumerate(inputs(model)):
        size = sizes[node.input[0]]
        factor = np.minimum(1.0, (np.median(size) / np.maximum(size, 1e-6)) ** FAR).astype(np.float32)
        weight = weights[node.input[1]]
        weight.CopyFrom(numpy_helper.from_array(numpy_helper.to_array(weight) / factor[:, None], weight.name))
        name = f"equal_{number}"
        model.graph.initializer.append(numpy_helper.from_array(factor, f"{name}_factor"))
        at = next(i for i, n in enumerate(model.graph.node) if n.output[0] == node.output[0])
        model.graph.node.insert(at, onnx.helper.make_node("Mul", [node.input[0], f"{name}_factor"], [name], name=name))
        node.input[0] = name
        changed += int((factor < 1).sum())
    onnx.save(model, str(path))
    return changed
