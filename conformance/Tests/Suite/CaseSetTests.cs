using System.Numerics;
using Conformance.Spec;
using Conformance.Spec.Text;
using Conformance.Suite.Cases;

namespace Conformance.Tests;

/// <summary>How problems become cases: fills, seeds, order, samples.</summary>
public class CaseSetTests
{
    private static readonly ProblemLine Line = ProblemLine.Parse("mb1ic2ih5oc3kh3");

    [Fact]
    public void A_line_gives_exact_fills_by_the_level_and_a_real_one_with_seeds_that_count_up()
    {
        Assert.Equal(
            [(FillKind.Exact, 40UL), (FillKind.Exact, 41UL), (FillKind.Exact, 42UL), (FillKind.Real, 40UL)],
            Fills(CaseFiles.Expand<float>("f", Line, 1e-7, 40)));
        Assert.Equal([(FillKind.Real, 7UL)], Fills(CaseFiles.Expand<float>("f", Line with { Fill = FillKind.Real, Seed = 7 }, 1e-7, 40)));
        // No exact fill in Half: only the real one is left.
        Assert.Equal([(FillKind.Real, 40UL)], Fills(CaseFiles.Expand<Half>("f", ProblemLine.Parse("mb1ic4096ih1oc1kh1"), 1e-7, 40)));
    }

    [Fact]
    public void The_standard_set_begins_with_what_is_worked_by_hand_and_one_fill_of_each_covering_problem_and_goes_on_by_work()
    {
        IReadOnlyList<ConformanceCase> set = CaseFiles.Standard<float>(1e-6, 3);
        int worked = CaseFiles.WorkedCases().Count, covering = CaseFiles.StandardLines().Count(entry => entry.Feature == "covering");
        Assert.All(set.Take(worked), item => Assert.IsType<WorkedCase>(item));
        Assert.All(set.Skip(worked).Take(covering), item => Assert.Equal(("covering", FillKind.Exact, 3UL), (item.Feature, ((FilledCase)item).Fill, ((FilledCase)item).Seed)));
        var rest = set.Skip(worked + covering).SkipWhile(item => item.Feature == "covering").ToList();
        Assert.DoesNotContain(rest, item => item.Feature is "covering" or "book");
        Assert.Equal(rest.Select(item => item.Problem.MultiplyAdds).Order(), rest.Select(item => item.Problem.MultiplyAdds));
        Assert.Equal(CaseFiles.StandardLines().Count - covering, rest.Select(item => item.Problem).Distinct().Count());
    }

    [Fact]
    public void The_groups_come_in_the_order_of_their_names()
    {
        Assert.Equal(CaseFiles.StandardLines().Select(entry => entry.Feature).Distinct().Order(StringComparer.Ordinal), CaseFiles.StandardLines().Select(entry => entry.Feature).Distinct());
        Assert.Equal(["order", "threads"], CaseFiles.Sequences(1).Select(item => item.Feature).Distinct());
        Assert.NotEmpty(CaseFiles.LargeLines());
    }

    [Fact]
    public void Too_many_terms_for_an_exact_fill_break_C19_and_too_many_elements_C18_of_the_tensor()
    {
        var refused = Assert.Throws<RuleException>(() => CaseData<Half>.Draw(ConvolutionProblem.Parse("mb1ic4096ih1oc1kh1"), FillKind.Exact, 1));
        Assert.Equal("C19: terms of a window must be few enough for an exact fill in Half, but it is 4096", refused.Message);
        Assert.All(Enum.GetValues<FillKind>(), fill => Assert.NotNull(CaseData<Half>.Draw(ConvolutionProblem.Parse("mb1ic2ih1oc1kh1"), fill, 1)));
        Assert.Contains("input", Assert.Throws<RuleException>(() => CaseData<float>.Numbers(ConvolutionProblem.Parse("mb1ic65536ih65536oc1kh1"), FillKind.Real, 1)).Message);
        Assert.Contains("weight", Assert.Throws<RuleException>(() => CaseData<float>.Numbers(ConvolutionProblem.Parse("mb1ic65536ih1oc65536kh1"), FillKind.Real, 1)).Message);
    }

    [Theory]
    [InlineData(48, false)]
    [InlineData(47, true)]
    public void Beyond_so_many_elements_the_oracle_evaluates_a_sample(int most, bool isSampled)
    {
        var data = CaseData<float>.Draw(ConvolutionProblem.Parse("mb2ic2ih5iw4oc4kh3kw3"), FillKind.Exact, 1, most);
        Assert.Equal((isSampled, isSampled), (data.Sample is not null, data.Checksum is not null));
        Assert.Equal(isSampled ? 47 : 48, data.Expected.Count);
    }

    [Fact]
    public void A_sample_holds_every_corner_and_as_many_elements_as_there_are_or_are_asked_for()
    {
        var problem = ConvolutionProblem.Parse("mb3ic1ih6iw7oc4kh2kw3");
        int[] corners = [.. from n in new[] { 0, 2 } from c in new[] { 0, 3 } from i in new[] { 0, 4 } from j in new[] { 0, 4 } select ((n * 4 + c) * 5 + i) * 5 + j];
        Assert.Equal(corners, OutputSample.Draw(problem, 0, 1));
        int[] sample = OutputSample.Draw(problem, 200, 1);
        Assert.Equal(200, sample.Length);
        Assert.Equal(sample.Distinct().Order(), sample);
        Assert.All(sample, place => Assert.InRange(place, 0, 299));
        Assert.Empty(corners.Except(sample));
        Assert.Equal(Enumerable.Range(0, 300), OutputSample.Draw(problem, 1000, 1));
        Assert.NotEqual(sample, OutputSample.Draw(problem, 200, 2));
    }

    [Theory]
    [InlineData(1L << 61)]
    [InlineData((1L << 61) + 12345)]
    [InlineData(long.MaxValue)]
    [InlineData(0)]
    [InlineData(3)]
    public void A_draw_that_would_favour_some_integers_is_thrown_away(long limit)
    {
        SplitMix64 random = new(5), same = new(5);
        BigInteger range = 2 * new BigInteger(limit) + 1, fair = (BigInteger.One << 64) / range * range;
        for (int i = 0; i < 200; i++)
        {
            BigInteger draw = same.Next();
            while (draw >= fair) draw = same.Next();
            Assert.Equal(draw % range - limit, random.WithinLimit(limit));
        }
    }

    [Fact]
    public void A_real_draw_is_54_bits_from_minus_1_to_below_1()
    {
        SplitMix64 random = new(5), same = new(5);
        for (int i = 0; i < 200; i++) Assert.Equal((double)(same.Next() >> 10) / (1L << 53) - 1, random.Real());
        Assert.InRange(Enumerable.Range(0, 10_000).Average(_ => random.Real()), -0.03, 0.03); // five standard deviations
    }

    [Fact]
    public void The_calls_of_a_sequence_differ_from_the_first_in_one_thing_each() => Assert.Equal(
        [
            "exact@4 mb1ic1ih5iw6oc2kh2kw3", "exact@5 mb1ic1ih5iw6oc2kh2kw3", "strict exact@4 mb1ic1ih5iw6oc2kh2kw3", "bias exact@4 mb1ic1ih5iw6oc2kh2kw3",
            "exact@4 mb0ic1ih5iw6oc2kh2kw3", "exact@4 mb1ic1ih5iw7oc2kh2kw3",
        ],
        new SequenceCase(SequenceCase.Order, ConvolutionProblem.Parse("mb1ic1ih5iw6oc2kh2kw3"), 4).Calls<float>().Select(call => call.Line));

    private static IEnumerable<(FillKind, ulong)> Fills(IEnumerable<ConformanceCase> cases) => cases.Cast<FilledCase>().Select(item => (item.Fill, item.Seed));
}
