using Conformance.Suite.Reports;
using Conformance.Suite.Sharding;

namespace Conformance.Laws;

/// <summary>Every law on the same random problems: for a report, which asks how an engine stands with each.</summary>
public static class LawSurvey
{
    /// <summary>How many problems are drawn unless told otherwise.</summary>
    public const int Problems = 24;

    /// <summary>Of so many times fewer problems where every call is costly.</summary>
    private const int CostlyShare = 4;

    /// <summary>The laws of a part of a run: they are dealt out in turn, since each takes some calls on each problem.</summary>
    /// <param name="shard">The part; null for all laws.</param>
    public static IReadOnlyList<Law> Share(Shard? shard) =>
        shard is { } part ? [.. LawBook.All.Where((_, number) => number % part.Count == part.Index - 1)] : LawBook.All;

    /// <summary>Checks laws.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="problems">How many problems.</param>
    /// <param name="seed">The seed of all problems.</param>
    /// <param name="laws">The laws; null for all. The problems are the same whichever they are.</param>
    /// <param name="stop">Asked before every check: whether to end before all is done.</param>
    public static IReadOnlyList<LawUse> Of(LawSubject engine, int problems, ulong seed, IReadOnlyList<Law>? laws = null, Func<bool>? stop = null)
    {
        laws ??= LawBook.All;
        Dictionary<Law, int> numbers = LawBook.All.Select((law, number) => (law, number)).ToDictionary(item => item.law, item => item.number);
        int wanted = engine.IsCostly ? (problems + CostlyShare - 1) / CostlyShare : problems;
        var fuzzer = new Fuzzer(engine, laws, seed);
        Dictionary<Law, Finding> first = [];
        foreach (Finding finding in fuzzer.Run(() => stop?.Invoke() == true || (fuzzer.Problems == wanted && fuzzer.IsAtEndOfProblem)))
            first.TryAdd(finding.Law, finding);
        return [.. laws.Select(law => new LawUse(engine.Name, law.Family, law.Name, fuzzer.ChecksOf(law), fuzzer.FailuresOf(law))
        {
            Type = engine.Type,
            Number = numbers[law],
            Line = first.TryGetValue(law, out Finding? found) ? found.Line : null,
            Reason = found?.Reason,
        })];
    }
}
