using Conformance.Oracle;
using Conformance.Spec;

namespace Conformance.Tests;

/// <summary>What few inputs show of the oracle: ties that its interval must not settle, errors of products that are no doubles,
/// results that are asked for one by one.</summary>
public class OracleLimitsTests
{
    private static readonly ConvolutionProblem OneProduct = ConvolutionProblem.Parse("mb1ic1iw1oc1kw1");

    [Theory]
    [InlineData("bias g2mb2ic4ih6iw5oc6kh3kw2sh2ph1dh1")]
    [InlineData("mb3ic2iw7oc2kw3")]
    [InlineData("strict bias g3mb2ic6id2ih4iw3oc3kd1kh3kw2ph1")]
    public void Elements_asked_for_in_any_order_are_those_of_the_whole(string line)
    {
        var problem = ConvolutionProblem.Parse(line);
        var random = new Random(7);
        (float[] x, float[] w, float[] b) = Draw(problem, random);
        OracleResult<float> whole = ExactOracle.Evaluate<float>(problem, x, w, b);
        int[] places = [.. Enumerable.Range(0, (int)problem.OutputCount).OrderBy(_ => random.Next())];
        OracleResult<float> some = ExactOracle.EvaluateAt<float>(problem, x, w, b, places);
        Assert.Equal(
            places.Select(at => (whole.Values[at], whole.Terms(at), whole.Magnitude(at), whole.Bound(at))),
            Enumerable.Range(0, places.Length).Select(at => (some.Values[at], some.Terms(at), some.Magnitude(at), some.Bound(at))));
    }

    [Theory]
    [InlineData("bias g2mb2ic4ih6iw5oc6kh3kw2sh2ph1dh1")]
    [InlineData("mb3ic2iw7oc2kw3")]
    public void The_results_are_given_and_none_of_them_may_differ(string line)
    {
        var problem = ConvolutionProblem.Parse(line);
        (float[] x, float[] w, float[] b) = Draw(problem, new Random(8));
        float[] values = [.. ExactOracle.Evaluate<float>(problem, x, w, b).Values];
        Assert.True(ExactOracle.Gives<float>(problem, x, w, b, values));
        Assert.All(Enumerable.Range(0, values.Length), at => Assert.False(ExactOracle.Gives<float>(problem, x, w, b, [.. values[..at], MathF.BitIncrement(values[at]), .. values[(at + 1)..]])));
        Assert.False(ExactOracle.Gives<float>(problem, x, w, b, values.AsSpan()[1..]));
        Assert.False(ExactOracle.Gives<float>(problem, x, w, b, [.. values, 0]));
    }

    [Fact]
    public void Nothing_is_asked_of_an_empty_output()
    {
        var problem = ConvolutionProblem.Parse("mb0ic2ih3oc2kh2");
        Assert.Equal(0, ExactOracle.Evaluate<float>(problem, [], new float[16], []).Count);
        Assert.True(ExactOracle.Gives<float>(problem, [], new float[16], [], []));
        Assert.Empty(ExactOracle.EvaluateIntegers<int>(problem, [], new int[16], []));
    }

    [Fact]
    public void Rejects_C18_more_elements_than_an_array_holds()
    {
        // 100001 · 100001 outputs of one input.
        var problem = ConvolutionProblem.Parse("mb1ic1ih1iw1oc1kh1kw1ph50000pw50000");
        var rejected = Assert.Throws<RuleException>(() => ExactOracle.Evaluate<float>(problem, [1], [1], []));
        Assert.Equal($"C18: number of output elements must be at most {Array.MaxLength} to be held in memory, but it is 10000200001", rejected.Message);
    }

    /// <summary>The running sum lies 2^-44 below a tie, and its error makes up for it: the exact sum is the tie, which goes up to the
    /// even neighbour, while all that lies within the error's size below it rounds down.</summary>
    [Fact]
    public void An_error_that_reaches_a_tie_is_not_overlooked()
    {
        float tail = (float)Math.ScaleB(1, -44);
        float[] terms = [1024, 1 + (float)Math.ScaleB(1, -23), (float)Math.ScaleB(1, -24), tail, -1024, -tail];
        float sum = ExactOracle.Evaluate<float>(ConvolutionProblem.Parse("mb1ic6iw1oc1kw1"), terms, [1, 1, 1, 1, 1, 1], []).Values[0];
        Assert.Equal(1 + (float)Math.ScaleB(1, -22), sum);
    }

    /// <summary>The errors are themselves rounded when they are added up: here 256 of them, each too small to show, carry the sum
    /// over a tie. The bound on that must grow with their number and size.</summary>
    [Fact]
    public void Errors_that_are_lost_among_errors_are_allowed_for()
    {
        double[] terms = [Math.ScaleB(1, 60), 128 - Math.ScaleB(1, -42), .. Enumerable.Repeat(Math.ScaleB(1, -48), 256)];
        double[] ones = [.. Enumerable.Repeat(1.0, terms.Length)];
        double sum = ExactOracle.Evaluate<double>(ConvolutionProblem.Parse($"mb1ic{terms.Length}iw1oc1kw1"), terms, ones, []).Values[0];
        Assert.Equal(Math.ScaleB(1, 60) + 256, sum);
    }

    [Fact]
    public void What_the_result_leaves_of_the_sum_is_known_beyond_double()
    {
        double rest = 1.5 * Math.ScaleB(1, -54);
        var result = ExactOracle.Evaluate<double>(ConvolutionProblem.Parse("mb1ic2iw1oc1kw1"), [1, rest], [1, 1], []);
        Assert.Equal((1.0, -rest), (result.Values[0], result.SignedError(0, 1)));
    }

    [Fact]
    public void The_bound_allows_for_its_own_roundings()
    {
        double unit = Math.ScaleB(1, -24);
        Assert.True(ErrorBound.Of<float>(1, 1) > unit / (1 - unit) + float.Epsilon);
    }

    /// <summary>Two products, each 2^-1075 more than its nearest double: half of the least double, which a fused multiply-add rounds to 0.</summary>
    [Fact]
    public void Errors_of_products_below_the_least_double_are_not_lost()
    {
        double one = 1 + Math.ScaleB(1, -30), x = Math.ScaleB(one, -507), w = Math.ScaleB(one, -508);
        double y = Math.ScaleB(1 + Math.ScaleB(1, -29), -507), v = Math.ScaleB(1, -508);
        var problem = ConvolutionProblem.Parse("mb1ic4iw1oc1kw1");
        Assert.Equal(double.Epsilon, ExactOracle.Evaluate<double>(problem, [x, x, -y, -y], [w, w, v, v], []).Values[0]);
    }

    [Theory]
    [InlineData(double.PositiveInfinity, 1, 5, double.NegativeInfinity, double.NaN)]
    [InlineData(double.PositiveInfinity, 1, 5, double.PositiveInfinity, double.PositiveInfinity)]
    [InlineData(double.PositiveInfinity, 1, 0, double.PositiveInfinity, double.NaN)]
    public void Every_product_that_is_no_number_counts(double x, double w, double y, double v, double expected) =>
        Assert.Equal(expected, ExactOracle.Evaluate<double>(ConvolutionProblem.Parse("mb1ic2iw1oc1kw1"), [x, y], [w, v], []).Values[0]);

    [Fact]
    public void Terms_that_cancel_leave_the_error_of_a_wider_sum()
    {
        // 60000·1000 − 60000·1000 + 1: exact in Half, and in float off by up to γ(3)·1.2e8, which is 21.5.
        var result = ExactOracle.Evaluate<Half>(ConvolutionProblem.Parse("mb1ic3iw1oc1kw1"), [(Half)60000, (Half)60000, (Half)1], [(Half)1000, (Half)(-1000), (Half)1], []);
        Assert.Equal((Half)1, result.Values[0]);
        (Half least, Half greatest) = result.RoundedFrom<float>(0);
        Assert.InRange((double)least, -21, -20);
        Assert.InRange((double)greatest, 22, 23);
    }

    [Fact]
    public void A_wider_sum_may_stay_below_what_overflows()
    {
        // 1008·65 = 65520 lies half way between the largest Half and what would be the next one.
        var result = ExactOracle.Evaluate<Half>(OneProduct, [(Half)1008], [(Half)65], []);
        Assert.Equal(Half.PositiveInfinity, result.Values[0]);
        Assert.Equal((Half.MaxValue, Half.PositiveInfinity), result.RoundedFrom<float>(0));
    }

    [Fact]
    public void A_wider_sum_in_double_reaches_both_neighbours_of_a_tie()
    {
        var result = ExactOracle.Evaluate<Half>(ConvolutionProblem.Parse("bias mb1ic1iw1oc1kw1"), [(Half)1], [(Half)Math.ScaleB(1.0, -11)], [(Half)1]);
        Assert.Equal(((Half)1, (Half)(1 + Math.ScaleB(1.0, -10))), result.RoundedFrom<double>(0));
    }

    [Fact]
    public void What_is_no_number_has_no_exact_value() =>
        Assert.Contains("only finite numbers have an exact value", Assert.Throws<ArgumentOutOfRangeException>(() => Dyadic.From(double.PositiveInfinity)).Message);

    private static (float[] X, float[] W, float[] B) Draw(ConvolutionProblem problem, Random random)
    {
        return (Fill(problem.InputCount), Fill(problem.WeightCount), Fill(problem.BiasCount));

        float[] Fill(long count) => RandomCases.Fill(count, () => random.NextSingle() - 0.5f);
    }
}
