using System.Text.RegularExpressions;
using Conformance.Mutants.Building;
using Conformance.Mutants.Results;
using Conformance.Mutants.Working;
using Spectre.Console;

namespace Conformance.Mutants;

/// <summary>From the project to the table: what is there from an earlier run is not done again.</summary>
/// <param name="tests">Folder of the project of tests.</param>
/// <param name="project">File name of the project to mutate.</param>
/// <param name="first">A filter for the tests that Stryker runs itself.</param>
internal sealed class MutantsRun(DirectoryInfo tests, string project, string first)
{
    public required Regex Files { get; init; }
    public required Regex Without { get; init; }
    public required double Seconds { get; init; }
    public required bool Again { get; init; }
    public required bool SlowToo { get; init; }
    public required bool Rebuild { get; init; }
    public required int Workers { get; init; }

    public async Task Run()
    {
        var console = AnsiConsole.Console;
        // A file has no edge to wrap at.
        if (Console.IsOutputRedirected)
            console.Profile.Width = 1000;

        var name = Path.GetFileNameWithoutExtension(project);
        var folder = Path.Combine("artifacts", "mutants", name);
        if (Rebuild || !File.Exists(StrykerBuild.Report(folder)))
            await StrykerBuild.Make(tests.FullName, project, first, folder, console.WriteLine);

        var build = MutatedBuild.Open(folder, tests) with { SlowToo = SlowToo };
        var mutants = build.Mutants.Where(mutant => Files.IsMatch(mutant.File)).ToList();
        var verdicts = new Verdicts(folder);
        var reasons = new Reasons(Path.Combine(tests.FullName, $"{name}.same.tsv"));
        await console.Progress().StartAsync(async progress =>
        {
            var covered = progress.AddTask("what tests reach");
            var coverage = await Coverage.Of(build, Without, Workers, (done, all) => { covered.MaxValue = all; covered.Value = done; }, console.WriteLine);
            covered.Value = covered.MaxValue;
            var todo = mutants.Where(mutant => verdicts[mutant.Id] is not { } verdict || (Again && verdict.IsAlive && reasons.Of(mutant) is null)).ToList();
            var tried = progress.AddTask("mutants", maxValue: Math.Max(1, todo.Count));
            await new Campaign(build, coverage, verdicts, Seconds).Try(todo, Workers, () => tried.Increment(1));
        });
        ScoreTable.Write(console, mutants, verdicts, reasons, isWhole: mutants.Count == build.Mutants.Count);
        var list = Path.Combine(folder, "survivors.txt");
        await using (var writer = new StreamWriter(list))
            ScoreTable.WriteSurvivors(writer, mutants, verdicts, reasons);

        console.WriteLine($"Those alive: {list}");
    }
}
