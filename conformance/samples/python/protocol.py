"""The suite's protocol over standard input and output, once for all adapters in Python; docs/PROTOCOL.md is the specification.

An adapter gives `serve` a function that says why it does not compute a problem, and one that computes it on NumPy arrays.
"""
import json
import os
import sys
import traceback

import numpy as np

TYPES = {"f16": np.dtype("<f2"), "f32": np.dtype("<f4"), "f64": np.dtype("<f8")}


def serve(name, supports, convolve, types=("f32", "f64"), accuracy="componentwise"):
    """Answers requests until "stop" or the end of the input.

    supports(problem): None for yes, else why not. convolve(problem, x, w, b): Y as an array; x: [N, C_in, n…],
    w: [C_out, C_in/g, k…], b: [C_out], or [0] where there is none.
    """
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
            answer({"status": "ok", "protocol": 1, "name": name, "types": list(types), "accuracy": accuracy})
            continue
        dtype = TYPES[request["type"]]
        tensors = [np.frombuffer(source.read(int(np.prod(t["shape"])) * dtype.itemsize), dtype).reshape(t["shape"])
                   for t in request.get("tensors", [])]
        try:
            why_not = supports(request["problem"])
            if why_not:
                answer({"status": "unsupported", "reason": why_not})
            elif request["verb"] == "supports":
                answer({"status": "ok"})
            else:
                y = np.asarray(convolve(request["problem"], *tensors)).astype(dtype, copy=False)
                right = (request["problem"]["batch"], request["problem"]["outputChannels"], *(a["output"] for a in request["problem"]["axes"]))
                if y.shape != right:
                    raise ValueError(f"an output of shape {y.shape}, where {right} is expected")
                answer({"status": "ok", "tensors": [{"name": "output", "shape": y.shape}]}, y)
        except Exception as error:  # whatever it is, the suite is told and the program lives on
            traceback.print_exc()
            answer({"status": "error", "reason": " ".join(f"{type(error).__name__}: {error}".split())})


def padded(problem, x):
    """X with its zeros around it; negative pads crop."""
    axes = problem["axes"]
    x = np.pad(x, [(0, 0), (0, 0)] + [(max(a["padBefore"], 0), max(a["padAfter"], 0)) for a in axes])
    for i, a in enumerate(axes):
        first, last = max(-a["padBefore"], 0), x.shape[2 + i] - max(-a["padAfter"], 0)
        x = x.take(range(first, max(first, last)), axis=2 + i)
    return x


def flipped(w):
    """W with the kernel turned round on every spatial axis."""
    return np.flip(w, axis=tuple(range(2, w.ndim)))
