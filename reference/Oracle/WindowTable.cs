using Conformance.Spec;

namespace Conformance.Oracle;

/// <summary>
/// For one window position, which elements of the input meet which elements of the kernel: offsets within one
/// group of the input, [C_in/g, n…], and within one output channel's kernel, [C_in/g, k…].
/// Taps that meet padding are left out. Written without the reference layer, so that the two cannot share a fault.
/// </summary>
internal sealed class WindowTable
{
    private readonly ConvolutionProblem problem;
    private readonly int[] inputOffsets;
    private readonly int[] weightOffsets;

    public WindowTable(ConvolutionProblem problem)
    {
        this.problem = problem;
        // No more than the weights of one filter, which are in an array.
        inputOffsets = new int[problem.WindowTerms];
        weightOffsets = new int[problem.WindowTerms];
    }

    public int Count { get; private set; }
    public ReadOnlySpan<int> InputOffsets => inputOffsets.AsSpan(0, Count);
    public ReadOnlySpan<int> WeightOffsets => weightOffsets.AsSpan(0, Count);

    /// <summary>Lists the terms of the window at a position, given by its row-major number in [o…].</summary>
    public void MoveTo(long position)
    {
        Span<long> coordinates = stackalloc long[problem.Axes.Length];
        for (int axis = coordinates.Length - 1; axis >= 0; axis--)
            (position, coordinates[axis]) = Math.DivRem(position, problem.Axes[axis].Output);
        Count = 0;
        for (long channel = 0; channel < problem.InputChannelsPerGroup; channel++)
            AddTaps(coordinates, axis: 0, input: channel, weight: channel);
    }

    /// <summary>Goes through the taps of one axis; input and weight are the row-major numbers so far.</summary>
    private void AddTaps(ReadOnlySpan<long> coordinates, int axis, long input, long weight)
    {
        if (axis == coordinates.Length)
        {
            (inputOffsets[Count], weightOffsets[Count]) = ((int)input, (int)weight);
            Count++;
            return;
        }
        SpatialAxis a = problem.Axes[axis];
        for (long tap = 0; tap < a.Kernel; tap++)
        {
            long at = a.InputAt(coordinates[axis], tap);
            if (at < 0 || at >= a.Size) continue;
            // Strict convolution reads the kernel from its far end.
            long kernelTap = problem.IsStrict ? a.Kernel - 1 - tap : tap;
            AddTaps(coordinates, axis + 1, input * a.Size + at, weight * a.Kernel + kernelTap);
        }
    }
}
