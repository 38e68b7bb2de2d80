using System.CommandLine;
using Conformance.Suite.Reports;
using Spectre.Console;

namespace Conformance.Cli;

/// <summary>Renders a report again, or compares two.</summary>
internal sealed class ReportCommand(IAnsiConsole console)
{
    private const int MostShown = 5;

    private readonly Argument<string[]> files = new("files")
    {
        Description = "A report that --json wrote, to render again; or two, to compare: the earlier one first.",
        Arity = new ArgumentArity(0, 2),
    };

    private readonly Option<string?> schema = new("--schema") { Description = "Write the JSON Schema of reports to this file: docs/report.schema.json." };
    private readonly OutputOptions output = new();

    public Command Create()
    {
        var command = new Command("report", "Renders a report again; compares two: fixed, broken, new, gone, still failing (exit code 1 where something broke).")
        {
            files, schema,
        };
        output.AddTo(command);
        command.SetAction(Run);
        return command;
    }

    private int Run(ParseResult options)
    {
        if (options.GetValue(schema) is { } path)
        {
            RunReport.WriteFile(path, ReportSchema.ToJson());
            console.MarkupLineInterpolated($"wrote {path}");
            return Application.Success;
        }
        switch (options.GetValue(files))
        {
            case [var only]:
                RunReport report = RunReport.Read(only);
                // Who asks for files has them; who does not sees the report.
                if (output.Save(console, options, report) == 0) ReportWriter.Print(console, report);
                return Application.Success;
            case [var before, var after]:
                var changes = new ReportChanges(RunReport.Read(before), RunReport.Read(after));
                Print(changes);
                output.Save(console, options, changes);
                return changes.IsWorse ? Application.Failure : Application.Success;
            default:
                throw new UserException("report: one file to render again, or two to compare");
        }
    }

    private void Print(ReportChanges changes)
    {
        foreach (string setting in changes.SettingsThatDiffer) console.MarkupLineInterpolated($"[yellow]the runs differ:[/] {setting}");
        foreach (var (kind, sign, words, style) in ChangeWords.All)
        {
            int count = changes.Count(kind);
            if (count == 0) continue;
            string colour = style switch { "bad" => "red", "good" => "green", "known" => "yellow", _ => "grey" };
            console.MarkupLineInterpolated($"[{colour}]{sign} {count} {words}[/]");
            if (!ChangeWords.IsTold(kind)) continue;
            foreach (Change change in changes.Of(kind).Take(MostShown))
            {
                console.MarkupLineInterpolated($"    {ChangeWords.Line(change)}");
                if (change.Reason.Length > 0) console.MarkupLineInterpolated($"        [grey]{change.Reason}[/]");
            }
            if (count > MostShown) console.MarkupLineInterpolated($"    … and {count - MostShown} more; --html has them");
        }
        console.MarkupLine(changes.IsWorse ? "[red]Something broke.[/]" : "[green]Nothing broke.[/]");
    }
}
