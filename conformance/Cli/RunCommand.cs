using System.CommandLine;
using System.Diagnostics;
using Conformance.Suite.Reports;
using Spectre.Console;

namespace Conformance.Cli;

/// <summary>The main job, and what runs when no verb is given: a set of cases over all engines.</summary>
internal sealed class RunCommand(IAnsiConsole console)
{
    private readonly Option<string[]> engines = Options.Engines();
    private readonly CaseOptions cases = new();
    private readonly ShardOptions sharding = new();
    private readonly HostingOptions hosting = new();
    private readonly Option<bool> noDiagnosis = new("--no-diagnosis") { Description = "Do not look for what an engine that fails behaves like." };
    private readonly OutputOptions output = new("conformance-report.html");

    /// <summary>Makes the job the root's own action and a verb of its own.</summary>
    public void AddTo(RootCommand root)
    {
        var verb = new Command("run", "Runs the standard set of cases over engines (the default verb).");
        foreach (Command command in new[] { (Command)root, verb })
        {
            command.Options.Add(engines);
            cases.AddTo(command);
            sharding.AddTo(command);
            output.AddTo(command);
            hosting.AddTo(command, asksManyAtOnce: true);
            command.Options.Add(noDiagnosis);
            command.SetAction(Run);
        }
        root.Subcommands.Add(verb);
    }

    private int Run(ParseResult options)
    {
        var clock = Stopwatch.StartNew();
        RunRequest request = cases.Read(options);
        ChosenShard? part = sharding.Read(options);
        using EngineSelection selection = EngineSelection.From(options.GetValue(engines) ?? [], hosting.Read(options));
        using var interruption = new Interruption(selection.Interrupt);
        var job = new RunJob(selection, request, part?.Shard, interruption);
        console.Progress().AutoClear(true).Start(job.Run);

        RunReport report = job.ToReport();
        if (!report.IsPartial) report = report with { Results = FailureShrinking.Apply(selection.Engines, report.Results) };
        if (!report.IsPartial && report.HasFailures && !options.GetValue(noDiagnosis))
            report = report with { Diagnoses = FailureDiagnosis.Of(selection.Engines, report, () => interruption.IsRequested) };
        ReportWriter.Print(console, report);
        if (part is not null && report.Shard is { } shard)
            console.MarkupLineInterpolated($"[yellow]shard {part.Shard}[/] (of {part.Source}): {shard.Cases} of {shard.OfCases} cases, {shard.Laws} of {shard.OfLaws} laws; join the reports of all shards with the verb \"merge\"");
        console.MarkupLineInterpolated($"[grey]{report.Results.Count} verdicts in {clock.Elapsed.TotalSeconds:F1} s[/]");
        if (report.IsPartial) console.MarkupLineInterpolated($"[yellow]interrupted: this report is partial ({report.Settings["partial"]})[/]");
        output.Save(console, options, report);
        if (report.IsPartial) return Interruption.ExitCode;
        if (report.HasFailures) return Application.Failure;
        // The report is whole, and yet not all of what was asked for could be run.
        return report.Settings.TryGetValue(RunRequest.BadShapes, out string? bad) ? throw new UserException($"--shapes: {bad}") : Application.Success;
    }
}
