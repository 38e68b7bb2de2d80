using System.Numerics;
using Conformance.Optimized.Gemm;
using Conformance.Optimized.Lanes;
using Conformance.Spec;

namespace Conformance.Optimized;

/// <summary>Tiled im2col with positions along the rows of a tile and filters along its registers: for images of few
/// positions and layers of many filters.</summary>
/// <typeparam name="T">float or double.</typeparam>
/// <param name="width">The registers to use.</param>
/// <param name="threads">The threads to use; all processors where it is 0.</param>
public sealed class SmallImages<T>(VectorWidth width, int threads = 0) : PreparableKernel<T>($"positions-{width.Bits()}", threads)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int MostPositions = PositionRows<T, Lanes128<T>, Tile4x3<Lanes128<T>, T>>.MostPositions;

    /// <inheritdoc/>
    public override Support Supports(ConvolutionProblem problem) => Support.Yes
        .But(problem.Axes.Aggregate(1.0, (count, axis) => count * axis.Output) > MostPositions, $"positions: at most {MostPositions} positions");

    private protected override IPreparedConvolution<T> Pack(
        ConvolutionProblem problem, ReadOnlySpan<T> weight, Volumes weightAt, ReadOnlySpan<T> bias, int biasStride) => width switch
        {
            VectorWidth.Bits512 => new PositionRows<T, Lanes512<T>, Tile7x2<Lanes512<T>, T>>(problem, weight, weightAt, bias, biasStride, Threads),
            VectorWidth.Bits256 => new PositionRows<T, Lanes256<T>, Tile4x3<Lanes256<T>, T>>(problem, weight, weightAt, bias, biasStride, Threads),
            _ => new PositionRows<T, Lanes128<T>, Tile4x3<Lanes128<T>, T>>(problem, weight, weightAt, bias, biasStride, Threads),
        };
}
