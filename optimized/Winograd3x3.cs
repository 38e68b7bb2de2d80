using System.Numerics;
using Conformance.Optimized.Lanes;
using Conformance.Optimized.Winograd;
using Conformance.Spec;

namespace Conformance.Optimized;

/// <summary>Winograd F(3×3, 4×4), for the phases of 7×7 and 8×8 at stride 2: a quarter of their products. Its error is normwise.</summary>
/// <typeparam name="T">float or double.</typeparam>
/// <param name="width">The registers to use.</param>
/// <param name="threads">The threads to use; all processors where it is 0.</param>
public sealed class Winograd3x3<T>(VectorWidth width, int threads = 0) : PreparableKernel<T>($"winograd3-{width.Bits()}", threads)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The r of F(m×m, r×r).</summary>
    internal static ReadOnlySpan<int> Taps => [4];

    /// <inheritdoc/>
    public override Support Supports(ConvolutionProblem problem) => WinogradSupport.Of(problem, Taps);

    private protected override IPreparedConvolution<T> Pack(
        ConvolutionProblem problem, ReadOnlySpan<T> weight, Volumes weightAt, ReadOnlySpan<T> bias, int biasStride) =>
        WinogradKernel<T>.Pack<Transform3Of4<Lanes512<T>, T>, Transform3Of4<Lanes256<T>, T>, Transform3Of4<Lanes128<T>, T>>(
            width, problem, weight, weightAt, bias, biasStride, Threads);
}
