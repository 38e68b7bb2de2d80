using System.Collections.Concurrent;
using Conformance.Mutants.Building;
using Conformance.Mutants.Results;

namespace Conformance.Mutants.Working;

/// <summary>Tries mutants in a few processes at a time, each by the tests that reach it, until one fails or the time for a mutant is spent.</summary>
/// <param name="seconds">Time of tests for a mutant, as they take without it.</param>
internal sealed class Campaign(MutatedBuild build, IReadOnlyList<TestCoverage> tests, Verdicts verdicts, double seconds)
{
    private readonly ConcurrentDictionary<(string File, string Test), int> kills = new();
    private readonly Dictionary<string, HashSet<int>> files = build.Mutants.GroupBy(mutant => mutant.File).ToDictionary(file => file.Key, file => file.Select(mutant => mutant.Id).ToHashSet());

    public Task Try(IEnumerable<Mutant> mutants, int workers, Action tell)
    {
        var queue = new ConcurrentQueue<Mutant>(mutants);
        return Task.WhenAll(Enumerable.Range(0, workers).Select(_ => Work(queue, tell)));
    }

    private async Task Work(ConcurrentQueue<Mutant> queue, Action tell)
    {
        using var worker = new Replaceable(build);
        while (queue.TryDequeue(out var mutant))
        {
            var (verdict, why) = await Try(mutant, worker);
            verdicts.Add(mutant.Id, verdict, why);
            tell();
        }
    }

    private async Task<(Verdict Verdict, string Why)> Try(Mutant mutant, Replaceable worker)
    {
        var isOnce = tests.Any(test => test.AtStart.Contains(mutant.Id));
        var reaching = tests.Where(test => test.Reached.Contains(mutant.Id) && !test.AtStart.Contains(mutant.Id)).ToList();
        if (reaching.Count == 0 && !isOnce)
            return (new("unreached", ""), "");

        var found = await Try(mutant, reaching, worker, fromTheStart: null);
        // What is calculated once has been calculated without it in a process that is used again, and any test that gets into the file may see it.
        return isOnce && found.Verdict.IsAlive ? await Try(mutant, tests.Where(test => test.Reached.Overlaps(files[mutant.File])), worker, mutant.Id) : found;
    }

    /// <param name="fromTheStart">The mutant, to have it active in a fresh process before the first test; null to switch it on in one that runs.</param>
    private async Task<(Verdict Verdict, string Why)> Try(Mutant mutant, IEnumerable<TestCoverage> reaching, Replaceable worker, int? fromTheStart)
    {
        if (fromTheStart is not null)
            worker.Replace(fromTheStart);

        var spent = 0.0;
        foreach (var test in reaching.OrderBy(test => Price(mutant, test)).TakeWhile(test => (spent += test.Seconds) <= Math.Max(seconds, test.Seconds)))
        {
            var wasFresh = worker.Process.IsFresh;
            var answer = await Ask(worker, mutant.Id, test);
            if (answer[0] == "passed")
                continue;

            // The process goes on only where the test passes in it without the mutant. Where it does not, earlier mutants may have left something behind that failed the test.
            var goesOn = fromTheStart is null && answer[0] == "killed" && (await Ask(worker, MutantSwitch.None, test))[0] == "passed";
            if (!goesOn)
            {
                worker.Replace(fromTheStart);
                if (!wasFresh)
                    answer = await Ask(worker, mutant.Id, test);
            }

            if (answer[0] == "passed")
                continue;

            kills.AddOrUpdate((mutant.File, test.Name), 1, (_, n) => n + 1);
            if (!goesOn && !(wasFresh && fromTheStart is null))
                worker.Replace();

            return (new(answer[0], test.Name), answer.Length > 1 ? answer[1] : "");
        }

        if (fromTheStart is not null)
            worker.Replace();

        return (new("passed", ""), "");
    }

    /// <summary>Far more time than the test takes: the first one in a process waits for the compiler.</summary>
    private static Task<string[]> Ask(Replaceable worker, int mutant, TestCoverage test) =>
        worker.Process.Ask((worker.Process.IsFresh ? 10 : 3) + 10 * test.Seconds, "try", $"{mutant}", test.Name);

    /// <summary>Tests that killed others of the file come first, and brief ones.</summary>
    private double Price(Mutant mutant, TestCoverage test) => (test.Seconds + 0.002) / (1 + kills.GetValueOrDefault((mutant.File, test.Name)));

    /// <summary>A process, and another one in its place.</summary>
    private sealed class Replaceable(MutatedBuild build) : IDisposable
    {
        public WorkerProcess Process { get; private set; } = new(build);

        public void Replace(int? mutant = null)
        {
            Process.Dispose();
            Process = new(build, mutant);
        }

        public void Dispose() => Process.Dispose();
    }
}
