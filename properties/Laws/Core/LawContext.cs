using System.Numerics.Tensors;
using Conformance.Catalog;
using Conformance.Oracle;
using Conformance.Spec;
using Conformance.Suite.Cases;
using Conformance.Suite.Running;

namespace Conformance.Laws;

/// <summary>What a law is checked on: an engine, a problem, and tensors of small integers.</summary>
/// <param name="subject">The engine.</param>
/// <param name="problem">The problem.</param>
/// <param name="seed">The seed of all that is drawn.</param>
/// <param name="data">The tensors to start from; drawn from the seed where null.</param>
public sealed class LawContext(LawSubject subject, ConvolutionProblem problem, ulong seed, LawData? data = null)
{
    private readonly SplitMix64 random = new(SplitMix64.Mix(seed, 0x7E5));
    private LawData? data = data;
    private double tolerance;

    /// <summary>The engine.</summary>
    public LawSubject Subject => subject;

    /// <summary>The problem.</summary>
    public ConvolutionProblem Problem => problem;

    internal Tensor Input => new(Data.Input, problem.InputShape);

    internal Tensor Weight => new(Data.Weight, problem.WeightShape);

    internal Tensor Bias => new(Data.Bias, problem.BiasShape);

    private LawData Data => data ??= LawData.Draw(problem, seed);

    /// <summary>An integer from low to high, both included.</summary>
    internal long Between(long low, long high) => low + (long)(random.Next() % (ulong)(high - low + 1));

    /// <summary>Integers of the data's range, or of a smaller one.</summary>
    internal Tensor Draw(IEnumerable<nint> shape, long limit = long.MaxValue)
    {
        var tensor = new Tensor(shape);
        return new Tensor(LawData.Integers(random, tensor.Values.Length, Math.Min(limit, LawData.Limit(problem))), shape);
    }

    /// <summary>Multiples of 2^−53 from [−1, 1).</summary>
    internal Tensor DrawReal(IEnumerable<nint> shape) => new Tensor(shape).Map(_ => (float)random.Real());

    /// <summary>The engine's output, from tensors that are dense and in row-major order.</summary>
    internal Tensor Convolve(ConvolutionProblem p, Tensor input, Tensor weight, Tensor? bias = null) =>
        Convolve(subject.Engine, p, input, weight, bias);

    /// <summary>The output of another engine than the one under test: a fresh one.</summary>
    internal Tensor Convolve(IConvolution<float> engine, ConvolutionProblem p, Tensor input, Tensor weight, Tensor? bias = null)
    {
        var output = new Tensor(p.OutputShape);
        // Every element must be written: one that is not stays NaN, which equals nothing.
        Array.Fill(output.Values, float.NaN);
        Run(p, engine, () => engine.Convolve(p, input.View, weight.View, Given(p, bias).View, output.Target), input, weight, bias);
        return output;
    }

    /// <summary>Runs an engine, by whatever way, on tensors; what it may err is added to the tolerance.</summary>
    internal void Run(ConvolutionProblem p, IConvolution<float> engine, Action call, Tensor input, Tensor weight, Tensor? bias)
    {
        if (engine.Supports(p) is { IsSupported: false } no) throw new UnsupportedProblemException(no.Reason);
        if (subject.Accuracy == AccuracyClass.Normwise)
        {
            // Two outputs differ by at most the sum of what both may err.
            double magnitude = p.WindowTerms * input.Largest * weight.Largest + (bias?.Largest ?? 0);
            tolerance += Comparison.NormwiseGrowth * ErrorBound.Of<float>(p.WindowTerms + 1, magnitude);
        }
        try { call(); }
        catch (Exception e) when (e is not OutOfMemoryException) { throw new EngineCrashException(p, e); }
    }

    /// <summary>The bias for a call: an empty one where the problem has none.</summary>
    internal static Tensor Given(ConvolutionProblem p, Tensor? bias) => p.HasBias && bias is not null ? bias : new Tensor(p.BiasShape);

    /// <summary>Null where two outputs are equal, else the first element in which they differ.</summary>
    /// <param name="left">The one.</param>
    /// <param name="right">The other.</param>
    /// <param name="growth">By how much the law multiplies errors of the outputs that it was given.</param>
    internal string? Same(Tensor left, Tensor right, double growth = 1)
    {
        if (!left.Shape.SequenceEqual(right.Shape)) return $"shape {left.ShowShape()} against {right.ShowShape()}";
        float[] l = left.Values, r = right.Values;
        for (int i = 0; i < l.Length; i++)
        {
            // This way round, so that a NaN is never equal.
            if (!(l[i] == r[i] || Math.Abs((double)l[i] - r[i]) <= growth * tolerance))
                return $"{left.ShowIndex(i)}: {l[i]:R} against {r[i]:R}";
        }
        return null;
    }

    /// <summary>What an output may differ from the exact one: 0 but for fast algorithms.</summary>
    internal double Tolerance => tolerance;
}
