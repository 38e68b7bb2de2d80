using System.CommandLine;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Conformance.Mutants;

/// <summary>The command line.</summary>
internal static class MutantsCommand
{
    private static readonly Argument<DirectoryInfo> Tests = new("tests") { Description = "Folder of the project of tests, with its stryker-config.json." };
    private static readonly Option<string> Project = new("--project") { Description = "File name of the project to mutate.", Required = true };
    private static readonly Option<string> First = new("--first") { Description = "A filter for a few tests that Stryker runs itself; the fewer mutants they reach, the sooner it ends.", Required = true };
    private static readonly Option<string> Files = new("--files") { Description = "A regular expression: only mutants of such files.", DefaultValueFactory = _ => "" };
    private static readonly Option<string> Without = new("--without") { Description = "A regular expression: tests of such names are left out.", DefaultValueFactory = _ => "^$" };
    private static readonly Option<double> Seconds = new("--seconds") { Description = "Time of tests for a mutant, at most, after which it counts as alive.", DefaultValueFactory = _ => 5 };
    private static readonly Option<bool> Again = new("--again") { Description = "Tries those once more that are alive without a reason." };
    private static readonly Option<bool> Slow = new("--slow") { Description = "Runs tests of the slow tier too." };
    private static readonly Option<bool> Rebuild = new("--rebuild") { Description = "Has the project mutated anew: after changes of its code or of its tests." };
    private static readonly Option<int> Workers = new("--workers") { Description = "Processes at a time.", DefaultValueFactory = _ => Environment.ProcessorCount };

    /// <summary>Not inlined: where a worker runs, there is no library for command lines.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Task<int> Run(string[] arguments)
    {
        var command = new RootCommand("Mutation testing in processes that keep running, by the assembly that Stryker.NET makes.") { Tests.AcceptExistingOnly(), Project, First, Files, Without, Seconds, Again, Slow, Rebuild, Workers };
        command.SetAction(Run);
        return command.Parse(arguments).InvokeAsync();
    }

    private static async Task<int> Run(ParseResult parsed, CancellationToken cancellation)
    {
        try
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(parsed.GetValue(Workers), 1, Workers.Name);
            ArgumentOutOfRangeException.ThrowIfNegative(parsed.GetValue(Seconds), Seconds.Name);
            await new MutantsRun(parsed.GetRequiredValue(Tests), parsed.GetRequiredValue(Project), parsed.GetRequiredValue(First))
            {
                Files = new Regex(parsed.GetRequiredValue(Files)),
                Without = new Regex(parsed.GetRequiredValue(Without)),
                Seconds = parsed.GetValue(Seconds),
                Again = parsed.GetValue(Again),
                SlowToo = parsed.GetValue(Slow),
                Rebuild = parsed.GetValue(Rebuild),
                Workers = parsed.GetValue(Workers),
            }.Run();
            return 0;
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or InvalidDataException or IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 1;
        }
    }
}
