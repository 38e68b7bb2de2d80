using System.Numerics;
using System.Numerics.Tensors;
using Conformance.Optimized.Gemm;
using Conformance.Spec;

namespace Conformance.Optimized;

/// <summary>A kernel that packs its weights: a call is to prepare and to run.</summary>
/// <typeparam name="T">float or double.</typeparam>
/// <param name="name">The kernel's name, its registers included.</param>
/// <param name="threads">The threads to use; all processors where it is 0.</param>
public abstract class PreparableKernel<T>(string name, int threads) : IPreparableConvolution<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public string Name => name;

    /// <summary>The threads that a call uses at most.</summary>
    protected int Threads { get; } = threads > 0 ? threads : Environment.ProcessorCount;

    /// <inheritdoc/>
    public abstract Support Supports(ConvolutionProblem problem);

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
        if (Supports(problem) is { IsSupported: false } no) throw new NotSupportedException(no.Reason);
        return PackFor(problem, weight.Memory(), new Volumes(weight.Strides), bias.Memory(), problem.HasBias ? (int)bias.Strides[0] : 0);
    }

    /// <summary>Packs for another kernel, which has made the checks. The innermost kernel gives its name.</summary>
    internal IPreparedConvolution<T> PackFor(
        ConvolutionProblem problem, ReadOnlySpan<T> weight, Volumes weightAt, ReadOnlySpan<T> bias, int biasStride)
    {
        IPreparedConvolution<T> prepared = Pack(problem, weight, weightAt, bias, biasStride);
        if (prepared is PreparedGemm<T> gemm) gemm.Strategy ??= Name;
        return prepared;
    }

    /// <summary>Packs weights whose shapes were checked, for a problem that is supported.</summary>
    private protected abstract IPreparedConvolution<T> Pack(
        ConvolutionProblem problem, ReadOnlySpan<T> weight, Volumes weightAt, ReadOnlySpan<T> bias, int biasStride);
}
