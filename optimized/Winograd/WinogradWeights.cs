using System.Numerics;
using Conformance.Spec;

namespace Conformance.Optimized.Winograd;

/// <summary>
/// Transformed kernels, U = G·w·Gᵀ, as (m + r − 1)² matrices in panels of R filters:
/// <code>
///   point 0: panel 0: channel 0: u[0] … u[R−1], channel 1: …; panel 1: …
///   point 1: …                                                      (m + r − 1)² points
/// </code>
/// </summary>
internal static class WinogradWeights
{
    /// <summary>Transforms and packs all kernels; the transform itself is done in double.</summary>
    /// <param name="problem">The problem, with a kernel of r×r.</param>
    /// <param name="weight">The memory of W: [C_out, C_in, r, r].</param>
    /// <param name="at">Its element strides.</param>
    /// <param name="g">G: [m + r − 1, r].</param>
    /// <param name="rows">R.</param>
    public static T[] Pack<T>(
        ConvolutionProblem problem, ReadOnlySpan<T> weight, in Volumes at, ReadOnlySpan<double> g, int rows)
        where T : unmanaged, INumberBase<T>
    {
        var shape = new VolumeShape(problem);
        int channels = (int)problem.InputChannels, filters = (int)problem.OutputChannels, taps = (int)shape.Width.Kernel, side = g.Length / taps;
        int padded = (filters + rows - 1) / rows * rows;
        T[] packed = TensorShapes.Allocate<T>((long)side * side * padded * channels, "transformed weight");
        Span<double> w = stackalloc double[taps * taps];
        for (int f = 0; f < filters; f++)
        {
            for (int c = 0; c < channels; c++)
            {
                for (int i = 0; i < taps * taps; i++)
                    w[i] = double.CreateChecked(weight[at.At(f, c, 0, shape.Tap(shape.Height, i / taps)) + shape.Tap(shape.Width, i % taps) * at.Width]);
                for (int p = 0; p < side * side; p++)
                {
                    packed[(p * padded + f / rows * rows) * channels + c * rows + f % rows] =
                        T.CreateChecked(Transform(w, g.Slice(p / side * taps, taps), g.Slice(p % side * taps, taps)));
                }
            }
        }
        return packed;
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
