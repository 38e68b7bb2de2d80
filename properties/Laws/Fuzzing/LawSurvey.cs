using Conformance.Suite.Reports;

namespace Conformance.Laws;

/// <summary>Every law on the same random problems: for a report, which asks how an engine stands with each.</summary>
public static class LawSurvey
{
    /// <summary>How many problems are drawn unless told otherwise.</summary>
    public const int Problems = 24;

    /// <summary>Of so many times fewer problems where every call is costly.</summary>
    private const int CostlyShare = 4;

    /// <summary>Checks all laws.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="problems">How many problems.</param>
    /// <param name="seed">The seed of all problems.</param>
    public static IReadOnlyList<LawUse> Of(LawSubject engine, int problems, ulong seed)
    {
        int wanted = engine.IsCostly ? (problems + CostlyShare - 1) / CostlyShare : problems;
        var fuzzer = new Fuzzer(engine, LawBook.All, seed);
        Dictionary<Law, Finding> first = [];
        foreach (Finding finding in fuzzer.Run(() => fuzzer.Problems == wanted && fuzzer.IsAtEndOfProblem))
            first.TryAdd(finding.Law, finding);
        return [.. LawBook.All.Select(law => new LawUse(engine.Name, law.Family, law.Name, fuzzer.ChecksOf(law), fuzzer.FailuresOf(law))
        {
            Line = first.TryGetValue(law, out Finding? found) ? found.Line : null,
            Reason = found?.Reason,
        })];
    }
}
