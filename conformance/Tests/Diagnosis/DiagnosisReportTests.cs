using Conformance.Cli;
using Conformance.Suite.Reports;
using Spectre.Console.Testing;

namespace Conformance.Tests;

/// <summary>A run says what an engine that fails behaves like, in every form of its report.</summary>
public sealed class DiagnosisReportTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("conformance").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_main_job_names_the_fault(bool isInWorker)
    {
        string text = Run([.. Wrong("stride0-all-axes"), .. isInWorker ? new[] { "--isolate" } : []]);
        EngineDiagnosis diagnosis = Assert.Single(RunReport.Read(In("run.json")).Diagnoses);
        Assert.Equal("stride0-all-axes", Assert.Single(diagnosis.Likely).Id);
        Assert.Contains(diagnosis.ToString(), text.ReplaceLineEndings(" ").Replace("  ", " "));
        Assert.Contains(Html.WithCode(diagnosis.ToString()), File.ReadAllText(In("run.html")));
        Assert.Contains("<system-out>", File.ReadAllText(In("run.xml")));
        Assert.Contains($"**{Markdown.Text(diagnosis.Engine)}**", File.ReadAllText(In("run.md")));
    }

    [Fact]
    public void An_engine_that_throws_ends_nothing_and_who_asks_for_none_gets_none()
    {
        Run(Wrong(Samples.CSharp("Throws")));
        EngineDiagnosis diagnosis = Assert.Single(RunReport.Read(In("run.json")).Diagnoses);
        Assert.Equal(diagnosis.Problems, diagnosis.Failing);
        Run([.. Wrong(Samples.CSharp("Throws")), "--no-diagnosis"]);
        Assert.Empty(RunReport.Read(In("run.json")).Diagnoses);
    }

    private static string[] Wrong(string engine) => ["run", "--engine", engine, "--type", "f32", "--laws", "0", "--miss", "0.5", "--feature", "stride"];

    private string Run(string[] arguments)
    {
        using var console = new TestConsole();
        console.Profile.Width = 400;
        using var error = new StringWriter();
        int code = Application.Run([.. arguments, "--json", In("run.json"), "--html", In("run.html"), "--junit", In("run.xml"), "--markdown", In("run.md")], console, error);
        Assert.Equal(("", 1), (error.ToString(), code));
        return console.Output;
    }

    private string In(string file) => Path.Combine(folder, file);
}
