using System.Numerics;
using Conformance.Optimized.Gemm;
using Conformance.Optimized.Lanes;
using Conformance.Spec;

namespace Conformance.Optimized;

/// <summary>Explicit im2col: the whole matrix is written out and multiplied by a packed GEMM. The yardstick of
/// <see cref="ImplicitIm2Col{T}"/>, which never builds it.</summary>
/// <typeparam name="T">float or double.</typeparam>
/// <param name="width">The registers to use.</param>
/// <param name="threads">The threads to use; all processors where it is 0.</param>
public sealed class ExplicitIm2Col<T>(VectorWidth width, int threads = 0) : PreparableKernel<T>("im2col-explicit", threads)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>What is added to a row of the matrix, at most: up to two registers.</summary>
    private const int MostPadding = 32;

    /// <inheritdoc/>
    public override Support Supports(ConvolutionProblem problem) => Support.Yes.But(
        (problem.Axes.Aggregate(1.0, (count, axis) => count * axis.Output) + MostPadding) * problem.WindowTerms > Array.MaxLength,
        "im2col-explicit: the matrix of an image has more elements than an array can hold");

    private protected override IPreparedConvolution<T> Pack(
        ConvolutionProblem problem, ReadOnlySpan<T> weight, Volumes weightAt, ReadOnlySpan<T> bias, int biasStride) => width switch
        {
            VectorWidth.Bits512 => new WholeMatrix<T, Lanes512<T>, Tile8x3<Lanes512<T>, T>>(problem, weight, weightAt, bias, biasStride, Threads),
            VectorWidth.Bits256 => new WholeMatrix<T, Lanes256<T>, Tile4x3<Lanes256<T>, T>>(problem, weight, weightAt, bias, biasStride, Threads),
            _ => new WholeMatrix<T, Lanes128<T>, Tile4x3<Lanes128<T>, T>>(problem, weight, weightAt, bias, biasStride, Threads),
        };
}
