"""A convolution in NumPy, offered to the suite over standard input and output.

    dotnet run -c Release --project conformance/Cli -- run --engine "cmd:python3 conformance/samples/python/adapter.py"
"""
import numpy as np

from protocol import flipped, padded, serve


def supports(problem):
    """None for yes, else why not."""
    return None if len(problem["axes"]) <= 3 else "more than three spatial axes"


def convolve(problem, x, w, bias):
    """One matrix product for each group and each tap of the kernel, over the window that the tap sees."""
    axes, groups = problem["axes"], problem["groups"]
    x, w = padded(problem, x), flipped(w) if problem["strict"] else w
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


serve("numpy " + np.__version__, supports, convolve)
