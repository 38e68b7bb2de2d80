using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;
using Conformance.Mutants.Building;
using Conformance.Mutants.Working;

namespace Conformance.Mutants.Results;

/// <summary>What a test takes, and which mutants it reaches.</summary>
/// <param name="Name">The name that the test is shown by.</param>
/// <param name="Seconds">Its time where no mutant is active, after a first run.</param>
/// <param name="Reached">Numbers of mutants.</param>
/// <param name="AtStart">Those that are asked for once for all, such as by the first value of a static field, in the process that it ran in.</param>
internal sealed record TestCoverage(string Name, double Seconds, IReadOnlySet<int> Reached, IReadOnlySet<int> AtStart);

/// <summary>Runs every test once and once more, and keeps what it reached.</summary>
internal static class Coverage
{
    /// <summary>Seconds that a test may take, with its marks and its compilation.</summary>
    private const double Limit = 60;

    /// <summary>Tests of a file, and of a run those that it lacks. A test that fails or takes too long is told and left out.</summary>
    public static async Task<IReadOnlyList<TestCoverage>> Of(MutatedBuild build, Regex without, int workers, Action<int, int> progress, Action<string> tell)
    {
        var file = Path.Combine(build.Folder, "coverage.tsv");
        var known = File.Exists(file) ? File.ReadLines(file).Select(Parse).ToDictionary(test => test.Name) : [];
        string[] names;
        using (var first = new WorkerProcess(build))
        {
            names = await first.Ask(Limit, "names");
            if (names is ["crashed"] or ["late"])
                throw new InvalidOperationException($"The tests of {build.Bin} could not be loaded ({names[0]}). {first.Complaints}");
        }

        var missing = names.Where(name => !known.ContainsKey(name) && !without.IsMatch(name)).ToList();
        if (missing.Count > 0)
            await Record(build, missing, file, workers, progress, tell);

        return [.. File.ReadLines(file).Select(Parse).IntersectBy(names, test => test.Name).Where(test => !without.IsMatch(test.Name))];
    }

    private static TestCoverage Parse(string line)
    {
        var words = line.Split('\t');
        return new(words[0], double.Parse(words[1], CultureInfo.InvariantCulture), Numbers(words[2]), Numbers(words[3]));
    }

    private static HashSet<int> Numbers(string text) => [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse)];

    private static async Task Record(MutatedBuild build, List<string> names, string file, int workers, Action<int, int> progress, Action<string> tell)
    {
        build.Patch(marks: true);
        var queue = new ConcurrentQueue<string>(names);
        await Task.WhenAll(Enumerable.Range(0, workers).Select(async _ =>
        {
            var worker = new WorkerProcess(build);
            while (queue.TryDequeue(out var name))
            {
                var answer = await worker.Ask(Limit, "cover", name);
                if (answer[0] == "covered")
                {
                    lock (queue)
                        File.AppendAllLines(file, [string.Join('\t', answer.Skip(1).Prepend(name))]);
                }
                else
                {
                    tell($"Left out, without any mutant: {name}: {string.Join(' ', answer)}");
                    worker.Dispose();
                    worker = new WorkerProcess(build);
                }

                progress(names.Count - queue.Count, names.Count);
            }

            worker.Dispose();
        }));
        build.Patch(marks: false);
    }
}
