using System.Numerics;
using System.Numerics.Tensors;
using Conformance.Spec;

namespace Conformance.Forms;

/// <summary>
/// The general layer, in one to three dimensions, as its formula says it:
/// Y[n, o, i] = b[o] + Σ_c Σ_a W[o, c, a]·X[n, c₀ + c, i·s − p + a·d], where i, a, s, p and d have one component for
/// each spatial axis, c runs over the channels of the group of o, which begins at c₀, and a over the taps. A tap that
/// meets the padding adds no term. Strict convolution flips the kernel on every spatial axis first.
/// Source: Zhang et al., Dive into Deep Learning, §7.1.4, §7.3 and §7.4; groups and dilation as in SPEC.md.
/// </summary>
/// <typeparam name="T">Any number type.</typeparam>
/// <remarks>
/// The terms are summed in index order from 0, the channel outermost, and the bias is added once, last.
/// </remarks>
public sealed class NaiveConvolution<T> : IConvolution<T>
    where T : INumberBase<T>
{
    /// <inheritdoc/>
    public string Name => "naive";

    /// <inheritdoc/>
    public Support Supports(ConvolutionProblem problem) => Support.Yes;

    /// <inheritdoc/>
    public void Convolve(
        ConvolutionProblem problem, ReadOnlyTensorSpan<T> input, ReadOnlyTensorSpan<T> weight,
        ReadOnlyTensorSpan<T> bias, TensorSpan<T> output)
    {
        TensorShapes.Check(problem, input, weight, bias, output);
        var volume = new Volume(problem);
        // X: [N, C_in, n₁, n₂, n₃], W: [C_out, C_in/g, k₁, k₂, k₃], b: [C_out], Y: [N, C_out, o₁, o₂, o₃]
        T[] X = FlatTensor.Flatten(input, "input");
        T[] W = FlatTensor.Flatten(weight, "weight");
        T[] b = FlatTensor.Flatten(bias, "bias");
        T[] Y = TensorShapes.Allocate<T>(output.FlattenedLength, "output");
        if (problem.IsStrict) KernelFlip.FlipAll(W, volume.Taps);
        for (long n = 0; n < problem.Batch; n++)
        {
            for (long o = 0; o < problem.OutputChannels; o++)
            {
                for (long i1 = 0; i1 < volume.Depth.Output; i1++)
                {
                    for (long i2 = 0; i2 < volume.Height.Output; i2++)
                    {
                        for (long i3 = 0; i3 < volume.Width.Output; i3++)
                        {
                            T sum = Window(volume, X, W, n, o, i1, i2, i3);
                            Y[volume.Output(n, o, i1, i2, i3)] = problem.HasBias ? sum + b[o] : sum;
                        }
                    }
                }
            }
        }
        FlatTensor.Unflatten(Y, output);
    }

    /// <summary>Σ_c Σ_a W[o, c, a]·X[n, c₀ + c, i·s − p + a·d].</summary>
    private static T Window(Volume volume, T[] X, T[] W, long n, long o, long i1, long i2, long i3)
    {
        SpatialAxis depth = volume.Depth, height = volume.Height, width = volume.Width;
        T sum = T.Zero;
        for (long c = 0; c < volume.ChannelsPerGroup; c++)
        {
            for (long a1 = 0; a1 < depth.Kernel; a1++)
            {
                long x1 = depth.InputAt(i1, a1);
                if (x1 < 0 || x1 >= depth.Size) continue;
                for (long a2 = 0; a2 < height.Kernel; a2++)
                {
                    long x2 = height.InputAt(i2, a2);
                    if (x2 < 0 || x2 >= height.Size) continue;
                    long row = volume.Input(n, volume.ChannelOf(o, c), x1, x2, 0);
                    long taps = volume.Weight(o, c, a1, a2, 0);
                    for (long a3 = 0; a3 < width.Kernel; a3++)
                    {
                        long x3 = width.InputAt(i3, a3);
                        if (x3 >= 0 && x3 < width.Size) sum += W[taps + a3] * X[row + x3];
                    }
                }
            }
        }
        return sum;
    }
}
