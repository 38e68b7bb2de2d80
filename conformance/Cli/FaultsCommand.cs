using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization;
using Conformance.Diagnosis.Kills;
using Conformance.Suite.Reports;
using Spectre.Console;

namespace Conformance.Cli;

/// <summary>The seeded faults: what kills each, and whether the suite names it.</summary>
internal sealed class FaultsCommand(IAnsiConsole console)
{
    private static readonly JsonSerializerOptions JsonForm = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>The median number of cases until the first kill must be no more than this.</summary>
    private const double MostMedianCases = 20;

    private readonly Option<string?> write = new("--write") { Description = "Write the table to this file as Markdown." };
    private readonly Option<string?> check = new("--check") { Description = "Compare the table with this file; exit code 1 where it is out of date." };
    private readonly Option<string?> json = Options.Json();
    private readonly Option<string?> html = Options.Html();

    public Command Create()
    {
        var command = new Command("faults", "Runs the standard set and the laws against every seeded fault.") { write, check, json, html };
        command.SetAction(Run);
        return command;
    }

    private int Run(ParseResult options)
    {
        KillMatrix matrix = console.Progress().AutoClear(true).Start(progress =>
        {
            ProgressTask task = progress.AddTask("faults", maxValue: Faults.FaultBank.All.Count);
            return KillMatrix.Make(fault => PluginSelection.InWorker(fault.Id, WorkerVerb.CommandFor(fault.Id), Hosting.Default), () => task.Increment(1));
        });
        Print(matrix);
        if (options.GetValue(json) is { } file) RunReport.WriteFile(file, JsonSerializer.Serialize(matrix, JsonForm));
        if (options.GetValue(html) is { } htmlPage) RunReport.WriteFile(htmlPage, FaultHtml.Write(matrix));
        string page = FaultPage.Write(matrix);
        if (options.GetValue(write) is { } path)
        {
            RunReport.WriteFile(path, page);
            console.MarkupLineInterpolated($"wrote {path}");
        }
        bool isCurrent = options.GetValue(check) is not { } old || File.ReadAllText(old).ReplaceLineEndings("\n") == page;
        if (!isCurrent) console.MarkupLineInterpolated($"[red]{options.GetValue(check)} is out of date:[/] make it again with --write");
        bool isSound = isCurrent && matrix.MedianCases <= MostMedianCases && !matrix.Survivors.Any() && !matrix.FoundOnce.Any() && !matrix.DeadLaws.Any() && !matrix.DeadProblems.Any();
        return isSound ? Application.Success : Application.Failure;
    }

    private void Print(KillMatrix matrix)
    {
        Table table = new Table().Border(TableBorder.Simple).AddColumns("fault", "class", "needs")
            .AddColumn(new TableColumn("first").RightAligned()).AddColumn(new TableColumn("cases").RightAligned())
            .AddColumn(new TableColumn("problems").RightAligned()).AddColumn(new TableColumn("laws").RightAligned())
            .AddColumn(new TableColumn("seconds").RightAligned());
        foreach (FaultKills f in matrix.Faults)
            table.AddRow(f.Id, f.Class, FaultPage.Describe(f.Need), $"{f.CasesToFirstKill?.ToString() ?? "–"}", $"{f.Cases.Count}", $"{f.Problems}", $"{f.Laws.Count}", $"{f.Seconds:F2}");
        console.Write(table);
        foreach (FaultKills f in matrix.Survivors) console.MarkupLineInterpolated($"[red]survives:[/] {f.Id}");
        foreach (FaultKills f in matrix.FoundOnce) console.MarkupLineInterpolated($"[red]found in one way only:[/] {f.Id}");
        foreach (string law in matrix.DeadLaws) console.MarkupLineInterpolated($"[red]law that finds nothing:[/] {law}");
        foreach (string problem in matrix.DeadProblems) console.MarkupLineInterpolated($"[red]problem that finds nothing of its own:[/] {problem}");
        int killed = matrix.Faults.Count - matrix.Survivors.Count();
        console.MarkupLineInterpolated($"{killed} of {matrix.Faults.Count} faults found; median {matrix.MedianCases:0.#} of {matrix.CaseCount} cases to the first kill; slowest {matrix.Faults.Max(f => f.Seconds):F2} s");
    }
}
