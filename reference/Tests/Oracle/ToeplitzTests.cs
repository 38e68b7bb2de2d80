using Conformance.Oracle;
using Conformance.Spec;
using MathNet.Numerics.LinearAlgebra;

namespace Conformance.Tests;

/// <summary>
/// The oracle against a matrix product: a 2-D convolution is a doubly blocked Toeplitz matrix times the image as a
/// vector. Over small integers both are exact.
/// </summary>
public class ToeplitzTests
{
    [Fact]
    public void A_convolution_is_a_doubly_blocked_Toeplitz_matrix()
    {
        var random = new Random(2);
        for (int i = 0; i < 200; i++)
        {
            ConvolutionProblem p = RandomCases.Problem(random, axes: 2);
            double[] x = RandomCases.Fill(p.InputCount, () => (double)random.Next(-99, 100));
            double[] w = RandomCases.Fill(p.WeightCount, () => (double)random.Next(-99, 100));
            double[] b = RandomCases.Fill(p.BiasCount, () => (double)random.Next(-99, 100));
            long itemIn = p.InputCount / p.Batch, itemOut = p.OutputCount / p.Batch;
            Matrix<double> toeplitz = Toeplitz(p, w);
            Vector<double> bias = Vector<double>.Build.Dense((int)itemOut,
                at => p.HasBias ? b[at / (p.Axes[0].Output * p.Axes[1].Output)] : 0);
            double[] expected = [.. Enumerable.Range(0, (int)p.Batch).SelectMany(item =>
                toeplitz * Vector<double>.Build.Dense(x[(int)(item * itemIn)..(int)((item + 1) * itemIn)]) + bias)];
            Assert.Equal(expected, ExactOracle.Evaluate<double>(p, x, w, b).Values.ToArray());
        }
    }

    /// <summary>[C_out·o_h·o_w, C_in·n_h·n_w], from the place of each weight: row and column decide which one.</summary>
    private static Matrix<double> Toeplitz(ConvolutionProblem p, double[] w)
    {
        var (h, v) = (p.Axes[0], p.Axes[1]);
        return Matrix<double>.Build.Dense(
            (int)(p.OutputCount / p.Batch), (int)(p.InputCount / p.Batch), (row, column) =>
            {
                long d = row / (h.Output * v.Output), i = row / v.Output % h.Output, j = row % v.Output;
                long c = column / (h.Size * v.Size), y = column / v.Size % h.Size, x = column % v.Size;
                long group = d / (p.OutputChannels / p.Groups), channel = c - group * (p.InputChannels / p.Groups);
                if (channel < 0 || channel >= p.InputChannels / p.Groups) return 0;
                if (Tap(y - i * h.Stride + h.PadBefore, h) is not { } a || Tap(x - j * v.Stride + v.PadBefore, v) is not { } b)
                    return 0;
                if (p.IsStrict) (a, b) = (h.Kernel - 1 - a, v.Kernel - 1 - b);
                return w[((d * (p.InputChannels / p.Groups) + channel) * h.Kernel + a) * v.Kernel + b];
            });
    }

    private static long? Tap(long distance, SpatialAxis axis) =>
        distance >= 0 && distance % axis.Dilation == 0 && distance / axis.Dilation < axis.Kernel
            ? distance / axis.Dilation
            : null;
}
