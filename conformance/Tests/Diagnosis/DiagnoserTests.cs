using Conformance.Catalog;
using Conformance.Cli;
using Conformance.Diagnosis.Measuring;
using Conformance.Diagnosis.Naming;
using Conformance.Faults;
using Conformance.Forms;
using Conformance.Laws;
using Conformance.Spec;
using Conformance.Suite.Reports;
using Conformance.Suite.Running;

namespace Conformance.Tests;

/// <summary>The fault that an engine has is named; the figures over the whole bank are those of "diagnose --measure".</summary>
public class DiagnoserTests
{
    private static readonly Diagnoser Diagnoser = new() { MostProblems = 60 };

    [Theory]
    [InlineData("stride0-all-axes")]
    [InlineData("corr-for-conv")]
    [InlineData("group-modulo")]
    [InlineData("copy-not-used")]
    [InlineData("prepack-stale")]
    [InlineData("fft-nan-spread")]
    [InlineData("operands-to-bfloat16")]
    public void A_fault_is_named(string id)
    {
        SeededFault fault = Fault(id);
        EngineDiagnosis found = Diagnoser.Of(Subject(fault))!;
        Assert.Equal([id], found.Likely.Select(likely => likely.Id));
        Assert.Equal((found.Failing, 0), (found.Likely[0].Explained, found.Likely[0].Contradicted));
        Assert.Equal(fault.Class, found.NearestClass);
        Assert.Contains($"behaves like `{id}` on {found.Failing} of {found.Failing} failing problems: {fault.Sentence}.", found.ToString());
        Assert.Equal(fault.Source != SeededFault.Plausible, found.ToString().Contains($"Seen before in {fault.Source}."));
    }

    [Fact]
    public void Two_faults_at_once_are_named_together()
    {
        SeededFault both = Fault("bias-group0").And(Fault("strides-swapped"))!;
        EngineDiagnosis found = Diagnoser.Of(Subject(both))!;
        Assert.Equal(["bias-group0", "strides-swapped"], found.Likely[0].Id.Split(" + ").Order());
    }

    [Fact]
    [Trait("Tier", "slow")]
    public void A_fault_that_is_not_in_the_bank_gets_the_rule_of_its_failures()
    {
        // Right but for one thing that no entry does: 3 is added where the output is odd in width and the kernel even in height.
        SeededFault stranger = Fault("bias-dropped") with
        {
            Id = "stranger",
            Trigger = p => p.Axes.Length == 2 && p.Axes[1].Output % 2 == 1 && p.Axes[0].Kernel % 2 == 0,
            Hooks = new FaultHooks { Result = (_, _, value) => value + 3 },
        };
        EngineDiagnosis found = new Diagnoser { MostProblems = 60 }.Of(Subject(stranger))!;
        Assert.Empty(found.Likely);
        Assert.NotNull(found.Rule);
        Assert.InRange(found.Rule.Agreement, 0.97, 1);
        Assert.StartsWith("fails ", found.ToString());
    }

    [Theory]
    [InlineData("circular-padding", "with the zeros of the padding in the image all failures are gone")]
    [InlineData("groups-backwards", "with one group all failures are gone")]
    [InlineData("second-half-late", "with one thread all failures are gone")]
    [InlineData("finite-weights-only", "it is right on numbers, and wrong where there is a NaN or an infinity")]
    public void A_fault_that_is_not_in_the_bank_has_its_class_and_says_why(string id, string evidence)
    {
        SeededFault stranger = Strangers.All.Single(fault => fault.Id == id);
        var seen = new Sighting(Witnesses.With(Witnesses.Standard(60), 5, AccuracyClass.Componentwise), stranger.CreateEngine<float>);
        EngineDiagnosis found = Diagnoser.Of(id, seen, _ => false, withRule: false);
        Assert.Empty(found.Likely);
        Assert.Equal((stranger.Class, evidence), (found.NearestClass, found.Evidence));
        Assert.EndsWith($"look at: {stranger.Class} ({evidence})", found.ToString());
    }

    [Fact]
    public void Strangers_are_strange() => Assert.Empty(Strangers.All.Select(s => s.Id).Intersect(FaultBank.All.Select(f => f.Id)));

    [Fact]
    public void Every_rule_of_a_class_asks_for_symptoms_that_there_are()
    {
        var seen = new Sighting(Witnesses.With(Witnesses.Standard(20), 5, AccuracyClass.Componentwise), Fault("bias-dropped").CreateEngine<float>);
        var symptoms = Symptoms.Of(seen);
        Assert.Equal(["bias"], ClassEvidence.InOrder.Where(cause => cause.Holds(symptoms)).Select(cause => cause.Class).Distinct());
        Assert.Throws<KeyNotFoundException>(() => symptoms["cured by a miracle"]);
    }

    [Fact]
    [Trait("Tier", "slow")]
    public void A_load_beside_the_tensors_is_named_where_a_worker_has_guarded_memory()
    {
        EngineUnderTest engine = PluginSelection.InWorker("dw-s2-overread", WorkerVerb.CommandFor("dw-s2-overread"), Samples.Patient);
        using IProcessOfEngine process = engine.Process!;
        LawSubject subject = LawSelection.Subject(engine, ElementType.F32)!;
        EngineDiagnosis found = Diagnoser.Of(subject)!;
        Assert.Equal(["dw-s2-overread"], found.Likely.Select(likely => likely.Id));
        // The rule of its failures would ask thousands of times, and start a process for each that fails. On guarded memory it
        // must come to the first problem that fails, on a machine that is busy with other steps too.
        EngineDiagnosis leftOut = new Diagnoser { MostProblems = 60, Time = TimeSpan.FromSeconds(15) }.Of(subject, without: fault => fault.Id == "dw-s2-overread")!;
        Assert.Equal(("memory", "on guarded memory the engine ends its process"), (leftOut.NearestClass, leftOut.Evidence));
    }

    [Fact]
    public void A_right_engine_has_no_diagnosis() =>
        Assert.Null(Diagnoser.Of(new LawSubject("naive", AccuracyClass.Componentwise, _ => new NaiveConvolution<float>())));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void An_engine_that_always_throws_takes_no_longer_than_it_may_and_is_never_right(int seconds)
    {
        var diagnoser = new Diagnoser { MostProblems = 60, Time = TimeSpan.FromSeconds(seconds) };
        EngineDiagnosis found = diagnoser.Of(new LawSubject("throws", AccuracyClass.Componentwise, _ => new Throwing()))!;
        Assert.Equal(found.Problems, found.Failing);
        Assert.Empty(found.Likely);
        Assert.Equal("exceptions", found.NearestClass);
    }

    private static SeededFault Fault(string id) => FaultBank.All.Single(fault => fault.Id == id);

    private static LawSubject Subject(SeededFault fault) => new(fault.Id, AccuracyClass.Componentwise, fault.CreateEngine<float>);

    private sealed class Throwing : IConvolution<float>
    {
        public string Name => "throws";

        public Support Supports(ConvolutionProblem problem) => Support.Yes;

        public void Convolve(
            ConvolutionProblem problem, System.Numerics.Tensors.ReadOnlyTensorSpan<float> input, System.Numerics.Tensors.ReadOnlyTensorSpan<float> weight,
            System.Numerics.Tensors.ReadOnlyTensorSpan<float> bias, System.Numerics.Tensors.TensorSpan<float> output) => throw new InvalidOperationException("always");
    }
}
