using System.Numerics.Tensors;
using Conformance.Catalog;
using Conformance.Forms;
using Conformance.Spec;
using Conformance.Suite.Cases;
using Conformance.Suite.Running;

namespace Conformance.Tests;

/// <summary>An engine of the catalogue under test, by element type, and what a run makes of it.</summary>
public class EngineUnderTestTests
{
    private static readonly ConvolutionProblem Blind = ConvolutionProblem.Parse("mb1ic1iw1oc1kw3pw1");

    [Fact]
    public void Each_type_is_made_with_the_settings_and_has_its_promise()
    {
        List<(string Type, int Threads)> made = [];
        var entry = new EngineEntry("some", "words", "somebody's", AccuracyClass.Componentwise, Availability.Present)
        {
            CreateF16 = settings => { made.Add(("f16", settings.Threads)); return new NaiveConvolution<Half>(); },
            CreateF32 = settings => { made.Add(("f32", settings.Threads)); return new NaiveConvolution<float>(); },
            CreateF64 = settings => { made.Add(("f64", settings.Threads)); return new NaiveConvolution<double>(); },
            AccuracyF16 = AccuracyClass.SummedInFloat,
            IsThreadSafe = true,
        };
        var engine = EngineUnderTest.From(entry, new EngineSettings(3));
        EngineUnderTest.From(entry);
        engine.Renew!();
        Assert.Equal(["f16 1", "f16 3", "f16 3", "f32 1", "f32 3", "f32 3", "f64 1", "f64 3", "f64 3"], made.Select(m => $"{m.Type} {m.Threads}").Order(StringComparer.Ordinal));
        Assert.Equal(("some", "somebody's", true), (engine.Name, engine.Origin, engine.IsThreadSafe));
        Assert.Equal((AccuracyClass.SummedInFloat, AccuracyClass.Componentwise, AccuracyClass.Componentwise), (engine.AccuracyOf<Half>(), engine.AccuracyOf<float>(), engine.AccuracyOf<double>()));
        Assert.True(engine.Computes<Half>() && engine.Computes<float>() && engine.Computes<double>());
        Assert.Null(engine.For<int>());
    }

    [Fact]
    public void A_type_that_is_not_there_is_not_computed()
    {
        var engine = new EngineUnderTest("some", AccuracyClass.Normwise, null, new NaiveConvolution<double>());
        Assert.Equal((false, false, true), (engine.Computes<Half>(), engine.Computes<float>(), engine.Computes<double>()));
        Assert.Equal(("", AccuracyClass.Normwise), (engine.Origin, engine.AccuracyF16));
        Assert.Empty(ConformanceRun.Execute<float>([engine], [new FilledCase("f", Blind, FillKind.Exact, 1)]));
        Assert.Equal("Int32 is not an element type of the suite", Assert.Throws<NotSupportedException>(() => ConformanceRun.TypeOf<int>()).Message);
        Assert.Equal([ElementType.F16, ElementType.F32, ElementType.F64], new[] { ConformanceRun.TypeOf<Half>(), ConformanceRun.TypeOf<float>(), ConformanceRun.TypeOf<double>() });
    }

    [Fact]
    public void A_pass_that_would_not_show_a_flip_is_suspect_where_the_fill_is_exact_and_a_failure_stays_one()
    {
        EngineUnderTest right = new("right", AccuracyClass.Componentwise, new NaiveConvolution<float>(), null), wrong = right with { Name = "wrong", F32 = new Nothing() };
        CaseResult[] results = [.. ConformanceRun.Execute<float>([right, wrong], [new FilledCase("f", Blind, FillKind.Exact, 1), new FilledCase("f", Blind, FillKind.Real, 1), new FilledCase("f", ConvolutionProblem.Parse("mb1ic1iw3oc1kw2"), FillKind.Exact, 1)])];
        Assert.Equal([VerdictKind.Suspect, VerdictKind.Failed, VerdictKind.Passed, VerdictKind.Failed, VerdictKind.Passed, VerdictKind.Failed], results.Select(result => result.Verdict.Kind));
        Assert.Equal("the case would not show a kernel flipped on axis 0", results[0].Verdict.Reason);
        Assert.Equal(("right", ElementType.F32, "f", "forward f32 exact@1 mb1ic1iw1oc1kw3pw1"), (results[0].Engine, results[0].Type, results[0].Feature, results[0].Case));
    }

    [Fact]
    public void A_run_that_is_over_asks_no_more()
    {
        int asked = 0;
        EngineUnderTest right = new("right", AccuracyClass.Componentwise, new NaiveConvolution<float>(), null);
        ConformanceCase[] cases = [.. Enumerable.Range(0, 3).Select(seed => new FilledCase("f", ConvolutionProblem.Parse("mb1ic1iw3oc1kw2"), FillKind.Exact, (ulong)seed))];
        Assert.Equal(2, ConformanceRun.Execute<float>([right], cases, isOver: () => ++asked > 2).Count());
        Assert.Equal(3, asked);
    }

    [Fact]
    public void An_engine_that_throws_when_it_is_asked_what_it_supports_has_crashed()
    {
        var data = CaseData<float>.Draw(Blind, FillKind.Exact, 1);
        var engine = new KnownArithmetic((_, _, _) => []) { Takes = _ => throw new InvalidOperationException("no\nlicence") };
        Assert.Equal(new Verdict(VerdictKind.Crashed, "InvalidOperationException: no"), CaseRunner.Run(engine, data, AccuracyClass.Componentwise));
        Assert.Equal(new Verdict(VerdictKind.Unsupported, "not that"), CaseRunner.Run(new KnownArithmetic((_, _, _) => []) { Takes = _ => Support.No("not that") }, data, AccuracyClass.Componentwise));
    }

    [Fact]
    public void A_large_case_is_called_on_dense_memory_alone()
    {
        ConvolutionProblem problem = ConvolutionProblem.Parse("mb2ic2ih9iw8oc3kh2kw2");
        CaseData<float> whole = CaseData<float>.Draw(problem, FillKind.Exact, 1), sampled = CaseData<float>.Draw(problem, FillKind.Exact, 1, most: 40);
        Assert.All(Enum.GetValues<CallKind>(), kind => Assert.True(CaseRunner.IsMade(kind, whole)));
        Assert.Equal([CallKind.Dense, CallKind.Repeat, CallKind.Prepared], Enum.GetValues<CallKind>().Where(kind => CaseRunner.IsMade(kind, sampled)));
    }

    [Fact]
    public void Where_fresh_may_not_be_fresh_each_call_of_a_sequence_is_held_to_the_bits()
    {
        var near = new Near();
        var sequence = new SequenceCase(SequenceCase.Order, ConvolutionProblem.Parse("mb1ic1iw3oc1kw2"), 1);
        Assert.Equal(Verdict.Passed, SequenceRunner.Run<float>(sequence, near, () => near, isThreadSafe: false));
        Verdict verdict = SequenceRunner.Run<float>(sequence, near, () => near, isThreadSafe: false, AccuracyClass.Componentwise);
        Assert.Equal(VerdictKind.Failed, verdict.Kind);
        Assert.StartsWith("\"exact@1 mb1ic1iw3oc1kw2\" among other calls: [0, 0, 0] expected ", verdict.Reason);
    }

    /// <summary>Zeros.</summary>
    private sealed class Nothing : IConvolution<float>
    {
        public string Name => "nothing";

        public Support Supports(ConvolutionProblem problem) => Support.Yes;

        public void Convolve(ConvolutionProblem problem, ReadOnlyTensorSpan<float> input, ReadOnlyTensorSpan<float> weight, ReadOnlyTensorSpan<float> bias, TensorSpan<float> output) => output.Fill(0);
    }

    /// <summary>The right result and one step more.</summary>
    private sealed class Near : IConvolution<float>
    {
        public string Name => "near";

        public Support Supports(ConvolutionProblem problem) => Support.Yes;

        public void Convolve(ConvolutionProblem problem, ReadOnlyTensorSpan<float> input, ReadOnlyTensorSpan<float> weight, ReadOnlyTensorSpan<float> bias, TensorSpan<float> output)
        {
            new NaiveConvolution<float>().Convolve(problem, input, weight, bias, output);
            foreach (ref float y in output) y = float.BitIncrement(y);
        }
    }
}
