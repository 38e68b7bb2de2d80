using System.Numerics.Tensors;
using Conformance.Optimized.Halves;
using Conformance.Spec;

namespace Conformance.Optimized;

/// <summary>Half in and out, float between: images are converted, a kernel of float sums, and each result is rounded
/// once.</summary>
/// <param name="kernel">What computes.</param>
public sealed class HalfConvolution(IPreparableConvolution<float> kernel) : IPreparableConvolution<Half>
{
    /// <inheritdoc/>
    public string Name => kernel.Name;

    /// <inheritdoc/>
    public Support Supports(ConvolutionProblem problem) => kernel.Supports(problem);

    /// <inheritdoc/>
    public void Convolve(
        ConvolutionProblem problem, ReadOnlyTensorSpan<Half> input, ReadOnlyTensorSpan<Half> weight,
        ReadOnlyTensorSpan<Half> bias, TensorSpan<Half> output)
    {
        using IPreparedConvolution<Half> prepared = Prepare(problem, weight, bias);
        prepared.Run(input, output);
    }

    /// <inheritdoc/>
    public IPreparedConvolution<Half> Prepare(
        ConvolutionProblem problem, ReadOnlyTensorSpan<Half> weight, ReadOnlyTensorSpan<Half> bias)
    {
        TensorShapes.CheckWeights(problem, weight, bias);
        // One image at a time, so that the converted tensors are no larger than one.
        ConvolutionProblem oneImage = problem.With(batch: Math.Min(problem.Batch, 1));
        ReadOnlyTensorSpan<float> biases = problem.HasBias ? new(Converted(bias), problem.BiasShape.AsSpan()) : default;
        return new PreparedHalf(problem, kernel.Prepare(oneImage, new(Converted(weight), problem.WeightShape.AsSpan()), biases));
    }

    /// <summary>The elements in row-major order.</summary>
    private static float[] Converted(in ReadOnlyTensorSpan<Half> tensor)
    {
        var halves = new Half[tensor.FlattenedLength];
        tensor.FlattenTo(halves);
        var floats = new float[halves.Length];
        TensorPrimitives.ConvertToSingle(halves, floats);
        return floats;
    }
}
