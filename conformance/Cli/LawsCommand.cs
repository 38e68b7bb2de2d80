using System.CommandLine;
using Conformance.Laws;
using Conformance.Suite.Reports;
using Spectre.Console;

namespace Conformance.Cli;

/// <summary>Lists the laws, and which seeded faults each finds.</summary>
internal sealed class LawsCommand(IAnsiConsole console)
{
    private readonly Option<string?> write = new("--write")
    {
        Description = "Try every law on every seeded fault, and write the table to this file as Markdown.",
    };

    public Command Create()
    {
        var command = new Command("laws", "Lists the laws of convolution; with --write, which seeded faults each finds.") { write };
        command.SetAction(Run);
        return command;
    }

    private int Run(ParseResult options)
    {
        if (options.GetValue(write) is { } path)
        {
            var table = LawTable.Make(WrongEngines.All);
            RunReport.WriteFile(path, LawPage.Write(table));
            console.MarkupLineInterpolated($"{table.Laws.Count} laws, {table.Engines.Count} faults, {table.Kills.Count} kills: {path}");
            return Application.Success;
        }
        Table list = new Table().Border(TableBorder.Simple).AddColumns("family", "law", "says", "source");
        foreach (Law law in LawBook.All)
            list.AddRow(law.Family, Markup.Escape(law.Name), Markup.Escape(law.Formula), Markup.Escape(law.Source));
        console.Write(list);
        return Application.Success;
    }
}
