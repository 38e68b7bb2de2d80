using System.Security.Cryptography;
using System.Text;
using Conformance.Laws;
using Conformance.Spec;
using Conformance.Suite.Cases;
using Conformance.Suite.Sharding;

namespace Conformance.Tests;

/// <summary>Parts of a run: nothing twice, nothing left out, about the same work for each.</summary>
public class ShardTests
{
    private static readonly WorkPlan Plan = new(
    [
        .. CaseFiles.Standard<Half>(1e-6, seed: 1).Select(item => (ElementType.F16, item)),
        .. CaseFiles.Standard<float>(1e-6, seed: 1).Select(item => (ElementType.F32, item)),
        .. CaseFiles.Standard<double>(1e-6, seed: 1).Select(item => (ElementType.F64, item)),
    ]);

    [Fact]
    public void Every_case_of_the_standard_set_has_an_id_of_its_own()
    {
        Assert.Equal(Plan.Cases.Count, Plan.Cases.Select(item => item.Id).Distinct().Count());
        Assert.Equal(CaseFiles.Standard<Half>(1e-6, 1).Count + CaseFiles.Standard<float>(1e-6, 1).Count + CaseFiles.Standard<double>(1e-6, 1).Count, Plan.Cases.Count);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(7)]
    [InlineData(100)]
    public void Parts_hold_each_case_once_in_order_and_about_the_same_work(int count)
    {
        var parts = Enumerable.Range(1, count).Select(index => Plan.Of(new Shard(index, count))).ToList();
        Assert.Equal(Plan.Cases, parts.SelectMany(part => part).OrderBy(item => item.Number));
        Assert.All(parts, part => Assert.Equal(part.OrderBy(item => item.Number), part));
        var loads = parts.Select(part => part.Sum(item => item.Cost)).ToList();
        Assert.True(loads.Max() - loads.Min() <= Plan.Cases.Max(item => item.Cost), $"from {loads.Min()} to {loads.Max()}");
    }

    [Fact]
    public void More_parts_than_cases_leave_some_empty()
    {
        var few = new WorkPlan(CaseFiles.WorkedCases().Select(item => (ElementType.F32, (ConformanceCase)item)));
        Assert.Equal(few.Cases.Count, Enumerable.Range(1, 50).Sum(index => few.Of(new Shard(index, 50)).Count));
        Assert.Empty(few.Of(new Shard(50, 50)));
    }

    [Fact]
    public void Laws_are_dealt_out_each_once() =>
        Assert.Equal(LawBook.All.OrderBy(law => law.Name), Enumerable.Range(1, 4).SelectMany(index => LawSurvey.Share(new Shard(index, 4))).OrderBy(law => law.Name));

    [Fact]
    public void The_ids_and_the_split_are_the_same_wherever_they_are_made()
    {
        // A change of either would have two versions of the suite split a run differently.
        Assert.Equal("tails f32 forward f32 exact@1 mb1ic1ih3oc1kh2", new PlannedCase(0, ElementType.F32,
            new FilledCase("tails", ConvolutionProblem.Parse("mb1ic1ih3oc1kh2"), FillKind.Exact, 1)).Id);
        string[] lines = ["mb1ic1ih9oc1kh2", "mb1ic1ih3oc1kh2", "mb1ic1ih5oc1kh2", "mb1ic1ih60oc1kh2"];
        var plan = new WorkPlan(lines.Select(line => (ElementType.F32, (ConformanceCase)new FilledCase("tails", ConvolutionProblem.Parse(line), FillKind.Exact, 1))));
        Assert.Equal([[1, 3], [0, 2]], Enumerable.Range(1, 2).Select(index => plan.Of(new Shard(index, 2)).Select(item => item.Number).ToArray()));
    }

    [Fact]
    public void Cases_of_the_same_work_are_dealt_out_by_their_ids()
    {
        var plan = new WorkPlan(new ulong[] { 4, 3, 2, 1 }.Select(seed => (ElementType.F32, (ConformanceCase)new FilledCase("tails", ConvolutionProblem.Parse("mb1ic1ih5oc1kh2"), FillKind.Exact, seed))));
        Assert.Equal([[1, 3], [0, 2]], Enumerable.Range(1, 2).Select(index => plan.Of(new Shard(index, 2)).Select(item => item.Number).ToArray()));
    }

    [Fact]
    public void The_fingerprint_is_a_digest_of_settings_by_name_ids_and_laws_each_a_line()
    {
        var plan = new WorkPlan(new ulong[] { 2, 1 }.Select(seed => (ElementType.F32, (ConformanceCase)new FilledCase("tails", ConvolutionProblem.Parse("mb1ic1ih5oc1kh2"), FillKind.Exact, seed))));
        string text = $"a=1\nb=2\n{plan.Cases[0].Id}\n{plan.Cases[1].Id}\nlaw 2\nlaw 1\n";
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16], plan.Fingerprint(new Dictionary<string, string> { ["b"] = "2", ["a"] = "1" }, ["law 2", "law 1"]));
    }

    [Fact]
    public void The_fingerprint_changes_with_a_setting_a_case_and_a_law()
    {
        var settings = new Dictionary<string, string> { ["seed"] = "1" };
        string[] prints =
        [
            Plan.Fingerprint(settings, ["a"]), Plan.Fingerprint(new Dictionary<string, string> { ["seed"] = "2" }, ["a"]), Plan.Fingerprint(settings, ["b"]),
            new WorkPlan(Plan.Cases.Skip(1).Select(item => (item.Type, item.Case))).Fingerprint(settings, ["a"]),
        ];
        Assert.Equal(4, prints.Distinct().Count());
        Assert.Equal(prints[0], Plan.Fingerprint(settings, ["a"]));
    }

    [Theory]
    [InlineData("0/4", "counted from 1")]
    [InlineData("5/4", "between 1 and 4")]
    [InlineData("1/0", "at least 1")]
    [InlineData("-1/4", "between 1 and 4")]
    [InlineData("half", "such as 2/4")]
    [InlineData("1/2/3", "such as 2/4")]
    public void A_part_that_is_none_is_one_clear_line(string shard, string part)
    {
        var (code, error) = BadInputTests.Run(["run", "--engine", "naive", "--shard", shard]);
        Assert.Equal(2, code);
        Assert.StartsWith($"convcheck: --shard {shard}: ", Assert.Single(error.TrimEnd('\n').Split('\n')));
        Assert.Contains(part, error);
    }
}
