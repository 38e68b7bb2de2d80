using System.Collections.Concurrent;
using System.Diagnostics;
using Conformance.Catalog;
using Conformance.Faults;
using Conformance.Laws;
using Conformance.Spec;
using Conformance.Suite.Accuracy;
using Conformance.Suite.Cases;
using Conformance.Suite.Running;

namespace Conformance.Diagnosis.Kills;

/// <summary>The standard set and the laws against every seeded fault.</summary>
/// <param name="Faults">What kills each.</param>
/// <param name="Laws">Every law with the faults that it finds.</param>
/// <param name="Problems">Every problem of the standard set, as its group and line, with the faults that its cases find.</param>
/// <param name="CaseCount">How many cases the standard set has.</param>
public sealed record KillMatrix(
    IReadOnlyList<FaultKills> Faults, IReadOnlyDictionary<string, IReadOnlyList<string>> Laws,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Problems, int CaseCount)
{
    /// <summary>The miss probability and the seed of the cases.</summary>
    private const double Level = 1e-6;

    /// <summary>Problems on which a fault that ends its process is shown: each takes several processes.</summary>
    private const int GuardedProblems = 3;

    /// <summary>Runs all of it.</summary>
    /// <param name="inWorker">The engine of a fault in a process of its own, on guarded memory.</param>
    /// <param name="done">Told after each fault.</param>
    public static KillMatrix Make(Func<SeededFault, EngineUnderTest> inWorker, Action? done = null)
    {
        IReadOnlyList<ConformanceCase> cases = CaseFiles.Standard<float>(Level, seed: 1);
        CaseData<float>[] data = [.. cases.AsParallel().AsOrdered().Select(item => item.Materialise<float>())];
        var byLaws = LawTable.Make(WrongEngines.All);
        var kills = new ConcurrentDictionary<string, FaultKills>();
        var hits = new ConcurrentBag<(string Problem, string Fault)>();
        Parallel.ForEach(FaultBank.All.Where(fault => !fault.NeedsGuards), Try);
        // Those that end processes one after the other: starting processes takes all cores.
        foreach (SeededFault fault in FaultBank.All.Where(fault => fault.NeedsGuards)) Try(fault);
        return new KillMatrix(
            [.. FaultBank.All.Select(fault => kills[fault.Id])],
            LawBook.All.ToDictionary(law => law.Name, law => Names(FaultBank.All.Where(f => byLaws.Kills.Contains((f.Id, law.Name))).Select(f => f.Id))),
            cases.Select(Problem).Distinct().ToDictionary(p => p, p => Names(hits.Where(hit => hit.Problem == p).Select(hit => hit.Fault).Distinct().Order(StringComparer.Ordinal))),
            cases.Count);

        void Try(SeededFault fault)
        {
            string[] laws = [.. LawBook.All.Where(law => byLaws.Kills.Contains((fault.Id, law.Name))).Select(law => law.Name)];
            var hunt = new Hunt(fault, cases, data);
            if (fault.NeedsGuards) hunt.RunGuarded(inWorker, GuardedProblems);
            else hunt.Run();
            foreach (int at in hunt.Killers) hits.Add((Problem(cases[at]), fault.Id));
            string[] specials = fault.UnseenByLawsBecause.Length > 0 && !fault.NeedsGuards ? Specials(fault) : [];
            kills[fault.Id] = new FaultKills(
                fault.Id, fault.Class, specials.Length > 0 ? Need.SpecialValues : hunt.Need,
                [.. hunt.Killers.Select(at => cases[at].Describe(ElementType.F32))],
                hunt.Killers.Select(at => cases[at].Problem).Distinct().Count(), laws, specials,
                hunt.Killers.Count == 0 ? null : hunt.Killers[0] + 1,
                hunt.Killers.Count > 0 ? hunt.SecondsToFirst : LawSeconds(fault, laws));
            done?.Invoke();
        }
    }

    /// <summary>Faults that nothing finds.</summary>
    public IEnumerable<FaultKills> Survivors => Faults.Where(fault => fault.Ways == 0);

    /// <summary>Faults that a single problem, law or special value finds and nothing else.</summary>
    public IEnumerable<FaultKills> FoundOnce => Faults.Where(fault => fault.Ways == 1);

    /// <summary>Laws that find no fault.</summary>
    public IEnumerable<string> DeadLaws => Laws.Where(law => law.Value.Count == 0).Select(law => law.Key);

    /// <summary>Problems written by hand that are dead: all that they find is found by every problem that has an output.</summary>
    public IEnumerable<string> DeadProblems
    {
        get
        {
            HashSet<string> common = [.. Faults.Where(f => f.Problems >= Problems.Count * 3 / 4).Select(f => f.Id)];
            return Problems.Where(p => !IsExempt(p.Key) && p.Value.All(common.Contains)).Select(p => p.Key);
        }
    }

    /// <summary>The median number of cases until the first kill; a fault that laws alone find counts as the last of all.</summary>
    public double MedianCases
    {
        get
        {
            int[] counts = [.. Faults.Select(fault => fault.CasesToFirstKill ?? int.MaxValue).Order()];
            return (counts[(counts.Length - 1) / 2] + (double)counts[counts.Length / 2]) / 2;
        }
    }

    /// <summary>The covering array is generated, so that it is as long as it must be; what is worked by hand keeps the oracle, not
    /// an engine.</summary>
    private static bool IsExempt(string problem) =>
        problem.StartsWith("covering ", StringComparison.Ordinal) || problem.StartsWith("book", StringComparison.Ordinal);

    private static string Problem(ConformanceCase item) => item is WorkedCase worked ? $"book: {worked.Title}" : $"{item.Feature} {item.Problem}";

    private static IReadOnlyList<string> Names(IEnumerable<string> names) => [.. names];

    private static string[] Specials(SeededFault fault) =>
        [.. SpecialValueSurvey.Of(fault.Id, AccuracyClass.Componentwise, [("", () => fault.CreateEngine<float>())])
            .Where(value => !value.IsConsistent).Select(value => value.Probe)];

    private static double LawSeconds(SeededFault fault, string[] laws)
    {
        if (laws.Length == 0) return 0;
        var clock = Stopwatch.StartNew();
        Law first = LawBook.All.First(law => law.Name == laws[0]);
        LawSubject subject = WrongEngines.Subject(fault);
        for (ulong seed = 0; seed < LawTable.Problems; seed++)
            if (first.Judge(new LawContext(subject.Renewed(), ProblemGenerator.Draw(seed), seed)).IsBroken) break;
        return clock.Elapsed.TotalSeconds;
    }
}
