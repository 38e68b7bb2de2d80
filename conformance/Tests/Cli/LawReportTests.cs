using System.Text.Json;
using Conformance.Cli;
using Conformance.Laws;
using Spectre.Console.Testing;

namespace Conformance.Tests;

/// <summary>The run's report says how each engine stands with each law.</summary>
public class LawReportTests
{
    [Fact]
    public void A_run_reports_every_law_with_its_checks()
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        using var console = new TestConsole();
        console.Profile.Width = 300;
        using var error = new StringWriter();
        int code = Application.Run(["run", "--engine", "auto", "--type", "F32", "--laws", "30", "--json", path, "--html", path + ".html"], console, error);
        Assert.Equal((Application.Success, ""), (code, error.ToString()));
        using JsonDocument report = JsonDocument.Parse(File.ReadAllText(path));
        List<JsonElement> laws = [.. report.RootElement.GetProperty("laws").EnumerateArray()];
        Assert.Equal(LawBook.All.Select(law => law.Name), laws.Select(law => law.GetProperty("law").GetString()));
        Assert.All(laws, law => Assert.True(law.GetProperty("checks").GetInt32() > 0, $"{law}: never checked"));
        Assert.Contains($"{LawBook.All.Count} laws on 1 engines", console.Output);
        File.Delete(path);
        File.Delete(path + ".html");
    }

    [Fact]
    public void A_survey_names_the_laws_that_a_fault_breaks_with_a_line_that_replays_them()
    {
        LawSubject wrong = WrongEngines.All.Single(engine => engine.Id == "strides-swapped").Engine.Renewed();
        var broken = LawSurvey.Of(wrong, LawSurvey.Problems, seed: 1).Where(use => use.Broken > 0).ToList();
        Assert.NotEmpty(broken);
        Assert.All(broken, use =>
        {
            var line = Spec.Text.ProblemLine.Parse(use.Line!);
            Law law = LawBook.All.Single(l => l.Name == use.Law);
            Assert.True(law.Judge(new LawContext(wrong.Renewed(), line.Problem, line.Seed)).IsBroken);
        });
    }
}
