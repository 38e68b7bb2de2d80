using Conformance.Spec;
using Conformance.Suite.Running;

namespace Conformance.Tests;

public class KnownFailureTests
{
    private static readonly ConvolutionProblem Listed = ConvolutionProblem.Parse("mb1ic3iw12oc2kw4");
    private static readonly KnownFailures List = new(["# comment", "", "bad-engine mb1ic3iw12oc2kw4 # told upstream"]);

    [Fact]
    public void A_listed_failure_is_known_and_does_not_fail_the_run()
    {
        Verdict verdict = List.Apply("bad-engine", Listed, new Verdict(VerdictKind.Crashed, "boom"));
        Assert.Equal(VerdictKind.KnownFailure, verdict.Kind);
        Assert.False(verdict.IsFailure);
        Assert.Equal("told upstream (Crashed: boom)", verdict.Reason);
    }

    [Fact]
    public void A_listed_failure_that_passes_fails_the_run()
    {
        Verdict verdict = List.Apply("bad-engine", Listed, Verdict.Passed);
        Assert.Equal(new Verdict(VerdictKind.UnexpectedPass, "known-failures.txt expects a failure: told upstream"), verdict);
        Assert.True(verdict.IsFailure);
    }

    [Fact]
    public void What_is_not_listed_is_left_alone()
    {
        var failed = new Verdict(VerdictKind.Failed, "wrong");
        Assert.Equal(failed, List.Apply("other-engine", Listed, failed));
        Assert.Equal(failed, List.Apply("Bad-Engine", Listed, failed));
        Assert.Equal(failed, List.Apply("bad-engine", Listed.With(bias: true), failed));
        var refused = new Verdict(VerdictKind.Unsupported, "no");
        Assert.Equal(refused, List.Apply("bad-engine", Listed, refused));
    }

    [Fact]
    public void The_list_that_comes_with_the_suite_is_read()
    {
        string[] lines = [.. File.ReadAllLines(Samples.Repository("conformance/known-failures.txt")).Where(line => line.Trim() is not ("" or ['#', ..]))];
        Assert.NotEmpty(lines);
        Assert.All(lines, line =>
        {
            string[] parts = line.Split('#', 2, StringSplitOptions.TrimEntries);
            int end = parts[0][0] == '"' ? parts[0].IndexOf('"', 1) + 1 : parts[0].IndexOf(' ');
            Verdict verdict = KnownFailures.Shipped.Apply(parts[0][..end].Trim('"').Replace('*', 'x'), ConvolutionProblem.Parse(parts[0][end..].Trim()), new Verdict(VerdictKind.Failed, "wrong"));
            Assert.Equal(new Verdict(VerdictKind.KnownFailure, $"{parts[1]} (Failed: wrong)"), verdict);
        });
    }

    [Fact]
    public void A_pattern_in_quotes_names_a_program_wherever_it_lies()
    {
        var list = new KnownFailures(["\"cmd:*tool.mjs fast\" mb1ic3iw12oc2kw4 # told upstream"]);
        var failed = new Verdict(VerdictKind.Failed, "wrong");
        Assert.Equal(VerdictKind.KnownFailure, list.Apply("cmd:node some/folder/tool.mjs fast", Listed, failed).Kind);
        Assert.Equal(failed, list.Apply("cmd:node some/folder/tool.mjs slow", Listed, failed));
    }

    [Theory]
    [InlineData("\"bad-engine mb1ic3iw12oc2kw4 # reason")]
    [InlineData("bad-engine mb1ic3iw12oc2kw4")]
    [InlineData("bad-engine # reason")]
    [InlineData("bad-engine mb1zz # reason")]
    public void A_line_without_engine_problem_and_reason_is_refused(string line) =>
        Assert.StartsWith("known-failures.txt:1: ", Assert.Throws<InvalidDataException>(() => new KnownFailures([line])).Message);
}
