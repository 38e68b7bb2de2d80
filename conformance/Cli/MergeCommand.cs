using System.CommandLine;
using Conformance.Suite.Reports;
using Conformance.Suite.Sharding;
using Spectre.Console;

namespace Conformance.Cli;

/// <summary>Joins the reports of shards.</summary>
internal sealed class MergeCommand(IAnsiConsole console)
{
    private readonly Argument<string[]> files = new("reports")
    {
        Description = "The JSON reports of all shards of one run, in any order.",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly OutputOptions output = new();

    public Command Create()
    {
        var command = new Command("merge", "Joins the reports of all shards of a run to the report of the whole.") { files };
        output.AddTo(command);
        command.SetAction(Run);
        return command;
    }

    private int Run(ParseResult options)
    {
        RunReport report = ShardMerge.Join([.. options.GetRequiredValue(files).Select(file => (file, ReportFile.Read(file)))]);
        ReportWriter.Print(console, report);
        output.Save(console, options, report);
        return report.HasFailures ? Application.Failure : Application.Success;
    }
}
