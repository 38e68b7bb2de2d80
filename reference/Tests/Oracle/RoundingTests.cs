using Conformance.Oracle;
using Conformance.Spec;

namespace Conformance.Tests;

/// <summary>The oracle against a plain sum of fractions, on data that is hard to round.</summary>
public class RoundingTests
{
    [Fact]
    public void Floats_of_every_exponent_are_rounded_correctly() =>
        CheckFloats(seed: 1, count: 2000, random => RandomCases.AnyFloat(random));

    [Fact]
    public void Floats_of_like_size_are_rounded_correctly() =>
        CheckFloats(seed: 2, count: 2000, random => (float)(random.NextDouble() - 0.5));

    [Fact]
    public void Ties_and_near_ties_are_rounded_correctly() => CheckFloats(seed: 3, count: 3000, HardFloat);

    [Fact]
    public void Doubles_of_every_exponent_are_rounded_correctly() =>
        CheckDoubles(seed: 4, count: 500, random => RandomCases.AnyDouble(random));

    [Fact]
    public void Doubles_with_ties_and_cancellation_are_rounded_correctly() => CheckDoubles(seed: 5, count: 3000,
        random => random.Next(3) == 0 ? 1 + Math.ScaleB(random.Next(-2, 3), -52) : HardFloat(random));

    [Fact]
    public void Halves_are_rounded_correctly()
    {
        var random = new Random(6);
        for (int i = 0; i < 3000; i++)
        {
            int n = random.Next(1, 9);
            Half[] x = RandomCases.Fill(n, () => HardHalf(random)), w = RandomCases.Fill(n, () => HardHalf(random));
            Half value = ExactOracle.Evaluate<Half>(Dot(n), x, w, []).Values[0];
            Assert.True(Sum([.. x.Select(v => (double)v)], [.. w.Select(v => (double)v)]).IsRoundedTo(value), $"{value}");
        }
    }

    [Fact]
    public void A_sum_that_cancels_to_the_last_bit_is_found()
    {
        float[] x = [1e20f, 1, -1e20f, 1e-30f], w = [1e18f, 3, 1e18f, 1];
        var result = ExactOracle.Evaluate<float>(Dot(4), x, w, []);
        Assert.Equal(3f, result.Values[0]);
        Assert.Equal(1e-30f, result.Error(0, 3f));
    }

    [Fact]
    public void Rounding_beyond_the_largest_number_gives_infinity()
    {
        float[] x = [float.MaxValue, float.MaxValue], w = [1, 1];
        Assert.Equal(float.PositiveInfinity, ExactOracle.Evaluate<float>(Dot(2), x, w, []).Values[0]);
    }

    [Theory]
    [InlineData(float.PositiveInfinity, 1f, float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity, 1f, float.NegativeInfinity)]
    [InlineData(float.PositiveInfinity, 0f, float.NaN)]
    [InlineData(float.NaN, 1f, float.NaN)]
    public void Infinities_and_NaNs_follow_the_rules_of_IEEE_754(float x, float w, float expected) =>
        Assert.Equal(expected, ExactOracle.Evaluate<float>(Dot(2), [x, 1], [w, 1], []).Values[0]);

    [Fact]
    public void Opposite_infinities_give_NaN() => Assert.True(float.IsNaN(ExactOracle.Evaluate<float>(
        Dot(2), [float.PositiveInfinity, float.NegativeInfinity], [1, 1], []).Values[0]));

    [Fact]
    public void No_summation_order_breaks_the_bound()
    {
        var random = new Random(7);
        for (int i = 0; i < 2000; i++)
        {
            int n = random.Next(1, 40);
            float[] x = RandomCases.Fill(n, () => HardFloat(random)), w = RandomCases.Fill(n, () => HardFloat(random));
            var result = ExactOracle.Evaluate<float>(Dot(n), x, w, []);
            float plain = 0, fused = 0;
            foreach (int j in Enumerable.Range(0, n).OrderBy(_ => random.Next()))
            {
                plain += x[j] * w[j];
                fused = MathF.FusedMultiplyAdd(x[j], w[j], fused);
            }
            Assert.True(result.Error(0, plain) <= result.Bound(0), $"{plain} for {result.Values[0]}");
            Assert.True(result.Error(0, fused) <= result.Bound(0), $"{fused} for {result.Values[0]}");
        }
    }

    /// <summary>Few bits, few exponents, some ends of the range: sums of these tie and cancel often.</summary>
    private static float HardFloat(Random random) => random.Next(5) switch
    {
        0 => random.Next(-4, 5),
        1 => MathF.ScaleB(random.Next(-3, 4), random.Next(-25, 25)),
        2 => 1 + MathF.ScaleB(random.Next(-1, 2), -23),
        3 => MathF.ScaleB(random.Next(-3, 4), random.Next(-149, -120)),
        _ => random.NextSingle() - 0.5f,
    };

    private static Half HardHalf(Random random) => (Half)Math.Clamp(HardFloat(random), -60000, 60000);

    private static void CheckFloats(int seed, int count, Func<Random, float> next)
    {
        var random = new Random(seed);
        for (int i = 0; i < count; i++)
        {
            int n = random.Next(1, 9);
            float[] x = RandomCases.Fill(n, () => next(random)), w = RandomCases.Fill(n, () => next(random));
            float value = ExactOracle.Evaluate<float>(Dot(n), x, w, []).Values[0];
            Assert.True(Sum([.. x], [.. w]).IsRoundedTo(value), $"{value} for [{string.Join(", ", x)}]·[{string.Join(", ", w)}]");
        }
    }

    private static void CheckDoubles(int seed, int count, Func<Random, double> next)
    {
        var random = new Random(seed);
        for (int i = 0; i < count; i++)
        {
            int n = random.Next(1, 9);
            double[] x = RandomCases.Fill(n, () => next(random)), w = RandomCases.Fill(n, () => next(random));
            double value = ExactOracle.Evaluate<double>(Dot(n), x, w, []).Values[0];
            Assert.True(Sum(x, w).IsRoundedTo(value), $"{value:R} for [{string.Join(", ", x)}]·[{string.Join(", ", w)}]");
        }
    }

    private static ConvolutionProblem Dot(int n) => new(1, 1, 1, [new SpatialAxis(n, n)]);

    private static Rational Sum(double[] x, double[] w) =>
        x.Zip(w, (a, b) => RationalRounding.From(a) * RationalRounding.From(b)).Aggregate(Rational.Zero, (sum, term) => sum + term);
}
