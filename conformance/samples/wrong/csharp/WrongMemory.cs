using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

namespace Conformance.Samples.Wrong;

/// <summary>Right results, but one element past the end of the weights is read, as an unrolled loop does.</summary>
public sealed class ReadsPastWeights : WrongConvolution
{
    private float next;

    /// <inheritdoc/>
    protected override void Before(ReadOnlyTensorSpan<float> input, ReadOnlyTensorSpan<float> weight, TensorSpan<float> output)
    {
        if (weight.FlattenedLength > 0)
            next += Unsafe.Add(ref Unsafe.AsRef(in weight.GetPinnableReference()), weight.FlattenedLength);
    }
}

/// <summary>Right results, but one element before the output is written.</summary>
public sealed class WritesBeforeOutput : WrongConvolution
{
    /// <inheritdoc/>
    protected override void Before(ReadOnlyTensorSpan<float> input, ReadOnlyTensorSpan<float> weight, TensorSpan<float> output) =>
        Unsafe.Add(ref output.GetPinnableReference(), -1) = 0;
}

/// <summary>Right results, but the first input is another afterwards.</summary>
public sealed class ModifiesInput : WrongConvolution
{
    /// <inheritdoc/>
    protected override void After(ReadOnlyTensorSpan<float> input, TensorSpan<float> output) =>
        Unsafe.AsRef(in input.GetPinnableReference()) += 1;
}
