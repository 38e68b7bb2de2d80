using System.Numerics.Tensors;

namespace Conformance.Samples.Wrong;

/// <summary>The first output is not a number.</summary>
public sealed class ReturnsNaN : WrongConvolution
{
    /// <inheritdoc/>
    protected override void After(ReadOnlyTensorSpan<float> input, TensorSpan<float> output) =>
        output.GetPinnableReference() = float.NaN;
}

/// <summary>Another answer each time.</summary>
public sealed class AnswersAtRandom : WrongConvolution
{
    /// <inheritdoc/>
    protected override void After(ReadOnlyTensorSpan<float> input, TensorSpan<float> output) =>
        output.GetPinnableReference() = Random.Shared.NextSingle();
}

/// <summary>Claims support, and then throws.</summary>
public sealed class Throws : WrongConvolution
{
    /// <inheritdoc/>
    protected override void Before(ReadOnlyTensorSpan<float> input, ReadOnlyTensorSpan<float> weight, TensorSpan<float> output) =>
        throw new InvalidOperationException("no kernel for this shape");
}
