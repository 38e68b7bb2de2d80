using System.Diagnostics;
using Conformance.Cli;
using Conformance.Suite.Reports;
using Conformance.Suite.Running;

namespace Conformance.Tests;

/// <summary>A run that is told to end leaves a report of what it has, and no worker behind.</summary>
public sealed class InterruptionTests : IDisposable
{
    /// <summary>A worker that answers to "start", then says its number in a file and never answers again. It becomes what sleeps,
    /// so that its number is that of the process to look for.</summary>
    private const string Silent = """
        read line; echo '{"status":"ok","protocol":1}'; read line; echo $$ > worker.unfinished; mv worker.unfinished worker; exec sleep 600
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly string folder = Directory.CreateTempSubdirectory("conformance").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [ToolTheory(Tools.Linux)]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task A_signal_leaves_a_partial_report_and_no_worker(string signal)
    {
        File.WriteAllText(Path.Combine(folder, "silent.sh"), Silent);
        // What a shell starts in the background ignores SIGINT, and so does all that is started from there, such as these tests.
        using Process run = Process.Start(new ProcessStartInfo(
            "env",
            ["--default-signal=INT", "dotnet", typeof(Application).Assembly.Location, "run", "--engine", "naive", "--engine", "cmd:sh silent.sh", "--time-limit", "10m", "--type", "f32", "--json", "report.json", "--html", "report.html"])
        { WorkingDirectory = folder, RedirectStandardOutput = true })!;
        Task<string> output = run.StandardOutput.ReadToEndAsync();
        string worker = await NumberOfWorker();
        Assert.True(Tools.Runs("sh", "-c", $"kill -{signal} {run.Id}"));
        await run.WaitForExitAsync(new CancellationTokenSource(Patience).Token);

        Assert.Equal(Interruption.ExitCode, run.ExitCode);
        Assert.Contains("interrupted: this report is partial (0 of ", await output);
        RunReport report = ReportFile.Read(Path.Combine(folder, "report.json"));
        Assert.True(report.IsPartial);
        CaseResult only = Assert.Single(report.Results);
        Assert.Equal(("naive", VerdictKind.Passed), (only.Engine, only.Verdict.Kind));
        Assert.Contains("partial <b>0 of ", File.ReadAllText(Path.Combine(folder, "report.html")));
        Assert.False(Directory.Exists($"/proc/{worker}"), "the worker lives on");
    }

    private async Task<string> NumberOfWorker()
    {
        string file = Path.Combine(folder, "worker");
        for (var clock = Stopwatch.StartNew(); !File.Exists(file) && clock.Elapsed < Patience;) await Task.Delay(20);
        return File.ReadAllText(file).Trim();
    }
}
