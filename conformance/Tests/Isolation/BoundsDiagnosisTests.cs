using Conformance.Suite.Isolation;
using Conformance.Suite.Running;

namespace Conformance.Tests;

/// <summary>What is said of a worker that died on guarded memory, by which calls it lives through.</summary>
public class BoundsDiagnosisTests
{
    private static readonly Verdict Crash = new(VerdictKind.Crashed, "signal 11");

    [Fact]
    public void Who_dies_without_guards_too_has_crashed()
    {
        Assert.Same(Crash, new BoundsDiagnosis().Explain(Crash, CallKind.GuardedEnd, (kinds, guards) =>
        {
            Assert.Equal([CallKind.Dense, CallKind.Repeat], kinds);
            Assert.Equal(Guards.All, guards);
            return false;
        }));
    }

    [Theory]
    [InlineData(CallKind.GuardedEnd, Guards.Weights, true, "reads past the end of the weights (signal 11)")]
    [InlineData(CallKind.GuardedStart, Guards.Output, false, "writes before the start of the output (signal 11)")]
    [InlineData(CallKind.GuardedStart, Guards.Bias, true, "reads before the start of the bias (signal 11)")]
    [InlineData(CallKind.GuardedEnd, Guards.Input, false, "writes past the end of the input (signal 11)")]
    public void The_tensor_the_side_and_the_way_are_named(CallKind side, Guards tensor, bool reads, string reason)
    {
        // Only one tensor's guard is fatal, and what only reads lives where that may be read.
        Assert.Equal(new Verdict(VerdictKind.OutOfBounds, reason), new BoundsDiagnosis().Explain(Crash, side, (kinds, guards) =>
            kinds is [CallKind.Dense, CallKind.Repeat] || (guards & tensor) == 0 || (reads && (guards & Guards.Readable) != 0)));
    }

    [Fact]
    public void What_no_tensor_alone_shows_is_said_to_need_all_four()
    {
        Verdict verdict = new BoundsDiagnosis().Explain(Crash, CallKind.GuardedEnd, (_, guards) => true);
        Assert.Equal(new Verdict(VerdictKind.OutOfBounds, "touches memory beside a tensor, and only where all four are guarded (signal 11)"), verdict);
    }

    [Fact]
    public void The_tensor_that_was_found_last_is_tried_first()
    {
        var bounds = new BoundsDiagnosis();
        Assert.Equal([Guards.Weights, Guards.Input, Guards.Output, Guards.Bias], Tried(Guards.Bias));
        Assert.Equal([Guards.Bias], Tried(Guards.Bias));
        Assert.Equal([Guards.Bias, Guards.Weights, Guards.Input], Tried(Guards.Input));
        Assert.Equal([Guards.Input, Guards.Bias, Guards.Weights, Guards.Output], Tried(Guards.Output));

        List<Guards> Tried(Guards wrong)
        {
            List<Guards> tried = [];
            bounds.Explain(Crash, CallKind.GuardedEnd, (kinds, guards) =>
            {
                if (kinds.Length == 1 && (guards & Guards.Readable) == 0) tried.Add(guards);
                return kinds.Length > 1 || guards != wrong;
            });
            return tried;
        }
    }
}
