using System.Numerics.Tensors;
using Conformance.Spec;

namespace Conformance.Samples.Wrong;

/// <summary>Keeps the first weights of each shape, as a cache of packed weights does whose key is the shape alone.</summary>
public class RemembersWeights : WrongConvolution
{
    /// <summary>Weights by their number.</summary>
    protected virtual Dictionary<nint, float[]> Kept { get; } = [];

    /// <inheritdoc/>
    public override void Convolve(
        ConvolutionProblem problem, ReadOnlyTensorSpan<float> input, ReadOnlyTensorSpan<float> weight,
        ReadOnlyTensorSpan<float> bias, TensorSpan<float> output)
    {
        ArgumentNullException.ThrowIfNull(problem);
        if (!Kept.TryGetValue(weight.FlattenedLength, out float[]? kept))
        {
            Kept[weight.FlattenedLength] = kept = new float[weight.FlattenedLength];
            weight.FlattenTo(kept);
        }
        base.Convolve(problem, input, new ReadOnlyTensorSpan<float>(kept, problem.WeightShape.AsSpan()), bias, output);
    }
}

/// <summary>The same for all instances in a process.</summary>
public sealed class RemembersWeightsForAll : RemembersWeights
{
    private static readonly Dictionary<nint, float[]> OfAll = [];

    /// <inheritdoc/>
    protected override Dictionary<nint, float[]> Kept => OfAll;
}

/// <summary>Says that threads may call it, and keeps the input of the call in a field.</summary>
[ThreadSafe]
public sealed class SharesScratch : WrongConvolution
{
    private float[] scratch = [];

    /// <inheritdoc/>
    public override void Convolve(
        ConvolutionProblem problem, ReadOnlyTensorSpan<float> input, ReadOnlyTensorSpan<float> weight,
        ReadOnlyTensorSpan<float> bias, TensorSpan<float> output)
    {
        ArgumentNullException.ThrowIfNull(problem);
        var copy = new float[input.FlattenedLength];
        if (copy.Length > 0) input.FlattenTo(copy);
        scratch = copy;
        // The window in which the fault shows: another thread may come in here. Nothing waits for it.
        Thread.Sleep(0);
        float[] staged = scratch.Length == copy.Length ? scratch : copy;
        base.Convolve(problem, new ReadOnlyTensorSpan<float>(staged, problem.InputShape.AsSpan()), weight, bias, output);
    }
}
