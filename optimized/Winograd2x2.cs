using System.Numerics;
using Conformance.Optimized.Lanes;
using Conformance.Optimized.Winograd;
using Conformance.Spec;

namespace Conformance.Optimized;

/// <summary>Winograd F(2×2, 3×3): 4/9 of the products, with transforms that only add and subtract. Its error is normwise
/// too, but much smaller than that of <see cref="Winograd4x4{T}"/>. For 5×5, F(2×2, 5×5): 9/25 of the products.</summary>
/// <typeparam name="T">float or double.</typeparam>
/// <param name="width">The registers to use.</param>
/// <param name="threads">The threads to use; all processors where it is 0.</param>
public sealed class Winograd2x2<T>(VectorWidth width, int threads = 0) : PreparableKernel<T>($"winograd2-{width.Bits()}", threads)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The r of F(m×m, r×r).</summary>
    internal static ReadOnlySpan<int> Taps => [3, 5];

    /// <inheritdoc/>
    public override Support Supports(ConvolutionProblem problem) => WinogradSupport.Of(problem, Taps);

    private protected override IPreparedConvolution<T> Pack(
        ConvolutionProblem problem, ReadOnlySpan<T> weight, Volumes weightAt, ReadOnlySpan<T> bias, int biasStride) =>
        WinogradSupport.Taps(problem) == 5
            ? WinogradKernel<T>.Pack<Transform2Of5<Lanes512<T>, T>, Transform2Of5<Lanes256<T>, T>, Transform2Of5<Lanes128<T>, T>>(
                width, problem, weight, weightAt, bias, biasStride, Threads)
            : WinogradKernel<T>.Pack<Transform2<Lanes512<T>, T>, Transform2<Lanes256<T>, T>, Transform2<Lanes128<T>, T>>(
                width, problem, weight, weightAt, bias, biasStride, Threads);
}
