using System.Numerics;
using Conformance.Optimized.Threads;
using Conformance.Spec;

namespace Conformance.Optimized.Winograd;

/// <summary>
/// Transformed kernels, U = G·w·Gᵀ, as (m + r − 1)² matrices in panels of R filters. Where the problem has a stride, each
/// channel counts as many times as it has parts, see <see cref="PartOrder"/>.
/// <code>
///   point 0: panel 0: part 0: channel 0: u[0] … u[R−1], channel 1: …; part 1: …; panel 1: …
///   point 1: …                                                      (m + r − 1)² points
/// </code>
/// </summary>
internal static class WinogradWeights
{
    /// <summary>Transforms and packs all kernels; the transform itself is done in double.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="weight">The memory of W: [C_out, C_in, k_h, k_w].</param>
    /// <param name="at">Its element strides.</param>
    /// <param name="g">G: [m + r − 1, r].</param>
    /// <param name="order">The parts of each channel; taps that the kernel does not have are zero.</param>
    /// <param name="rows">R.</param>
    public static AlignedMemory<T> Pack<T>(
        ConvolutionProblem problem, ReadOnlySpan<T> weight, in Volumes at, ReadOnlySpan<double> g, PartOrder order, int rows)
        where T : unmanaged, INumberBase<T>
    {
        var shape = new VolumeShape(problem);
        int filters = (int)problem.OutputChannels, channels = (int)problem.InputChannels, taps = WinogradSupport.Taps(problem), side = g.Length / taps;
        int padded = (filters + rows - 1) / rows * rows, depth = channels * order.Parts.Length;
        var memory = new AlignedMemory<T>((long)side * side * padded * depth, "transformed weight");
        Span<T> packed = memory.Span;
        Span<double> w = stackalloc double[taps * taps];
        for (int f = 0; f < filters; f++)
        {
            for (int k = 0; k < depth; k++)
            {
                (int high, int wide) = order.Parts[k / channels];
                for (int i = 0; i < taps * taps; i++)
                {
                    long u = i / taps * shape.Height.Stride + high, v = i % taps * shape.Width.Stride + wide;
                    bool isTap = u < shape.Height.Kernel && v < shape.Width.Kernel;
                    w[i] = isTap ? double.CreateChecked(weight[at.At(f, k % channels, 0, shape.Tap(shape.Height, (int)u)) + shape.Tap(shape.Width, (int)v) * at.Width]) : 0;
                }
                for (int p = 0; p < side * side; p++)
                {
                    packed[(p * padded + f / rows * rows) * depth + k * rows + f % rows] =
                        T.CreateChecked(Transform(w, g.Slice(p / side * taps, taps), g.Slice(p % side * taps, taps)));
                }
            }
        }
        return memory;
    }

    /// <summary>One element of G·w·Gᵀ, from a row of G and a column of Gᵀ.</summary>
    private static double Transform(ReadOnlySpan<double> w, ReadOnlySpan<double> row, ReadOnlySpan<double> column)
    {
        double sum = 0;
        for (int a = 0; a < row.Length; a++)
            for (int b = 0; b < row.Length; b++) sum += row[a] * w[row.Length * a + b] * column[b];
        return sum;
    }
}
