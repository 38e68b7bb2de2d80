using Conformance.Catalog;
using Conformance.Faults;
using Conformance.Spec.Text;
using Conformance.Suite.Cases;
using Conformance.Suite.Running;

namespace Conformance.Tests;

/// <summary>The standard set finds every seeded fault.</summary>
public class FaultTests
{
    private const double Level = 1e-6;
    private static readonly IReadOnlyList<ConformanceCase> Standard = CaseFiles.Standard<float>(Level, seed: 1);

    public static TheoryData<string> Ids => [.. FaultBank.All.Where(fault => fault.UnseenBecause.Length == 0).Select(fault => fault.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_standard_set_kills_the_fault_more_than_once(string id)
    {
        SeededFault fault = Fault(id);
        Assert.True(Kills(fault, Standard).Take(2).Count() == 2, $"{id} survives");
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_smallest_problem_shows_the_fault(string id)
    {
        SeededFault fault = Fault(id);
        var line = ProblemLine.Parse(fault.Smallest);
        Assert.True(fault.Trigger(line.Problem));
        Assert.NotEmpty(Kills(fault, [.. CaseFiles.Expand<float>("smallest", line, Level, seed: 1)]));
    }

    [Fact]
    public void What_says_that_single_calls_do_not_show_it_is_not_shown_by_its_smallest_problem()
    {
        foreach (SeededFault fault in FaultBank.All.Where(fault => fault.UnseenBecause.Length > 0 && !fault.NeedsGuards))
            Assert.Empty(Kills(fault, [.. CaseFiles.Expand<float>("smallest", ProblemLine.Parse(fault.Smallest), Level, seed: 1)]));
    }

    [Fact]
    public void Without_its_trigger_a_fault_is_right()
    {
        List<SeededFault> without = [.. FaultBank.All.Where(f => f.NeedsPreparing || f.Id == "corr-for-conv").Select(f => f with { Trigger = _ => false })];
        Assert.True(without.Count > 1);
        // All at once: a case is drawn for all of them.
        Assert.Empty(Kills(without, Standard));
    }

    [Fact]
    public void The_page_of_faults_lists_each_of_them_as_it_stands_and_each_that_waits()
    {
        // What kills them takes minutes: "faults --check" makes the whole page again.
        string page = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "FAULTS.md"));
        Assert.All(FaultBank.All, fault => Assert.Contains(
            $"| {fault.Id} | {fault.Class} | {fault.Sentence.Replace("|", "\\|")} | {fault.Source} | `{fault.Smallest}` |", page));
        Assert.All(WaitingFault.All, fault => Assert.Contains($"| {fault.Id} | {fault.Sentence} | {fault.Source} | {fault.WaitsFor} |", page));
        Assert.Equal(FaultBank.All.Count, FaultBank.All.Select(fault => fault.Id).Concat(WaitingFault.All.Select(w => w.Id)).Distinct().Count() - WaitingFault.All.Count);
    }

    private static SeededFault Fault(string id) => FaultBank.All.Single(fault => fault.Id == id);

    private static IEnumerable<CaseResult> Kills(SeededFault fault, IReadOnlyList<ConformanceCase> cases) => Kills([fault], cases);

    private static IEnumerable<CaseResult> Kills(IReadOnlyList<SeededFault> faults, IReadOnlyList<ConformanceCase> cases) =>
        ConformanceRun.Execute<float>(
            [.. faults.Select(fault => new EngineUnderTest(fault.Id, AccuracyClass.Componentwise, fault.CreateEngine<float>(), null))], cases)
            .Where(result => result.Verdict.IsFailure);
}
