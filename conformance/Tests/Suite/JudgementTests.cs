using Conformance.Catalog;
using Conformance.Spec;
using Conformance.Suite.Cases;
using Conformance.Suite.Running;

namespace Conformance.Tests;

/// <summary>What is said of the calls of a case, one after the other.</summary>
public class JudgementTests
{
    private static readonly CaseData<float> Exact = CaseData<float>.Draw(ConvolutionProblem.Parse("mb1ic1iw4oc1kw2"), FillKind.Exact, 1), Real = CaseData<float>.Draw(ConvolutionProblem.Parse("mb1ic1iw4oc1kw2"), FillKind.Real, 1);
    private static readonly float[] Right = [.. Exact.Expected.Values], Wrong = [Right[0], Right[1] + 1, Right[2]], Other = [Right[0], Right[1] + 2, Right[2]];
    private static readonly string Reason = $"[0, 0, 1] expected {Right[1]}, got {Wrong[1]} (error 1, allowed 0); 1 of 3 elements wrong";

    [Fact]
    public void Right_calls_pass_with_the_kernel_that_was_named_last() =>
        Assert.Equal(Verdict.Passed with { Kernel = "b" }, Of(Exact, new(CallKind.Dense, Right) { Kernel = "a" }, new(CallKind.Repeat, Right), new(CallKind.Strided, Right) { Kernel = "b" }, new(CallKind.Prepared, Right)));

    [Fact]
    public void A_wrong_first_call_waits_for_its_repetition()
    {
        Verdict verdict = Of(Exact, new(CallKind.Dense, Wrong), new(CallKind.Repeat, Wrong), new(CallKind.Strided, []) { Error = "not asked" });
        Assert.Equal((VerdictKind.Failed, Reason, CallKind.Dense), (verdict.Kind, verdict.Reason, verdict.Call));
        verdict = Of(Exact, new(CallKind.Dense, Wrong), new(CallKind.Repeat, Other));
        Assert.Equal((VerdictKind.Nondeterministic, $"the same call on another buffer gave different bits, the first of them wrong: {Reason}", (CallKind?)null), (verdict.Kind, verdict.Reason, verdict.Call));
        Assert.NotNull(verdict.Mismatch);
        verdict = Of(Exact, new(CallKind.Dense, Right), new(CallKind.Repeat, Other));
        Assert.Equal(new Verdict(VerdictKind.Nondeterministic, "the same call on another buffer gave different bits"), verdict);
    }

    [Fact]
    public void A_repetition_that_throws_is_a_crash_and_after_a_crash_no_call_is_looked_at()
    {
        Assert.Equal(new Verdict(VerdictKind.Crashed, "boom") { Call = CallKind.Repeat }, Of(Exact, new(CallKind.Dense, Right), new(CallKind.Repeat, []) { Error = "boom" }));
        Assert.Equal(VerdictKind.Failed, Of(Exact, new(CallKind.Dense, Wrong), new(CallKind.Repeat, []) { Error = "boom" }).Kind);
        Assert.Equal(new Verdict(VerdictKind.Crashed, "first") { Call = CallKind.Dense }, Judgement.Of(Exact, AccuracyClass.Componentwise, Endless()));

        static IEnumerable<CallOutcome<float>> Endless()
        {
            yield return new(CallKind.Dense, []) { Error = "first" };
            throw new InvalidOperationException("Nobody asks for the next.");
        }
    }

    [Theory]
    [InlineData(CallKind.Dense, "")]
    [InlineData(CallKind.Strided, "on strided views: ")]
    [InlineData(CallKind.Prepared, "with prepared weights: ")]
    [InlineData(CallKind.GuardedEnd, "on memory that ends at the end of a page: ")]
    [InlineData(CallKind.GuardedStart, "on memory that begins at the start of a page: ")]
    public void The_call_that_shows_it_is_named(CallKind kind, string where)
    {
        Assert.Equal((VerdictKind.Failed, where + Reason, kind), Told(new(kind, Wrong)));
        Assert.Equal((VerdictKind.Crashed, $"{where}boom", kind), Told(new(kind, []) { Error = "boom" }));
        Assert.Equal((VerdictKind.InputModified, $"{where}the input was changed", kind), Told(new(kind, Right) { Changed = "input", WroteBeside = true }));
        Assert.Equal((VerdictKind.InputModified, $"{where}the weights were changed", kind), Told(new(kind, Right) { Changed = "weights" }));
        Assert.Equal((VerdictKind.InputModified, $"{where}the bias was changed", kind), Told(new(kind, Wrong) { Changed = "bias" }));
        Assert.Equal((VerdictKind.OutOfBounds, $"{where}memory beside the output's elements was written", kind), Told(new(kind, Right) { WroteBeside = true }));

        static (VerdictKind, string, CallKind?) Told(CallOutcome<float> call) => Of(Exact, call) is var verdict ? (verdict.Kind, verdict.Reason, verdict.Call) : default;
    }

    [Fact]
    public void On_real_data_a_pass_has_the_error_of_its_first_call()
    {
        float[] near = [.. Real.Expected.Values];
        near[0] = float.BitIncrement(near[0]);
        Verdict verdict = Of(Real, new(CallKind.Dense, near), new(CallKind.Repeat, near), new(CallKind.Strided, [.. Real.Expected.Values]));
        Assert.Equal(Comparison.NormwiseError<float>(Real, near), verdict.NormwiseError);
        Assert.True(verdict.NormwiseError > 0);
        Assert.Null(Of(Real).NormwiseError);
        Assert.Null(Of(Real, new CallOutcome<float>(CallKind.Dense, [0, 0, 0])).NormwiseError);
    }

    [Fact]
    public void A_sampled_pass_says_what_it_rests_on()
    {
        var problem = ConvolutionProblem.Parse("mb2ic2ih9iw8oc3kh2kw2");
        foreach (FillKind fill in Enum.GetValues<FillKind>())
        {
            float[] right = [.. CaseData<float>.Draw(problem, fill, 1).Expected.Values];
            var data = CaseData<float>.Draw(problem, fill, 1, most: 40);
            string sampled = $"{data.Sample!.Count} of 336 elements against the oracle";
            Assert.Equal(fill == FillKind.Exact ? $"{sampled}, all of them by checksums" : sampled, Of(data, new CallOutcome<float>(CallKind.Dense, right)).Sampled);
            Assert.Equal(sampled, Judgement.Of(data, AccuracyClass.Normwise, [new CallOutcome<float>(CallKind.Dense, right)]).Sampled);
            Assert.Null(Of(data, new CallOutcome<float>(CallKind.Dense, [.. right.Select(y => y + 1)])).Sampled);
        }
        Assert.Null(Of(Exact, new CallOutcome<float>(CallKind.Dense, Right)).Sampled);
    }

    [Fact]
    public void Where_there_is_nothing_to_compute_no_kernel_did()
    {
        var empty = CaseData<float>.Draw(ConvolutionProblem.Parse("mb0ic1iw4oc1kw2"), FillKind.Exact, 1);
        Assert.Equal(Verdict.Passed, Of(empty, new CallOutcome<float>(CallKind.Dense, []) { Kernel = "a" }));
    }

    private static Verdict Of(CaseData<float> data, params CallOutcome<float>[] calls) => Judgement.Of(data, AccuracyClass.Componentwise, calls);
}
