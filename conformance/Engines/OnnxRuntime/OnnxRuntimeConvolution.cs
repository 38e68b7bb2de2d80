using System.Numerics.Tensors;
using Conformance.Onnx;
using Conformance.Spec;
using Microsoft.ML.OnnxRuntime;

namespace Conformance.Engines.OnnxRuntime;

/// <summary>ONNX Runtime's CPU provider, one thread, a model of a single Conv that is built in memory.</summary>
/// <param name="name">The engine's name.</param>
/// <param name="optimised">All graph optimisations with the weights as part of the graph, which lets the runtime choose
/// its own layouts; or none, with the weights as inputs.</param>
public sealed class OnnxRuntimeConvolution(string name, bool optimised) : IPreparableConvolution<float>
{
    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public Support Supports(ConvolutionProblem problem) => ConvModel.Supports(problem);

    /// <inheritdoc/>
    public void Convolve(
        ConvolutionProblem problem, ReadOnlyTensorSpan<float> input, ReadOnlyTensorSpan<float> weight,
        ReadOnlyTensorSpan<float> bias, TensorSpan<float> output)
    {
        using IPreparedConvolution<float> prepared = Prepare(problem, weight, bias);
        prepared.Run(input, output);
    }

    /// <inheritdoc/>
    /// <exception cref="OnnxRuntimeException">The runtime refuses the model.</exception>
    public IPreparedConvolution<float> Prepare(
        ConvolutionProblem problem, ReadOnlyTensorSpan<float> weight, ReadOnlyTensorSpan<float> bias)
    {
        TensorShapes.CheckWeights(problem, weight, bias);
        if (Supports(problem) is { IsSupported: false } no) throw new NotSupportedException(no.Reason);
        return new PreparedSession(problem, Dense(weight), Dense(bias), optimised);
    }

    /// <summary>The elements in row-major order.</summary>
    internal static float[] Dense(ReadOnlyTensorSpan<float> view)
    {
        var values = new float[view.FlattenedLength];
        if (values.Length > 0) view.FlattenTo(values);
        return values;
    }
}
