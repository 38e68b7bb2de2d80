using Conformance.Spec;
using Conformance.Suite.Cases;

namespace Conformance.Tests;

public class ExactFillTests
{
    [Fact]
    public void Every_partial_sum_of_an_exact_fill_is_exact_in_any_order()
    {
        var random = new Random(1);
        for (int i = 0; i < 100; i++)
        {
            ConvolutionProblem problem = RandomCases.Problem(random);
            long limit = ExactFill.Limit<float>(problem);
            Assert.True(problem.WindowTerms * limit * limit + limit <= 1L << 24);
            Assert.True(problem.WindowTerms * (limit + 1) * (limit + 1) + limit + 1 > 1L << 24);
            var data = CaseData<float>.Draw(problem, FillKind.Exact, (ulong)i);
            Assert.All([.. data.Input, .. data.Weight, .. data.Bias], v => Assert.True(v == MathF.Truncate(v) && Math.Abs(v) <= limit));
        }
    }

    [Theory]
    [InlineData("mb1ic1iw1oc1kw1", 4095, 2)] // m² + m ≤ 2^24: one fill misses with 2/8191, two with 6e-8
    [InlineData("mb1ic3ih9iw9oc1kh3kw3", 788, 3)] // 27m² + m ≤ 2^24
    [InlineData("mb1ic16777215iw1oc1kw1", 1, 35)] // as many terms as a float can count
    [InlineData("mb1ic16777216iw1oc1kw1", 0, 0)] // one more term than a float can count
    public void The_limit_and_the_number_of_fills_follow_from_the_terms(string line, long limit, int fills)
    {
        var problem = ConvolutionProblem.Parse(line);
        Assert.Equal(limit, ExactFill.Limit<float>(problem));
        Assert.Equal(fills, ExactFill.FillsFor<float>(problem, 1e-6));
    }

    [Fact]
    public void A_fill_that_cannot_be_exact_is_refused()
    {
        var problem = ConvolutionProblem.Parse("mb1ic16777216iw1oc1kw1");
        Assert.Equal("C19", Assert.Throws<RuleException>(() => CaseData<float>.Draw(problem, FillKind.Exact, 1)).Rule);
    }

    [Fact]
    public void Draws_are_uniform_over_all_integers_of_the_range()
    {
        var random = new SplitMix64(1);
        var counts = new int[7];
        for (int i = 0; i < 70_000; i++) counts[random.WithinLimit(3) + 3]++;
        Assert.All(counts, count => Assert.InRange(count, 9_600, 10_400)); // four standard deviations
    }

    [Fact]
    public void The_generator_is_SplitMix64()
    {
        var random = new SplitMix64(1234567);
        Assert.Equal(
            (6457827717110365317UL, 3203168211198807973UL, 9817491932198370423UL),
            (random.Next(), random.Next(), random.Next()));
    }

    [Fact]
    public void The_same_line_gives_the_same_numbers_on_every_machine()
    {
        var data = CaseData<float>.Draw(ConvolutionProblem.Parse("mb1ic1iw3oc1kw2"), FillKind.Exact, 17);
        Assert.Equal(KnownInput, data.Input);
    }

    private static readonly float[] KnownInput = [-636, -2409, -624];
}
