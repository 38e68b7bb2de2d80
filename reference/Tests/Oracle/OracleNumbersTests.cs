using System.Runtime.InteropServices;
using Conformance.Oracle;
using Conformance.Spec;

namespace Conformance.Tests;

/// <summary>The numbers of the oracle beside its values: the bound, the terms, the remainder, what is no number.</summary>
public class OracleNumbersTests
{
    /// <summary>What the slack for rounding in double may add to a bound, at most.</summary>
    private const double Slack = 1e-11;

    [Theory]
    [InlineData(1, 0.25, 1.0 / 3)]
    [InlineData(3, 0.25, 3)]
    [InlineData(4, 0.25, double.PositiveInfinity)]
    [InlineData(5, 0.25, double.PositiveInfinity)]
    [InlineData(0, 0.25, 0)]
    public void Gamma_is_nu_by_one_less_nu(long terms, double unit, double expected) => Assert.Equal(expected, ErrorBound.Gamma(terms, unit), 15);

    [Fact]
    public void The_bound_is_gamma_times_the_magnitude_and_an_underflow_for_each_term()
    {
        double nu = 100 * Math.ScaleB(1, -24), gamma = nu / (1 - nu);
        Assert.InRange(ErrorBound.Of<float>(100, 5) / (5 * gamma), 1, 1 + Slack);
        Assert.InRange(ErrorBound.Of<float>(100, 0) / (100 * Math.ScaleB(1, -149)), 1, 1 + Slack);
        // So many terms that gamma is infinite: of zeros, only underflow is left.
        Assert.InRange(ErrorBound.Of<Half>(4096, 0) / (4096 * Math.ScaleB(1, -24)), 1, 1 + Slack);
        Assert.Equal(double.PositiveInfinity, ErrorBound.Of<Half>(4096, 1));
        Assert.Equal(0, ErrorBound.Of<float>(0, 7));
    }

    [Fact]
    public void The_bound_makes_up_for_a_magnitude_that_was_rounded()
    {
        double nu = 1e6 * Math.ScaleB(1, -53), least = 1 + nu;
        Assert.InRange(ErrorBound.Of<double>(1_000_000, 1) / (nu / (1 - nu)), least, 1 + 4 * nu);
    }

    [Fact]
    public void A_format_is_that_of_its_type()
    {
        Assert.Equal((Math.ScaleB(1, -11), Math.ScaleB(1, -24), 2048.0), Of<Half>());
        Assert.Equal((Math.ScaleB(1, -24), float.Epsilon, 16777216.0), Of<float>());
        Assert.Equal((Math.ScaleB(1, -53), double.Epsilon, 9007199254740992.0), Of<double>());
        Assert.Contains("NFloat", Assert.Throws<NotSupportedException>(() => FloatFormat.Of<NFloat>()).Message);

        static (double, double, double) Of<T>() where T : System.Numerics.IBinaryFloatingPointIeee754<T>
        {
            FloatFormat format = FloatFormat.Of<T>();
            return (format.UnitRoundoff, format.Eta, format.ExactIntegers);
        }
    }

    [Theory]
    [InlineData(8, 4, 0, "C14", "number of input elements", 9)]
    [InlineData(9, 5, 0, "C15", "number of weights", 4)]
    [InlineData(9, 4, 1, "C16", "number of biases", 0)]
    public void Rejects_C14_to_C16_tensors_of_another_size(int input, int weight, int bias, string rule, string parameter, int expected)
    {
        var problem = ConvolutionProblem.Parse("mb1ic1ih3oc1kh2");
        var all = Assert.Throws<RuleException>(() => ExactOracle.Evaluate<float>(problem, new float[input], new float[weight], new float[bias]));
        var some = Assert.Throws<RuleException>(() => ExactOracle.EvaluateAt<float>(problem, new float[input], new float[weight], new float[bias], [0]));
        var given = Assert.Throws<RuleException>(() => ExactOracle.Gives<float>(problem, new float[input], new float[weight], new float[bias], [0]));
        Assert.All([all, some, given], e => Assert.True(e.Message.Contains(rule) && e.Message.Contains(parameter) && e.Message.Contains($"must be {expected}"), e.Message));
    }

    [Fact]
    public void Terms_are_those_inside_the_input_and_one_for_a_bias()
    {
        float[] ones = [.. Enumerable.Repeat(1f, 9)], kernel = [1, 1, 1, 1];
        var without = ExactOracle.Evaluate<float>(ConvolutionProblem.Parse("mb1ic1ih3oc1kh2ph1"), ones, kernel, []);
        Assert.Equal([1, 2, 2, 1], Enumerable.Range(0, 4).Select(without.Terms));
        var with = ExactOracle.Evaluate<float>(ConvolutionProblem.Parse("bias mb1ic1ih3oc1kh2ph1"), ones, kernel, [-5]);
        Assert.Equal([2, 3, 3, 2], Enumerable.Range(0, 4).Select(with.Terms));
        Assert.Equal((-4f, 6.0), (with.Values[0], with.Magnitude(0)));
    }

    /// <summary>Ties, which no interval settles: the sum is done over in integers, the bias with it.</summary>
    [Theory]
    [InlineData(1f, 1f)]
    [InlineData(1.00000012f, 1.00000024f)]
    [InlineData(-1.00000012f, -1f)]
    public void A_tie_with_the_bias_goes_to_the_even_one(float bias, float expected)
    {
        var result = ExactOracle.Evaluate<float>(ConvolutionProblem.Parse("bias mb1ic1iw1oc1kw1"), [1], [(float)Math.ScaleB(1, -24)], [bias]);
        Assert.Equal(expected, result.Values[0]);
        Assert.Equal((double)expected - bias - Math.ScaleB(1, -24), result.SignedError(0, expected));
        Assert.Equal(Math.ScaleB(1, -24), result.Error(0, expected));
    }

    [Fact]
    public void Integers_are_summed_exactly_with_their_bias()
    {
        var problem = ConvolutionProblem.Parse("bias mb1ic1iw2oc1kw2");
        Assert.Equal([1000005], ExactOracle.EvaluateIntegers<int>(problem, [1000, 1], [1000, 2], [3]));
        Assert.Throws<OverflowException>(() => ExactOracle.EvaluateIntegers<int>(problem, [100000, 1], [100000, 2], [3]));
        Assert.Equal([6], ExactOracle.EvaluateIntegers<int>(ConvolutionProblem.Parse("mb1ic1iw1oc1kw1"), [2], [3], []));
    }

    [Theory]
    [InlineData(2, double.PositiveInfinity, 1, 1, 0, double.PositiveInfinity)]
    [InlineData(double.PositiveInfinity, 1, double.NegativeInfinity, 1, 0, double.NaN)]
    [InlineData(double.PositiveInfinity, 1, 5, 7, 3, double.PositiveInfinity)]
    [InlineData(double.PositiveInfinity, 2, 1, 1, double.NegativeInfinity, double.NaN)]
    [InlineData(1, 1, 1, 1, double.NegativeInfinity, double.NegativeInfinity)]
    [InlineData(double.PositiveInfinity, 0, 1, 1, 0, double.NaN)]
    [InlineData(1e200, 1e200, 1e200, -1e200, 4, 4)]
    [InlineData(1e200, 1e200, 1, 1, 0, double.PositiveInfinity)]
    public void Infinities_follow_the_arithmetic_and_overflow_that_cancels_is_none(double x, double w, double y, double v, double bias, double expected)
    {
        var result = ExactOracle.Evaluate<double>(ConvolutionProblem.Parse("bias mb1ic2iw1oc1kw1"), [x, y], [w, v], [bias]);
        Assert.Equal(expected, result.Values[0]);
        Assert.Equal(double.IsNaN(expected) ? double.NaN : 0, result.Error(0, result.Values[0]));
    }

    [Fact]
    public void Products_that_underflow_are_not_lost()
    {
        var problem = ConvolutionProblem.Parse("mb1ic2iw1oc1kw1");
        // 2^-1000·(1 + 2^-52)² less 2^-1000: the error of the product is below the smallest double.
        double x = Math.ScaleB(1 + Math.ScaleB(1, -52), -500), y = Math.ScaleB(1, -500);
        Assert.Equal(Math.ScaleB(1, -1051), ExactOracle.Evaluate<double>(problem, [x, y], [x, -y], []).Values[0]);
        double zero = ExactOracle.Evaluate<double>(problem, [1e-300, -1e-300], [1e-300, 1e-300], []).Values[0];
        Assert.Equal((0.0, false), (zero, double.IsNegative(zero)));
    }

    [Theory]
    [InlineData(3, 10, 3072f)]
    [InlineData(-5, 3, -40f)]
    [InlineData(1, 200, float.PositiveInfinity)]
    [InlineData(1, -149, float.Epsilon)]
    [InlineData(1, -150, 0f)]
    [InlineData(3, -150, 2 * float.Epsilon)]
    [InlineData(33554433, 0, 33554432f)]
    [InlineData(33554435, 0, 33554436f)]
    public void An_exact_number_is_rounded_to_the_nearest_with_ties_to_even(long significand, int exponent, float expected) =>
        Assert.Equal(expected, new Dyadic(significand, exponent).Round<float>());

    [Fact]
    public void Exact_numbers_have_a_sign_a_magnitude_and_limits()
    {
        Assert.Equal((-1, 0, 1), (Dyadic.From(-0.5).Sign, Dyadic.From(0).Sign, Dyadic.From(3).Sign));
        Assert.Equal(0.5, Dyadic.From(-0.5).Magnitude.Round<double>());
        Assert.Equal(-double.Epsilon, Dyadic.From(-double.Epsilon).Round<double>());
        Assert.Equal(2.25, (Dyadic.From(3) - Dyadic.From(0.75)).Round<double>());
        Assert.Throws<ArgumentOutOfRangeException>(() => Dyadic.From(double.NaN));
        Assert.Throws<OverflowException>(() => new Dyadic(System.Numerics.BigInteger.One << 70, int.MaxValue).Round<double>());
    }

    [Fact]
    public void What_is_summed_in_float_may_round_to_either_neighbour_of_a_tie()
    {
        // 1 + 2^-11 lies between the halves 1 and 1 + 2^-10.
        var result = ExactOracle.Evaluate<Half>(ConvolutionProblem.Parse("bias mb1ic1iw1oc1kw1"), [(Half)1], [(Half)Math.ScaleB(1.0, -11)], [(Half)1]);
        Assert.Equal(((Half)1, (Half)(1 + Math.ScaleB(1.0, -10))), result.RoundedFrom<float>(0));
        var sure = ExactOracle.Evaluate<Half>(ConvolutionProblem.Parse("mb1ic1iw1oc1kw1"), [(Half)3], [(Half)2], []);
        Assert.Equal(((Half)6, (Half)6), sure.RoundedFrom<float>(0));
        var infinite = ExactOracle.Evaluate<Half>(ConvolutionProblem.Parse("mb1ic1iw1oc1kw1"), [Half.PositiveInfinity], [(Half)2], []);
        Assert.Equal((Half.PositiveInfinity, Half.PositiveInfinity), infinite.RoundedFrom<float>(0));
    }
}
