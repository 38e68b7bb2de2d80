using Conformance.Cli;
using Conformance.Laws;
using Conformance.Spec;
using Conformance.Suite.Reports;
using Conformance.Suite.Running;

namespace Conformance.Tests;

/// <summary>Whose code runs where: what is not written in this repository runs in a worker unless the user says otherwise.</summary>
public class HostingTests
{
    [EngineFact("onnxruntime")]
    public void Only_engines_that_are_ours_run_in_this_process()
    {
        using EngineSelection selection = EngineSelection.From(["naive", "auto", "onnxruntime"], Samples.Patient);
        Assert.Equal([("naive", false), ("auto", false), ("onnxruntime", true)], selection.Engines.Select(e => (e.Name, e.Process is not null)));
    }

    [EngineFact("onnxruntime")]
    public void Every_engine_runs_in_this_process_when_the_user_says_so()
    {
        using EngineSelection selection = EngineSelection.From(["auto", "onnxruntime"], Samples.Patient with { InProcess = true });
        Assert.All(selection.Engines, engine => Assert.Null(engine.Process));
    }

    [Fact]
    public void Every_engine_runs_in_a_worker_when_the_user_says_so()
    {
        using EngineSelection selection = EngineSelection.From(["auto"], Samples.Patient with { Isolate = true });
        Assert.NotNull(Assert.Single(selection.Engines).Process);
    }

    [Fact]
    public void A_worker_of_the_catalogue_makes_fresh_engines_itself_and_the_laws_hold_there_in_double()
    {
        EngineUnderTest engine = PluginSelection.InWorker("auto", WorkerVerb.CommandFor("auto"), Samples.Patient, isRenewedInside: true);
        using IProcessOfEngine process = engine.Process!;
        LawSubject subject = LawSelection.Subject(engine, ElementType.F64)!;
        Assert.False(subject.IsCostly);
        IReadOnlyList<LawUse> uses = LawSurvey.Of(subject, problems: 2, seed: 5);
        Assert.All(uses, use => Assert.Equal((0, ElementType.F64), (use.Broken, use.Type)));
        Assert.True(uses.Single(use => use.Law == "The_result_does_not_depend_on_the_number_of_threads").Checks > 0);
    }
}
