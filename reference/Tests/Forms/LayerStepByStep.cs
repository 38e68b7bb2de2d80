using System.Numerics;
using Conformance.Forms;
using Conformance.Spec;

namespace Conformance.Tests;

/// <summary>The general layer another way: volumes are padded, kernels spread, correlated densely, and subsampled.</summary>
internal static class LayerStepByStep
{
    public static T[] Convolve<T>(ConvolutionProblem problem, T[] X, T[] W, T[] b)
        where T : INumberBase<T>
    {
        SpatialAxis[] axes = [.. Enumerable.Repeat(new SpatialAxis(1, 1), 3 - problem.Axes.Length), .. problem.Axes];
        int[] padded = [.. axes.Select(a => (int)a.PaddedSize)], span = [.. axes.Select(a => (int)a.Span)];
        int channels = (int)problem.InputChannelsPerGroup, filters = (int)problem.OutputChannelsPerGroup;
        var Y = new List<T>();
        for (int n = 0; n < problem.Batch; n++)
        {
            for (int o = 0; o < problem.OutputChannels; o++)
            {
                var image = new T[channels, padded[0], padded[1], padded[2]];
                var kernel = new T[1, channels, span[0], span[1], span[2]];
                for (int c = 0; c < channels; c++)
                {
                    foreach ((int p, long[] x) in Positions(axes, a => a.Size))
                    {
                        long[] at = [.. axes.Select((a, axis) => x[axis] + a.PadBefore)];
                        if (!at.Select((v, axis) => v >= 0 && v < padded[axis]).All(inside => inside)) continue;
                        long block = n * problem.InputChannels + o / filters * channels + c;
                        image[c, at[0], at[1], at[2]] = X[block * axes.Aggregate(1L, (t, a) => t * a.Size) + p];
                    }
                    foreach ((int p, long[] tap) in Positions(axes, a => a.Kernel))
                    {
                        long[] at = [.. axes.Select((a, axis) =>
                            a.Dilation * (problem.IsStrict ? a.Kernel - 1 - tap[axis] : tap[axis]))];
                        kernel[0, c, at[0], at[1], at[2]] =
                            W[(o * channels + c) * axes.Aggregate(1L, (t, a) => t * a.Kernel) + p];
                    }
                }
                T[,,,] dense = Volumetric.Corr3d(image, kernel);
                foreach ((_, long[] i) in Positions(axes, a => a.Output))
                {
                    T y = dense[0, i[0] * axes[0].Stride, i[1] * axes[1].Stride, i[2] * axes[2].Stride];
                    Y.Add(problem.HasBias ? y + b[o] : y);
                }
            }
        }
        return [.. Y];
    }

    private static IEnumerable<(int Position, long[] Index)> Positions(SpatialAxis[] axes, Func<SpatialAxis, long> extent)
    {
        int position = 0;
        for (long i = 0; i < extent(axes[0]); i++)
        {
            for (long j = 0; j < extent(axes[1]); j++)
            {
                for (long k = 0; k < extent(axes[2]); k++) yield return (position++, [i, j, k]);
            }
        }
    }
}
