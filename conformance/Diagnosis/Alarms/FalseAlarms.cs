using Conformance.Catalog;
using Conformance.Laws;
using Conformance.Spec;
using Conformance.Suite.Cases;
using Conformance.Suite.Running;

namespace Conformance.Diagnosis.Alarms;

/// <summary>What cases and laws say of engines that are right, whatever the order of their sums.</summary>
/// <param name="Engines">How many engines.</param>
/// <param name="Verdicts">How many verdicts on cases.</param>
/// <param name="Checks">How many checks of laws.</param>
/// <param name="Alarms">Every failure: each is a fault of the suite.</param>
public sealed record FalseAlarms(int Engines, long Verdicts, long Checks, IReadOnlyList<string> Alarms)
{
    private const int MostTold = 20;

    /// <summary>Runs engines of random orders, each with and without fused multiply-add.</summary>
    /// <param name="orders">How many orders.</param>
    /// <param name="cases">The cases; each engine passes all of them.</param>
    /// <param name="checks">How many checks of laws in total.</param>
    /// <param name="seed">The seed of the orders and of the laws' problems.</param>
    /// <param name="done">Told after each engine.</param>
    public static FalseAlarms Count(int orders, IReadOnlyList<ConformanceCase> cases, long checks, ulong seed, Action? done = null)
    {
        (string Line, CaseData<float> Data)[] drawn = [.. cases.AsParallel().AsOrdered().Select(item => (item.Describe(ElementType.F32), item.Materialise<float>()))];
        Func<ShuffledConvolution>[] engines = [.. Enumerable.Range(0, 2 * orders).Select<int, Func<ShuffledConvolution>>(i => () => new ShuffledConvolution(seed + (ulong)(i / 2), fused: i % 2 == 1))];
        var parts = engines.AsParallel().AsOrdered().Select((create, at) =>
        {
            List<string> alarms = [];
            ShuffledConvolution engine = create();
            foreach (var (line, data) in drawn)
                if (CaseRunner.Run(engine, data, AccuracyClass.Componentwise) is { IsFailure: true } verdict) alarms.Add($"{engine.Name}: {line}: {verdict.Reason}");
            // Each engine has problems of its own.
            long share = checks / engines.Length + (at < checks % engines.Length ? 1 : 0);
            var fuzzer = new Fuzzer(new LawSubject(engine.Name, AccuracyClass.Componentwise, _ => create()), LawBook.All, SplitMix64.Mix(seed, (ulong)at));
            foreach (Finding finding in fuzzer.Run(() => fuzzer.Checks >= share || alarms.Count >= MostTold)) alarms.Add($"{engine.Name}: {finding.Law.Name}: {finding.Line}: {finding.Reason}");
            done?.Invoke();
            return (fuzzer.Checks, Alarms: alarms);
        }).ToList();
        return new FalseAlarms(engines.Length, (long)engines.Length * drawn.Length, parts.Sum(part => (long)part.Checks), [.. parts.SelectMany(part => part.Alarms)]);
    }
}
