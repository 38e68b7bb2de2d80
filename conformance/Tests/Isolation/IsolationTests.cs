using System.Diagnostics;
using Conformance.Catalog;
using Conformance.Cli;
using Conformance.Forms;
using Conformance.Suite.Cases;
using Conformance.Suite.Running;

namespace Conformance.Tests;

/// <summary>A run goes on whatever becomes of a worker, and isolation changes no verdict.</summary>
public class IsolationTests
{
    [Fact]
    public void A_run_is_complete_though_every_case_kills_the_worker()
    {
        EngineUnderTest dying = PluginSelection.Open(Samples.CSharp("Exits"), Samples.Patient);
        using IProcessOfEngine process = dying.Process!;
        var naive = new EngineUnderTest("naive", AccuracyClass.Componentwise, new NaiveConvolution<float>(), null);
        List<ConformanceCase> cases = [.. CaseFiles.Standard<float>(0.5, seed: 2).Where(c => c.Feature == "image")];
        List<CaseResult> results = [.. ConformanceRun.Execute<float>([dying, naive], cases)];
        Assert.Equal(2 * cases.Count, results.Count);
        Assert.All(results, r => Assert.Equal(r.Engine == "naive" ? VerdictKind.Passed : VerdictKind.Crashed, r.Verdict.Kind));
    }

    [Fact]
    public void An_engine_gets_the_same_verdicts_in_a_worker()
    {
        List<ConformanceCase> cases = [.. CaseFiles.Standard<float>(0.5, seed: 2).Where(c => c.Feature is "groups" or "padding" or "axes-3d")];
        var here = EngineUnderTest.From(EngineSelection.Entry("auto"));
        EngineUnderTest there = PluginSelection.InWorker("auto", WorkerVerb.CommandFor("auto"), Samples.Patient);
        using IProcessOfEngine process = there.Process!;
        Assert.Equal(
            ConformanceRun.Execute<float>([here], cases).Select(r => (r.Case, r.Verdict)),
            ConformanceRun.Execute<float>([there], cases).Select(r => (r.Case, r.Verdict)));
    }

    [Fact]
    public void After_three_cases_of_a_group_that_hang_the_rest_is_not_run_and_says_so()
    {
        EngineUnderTest hanging = PluginSelection.Open(
            Samples.CSharp("EndlessLoop"), Samples.Strict with { Limits = Samples.Strict.Limits with { Time = TimeSpan.FromMilliseconds(50) } });
        using IProcessOfEngine process = hanging.Process!;
        List<ConformanceCase> cases = [.. CaseFiles.Standard<float>(0.5, seed: 2).Where(c => c.Feature is "image")];
        List<CaseResult> results = [.. ConformanceRun.Execute<float>([hanging], cases)];
        Assert.Equal(cases.Count, results.Count);
        Assert.All(results, r => Assert.Equal(VerdictKind.TimedOut, r.Verdict.Kind));
        Assert.Equal(cases.Count - 3, results.Count(r => r.Verdict.Reason.StartsWith("not run: ", StringComparison.Ordinal)));
        List<CaseResult> sequences = [.. ConformanceRun.Execute<float>([hanging], [.. CaseFiles.Sequences(1).Where(c => c.Feature == SequenceCase.Order)])];
        Assert.All(sequences, r => Assert.Equal(VerdictKind.TimedOut, r.Verdict.Kind));
        Assert.Equal(sequences.Count - 3, sequences.Count(r => r.Verdict.Reason.StartsWith("not run: ", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_child_that_outlives_its_worker_and_holds_the_pipe_holds_nobody_up()
    {
        var clock = Stopwatch.StartNew();
        var error = Assert.Throws<UserException>(() => PluginSelection.Open("cmd:sh -c 'sleep 30 & exit 3'", Samples.Patient));
        Assert.Contains("exited with code 3", error.Message);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(20), $"{clock.Elapsed}");
    }

    [Theory]
    [InlineData("echo Hello", VerdictOfStart.Garbled)]
    [InlineData("true", VerdictOfStart.Exited)]
    [InlineData("no-such-program-anywhere", VerdictOfStart.Missing)]
    public void A_program_that_does_not_speak_the_protocol_is_one_clear_line(string command, string part)
    {
        var error = Assert.Throws<UserException>(() => PluginSelection.Open($"cmd:{command}", Samples.Patient));
        Assert.Contains(part, error.Message);
    }

    [Fact]
    public void The_words_of_a_command_line_are_held_together_by_quotes() =>
        Assert.Equal(["a b", "c", "", "d'e"], PluginSelection.Words("'a b'  c \"\" \"d'e\""));

    private static class VerdictOfStart
    {
        public const string Garbled = "the pipe carried \"Hello", Exited = "exited with code 0", Missing = "no-such-program-anywhere";
    }
}
