using Conformance.Catalog;
using Conformance.Cli;
using Conformance.Faults;
using Conformance.Spec;
using Conformance.Suite.Cases;
using Conformance.Suite.Running;

namespace Conformance.Tests;

/// <summary>Calls in another order, and at the same time: what remembers or races is found, what does neither passes.</summary>
public class SequenceTests
{
    private static readonly ConformanceCase[] Order = [.. CaseFiles.Sequences(1).Where(c => c.Feature == SequenceCase.Order)];
    private static readonly ConformanceCase[] Threads = [.. CaseFiles.Sequences(1).Where(c => c.Feature == SequenceCase.Threads)];

    public static TheoryData<string> Races => [.. FaultBank.Races.Select(fault => fault.Id)];

    [Theory]
    [InlineData("key-lacks-flag")]
    [InlineData("stale-indirection")]
    [InlineData("prepack-stale")]
    [InlineData("early-exit-state")]
    public void What_an_engine_remembers_is_found_by_another_order(string id)
    {
        List<CaseResult> results = Run(Engine(FaultBank.All.Single(fault => fault.Id == id)), Order);
        Assert.Contains(results, r => r.Verdict.Kind == VerdictKind.StateBetweenCalls
            && r.Verdict.Reason.StartsWith("state between calls: results differ in another order: \"", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Races))]
    public void A_race_is_found_by_calls_at_the_same_time_and_by_no_other(string id)
    {
        SeededFault race = FaultBank.Races.Single(fault => fault.Id == id);
        Assert.All(Run(Engine(race), [.. Order, .. CaseFiles.Standard<float>(0.5, seed: 1).Where(c => c.Feature is "groups" or "stride")]),
            r => Assert.Equal((VerdictKind.Passed, ""), (r.Verdict.Kind, r.Verdict.Reason)));
        // How threads meet is theirs to choose: what is found in most tries is found in one of several.
        Assert.Contains(Enumerable.Range(0, 5).SelectMany(_ => Run(Engine(race), Threads)), r => r.Verdict.Kind == VerdictKind.NotThreadSafe
            && r.Verdict.Reason.StartsWith("concurrent calls: results differ from those of one thread: \"", StringComparison.Ordinal));
    }

    [Fact]
    public void A_call_that_fails_alone_too_is_left_out_of_the_others() =>
        Assert.All(Run(Engine(FaultBank.All.Single(fault => fault.Id == "empty-divides")), Order), r => Assert.Equal(VerdictKind.Passed, r.Verdict.Kind));

    [Fact]
    public void Who_does_not_say_that_threads_may_call_it_is_not_called_so() =>
        Assert.All(Run(Engine(FaultBank.Races[0]) with { IsThreadSafe = false }, Threads), r => Assert.Equal(VerdictKind.Unsupported, r.Verdict.Kind));

    [Theory]
    [InlineData("naive")]
    [InlineData("auto")]
    [InlineData("fast")]
    [InlineData("terms")]
    [InlineData("fft-128")]
    [InlineData("winograd4-128")]
    public void Built_in_engines_pass(string name)
    {
        List<CaseResult> results = Run(EngineUnderTest.From(EngineSelection.Entry(name)), [.. Order, .. Threads]);
        Assert.All(results, r => Assert.True(r.Verdict.Kind is VerdictKind.Passed or VerdictKind.Unsupported, r.Verdict.Reason));
        Assert.Contains(results, r => r.Feature == SequenceCase.Order && r.Verdict.Kind == VerdictKind.Passed);
        Assert.Contains(results, r => r.Feature == SequenceCase.Threads && r.Verdict.Kind == VerdictKind.Passed);
    }

    [Theory]
    [InlineData("RemembersWeights", SequenceCase.Order, VerdictKind.StateBetweenCalls)]
    [InlineData("RemembersWeightsForAll", SequenceCase.Order, VerdictKind.Failed)]
    [InlineData("SharesScratch", SequenceCase.Threads, VerdictKind.NotThreadSafe)]
    public void A_plug_in_in_a_worker_is_found_too(string sample, string feature, VerdictKind kind)
    {
        EngineUnderTest engine = PluginSelection.Open(Samples.CSharp(sample), Samples.Patient);
        using IProcessOfEngine process = engine.Process!;
        Assert.Contains(Run(engine, feature == SequenceCase.Order ? Order : [.. Threads, .. Threads]), r => r.Verdict.Kind == kind);
        Assert.All(Run(engine, [new FilledCase("alone", ConvolutionProblem.Parse("mb1ic2ih5oc3kh3"), FillKind.Exact, 1)]), r => Assert.Equal(VerdictKind.Passed, r.Verdict.Kind));
    }

    private static EngineUnderTest Engine(SeededFault fault) => EngineUnderTest.From(
        new EngineEntry(fault.Id, fault.Sentence, "seeded", AccuracyClass.Componentwise, Availability.Present)
        {
            CreateF32 = _ => fault.CreateEngine<float>(threads: 1),
            IsThreadSafe = true,
        });

    private static List<CaseResult> Run(EngineUnderTest engine, IReadOnlyList<ConformanceCase> cases) => [.. ConformanceRun.Execute<float>([engine], cases)];
}
