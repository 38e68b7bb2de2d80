using Conformance.Spec;

namespace Conformance.Laws;

/// <summary>
/// Makes a failure small: first the problem, as far as it still fails with numbers drawn for it; then the numbers, until
/// as many as can be are zero and the rest are ones.
/// </summary>
public static class Shrinker
{
    /// <summary>The smallest problem that can be reached by simpler steps and fails at each of them.</summary>
    /// <param name="problem">A problem that fails.</param>
    /// <param name="stillFails">Whether another one does.</param>
    public static ConvolutionProblem Problem(ConvolutionProblem problem, Func<ConvolutionProblem, bool> stillFails)
    {
        while (ProblemShrinks.Of(problem).FirstOrDefault(stillFails) is { } simpler) problem = simpler;
        return problem;
    }

    /// <summary>The simplest numbers that still fail, tensor by tensor.</summary>
    /// <param name="data">Numbers that fail.</param>
    /// <param name="stillFails">Whether others do.</param>
    public static LawData Data(LawData data, Func<LawData, bool> stillFails)
    {
        data = data with { Input = Numbers(data.Input, v => stillFails(data with { Input = v })) };
        data = data with { Weight = Numbers(data.Weight, v => stillFails(data with { Weight = v })) };
        data = data with { Bias = Numbers(data.Bias, v => stillFails(data with { Bias = v })) };
        // A simpler kernel may let the input be simpler still.
        return data with { Input = Numbers(data.Input, v => stillFails(data with { Input = v })) };
    }

    private static float[] Numbers(float[] values, Func<float[], bool> stillFails)
    {
        float[] zeros = new float[values.Length];
        if (values.Any(v => v != 0) && stillFails(zeros)) return zeros;
        for (int i = 0; i < values.Length; i++)
        {
            float[] oneHot = new float[values.Length];
            oneHot[i] = 1;
            if (stillFails(oneHot)) return oneHot;
        }
        return Sparse(values, stillFails);
    }

    /// <summary>Zeros in ever smaller pieces (delta debugging), then ones for what is left.</summary>
    private static float[] Sparse(float[] values, Func<float[], bool> stillFails)
    {
        for (int piece = (values.Length + 1) / 2; piece >= 1; piece = piece == 1 ? 0 : (piece + 1) / 2)
        {
            for (int start = 0; start < values.Length; start += piece)
            {
                float[] candidate = [.. values];
                Array.Clear(candidate, start, Math.Min(piece, values.Length - start));
                if (!candidate.AsSpan().SequenceEqual(values) && stillFails(candidate)) values = candidate;
            }
        }
        for (int i = 0; i < values.Length; i++)
        {
            foreach (float simple in new float[] { 1, 2, -1 })
            {
                if (values[i] is 0 or 1 || values[i] == simple) break;
                float[] candidate = [.. values];
                candidate[i] = simple;
                if (stillFails(candidate)) values = candidate;
            }
        }
        return values;
    }
}
