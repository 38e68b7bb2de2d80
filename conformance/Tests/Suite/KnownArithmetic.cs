using System.Numerics.Tensors;
using Conformance.Spec;

namespace Conformance.Tests;

/// <summary>An engine whose arithmetic is known, one image at a time.</summary>
/// <param name="compute">Y of X and W, flat.</param>
internal sealed class KnownArithmetic(Func<ConvolutionProblem, float[], float[], float[]> compute) : IConvolution<float>
{
    public string Name => "test";

    /// <summary>What it computes; all where it is left out.</summary>
    public Func<ConvolutionProblem, Support> Takes { get; init; } = _ => Support.Yes;

    public Support Supports(ConvolutionProblem problem) => Takes(problem);

    public void Convolve(
        ConvolutionProblem problem, ReadOnlyTensorSpan<float> input, ReadOnlyTensorSpan<float> weight,
        ReadOnlyTensorSpan<float> bias, TensorSpan<float> output)
    {
        float[] x = new float[problem.InputCount], w = new float[problem.WeightCount];
        input.FlattenTo(x);
        weight.FlattenTo(w);
        new ReadOnlyTensorSpan<float>(compute(problem, x, w), problem.OutputShape.AsSpan()).CopyTo(output);
    }

    public static float Keep(float x, int dropped, bool truncates) =>
        MathF.ScaleB((float)Math.Round(Math.ScaleB((double)x, 23 - dropped - Math.ILogB(x)), truncates ? MidpointRounding.ToZero : MidpointRounding.ToEven), Math.ILogB(x) - 23 + dropped);

    public static float TowardsZero(double y)
    {
        float nearest = (float)y;
        if (Math.Abs(nearest) <= Math.Abs(y)) return nearest;
        return y > 0 ? MathF.BitDecrement(nearest) : MathF.BitIncrement(nearest);
    }

    /// <summary>One running sum, changed after each step; the product itself is exact in double.</summary>
    public static float[] Sum(ConvolutionProblem p, float[] x, float[] w, Func<double, float> step)
    {
        (SpatialAxis height, SpatialAxis width) = (p.Axes[0], p.Axes[1]);
        var y = new float[p.OutputCount];
        int at = 0;
        for (int f = 0; f < p.OutputChannels; f++)
            for (int i = 0; i < height.Output; i++)
                for (int j = 0; j < width.Output; j++)
                {
                    float sum = 0;
                    for (int c = 0; c < p.InputChannels; c++)
                        for (int a = 0; a < height.Kernel; a++)
                            for (int b = 0; b < width.Kernel; b++)
                            {
                                (long row, long column) = (height.InputAt(i, a), width.InputAt(j, b));
                                if (row < 0 || row >= height.Size || column < 0 || column >= width.Size) continue;
                                sum = step(sum + (double)x[(c * height.Size + row) * width.Size + column] * w[((f * p.InputChannels + c) * height.Kernel + a) * width.Kernel + b]);
                            }
                    y[at++] = sum;
                }
        return y;
    }
}
