using System.Numerics.Tensors;
using Conformance.Spec;

namespace Conformance.Samples.Wrong;

/// <summary>The right sample, with something wrong before or after it.</summary>
public abstract class WrongConvolution : RightConvolution<float>
{
    /// <inheritdoc/>
    public override string Name => GetType().Name;

    /// <inheritdoc/>
    public override void Convolve(
        ConvolutionProblem problem, ReadOnlyTensorSpan<float> input, ReadOnlyTensorSpan<float> weight,
        ReadOnlyTensorSpan<float> bias, TensorSpan<float> output)
    {
        Before(input, weight, output);
        base.Convolve(problem, input, weight, bias, output);
        After(input, output);
    }

    /// <summary>Goes wrong before anything is computed.</summary>
    protected virtual void Before(ReadOnlyTensorSpan<float> input, ReadOnlyTensorSpan<float> weight, TensorSpan<float> output)
    {
    }

    /// <summary>Goes wrong when all is computed.</summary>
    protected virtual void After(ReadOnlyTensorSpan<float> input, TensorSpan<float> output)
    {
    }
}
