using Conformance.Cli;
using Conformance.Suite.Reports;
using Conformance.Suite.Running;
using Spectre.Console.Testing;

namespace Conformance.Tests;

/// <summary>The verb "report": one report rendered again, two compared.</summary>
public class ReportCommandTests
{
    private static RunReport Wrong => FailingReport.Report;

    /// <summary>The same run with the failures of one engine mended.</summary>
    private static RunReport Better => Wrong with
    {
        Results = [.. Wrong.Results.Select(r => r.Engine == "last-column-zeroed" && r.Verdict.IsFailure ? r with { Verdict = Verdict.Passed, Shrunk = null } : r)],
    };

    [Fact]
    public void What_got_better_is_fixed_and_the_rest_still_fails()
    {
        var (code, output) = Compare(Wrong, Better);
        Assert.Equal(Application.Success, code);
        Assert.Contains($"{Wrong.Failures.Count() - Better.Failures.Count()} fixed", output);
        Assert.Contains($"{Better.Failures.Count() + 1} still failing", output);
        Assert.Contains("Nothing broke.", output);
    }

    [Fact]
    public void What_got_worse_is_broken_and_fails()
    {
        var (code, output) = Compare(Better, Wrong);
        Assert.Equal(Application.Failure, code);
        Assert.Contains($"{Wrong.Failures.Count() - Better.Failures.Count()} broken", output);
        Assert.Contains("Something broke.", output);
    }

    [Fact]
    public void What_is_new_or_gone_is_told_and_a_new_failure_fails()
    {
        RunReport without = Wrong with { Results = [.. Wrong.Results.Where(r => r.Engine != "strides-swapped")] };
        var (code, output) = Compare(without, Wrong);
        Assert.Equal(Application.Failure, code);
        Assert.Contains("new and failing", output);
        var (back, less) = Compare(Wrong, without);
        Assert.Equal(Application.Success, back);
        Assert.Contains(" gone", less);
    }

    [Fact]
    public void A_broken_law_and_a_lost_pass_are_told()
    {
        RunReport lawful = Wrong with { Laws = [.. Wrong.Laws.Select(law => law with { Broken = 0 })] };
        Assert.Contains(new ReportChanges(lawful, Wrong).Of(ChangeKind.Broken), change => change.What == "law Doubling_doubles");
        RunReport refusing = Wrong with { Results = [.. Wrong.Results.Select(r => r.Engine == "naive" ? r with { Verdict = new Verdict(VerdictKind.Unsupported, "no") } : r)] };
        var changes = new ReportChanges(Wrong, refusing);
        Assert.True(changes.Count(ChangeKind.Lost) > 100);
        Assert.False(changes.IsWorse);
    }

    [Fact]
    public void Runs_of_different_seeds_say_so()
    {
        RunReport other = Wrong with { Settings = new Dictionary<string, string>(Wrong.Settings) { ["seed"] = "9" } };
        Assert.Equal(["seed 1 → 9"], new ReportChanges(Wrong, other).SettingsThatDiffer);
    }

    [Fact]
    public void One_report_is_rendered_again_in_every_form()
    {
        string path = FailingReport.Temporary(Wrong.ToJson());
        string[] forms = ["--html", "--junit", "--markdown", "--badge", "--json"];
        var (code, _) = Run(["report", path, .. forms.SelectMany(form => new[] { form, path + form })]);
        Assert.Equal(Application.Success, code);
        Assert.Equal(HtmlReport.Render(Wrong), File.ReadAllText(path + "--html"));
        Assert.Equal(Wrong.ToJson(), File.ReadAllText(path + "--json"));
        foreach (string form in forms.Append("")) File.Delete(path + form);
    }

    [Fact]
    public void A_form_that_a_comparison_has_not_is_one_clear_line()
    {
        string path = FailingReport.Temporary(Wrong.ToJson());
        var (code, error) = BadInputTests.Run(["report", path, path, "--badge", path + ".badge"]);
        Assert.Equal((2, true), (code, error.Contains("--badge") && error.Contains("only of one report")));
        Assert.Equal(2, BadInputTests.Run(["report"]).Code);
        File.Delete(path);
    }

    private static (int Code, string Output) Compare(RunReport before, RunReport after)
    {
        string a = FailingReport.Temporary(before.ToJson()), b = FailingReport.Temporary(after.ToJson());
        var result = Run(["report", a, b, "--html", a + ".html", "--markdown", a + ".md"]);
        Assert.Contains("<!doctype html>", File.ReadAllText(a + ".html"));
        Assert.Contains("| ✗ broken |", File.ReadAllText(a + ".md"));
        foreach (string file in new[] { a, b, a + ".html", a + ".md" }) File.Delete(file);
        return result;
    }

    private static (int Code, string Output) Run(string[] args)
    {
        using var console = new TestConsole();
        console.Profile.Width = 300;
        using var error = new StringWriter();
        int code = Application.Run(args, console, error);
        Assert.Equal("", error.ToString());
        return (code, console.Output);
    }
}
