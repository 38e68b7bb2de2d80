using Conformance.Catalog;
using Conformance.Diagnosis.Rules;
using Conformance.Faults;
using Conformance.Laws;
using Conformance.Suite.Reports;

namespace Conformance.Diagnosis.Naming;

/// <summary>Names the seeded fault that a failing engine behaves like, or says what its failures have in common.</summary>
/// <param name="accuracy">What the engines promise.</param>
/// <param name="most">On how many problems of the standard set they are compared at most.</param>
public sealed class Diagnoser(AccuracyClass accuracy = AccuracyClass.Componentwise, int most = int.MaxValue)
{
    /// <summary>A fault fits that explains this share of the failures and is wrong on at most the rest of it where the engine is right:
    /// races are lost by chance.</summary>
    private const double Fit = 0.98;

    private readonly FaultDictionary dictionary = new(accuracy, most);
    private Dictionary<string, double[]>? profiles;

    /// <summary>The verdict; null where the engine is right on all of it.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="without">Faults of the bank that are not compared.</param>
    /// <param name="withRule">Whether a rule is looked for where no fault fits.</param>
    public EngineDiagnosis? Of(LawSubject engine, Func<SeededFault, bool>? without = null, bool withRule = true)
    {
        var seen = new Sighting(dictionary, witness => Script.Run(() => engine.Fresh(FaultDictionary.Threads), witness.Problem, witness.Seed));
        return seen.Failing.Count == 0 ? null : Of(engine, seen, without ?? (_ => false), withRule);
    }

    /// <summary>The verdict on an entry of the bank, as if it were an engine.</summary>
    internal EngineDiagnosis? Of(SeededFault entry, Func<SeededFault, bool> without)
    {
        Sighting seen = Of(entry);
        return seen.Failing.Count == 0 ? null : Of(WrongEngines.Subject(entry), seen, without, withRule: false);
    }

    private Sighting Of(SeededFault entry) => new(dictionary, (_, at) => dictionary.Of(entry, at));

    private EngineDiagnosis Of(LawSubject engine, Sighting seen, Func<SeededFault, bool> without, bool withRule)
    {
        SeededFault[] bank = [.. FaultBank.All.Where(fault => !fault.NeedsGuards && !without(fault))];
        List<(SeededFault Fault, LikelyFault Likely)> ranked = [.. bank.Select(fault => (fault, seen.Compare(fault))).Where(c => c.Item2.Explained > 0)
            .OrderByDescending(c => c.Item2.Explained - c.Item2.Contradicted)];
        LikelyFault[] fitting = [.. ranked.Select(c => c.Likely).Where(likely => Fits(likely, seen))];
        if (fitting.Length == 0 && withRule) fitting = [.. Pairs(seen, bank).Take(1)];
        LikelyFault[] likely = [.. fitting.Where(l => Score(l) == Score(fitting[0]))];
        string nearest = likely.Length > 0 ? likely[0].Class : Nearest(seen, bank, ranked.Select(c => c.Likely).FirstOrDefault());
        return new EngineDiagnosis(engine.Name, dictionary.Witnesses.Count, seen.Failing.Count, likely, nearest,
            likely.Length == 0 && withRule && !engine.IsCostly ? RuleFinder.Find(problem => Fails(engine, problem), [.. seen.Failing.Select(at => dictionary.Witnesses[at].Problem)]) : null);
    }

    /// <summary>Whether an engine errs on a problem, on some step of the script.</summary>
    private bool Fails(LawSubject engine, Spec.ConvolutionProblem problem)
    {
        var witness = new Witness(problem, 1, accuracy);
        return !witness.Agree(Script.Run(() => engine.Fresh(FaultDictionary.Threads), problem, 1), witness.Right);
    }

    private static int Score(LikelyFault fault) => fault.Explained - fault.Contradicted;

    private static bool Fits(LikelyFault fault, Sighting seen) =>
        fault.Explained >= Fit * seen.Failing.Count && fault.Contradicted <= (1 - Fit) * seen.Failing.Count;

    /// <summary>Two faults at once that explain what none does alone. Each failing problem must trigger one of the two.</summary>
    private static IEnumerable<LikelyFault> Pairs(Sighting seen, SeededFault[] bank)
    {
        SeededFault[] possible = [.. bank.Where(fault => !fault.NeedsPreparing)];
        for (int i = 0; i < possible.Length; i++)
        {
            for (int j = i + 1; j < possible.Length; j++)
            {
                if (possible[i].And(possible[j]) is not { } both || !seen.MayExplain(both)) continue;
                LikelyFault likely = seen.Compare(both);
                if (Fits(likely, seen)) yield return likely;
            }
        }
    }

    /// <summary>The class of the entry whose failures are the most alike; that of one that explains half of them, if there is one.</summary>
    private string Nearest(Sighting seen, SeededFault[] bank, LikelyFault? best)
    {
        if (best is not null && 2 * best.Explained > seen.Failing.Count && best.Contradicted * 4 < seen.Failing.Count) return best.Class;
        profiles ??= FaultBank.All.Where(fault => !fault.NeedsGuards).AsParallel().Select(fault => (fault.Id, Of(fault).Profile())).ToDictionary(f => f.Id, f => f.Item2);
        double[] mine = seen.Profile();
        return bank.MinBy(fault => MathNet.Numerics.Distance.Euclidean(mine, profiles[fault.Id]))!.Class;
    }
}
