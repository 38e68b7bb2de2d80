"""A convolution in NumPy, offered to the suite over standard input and output; docs/PROTOCOL.md is the specification.

    dotnet run -c Release --project conformance/Cli -- run --engine "cmd:python3 conformance/samples/python/adapter.py"
"""
import json
import os
import sys

import numpy as np

TYPES = {"f32": np.dtype("<f4"), "f64": np.dtype("<f8")}


def supports(problem):
    """None for yes, else why not."""
    return None if len(problem["axes"]) <= 3 else "more than three spatial axes"


def convolve(problem, x, w, bias):
    """One matrix product for each group and each tap of the kernel, over the window that the tap sees."""
    axes, groups = problem["axes"], problem["groups"]
    # Pads may be negative: elements are then cropped.
    x = np.pad(x, [(0, 0), (0, 0)] + [(max(a["padBefore"], 0), max(a["padAfter"], 0)) for a in axes])
    for i, a in enumerate(axes):
        first, last = max(-a["padBefore"], 0), x.shape[2 + i] - max(-a["padAfter"], 0)
        x = x.take(range(first, max(first, last)), axis=2 + i)
    if problem["strict"]:
        w = np.flip(w, axis=tuple(range(2, w.ndim)))
    outputs = problem["outputChannels"] // groups
    inputs = problem["inputChannels"] // groups
    y = np.zeros([problem["batch"], problem["outputChannels"]] + [a["output"] for a in axes], x.dtype)
    for tap in np.ndindex(*[a["kernel"] for a in axes]):
        window = (slice(None), slice(None)) + tuple(
            slice(k * a["dilation"], k * a["dilation"] + (a["output"] - 1) * a["stride"] + 1, a["stride"])
            for k, a in zip(tap, axes))
        if y.size == 0:
            break
        seen = x[window]
        for g in range(groups):
            to, of = slice(g * outputs, (g + 1) * outputs), slice(g * inputs, (g + 1) * inputs)
            y[:, to] += np.einsum("oc,nc...->no...", w[(to, slice(None)) + tap], seen[:, of])
    return y + bias.reshape([-1] + [1] * len(axes)) if problem["bias"] else y


def main():
    # What a library prints must not reach the pipe: keep it for ourselves, and send prints to the error stream.
    source, pipe = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)

    def answer(reply, tensor=None):
        pipe.write(json.dumps(reply).encode() + b"\n")
        if tensor is not None:
            pipe.write(np.ascontiguousarray(tensor).tobytes())
        pipe.flush()

    for line in source:
        request = json.loads(line)
        if request["verb"] == "stop":
            return
        if request["verb"] == "start":
            answer({"status": "ok", "protocol": 1, "name": "numpy " + np.__version__, "types": list(TYPES), "accuracy": "componentwise"})
            continue
        dtype = TYPES[request["type"]]
        tensors = [np.frombuffer(source.read(int(np.prod(t["shape"])) * dtype.itemsize), dtype).reshape(t["shape"])
                   for t in request.get("tensors", [])]
        why_not = supports(request["problem"])
        if why_not:
            answer({"status": "unsupported", "reason": why_not})
        elif request["verb"] == "supports":
            answer({"status": "ok"})
        else:
            y = convolve(request["problem"], *tensors).astype(dtype)
            answer({"status": "ok", "tensors": [{"name": "output", "shape": y.shape}]}, y)


main()
