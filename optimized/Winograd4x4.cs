using System.Numerics;
using Conformance.Optimized.Gemm;
using Conformance.Optimized.Lanes;
using Conformance.Optimized.Winograd;
using Conformance.Spec;

namespace Conformance.Optimized;

/// <summary>Winograd F(4×4, 3×3): a quarter of the products. Its error is normwise, so that only the fast planner takes it.</summary>
/// <typeparam name="T">float or double.</typeparam>
/// <param name="width">The registers to use.</param>
/// <param name="threads">The threads to use; all processors where it is 0.</param>
public sealed class Winograd4x4<T>(VectorWidth width, int threads = 0) : PreparableKernel<T>($"winograd4-{width.Bits()}", threads)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public override Support Supports(ConvolutionProblem problem) => WinogradSupport.Of(problem, 3);

    private protected override IPreparedConvolution<T> Pack(
        ConvolutionProblem problem, ReadOnlySpan<T> weight, Volumes weightAt, ReadOnlySpan<T> bias, int biasStride) => width switch
        {
            VectorWidth.Bits512 => new PreparedWinograd<T, Lanes512<T>, Tile8x3<Lanes512<T>, T>, Transform4<Lanes512<T>, T>>(problem, weight, weightAt, bias, biasStride, Threads),
            VectorWidth.Bits256 => new PreparedWinograd<T, Lanes256<T>, Tile4x3<Lanes256<T>, T>, Transform4<Lanes256<T>, T>>(problem, weight, weightAt, bias, biasStride, Threads),
            _ => new PreparedWinograd<T, Lanes128<T>, Tile4x3<Lanes128<T>, T>, Transform4<Lanes128<T>, T>>(problem, weight, weightAt, bias, biasStride, Threads),
        };
}
