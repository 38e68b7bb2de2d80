using System.CommandLine;
using Conformance.Optimized;
using Conformance.Spec;
using Spectre.Console;

namespace Conformance.Cli;

/// <summary>Says which strategy the planner takes for a problem, and why.</summary>
internal sealed class ExplainCommand(IAnsiConsole console)
{
    private readonly Argument<string> line = new("line") { Description = "A problem line." };
    private readonly Option<bool> fast = new("--fast") { Description = "For the planner \"fast\", which may take strategies whose error is normwise." };

    public Command Create()
    {
        var command = new Command("explain", "Says which strategy the planner \"auto\" takes for a problem, with its cost model.") { line, fast };
        command.SetAction(options => Run(
            ConvolutionProblem.Parse(options.GetRequiredValue(line)),
            options.GetValue(fast) ? PlannerAccuracy.Fast : PlannerAccuracy.Componentwise));
        return command;
    }

    private int Run(ConvolutionProblem problem, PlannerAccuracy accuracy)
    {
        Table table = new Table().Border(TableBorder.Simple).AddColumn("strategy")
            .AddColumn(new TableColumn("cycles").RightAligned()).AddColumn("of which");
        foreach (StrategyCost cost in new Auto<float>(Machine.Widest, accuracy: accuracy).Explain(problem))
            table.AddRow(cost.Strategy, cost.IsPossible ? $"{cost.Cycles:N0}" : "–", Markup.Escape(cost.Why));
        console.Write(table);
        console.MarkupLineInterpolated($"f32, registers of {Machine.Widest.Bits()} bits; a cycle is a multiply-add of whole registers. The first one is taken.");
        return Application.Success;
    }
}
