using Conformance.Spec;
using Conformance.Suite.Cases;

namespace Conformance.Laws;

/// <summary>The tensors that a law starts from: signed integers, no kernel symmetric, a bias of its own for every
/// channel. Dense, in row-major order.</summary>
/// <param name="Input">X: [N, C_in, n…].</param>
/// <param name="Weight">W: [C_out, C_in/g, k…].</param>
/// <param name="Bias">b: [C_out], or empty.</param>
public sealed record LawData(float[] Input, float[] Weight, float[] Bias)
{
    private const long Largest = 1023;
    private const long Exact = 1 << 24;

    /// <summary>m with 3·(n + 1)·m² + … ≤ 2^24: laws combine as much as 2X − X′ and stay exact.</summary>
    public static long Limit(ConvolutionProblem problem) =>
        Math.Clamp((long)Math.Sqrt(Exact / (4.0 * (problem.WindowTerms + 1))), 1, Largest);

    /// <summary>Draws the tensors; the same seed gives the same ones on every machine.</summary>
    public static LawData Draw(ConvolutionProblem problem, ulong seed)
    {
        var random = new SplitMix64(SplitMix64.Mix(seed, 0x1A3));
        long limit = Limit(problem);
        float[] input = Integers(random, problem.InputCount, limit), weight = Integers(random, problem.WeightCount, limit);
        while (weight.Length > 1 && weight.AsSpan().SequenceEqual([.. weight.Reverse()]))
            weight = Integers(random, problem.WeightCount, limit);
        float[] bias = Integers(random, problem.BiasCount, limit);
        var taken = new HashSet<float> { 0 };
        for (int i = 0; i < bias.Length; i++)
            while (!taken.Add(bias[i])) bias[i] = random.WithinLimit(limit + bias.Length);
        return new LawData(input, weight, bias);
    }

    internal static float[] Integers(SplitMix64 random, long count, long limit)
    {
        float[] values = TensorShapes.Allocate<float>(count, "drawn");
        for (int i = 0; i < values.Length; i++) values[i] = random.WithinLimit(limit);
        return values;
    }
}
