"""SciPy's correlate2d and convolve2d, a plane at a time, offered to the suite over standard input and output.

    dotnet run -c Release --project conformance/Cli -- run --engine "cmd:/usr/bin/python3 conformance/samples/python/scipy_adapter.py"

Needs: apt-get install --no-install-recommends python3-scipy
"""
import numpy as np
import scipy
from scipy.signal import convolve2d, correlate2d

from protocol import padded, serve


def supports(problem):
    """What the functions do not have is not made up here: they slide a dense window by one."""
    axes = problem["axes"]
    if len(axes) != 2:
        return "correlate2d has two axes"
    if any(a["stride"] > 1 for a in axes):
        return "correlate2d has no stride"
    if any(a["dilation"] > 1 for a in axes):
        return "correlate2d has no dilation"
    if any(a["size"] + a["padBefore"] + a["padAfter"] < a["kernel"] for a in axes):
        return "correlate2d swaps image and kernel where the kernel is larger"
    return None


def convolve(problem, x, w, bias):
    """Y[n, o] = Σ_c X[n, c] ⋆ W[o, c]: the sum over channels is all that is done here."""
    inputs, outputs = w.shape[1], problem["outputChannels"] // problem["groups"]
    x = padded(problem, x)
    of_plane = convolve2d if problem["strict"] else correlate2d
    y = np.zeros([problem["batch"], problem["outputChannels"]] + [a["output"] for a in problem["axes"]], x.dtype)
    for n, o in np.ndindex(*y.shape[:2]):
        for c in range(inputs):
            y[n, o] += of_plane(x[n, o // outputs * inputs + c], w[o, c], mode="valid")
        if problem["bias"]:
            y[n, o] += bias[o]
    return y


serve("scipy " + scipy.__version__, supports, convolve)
