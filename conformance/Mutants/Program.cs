using System.CommandLine;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Conformance.Mutants.Building;
using Conformance.Mutants.Results;
using Conformance.Mutants.Working;
using Spectre.Console;

// A worker has the dependencies of the tests and none of those of the command line.
if (args is [nameof(Worker), ..])
    return Worker.Run(args[1..]);

return await Mutants.Run(args);

internal static class Mutants
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Task<int> Run(string[] arguments) => Command().Parse(arguments).InvokeAsync();

    private static RootCommand Command()
    {
        var tests = new Argument<DirectoryInfo>("tests") { Description = "Folder of the project of tests, with its stryker-config.json." };
        var project = new Option<string>("--project") { Description = "File name of the project to mutate.", Required = true };
        var first = new Option<string>("--first") { Description = "A filter for a few tests that Stryker runs itself; the fewer mutants they reach, the sooner it ends.", Required = true };
        var files = new Option<string>("--files") { Description = "A regular expression: only mutants of such files.", DefaultValueFactory = _ => "" };
        var without = new Option<string>("--without") { Description = "A regular expression: tests of such names are left out.", DefaultValueFactory = _ => "^$" };
        var seconds = new Option<double>("--seconds") { Description = "Time of tests for a mutant, at most, after which it counts as alive.", DefaultValueFactory = _ => 5 };
        var again = new Option<bool>("--again") { Description = "Tries those once more that are alive without a reason." };
        var rebuild = new Option<bool>("--rebuild") { Description = "Has the project mutated anew: after changes of its code or of its tests." };
        var workers = new Option<int>("--workers") { Description = "Processes at a time.", DefaultValueFactory = _ => Environment.ProcessorCount };
        var command = new RootCommand("Mutation testing in processes that keep running, by the assembly that Stryker.NET makes.") { tests, project, first, files, without, seconds, again, rebuild, workers };
        command.SetAction(async parsed =>
        {
            var console = AnsiConsole.Console;
            // A file has no edge to wrap at.
            if (Console.IsOutputRedirected)
                console.Profile.Width = 1000;

            var testFolder = parsed.GetRequiredValue(tests);
            var name = Path.GetFileNameWithoutExtension(parsed.GetRequiredValue(project));
            var folder = Path.Combine("artifacts", "mutants", name);
            if (parsed.GetValue(rebuild) || !File.Exists(StrykerBuild.Report(folder)))
                await StrykerBuild.Make(testFolder.FullName, parsed.GetRequiredValue(project), parsed.GetRequiredValue(first), folder, console.WriteLine);

            var build = MutatedBuild.Open(folder, testFolder);
            var chosen = new Regex(parsed.GetValue(files)!);
            var mutants = build.Mutants.Where(mutant => chosen.IsMatch(mutant.File)).ToList();
            var verdicts = new Verdicts(folder);
            var reasons = new Reasons(Path.Combine(testFolder.FullName, $"{name}.same.tsv") is var path && File.Exists(path) ? path : null);
            await console.Progress().StartAsync(async progress =>
            {
                var covered = progress.AddTask("what tests reach");
                var coverage = await Coverage.Of(
                    build, new Regex(parsed.GetValue(without)!), parsed.GetValue(workers), (done, all) => { covered.MaxValue = all; covered.Value = done; }, console.WriteLine);
                covered.Value = covered.MaxValue;
                var todo = mutants.Where(mutant => verdicts[mutant.Id] is not { } verdict || (parsed.GetValue(again) && verdict.IsAlive && reasons.Of(mutant) is null)).ToList();
                var task = progress.AddTask("mutants", maxValue: Math.Max(1, todo.Count));
                await new Campaign(build, coverage, verdicts, parsed.GetValue(seconds)).Try(todo, parsed.GetValue(workers), () => task.Increment(1));
            });
            ScoreTable.Write(console, mutants, verdicts, reasons);
            var list = Path.Combine(folder, "survivors.txt");
            await using var writer = new StreamWriter(list);
            ScoreTable.WriteSurvivors(writer, mutants, verdicts, reasons);
            console.WriteLine($"Those alive: {list}");
        });
        return command;
    }
}
