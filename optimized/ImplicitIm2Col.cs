using System.Numerics;
using System.Numerics.Tensors;
using Conformance.Optimized.Gemm;
using Conformance.Optimized.Lanes;
using Conformance.Spec;

namespace Conformance.Optimized;

/// <summary>Tiled im2col: the panel is packed straight from the image, the whole matrix is never built. 1×1 at stride 1
/// needs no im2col: the image is the matrix.</summary>
/// <typeparam name="T">float or double.</typeparam>
/// <param name="width">The registers to use.</param>
/// <param name="threads">The threads to use; all processors where it is 0.</param>
public sealed class ImplicitIm2Col<T>(VectorWidth width, int threads = 0) : IPreparableConvolution<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly int threads = threads > 0 ? threads : Environment.ProcessorCount;

    /// <summary>With the widest registers of the machine.</summary>
    public ImplicitIm2Col() : this(Machine.Widest)
    {
    }

    /// <inheritdoc/>
    public string Name => $"im2col-{width.Bits()}";

    /// <inheritdoc/>
    public Support Supports(ConvolutionProblem problem) => Support.Yes;

    /// <inheritdoc/>
    public void Convolve(
        ConvolutionProblem problem, ReadOnlyTensorSpan<T> input, ReadOnlyTensorSpan<T> weight,
        ReadOnlyTensorSpan<T> bias, TensorSpan<T> output)
    {
        using IPreparedConvolution<T> prepared = Prepare(problem, weight, bias);
        prepared.Run(input, output);
    }

    /// <inheritdoc/>
    public IPreparedConvolution<T> Prepare(
        ConvolutionProblem problem, ReadOnlyTensorSpan<T> weight, ReadOnlyTensorSpan<T> bias)
    {
        TensorShapes.CheckWeights(problem, weight, bias);
        ReadOnlySpan<T> w = weight.Memory(), b = bias.Memory();
        var at = new Volumes(weight.Strides);
        int biasStride = problem.HasBias ? (int)bias.Strides[0] : 0;
        bool fewFilters = problem.OutputChannelsPerGroup <= 4;
        return width switch
        {
            VectorWidth.Bits512 when !fewFilters => new FilterRows<T, Lanes512<T>, Tile8x3<Lanes512<T>, T>>(problem, w, at, b, biasStride, threads),
            VectorWidth.Bits512 => new FilterRows<T, Lanes512<T>, Tile4x3<Lanes512<T>, T>>(problem, w, at, b, biasStride, threads),
            VectorWidth.Bits256 => new FilterRows<T, Lanes256<T>, Tile4x3<Lanes256<T>, T>>(problem, w, at, b, biasStride, threads),
            _ => new FilterRows<T, Lanes128<T>, Tile4x3<Lanes128<T>, T>>(problem, w, at, b, biasStride, threads),
        };
    }
}
