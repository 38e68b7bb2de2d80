"""PyTorch's conv1d, conv2d and conv3d, offered to the suite over standard input and output.

    dotnet run -c Release --project conformance/Cli -- run --engine "cmd:/usr/bin/python3 conformance/samples/python/torch_adapter.py"

Needs: apt-get install --no-install-recommends python3-torch
"""
import numpy as np
import torch
from torch.nn import functional

from protocol import serve

CONVOLUTIONS = {1: functional.conv1d, 2: functional.conv2d, 3: functional.conv3d}


def supports(problem):
    """None for yes, else why not."""
    if problem["strict"]:
        return "torch correlates: it does not flip kernels"
    return None


def convolve(problem, x, w, bias):
    """Pads that are equal on both sides are the function's own; others, and negative ones, are torch's pad."""
    axes = problem["axes"]
    x, w = torch.from_numpy(x.copy()), torch.from_numpy(w.copy())
    pads = [a["padBefore"] for a in axes]
    if any(a["padBefore"] != a["padAfter"] or a["padBefore"] < 0 for a in axes):
        x = functional.pad(x, [p for a in reversed(axes) for p in (a["padBefore"], a["padAfter"])])
        pads = [0] * len(axes)
    return CONVOLUTIONS[len(axes)](
        x, w, torch.from_numpy(bias.copy()) if problem["bias"] else None,
        [a["stride"] for a in axes], pads, [a["dilation"] for a in axes], problem["groups"]).numpy()


torch.set_num_threads(1)
serve("torch " + torch.__version__, supports, convolve)
