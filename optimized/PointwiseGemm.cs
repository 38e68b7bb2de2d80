using System.Numerics;
using Conformance.Optimized.Gemm;
using Conformance.Optimized.Lanes;
using Conformance.Spec;

namespace Conformance.Optimized;

/// <summary>1×1 as a matrix product: at stride 1 the image is the matrix and is read where it lies, or copied panel by panel where that is
/// faster; at larger strides its positions are gathered.</summary>
/// <typeparam name="T">float or double.</typeparam>
/// <param name="width">The registers to use.</param>
/// <param name="threads">The threads to use; all processors where it is 0.</param>
/// <param name="inPlace">Whether the image is read where it lies; where nothing is said, that is so where it was found to be faster.</param>
public sealed class PointwiseGemm<T>(VectorWidth width, int threads = 0, bool? inPlace = null) : PreparableKernel<T>($"pointwise-{width.Bits()}", threads)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public override Support Supports(ConvolutionProblem problem) =>
        Support.Yes.But(problem.Axes.Any(axis => axis.Kernel != 1), "pointwise: kernels of one element");

    private protected override IPreparedConvolution<T> Pack(
        ConvolutionProblem problem, ReadOnlySpan<T> weight, Volumes weightAt, ReadOnlySpan<T> bias, int biasStride) => width switch
        {
            VectorWidth.Bits512 => new PointwiseRows<T, Lanes512<T>, Tile8x3<Lanes512<T>, T>>(problem, weight, weightAt, bias, biasStride, Threads, inPlace),
            VectorWidth.Bits256 => new PointwiseRows<T, Lanes256<T>, Tile4x3<Lanes256<T>, T>>(problem, weight, weightAt, bias, biasStride, Threads, inPlace),
            _ => new PointwiseRows<T, Lanes128<T>, Tile4x3<Lanes128<T>, T>>(problem, weight, weightAt, bias, biasStride, Threads, inPlace),
        };
}
