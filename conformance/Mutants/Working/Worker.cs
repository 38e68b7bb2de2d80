namespace Conformance.Mutants.Working;

/// <summary>
/// The process within the folder of the tests: it keeps the assemblies loaded and answers a line with a line. <c>cover NAME</c> is answered by
/// <c>covered SECONDS MUTANTS MUTANTS-AT-START</c> or <c>fails WHY</c>, <c>try MUTANT NAME</c> by <c>killed WHY</c> or <c>passed</c>; tabs are between the words.
/// A mutant may end the process or keep it busy for ever: that is for the other side to see.
/// </summary>
internal static class Worker
{
    /// <param name="arguments">Names of the assembly of tests and of the mutated one, whether slow tests count, and perhaps a mutant that is active from the start.</param>
    public static int Run(string[] arguments)
    {
        var answers = Console.Out;
        Console.SetOut(TextWriter.Null);
        using var mutants = new MutantSwitch(arguments[1]);
        if (arguments.Length > 3)
            mutants.Active = int.Parse(arguments[3]);

        using var tests = new TestCases(arguments[0], bool.Parse(arguments[2]));
        while (Console.In.ReadLine() is { } line)
        {
            var words = line.Split('\t');
            answers.WriteLine(words[0] switch
            {
                "names" => string.Join('\t', tests.ByName.Keys),
                "cover" => Cover(tests, mutants, words[1]),
                "try" => Try(tests, mutants, int.Parse(words[1]), words[2]),
                _ => $"{words[0]} is none of names, cover, try.",
            });
            answers.Flush();
        }

        return 0;
    }

    private static string Try(TestCases tests, MutantSwitch mutants, int mutant, string name)
    {
        mutants.Active = mutant;
        var failure = tests.Failure(name);
        mutants.Active = MutantSwitch.None;
        return failure is null ? "passed" : $"killed\t{failure}";
    }

    /// <summary>Run once to be warm, then for its time, and all that it reaches on the way; what it reaches the first time only was calculated once for all.</summary>
    private static string Cover(TestCases tests, MutantSwitch mutants, string name)
    {
        mutants.Forget();
        if (tests.Failure(name) is { } why)
            return $"fails\t{why}";

        var first = mutants.Reached.ToHashSet();
        mutants.Forget();
        // What is compiled by then is no part of the time.
        var start = TimeProvider.System.GetTimestamp();
        _ = tests.Failure(name);
        var seconds = TimeProvider.System.GetElapsedTime(start).TotalSeconds;
        var again = mutants.Reached.ToHashSet();
        return $"covered\t{seconds:F4}\t{string.Join(' ', first.Union(again))}\t{string.Join(' ', mutants.ReachedAtStart.Union(first.Except(again)))}";
    }
}
