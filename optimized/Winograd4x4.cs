using System.Numerics;
using Conformance.Optimized.Lanes;
using Conformance.Optimized.Winograd;
using Conformance.Spec;

namespace Conformance.Optimized;

/// <summary>Winograd F(4×4, 3×3): a quarter of the products. Its error is normwise, so that only the fast planner takes it.
/// For the phases of 3×3 and 4×4 at stride 2, F(4×4, 2×2).</summary>
/// <typeparam name="T">float or double.</typeparam>
/// <param name="width">The registers to use.</param>
/// <param name="threads">The threads to use; all processors where it is 0.</param>
public sealed class Winograd4x4<T>(VectorWidth width, int threads = 0) : PreparableKernel<T>($"winograd4-{width.Bits()}", threads)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The r of F(m×m, r×r).</summary>
    internal static ReadOnlySpan<int> Taps => [2, 3];

    /// <inheritdoc/>
    public override Support Supports(ConvolutionProblem problem) => WinogradSupport.Of(problem, Taps);

    private protected override IPreparedConvolution<T> Pack(
        ConvolutionProblem problem, ReadOnlySpan<T> weight, Volumes weightAt, ReadOnlySpan<T> bias, int biasStride) =>
        WinogradSupport.Taps(problem) == 2
            ? WinogradKernel<T>.Pack<Transform4Of2<Lanes512<T>, T>, Transform4Of2<Lanes256<T>, T>, Transform4Of2<Lanes128<T>, T>>(
                width, problem, weight, weightAt, bias, biasStride, Threads)
            : WinogradKernel<T>.Pack<Transform4<Lanes512<T>, T>, Transform4<Lanes256<T>, T>, Transform4<Lanes128<T>, T>>(
                width, problem, weight, weightAt, bias, biasStride, Threads);
}
