using Conformance.Cli;
using Conformance.Suite.Running;

namespace Conformance.Tests;

/// <summary>Code that is really wrong, in C and in C#, each with the verdict that it must get; and the next case gets its own.</summary>
[Trait("Tier", "slow")]
public class WrongSampleTests
{
    [ToolTheory(Tools.Compiler)]
    [InlineData("segfault", VerdictKind.Crashed, "signal 11 (SIGSEGV)")]
    [InlineData("endless-loop", VerdictKind.TimedOut, "no answer within 1 s")]
    [InlineData("exit", VerdictKind.Crashed, "exited with code 0")]
    [InlineData("reads-past-weights", VerdictKind.OutOfBounds, "reads past the end of the weights")]
    [InlineData("writes-before-output", VerdictKind.OutOfBounds, "writes before the start of the output")]
    [InlineData("returns-nan", VerdictKind.Failed, "got NaN")]
    [InlineData("modifies-input", VerdictKind.InputModified, "the input was changed")]
    [InlineData("random", VerdictKind.Nondeterministic, "different bits")]
    [InlineData("leaks", VerdictKind.MemoryExceeded, "at most 400 MiB")]
    [InlineData("garbage-on-the-pipe", VerdictKind.Garbled, "Loading kernels")]
    [InlineData("fails", VerdictKind.Crashed, "returned 7")]
    public void A_wrong_native_library_gets_its_verdict(string sample, VerdictKind kind, string reason) =>
        GetsTwice(Samples.Library($"wrong/c/{sample}.c"), kind, reason);

    [ToolTheory(Tools.Linux)]
    [InlineData("Segfault", VerdictKind.Crashed, "AccessViolationException")]
    [InlineData("EndlessLoop", VerdictKind.TimedOut, "no answer within 1 s")]
    [InlineData("Exits", VerdictKind.Crashed, "exited with code 0")]
    [InlineData("ReadsPastWeights", VerdictKind.OutOfBounds, "reads past the end of the weights")]
    [InlineData("WritesBeforeOutput", VerdictKind.OutOfBounds, "writes before the start of the output")]
    [InlineData("ReturnsNaN", VerdictKind.Failed, "got NaN")]
    [InlineData("ModifiesInput", VerdictKind.InputModified, "the input was changed")]
    [InlineData("AnswersAtRandom", VerdictKind.Nondeterministic, "different bits")]
    [InlineData("Leaks", VerdictKind.MemoryExceeded, "at most 400 MiB")]
    [InlineData("GarbageOnThePipe", VerdictKind.Garbled, "Loading kernels")]
    [InlineData("Throws", VerdictKind.Crashed, "InvalidOperationException: no kernel for this shape")]
    public void A_wrong_assembly_gets_its_verdict(string sample, VerdictKind kind, string reason) =>
        GetsTwice(Samples.CSharp(sample), kind, reason);

    [Fact]
    public void What_code_under_test_prints_does_not_reach_the_pipe() => GetsTwice(Samples.CSharp("Prints"), VerdictKind.Passed, "");

    [Fact]
    public void What_code_under_test_reads_is_empty() => GetsTwice(Samples.CSharp("ReadsInput"), VerdictKind.Passed, "");

    [ToolFact(Tools.Compiler)]
    public void What_a_native_library_prints_does_not_reach_the_pipe() => GetsTwice(Samples.Library("wrong/c/prints.c"), VerdictKind.Passed, "");

    private static void GetsTwice(string engine, VerdictKind kind, string reason)
    {
        Hosting hosting = kind == VerdictKind.TimedOut ? Samples.Strict : Samples.Patient;
        Assert.All(Samples.Judge(engine, hosting), verdict =>
        {
            Assert.Equal((kind, verdict.Reason), (verdict.Kind, verdict.Reason));
            Assert.Contains(reason, verdict.Reason);
            // "612 MiB in use, at most 400 MiB are allowed"
            if (kind == VerdictKind.MemoryExceeded) Assert.InRange(long.Parse(verdict.Reason.Split(' ')[0]), 400, 40_000);
        });
    }
}
