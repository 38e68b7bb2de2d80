using System.Numerics;
using Conformance.Optimized.Lanes;
using Conformance.Optimized.Rows;
using Conformance.Spec;

namespace Conformance.Optimized;

/// <summary>Direct convolution for depthwise layers, small groups and single images: output rows stay in registers.</summary>
/// <typeparam name="T">float or double.</typeparam>
/// <param name="width">The registers to use.</param>
/// <param name="threads">The threads to use; all processors where it is 0.</param>
public sealed class SmallGroups<T>(VectorWidth width, int threads = 0) : PreparableKernel<T>($"rows-{width.Bits()}", threads)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public override Support Supports(ConvolutionProblem problem) => PreparedRows<T, Lanes128<T>>.Supports(problem);

    private protected override IPreparedConvolution<T> Pack(
        ConvolutionProblem problem, ReadOnlySpan<T> weight, Volumes weightAt, ReadOnlySpan<T> bias, int biasStride) => width switch
        {
            VectorWidth.Bits512 => new PreparedRows<T, Lanes512<T>>(problem, weight, weightAt, bias, biasStride, Threads),
            VectorWidth.Bits256 => new PreparedRows<T, Lanes256<T>>(problem, weight, weightAt, bias, biasStride, Threads),
            _ => new PreparedRows<T, Lanes128<T>>(problem, weight, weightAt, bias, biasStride, Threads),
        };
}
