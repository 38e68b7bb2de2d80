using System.Numerics.Tensors;
using Conformance.Spec;
using Conformance.Suite.Cases;

namespace Conformance.Laws;

/// <summary>What a law is checked on: an engine and the tensors of a problem, small integers.</summary>
/// <param name="engine">The engine.</param>
/// <param name="problem">The problem.</param>
/// <param name="seed">The seed of all that is drawn.</param>
public sealed class LawContext(IConvolution<float> engine, ConvolutionProblem problem, ulong seed)
{
    private const long Limit = 8;
    private readonly SplitMix64 random = new(SplitMix64.Mix(seed, 0x1A3));

    /// <summary>The problem.</summary>
    public ConvolutionProblem Problem => problem;

    /// <summary>Integers of magnitude at most 8, drawn anew at each call.</summary>
    public float[] Draw(long count)
    {
        float[] values = TensorShapes.Allocate<float>(count, "drawn");
        for (int i = 0; i < values.Length; i++) values[i] = random.WithinLimit(Limit);
        return values;
    }

    /// <summary>The engine's output, from tensors that are dense and in row-major order.</summary>
    public float[] Convolve(ConvolutionProblem p, float[] input, float[] weight, float[] bias)
    {
        float[] output = TensorShapes.Allocate<float>(p.OutputCount, "output");
        Array.Fill(output, float.NaN);
        engine.Convolve(p, View(input, p.InputShape.AsSpan()), View(weight, p.WeightShape.AsSpan()),
            View(bias, p.BiasShape.AsSpan()), new TensorSpan<float>(output, p.OutputShape.AsSpan()));
        return output;
    }

    /// <summary>Null where two outputs are equal, else the first element in which they differ.</summary>
    public static string? Compare(float[] left, float[] right)
    {
        if (left.Length != right.Length) return $"{left.Length} elements against {right.Length}";
        for (int i = 0; i < left.Length; i++)
            if (left[i] != right[i]) return $"element {i}: {left[i]} against {right[i]}";
        return null;
    }

    private static ReadOnlyTensorSpan<float> View(float[] values, ReadOnlySpan<nint> shape) => new(values, shape);
}
