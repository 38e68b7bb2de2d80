using System.Numerics;
using Conformance.Spec;

namespace Conformance.Optimized.Winograd;

/// <summary>
/// Transformed kernels, U = G·w·Gᵀ, as 36 matrices in panels of R filters:
/// <code>
///   point 0: panel 0: channel 0: u[0] … u[R−1], channel 1: …; panel 1: …
///   point 1: …                                                              36 points
/// </code>
/// </summary>
internal static class WinogradWeights
{
    /// <summary>G of F(4, 3): [6, 3].</summary>
    private static readonly double[,] G =
    {
        { 1 / 4.0, 0, 0 }, { -1 / 6.0, -1 / 6.0, -1 / 6.0 }, { -1 / 6.0, 1 / 6.0, -1 / 6.0 },
        { 1 / 24.0, 1 / 12.0, 1 / 6.0 }, { 1 / 24.0, -1 / 12.0, 1 / 6.0 }, { 0, 0, 1 },
    };

    /// <summary>Transforms and packs all kernels; the transform itself is done in double.</summary>
    public static T[] Pack<T>(ConvolutionProblem problem, ReadOnlySpan<T> weight, in Volumes at, int rows) where T : unmanaged, INumberBase<T>
    {
        var shape = new VolumeShape(problem);
        int channels = (int)problem.InputChannels, filters = (int)problem.OutputChannels;
        int padded = (filters + rows - 1) / rows * rows;
        T[] packed = TensorShapes.Allocate<T>(36L * padded * channels, "transformed weight");
        var w = new double[3, 3];
        for (int f = 0; f < filters; f++)
        {
            for (int c = 0; c < channels; c++)
            {
                for (int i = 0; i < 3; i++)
                    for (int j = 0; j < 3; j++)
                        w[i, j] = double.CreateChecked(weight[at.At(f, c, 0, shape.Tap(shape.Height, i)) + shape.Tap(shape.Width, j) * at.Width]);
                for (int p = 0; p < 36; p++)
                    packed[(p * padded + f / rows * rows) * channels + c * rows + f % rows] = T.CreateChecked(Transform(w, p / 6, p % 6));
            }
        }
        return packed;
    }

    /// <summary>(G·w·Gᵀ)[i, j].</summary>
    private static double Transform(double[,] w, int i, int j)
    {
        double sum = 0;
        for (int a = 0; a < 3; a++)
            for (int b = 0; b < 3; b++) sum += G[i, a] * w[a, b] * G[j, b];
        return sum;
    }
}
