using System.CommandLine;
using Conformance.Laws;
using Conformance.Spec;
using Conformance.Spec.Text;
using Conformance.Suite.Cases;
using Conformance.Suite.Reports;
using Spectre.Console;

namespace Conformance.Cli;

/// <summary>Lists cases: those of the standard set, or those of a shape file; with what a pass of each proves.</summary>
internal sealed class CasesCommand(IAnsiConsole console)
{
    private readonly Option<string?> shapes = new("--shapes")
    {
        Description = "List the problems of this benchdnn shape file instead of the standard set.",
    };

    private readonly Option<string?> covering = new("--covering")
    {
        Description = "Write the covering array to this file of cases: conformance/cases/covering.txt.",
    };

    private readonly Option<double> level = Options.Level();

    public Command Create()
    {
        var command = new Command("cases", "Lists cases, and with what probability the exact fills of each miss a wrong engine.")
        {
            shapes, level, covering,
        };
        command.SetAction(Run);
        return command;
    }

    private int Run(ParseResult options)
    {
        if (options.GetValue(covering) is { } file) return WriteCovering(file);
        double miss = options.GetValue(level);
        Table table = new Table().Border(TableBorder.Simple).AddColumns("from", "problem")
            .AddColumn(new TableColumn("multiply-adds").RightAligned())
            .AddColumn(new TableColumn("f32 fills").RightAligned()).AddColumn(new TableColumn("f32 miss").RightAligned())
            .AddColumn(new TableColumn("f64 fills").RightAligned()).AddColumn(new TableColumn("f64 miss").RightAligned()).AddColumn("vacuous");
        table.Columns[1].NoWrap();
        int count = 0;
        if (options.GetValue(shapes) is { } path)
        {
            ShapeFile shapeFile = ShapeFile.Read(path);
            foreach (ShapeEntry entry in shapeFile.Entries) Add(entry.Location, entry.Line);
            console.Write(table);
            foreach (string ignored in shapeFile.Ignored) console.MarkupLineInterpolated($"[yellow]ignored:[/] {ignored}");
        }
        else
        {
            foreach (WorkedCase worked in CaseFiles.WorkedCases())
                table.AddRow(worked.Feature, Markup.Escape(worked.Title), $"{worked.Problem.MultiplyAdds}", "by hand", "–", "by hand", "–", Blindness(worked));
            count += CaseFiles.WorkedCases().Count;
            foreach (var (feature, line) in CaseFiles.StandardLines()) Add(feature, line);
            console.Write(table);
        }
        console.MarkupLineInterpolated($"{count} problems");
        if (options.GetValue(shapes) is null) PrintCoverage([.. CaseFiles.StandardLines().Select(entry => entry.Line.Problem)]);
        return Application.Success;

        void Add(string from, ProblemLine line)
        {
            count++;
            var problem = line.Problem;
            table.AddRow(Markup.Escape(from), Markup.Escape(line.ToString()), $"{problem.MultiplyAdds}",
                $"{ExactFill.FillsFor<float>(problem, miss)}", Joint(ExactFill.MissProbability<float>(problem), ExactFill.FillsFor<float>(problem, miss)),
                $"{ExactFill.FillsFor<double>(problem, miss)}", Joint(ExactFill.MissProbability<double>(problem), ExactFill.FillsFor<double>(problem, miss)),
                problem.MultiplyAdds >= LargeCase.From ? "–" : Blindness([.. CaseFiles.Expand<float>(from, line, miss, seed: 1)]));
        }
    }

    /// <summary>What cases in f32 would not show, as "1 of 5: a kernel flipped on axis 0"; empty where they show it all.</summary>
    private static string Blindness(params IReadOnlyList<ConformanceCase> cases)
    {
        string[][] unseen = [.. cases.Select(item => Vacuity.Unseen(item.Materialise<float>()).ToArray()).Where(names => names.Length > 0)];
        return unseen.Length == 0 ? "" : $"{unseen.Length} of {cases.Count}: {string.Join(", ", unseen.SelectMany(names => names).Distinct())}";
    }

    private int WriteCovering(string path)
    {
        IReadOnlyList<ConvolutionProblem> problems = CoveringArray.Generate();
        RunReport.WriteFile(path, CoveringArray.ToText(problems));
        PrintCoverage(problems);
        console.MarkupLineInterpolated($"{problems.Count} problems: {path}");
        return Application.Success;
    }

    private void PrintCoverage(IReadOnlyList<ConvolutionProblem> problems)
    {
        foreach (var (strength, name) in new[] { (2, "pairs"), (3, "triples") })
        {
            var (covered, feasible) = CoveringArray.Coverage(problems, strength);
            console.MarkupLineInterpolated($"{covered} of {feasible} {name} of parameter levels occur ({100.0 * covered / feasible:F1} %)");
        }
    }

    /// <summary>Independent fills multiply.</summary>
    private static string Joint(double miss, int fills) => Math.Pow(miss, fills).ToString("0.#e-0");
}
