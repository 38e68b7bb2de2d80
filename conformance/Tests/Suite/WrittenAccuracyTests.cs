using System.Numerics.Tensors;
using Conformance.Catalog;
using Conformance.Forms;
using Conformance.Spec;
using Conformance.Suite.Accuracy;

namespace Conformance.Tests;

/// <summary>What the surveys find of engines whose arithmetic is known, word for word and number for number.</summary>
public class WrittenAccuracyTests
{
    private static readonly Dictionary<string, Func<float, float>> Habits = new()
    {
        ["keeps all"] = y => y,
        ["flushes subnormals"] = y => float.IsSubnormal(y) ? 0 : y,
        ["takes NaN for 0"] = y => float.IsNaN(y) ? 0 : y,
        ["stops at the largest"] = y => Math.Clamp(y, float.MinValue, float.MaxValue),
        ["turns infinities about"] = y => float.IsInfinity(y) ? -y : y,
        ["has no positive zero"] = y => y == 0 ? -0f : y,
        ["is always 1"] = _ => 1,
    };

    [Fact]
    public void Special_values()
    {
        List<SpecialValue> values = [.. Habits.SelectMany(habit => Of(habit.Key, One(After(habit.Value))))];
        values.AddRange(Of("multiplies the padding", One(new Optimized.ExplicitIm2Col<float>(Optimized.VectorWidth.Bits128, 1))));
        values.AddRange(Of("spreads NaN", One(new KnownArithmetic((p, x, w) => Sum(p, x, w) is var y && y.Any(float.IsNaN) ? [.. y.Select(_ => float.NaN)] : Sum(p, x, w)))));
        values.AddRange(Of("throws from 16 channels", One(new KnownArithmetic((p, x, w) => p.InputChannels >= 16 ? throw new InvalidOperationException() : Sum(p, x, w)))));
        values.AddRange(Of("takes 4 channels and doubts 17", One(new KnownArithmetic(Sum) { Takes = p => p.InputChannels switch { 4 => Support.Yes, 17 => throw new InvalidOperationException(), _ => Support.No("no") } })));
        values.AddRange(Of("flushes with two threads", [(" and 1 thread", () => After(y => y)), (" and 2 threads", () => After(Habits["flushes subnormals"]))]));
        values.AddRange(Of("flushes 8 channels with two threads", [("", () => After(y => y)), (" and 2 threads", () => FlushesEight())]));
        values.AddRange(Of("flushes 8 channels with any threads", [(" and 1 thread", () => FlushesEight()), (" and 2 threads", () => FlushesEight())]));
        values.AddRange(Of("keeps the sign of zero", One(new KnownArithmetic((p, x, w) => x.All(v => v == 0 && float.IsNegative(v)) ? [.. Sum(p, x, w).Select(_ => -0f)] : Sum(p, x, w)))));
        values.AddRange(Of("is infinite where a weight is", One(new KnownArithmetic((p, x, w) => w.Any(float.IsInfinity) ? [.. Sum(p, x, w).Select(_ => float.NegativeInfinity)] : Sum(p, x, w)))));
        values.AddRange(SpecialValueSurvey.Of("is fast", AccuracyClass.Normwise, One(After(Habits["takes NaN for 0"]))));
        Golden.Check("special-values.txt", string.Concat(values.Select(v => $"{v.Engine} | {v.Probe} | {v.Level} {v.Expected} | {v.Observed} | {(v.IsConsistent ? "everywhere" : "not everywhere")} | {(v.Keeps ? "keeps" : "breaks")}\n")));
    }

    [Fact]
    public void Profiles()
    {
        AccuracyLadder<float> floats = AccuracyTests.Ladder;
        AccuracyLadder<double> doubles = new(seed: 3);
        AccuracyLadder<Half> halves = new(seed: 3);
        AccuracyProfile?[] profiles =
        [
            AccuracySurvey.Of("float", new NaiveConvolution<float>(), AccuracyClass.Componentwise, floats),
            AccuracySurvey.Of("double", new NaiveConvolution<double>(), AccuracyClass.Componentwise, doubles),
            AccuracySurvey.Of("Half", new NaiveConvolution<Half>(), AccuracyClass.Componentwise, halves),
            AccuracySurvey.Of("Half, summed in float", new InFloat(), AccuracyClass.SummedInFloat, halves),
            AccuracySurvey.Of("Half, short sums in float", new InFloat { Longest = 20 }, AccuracyClass.SummedInFloat, halves),
            Of("truncates", KnownArithmetic.TowardsZero),
            Of("truncates away from zero", y => y == (float)y ? (float)y : KnownArithmetic.TowardsZero(y) is var t && y > 0 ? MathF.BitIncrement(t) : MathF.BitDecrement(t)),
            Of("with 30 times the error", y => (float)(y + 30 * ((float)y - y))),
            Of("with a thousand times the error", y => (float)(y + 1000 * ((float)y - y))),
            Takes("one problem", p => p.InputChannels == 1),
            Takes("short sums", p => p.WindowTerms < 20),
            Takes("nothing", _ => false),
            AccuracySurvey.Of("throws on long sums", new KnownArithmetic((p, x, w) => p.WindowTerms > 20 ? throw new InvalidOperationException() : Sum(p, x, w)), AccuracyClass.Componentwise, floats),
            AccuracySurvey.Of("factors truncated to Half", new KnownArithmetic((p, x, w) => Sum(p, [.. x.Select(Truncated)], [.. w.Select(Truncated)])), AccuracyClass.Componentwise, floats),
        ];
        Golden.Check("accuracy.txt", string.Concat(profiles.Select(Lines)));

        AccuracyProfile? Of(string name, Func<double, float> step) => AccuracySurvey.Of(name, new KnownArithmetic((p, x, w) => KnownArithmetic.Sum(p, x, w, step)), AccuracyClass.Componentwise, floats);
        AccuracyProfile? Takes(string name, Func<ConvolutionProblem, bool> takes) =>
            AccuracySurvey.Of(name, new KnownArithmetic(Sum) { Takes = p => takes(p) ? Support.Yes : Support.No("no") }, AccuracyClass.Normwise, floats);
    }

    private static string Lines(AccuracyProfile? p) => p is null ? "no profile\n"
        : $"{p.Engine}: {p.Type}, {p.Promised} and {p.Measured} over {p.Outputs} outputs, ratio {p.LargestRatio:G3} {p.Ratio999:G3}, ULPs {p.LargestUlps:G3} {p.Ulps999:G3}, "
            + $"mean {p.SignedMean:G3}, leaning {p.Leaning:G3} ({p.Significance:G3}){(p.IsBiased ? ", biased" : "")}, growth {p.Growth:G3}\n"
            + string.Concat(p.Points.Select(point => $"    {point.Terms} terms: {point.Rms:G3}, ratio {point.LargestRatio:G3}, leaning {point.Leaning:G3}\n"));

    private static IReadOnlyList<SpecialValue> Of(string name, IReadOnlyList<(string, Func<IConvolution<float>>)> engines) => SpecialValueSurvey.Of(name, AccuracyClass.Componentwise, engines);

    private static (string, Func<IConvolution<float>>)[] One(IConvolution<float> engine) => [("", () => engine)];

    private static KnownArithmetic After(Func<float, float> habit) => new((p, x, w) => [.. Sum(p, x, w).Select(habit)]);

    private static KnownArithmetic FlushesEight() => new((p, x, w) => [.. Sum(p, x, w).Select(Habits[p.InputChannels == 8 ? "flushes subnormals" : "keeps all"])]);

    private static float[] Sum(ConvolutionProblem p, float[] x, float[] w) => KnownArithmetic.Sum(p, x, w, y => (float)y);

    private static float Truncated(float x)
    {
        // 10 bits of fraction, of which the smallest numbers have fewer.
        int exponent = Math.Max(Math.ILogB(x), -14);
        return x == 0 ? 0 : MathF.ScaleB(MathF.Truncate(MathF.ScaleB(x, 10 - exponent)), exponent - 10);
    }

    /// <summary>Half, whose sums are in float.</summary>
    private sealed class InFloat : IConvolution<Half>
    {
        public string Name => "test";

        /// <summary>Longer sums are in Half.</summary>
        public int Longest { get; init; } = int.MaxValue;

        public Support Supports(ConvolutionProblem problem) => Support.Yes;

        public void Convolve(ConvolutionProblem problem, ReadOnlyTensorSpan<Half> input, ReadOnlyTensorSpan<Half> weight, ReadOnlyTensorSpan<Half> bias, TensorSpan<Half> output)
        {
            if (problem.WindowTerms > Longest)
            {
                new NaiveConvolution<Half>().Convolve(problem, input, weight, bias, output);
                return;
            }
            Half[] x = new Half[problem.InputCount], w = new Half[problem.WeightCount];
            input.FlattenTo(x);
            weight.FlattenTo(w);
            Half[] y = [.. Sum(problem, [.. x.Select(v => (float)v)], [.. w.Select(v => (float)v)]).Select(v => (Half)v)];
            new ReadOnlyTensorSpan<Half>(y, problem.OutputShape.AsSpan()).CopyTo(output);
        }
    }
}
