using System.Numerics;
using Conformance.Optimized.Gemm;
using Conformance.Optimized.Lanes;
using Conformance.Spec;

namespace Conformance.Optimized;

/// <summary>Tiled im2col: the panel is packed straight from the image, the whole matrix is never built. 1×1 at stride 1
/// needs no im2col: the image is the matrix.</summary>
/// <typeparam name="T">float or double.</typeparam>
/// <param name="width">The registers to use.</param>
/// <param name="threads">The threads to use; all processors where it is 0.</param>
public sealed class ImplicitIm2Col<T>(VectorWidth width, int threads = 0) : PreparableKernel<T>($"im2col-{width.Bits()}", threads)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public override Support Supports(ConvolutionProblem problem) => Support.Yes;

    private protected override IPreparedConvolution<T> Pack(
        ConvolutionProblem problem, ReadOnlySpan<T> weight, Volumes weightAt, ReadOnlySpan<T> bias, int biasStride) => width switch
        {
            // Of 8 rows, 4 filters would leave half empty.
            VectorWidth.Bits512 when problem.OutputChannelsPerGroup > 4 =>
                new FilterRows<T, Lanes512<T>, Tile8x3<Lanes512<T>, T>>(problem, weight, weightAt, bias, biasStride, Threads),
            VectorWidth.Bits512 =>
                new FilterRows<T, Lanes512<T>, Tile4x3<Lanes512<T>, T>>(problem, weight, weightAt, bias, biasStride, Threads),
            VectorWidth.Bits256 =>
                new FilterRows<T, Lanes256<T>, Tile4x3<Lanes256<T>, T>>(problem, weight, weightAt, bias, biasStride, Threads),
            _ => new FilterRows<T, Lanes128<T>, Tile4x3<Lanes128<T>, T>>(problem, weight, weightAt, bias, biasStride, Threads),
        };
}
