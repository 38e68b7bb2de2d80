using Conformance.Diagnosis.Rules;
using Conformance.Laws;
using Conformance.Spec;

namespace Conformance.Tests;

/// <summary>A rule says where an engine fails, on problems from which it was not made.</summary>
[Trait("Tier", "slow")]
public class DecisionRuleTests
{
    public static TheoryData<string> Conditions => [.. Known.Keys];

    private static readonly Dictionary<string, Func<ConvolutionProblem, bool>> Known = new()
    {
        ["bias"] = p => p.HasBias,
        ["stride_h ≠ stride_w"] = p => p.Axes.Length > 1 && p.Axes[^2].Stride != p.Axes[^1].Stride,
        ["out_w mod 8 = 1 and pad_after_w ≥ 1"] = p => p.Axes[^1].Output % 8 == 1 && p.Axes[^1].PadAfter >= 1,
    };

    [Theory]
    [MemberData(nameof(Conditions))]
    public void A_condition_is_recovered(string name)
    {
        Func<ConvolutionProblem, bool> fails = Known[name];
        ConvolutionProblem[] failing = [.. Enumerable.Range(0, 200).Select(seed => ProblemGenerator.Draw((ulong)seed)).Where(fails)];
        Learned learned = RuleFinder.Learn(fails, failing, () => false)!;
        ConvolutionProblem[] fresh = [.. RuleFinder.Fresh(failing, learned.From)];
        Assert.Equal(500, fresh.Length);
        Assert.DoesNotContain(fresh, learned.From.Contains);
        Assert.InRange(RuleFinder.Agreement(learned.Rule, [.. fresh.Select(fails)], fresh), 0.98, 1);
        Assert.True(learned.Rule.ToString().Length < 120, learned.Rule.ToString());
    }

    [Fact]
    public void Nothing_that_fails_is_no_rule() => Assert.Null(RuleFinder.Learn(_ => false, [], () => false));

    [Fact]
    public void A_rule_that_is_hardly_better_than_always_is_not_told()
    {
        var always = new Rule([], IsExcept: true);
        ConvolutionProblem[] problems = [.. Enumerable.Range(0, 100).Select(seed => ProblemGenerator.Draw((ulong)seed))];
        Assert.Null(RuleFinder.Told(always, problems, [.. problems.Select((_, i) => i < 88)]));
        Assert.Equal("fails on 100.0 % of 100 new problems", RuleFinder.Told(always, problems, [.. problems.Select(_ => true)])!.ToString());
        var bias = new Rule([[ProblemAtoms.All.Single(atom => atom.Name == "bias")]], IsExcept: false);
        Assert.Equal(1, RuleFinder.Told(bias, problems, [.. problems.Select(p => p.HasBias)])!.Agreement);
    }

    [Fact]
    public void A_row_says_of_each_atom_what_the_atom_says()
    {
        for (ulong seed = 0; seed < 20; seed++)
        {
            ConvolutionProblem p = ProblemGenerator.Draw(seed);
            ulong[] row = Atom.Row(p);
            Assert.Equal(Atom.All.Select(atom => atom.Holds(p)), Enumerable.Range(0, Atom.All.Count).Select(i => (row[i / 64] >> (i % 64) & 1) != 0));
        }
    }
}
