using System.CommandLine;
using Conformance.Suite.Reports;
using Spectre.Console;

namespace Conformance.Cli;

/// <summary>Lists the engines: where each comes from, and how to install what is missing.</summary>
internal sealed class EnginesCommand(IAnsiConsole console)
{
    public Command Create()
    {
        var command = new Command("engines", "Lists the engines, and how to install those that are missing.");
        command.SetAction(_ => Run());
        return command;
    }

    private int Run()
    {
        Table table = new Table().Border(TableBorder.Simple).AddColumns("engine", "accuracy", "types", "from", "state");
        foreach (var entry in EngineSelection.Known)
        {
            table.AddRow(Markup.Escape(entry.Name), entry.Accuracy.ToString().ToLowerInvariant(), string.Join(' ', entry.ElementTypes).ToLowerInvariant(),
                Markup.Escape($"{entry.Origin}: {entry.Description}"),
                entry.Availability.IsPresent ? "[green]here[/]" : Markup.Escape($"missing: {entry.Availability.Reason}; install with: {entry.Availability.Install}"));
        }
        console.Write(table);
        console.Write(Adapters());
        return Application.Success;
    }

    /// <summary>What is put under test from outside, and need not be here.</summary>
    private static Table Adapters()
    {
        Table table = new Table().Border(TableBorder.Simple).AddColumns("from outside", "--engine", "from", "state");
        foreach (var (adapter, isHere) in Adapter.All.AsParallel().AsOrdered().Select(adapter => (adapter, adapter.IsHere())))
        {
            table.AddRow(Markup.Escape(adapter.Name), Markup.Escape(Shell.Quote(adapter.Engine)), Markup.Escape(adapter.Origin),
                isHere ? "[green]here[/]" : Markup.Escape($"not here; install with: {adapter.Install}"));
        }
        return table;
    }
}
