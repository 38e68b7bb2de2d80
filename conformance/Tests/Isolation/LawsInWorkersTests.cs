using Conformance.Cli;
using Conformance.Laws;
using Conformance.Spec;
using Conformance.Suite.Reports;
using Conformance.Suite.Running;

namespace Conformance.Tests;

/// <summary>Laws over engines in a worker: each call goes through the pipe, and a death is no more than a broken law.</summary>
public class LawsInWorkersTests
{
    [Fact]
    public void The_laws_hold_for_a_right_engine_in_a_worker()
    {
        EngineUnderTest engine = PluginSelection.InWorker("auto", WorkerVerb.CommandFor("auto"), Samples.Patient);
        using IProcessOfEngine process = engine.Process!;
        IReadOnlyList<LawUse> uses = LawSurvey.Of(LawSelection.Subject(engine, ElementType.F32)!, problems: 4, seed: 5);
        Assert.Equal(LawBook.All.Count, uses.Count);
        Assert.All(uses, use => Assert.Equal(0, use.Broken));
        Assert.True(uses.Sum(use => use.Checks) > LawBook.All.Count / 4);
    }

    [Theory]
    [InlineData("Exits", "exited with code 0")]
    [InlineData("Throws", "no kernel for this shape")]
    public void A_worker_that_dies_breaks_the_law_and_the_next_call_meets_another(string sample, string reason)
    {
        EngineUnderTest engine = PluginSelection.Open(Samples.CSharp(sample), Samples.Patient);
        using IProcessOfEngine process = engine.Process!;
        Law law = LawBook.All.Single(l => l.Name == "The_output_is_the_exact_result");
        for (ulong seed = 0; seed < 2; seed++)
        {
            LawResult result = law.Judge(new LawContext(LawSelection.Subject(engine, ElementType.F32)!, new(1, 1, 1, [new(3, 2)]), seed));
            Assert.True(result.IsBroken);
            Assert.Contains(reason, result.Reason);
        }
    }
}
