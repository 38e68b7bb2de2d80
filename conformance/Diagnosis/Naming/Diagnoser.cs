using System.Diagnostics;
using Conformance.Catalog;
using Conformance.Diagnosis.Rules;
using Conformance.Faults;
using Conformance.Laws;
using Conformance.Spec;
using Conformance.Suite.Reports;

namespace Conformance.Diagnosis.Naming;

/// <summary>Names the seeded fault that a failing engine behaves like, or says what its failures have in common.</summary>
public sealed class Diagnoser
{
    /// <summary>A fault fits that explains this share of the failures and is wrong on at most the rest of it where the engine is right.
    /// Of an engine that gives other bits each time no fault can do the same: there the larger part will do.</summary>
    private const double Fit = 0.98, FitOfVarying = 0.6;

    /// <summary>The share of failures on one plain call from which the rule is made by plain calls alone.</summary>
    private const double MostlyPlain = 0.8;

    private const ulong Seed = 77;

    /// <summary>Of the bank alone, so that one serves all.</summary>
    private static readonly Lazy<NearestClass> Nearest = new(() => new NearestClass(Witnesses.With(Witnesses.Standard(), Seed, AccuracyClass.Componentwise)));
    private readonly Stopwatch clock = new();

    /// <summary>On how many problems of the standard set engines are compared at most, and on how many of those that are known to fail.</summary>
    public int MostProblems { get; init; } = int.MaxValue;

    /// <summary>What a diagnosis may take: what is not done by then is left out.</summary>
    public TimeSpan Time { get; init; } = TimeSpan.MaxValue;

    /// <summary>The verdict; null where the engine is right on all of it.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="known">Problems on which it failed already.</param>
    /// <param name="without">Faults of the bank that are not compared.</param>
    public EngineDiagnosis? Of(LawSubject engine, IReadOnlyCollection<ConvolutionProblem>? known = null, Func<SeededFault, bool>? without = null)
    {
        clock.Restart();
        var witnesses = Witnesses.With(Witnesses.Standard(MostProblems, known), Seed, engine.Accuracy);
        // A process is not started for each call: what it remembers may then mix in, and is asked for where the engine fails.
        Sighting seen = new(witnesses, engine.IsCostly ? engine.Instance ?? (_ => engine.Engine) : engine.Fresh, engine.Accuracy, IsOver(0.4))
        {
            CreateApart = engine.IsCostly ? () => engine.Fresh() : null,
        };
        // What is right on plain memory may still touch what is beside it.
        if (seen.Failing.Count == 0 && engine.Guarded is { } guarded) seen = new(witnesses, _ => guarded, engine.Accuracy, IsOver(0.6));
        return seen.Failing.Count == 0 ? null : Of(engine.Name, seen, without ?? (_ => false), withRule: true);
    }

    /// <summary>The verdict on what was seen of an engine.</summary>
    internal EngineDiagnosis Of(string name, Sighting seen, Func<SeededFault, bool> without, bool withRule)
    {
        SeededFault[] bank = [.. FaultBank.All.Where(fault => !without(fault))];
        LikelyFault[] ranked = [.. bank.Where(seen.MayBe).Select(seen.Compare).Where(likely => likely.Explained > 0).OrderByDescending(Score)];
        LikelyFault[] fitting = [.. ranked.Where(likely => Fits(likely, seen))];
        if (fitting.Length == 0 && withRule) fitting = [.. Pairs(seen, bank, IsOver(0.7)).Take(1)];
        LikelyFault[] likely = [.. fitting.Where(l => Score(l) == Score(fitting[0]))];
        if (likely.Length > 0) return new EngineDiagnosis(name, seen.Witnesses.Count, seen.Failing.Count, likely, likely[0].Class);
        var (nearest, evidence) = ClassOf(seen, ranked, without);
        // What fails by the calls that went before has no rule over problems.
        bool hasRule = withRule && nearest != ClassEvidence.State;
        return new EngineDiagnosis(name, seen.Witnesses.Count, seen.Failing.Count, [], nearest, evidence, hasRule ? RuleOf(seen) : null);
    }

    /// <summary>The class that symptoms mean by themselves; else that of a fault that explains most failures; else that of those with
    /// symptoms alike. With it, why.</summary>
    private static (string Class, string Evidence) ClassOf(Sighting seen, LikelyFault[] ranked, Func<SeededFault, bool> without)
    {
        var symptoms = Symptoms.Of(seen);
        if (ClassEvidence.Of(symptoms) is { } cause) return (cause.Class, cause.Because);
        if (ranked.FirstOrDefault() is { } best && 2 * best.Explained > seen.Failing.Count && 4 * best.Contradicted < seen.Failing.Count)
            return (best.Class, $"most failures are those of `{best.Id}`");
        return (Nearest.Value.Of(symptoms, without), "the seeded faults with the most similar failures");
    }

    private FailureRule? RuleOf(Sighting seen)
    {
        ConvolutionProblem[] known = [.. seen.Failing.Select(at => seen.Witnesses[at].Problem)];
        return RuleFinder.Find(Question(seen), known, IsOver(1));
    }

    /// <summary>Whether an engine errs on a problem: on a plain call, where it mostly errs on those, else on some step of the script.</summary>
    internal static Func<ConvolutionProblem, bool> Question(Sighting seen)
    {
        bool isPlain = seen.Failing.Count(at => seen.FirstWrongStep(at) == 0) >= MostlyPlain * seen.Failing.Count;
        return problem =>
        {
            if (isPlain) return Trial.IsRight(seen.Create(Sighting.Threads), problem, LawData.Draw(problem, Seed), seen.Accuracy) == false;
            var witness = new Witness(problem, Seed, seen.Accuracy);
            return !witness.Agree(witness.Right, Script.Run(() => seen.Create(Sighting.Threads), problem, Seed));
        };
    }

    private Func<bool> IsOver(double share) => () => Time != TimeSpan.MaxValue && clock.Elapsed > share * Time;

    private static int Score(LikelyFault fault) => fault.Explained - fault.Contradicted;

    private static bool Fits(LikelyFault fault, Sighting seen)
    {
        double fit = seen.Varies ? FitOfVarying : Fit;
        return fault.Explained >= fit * seen.Failing.Count && fault.Contradicted <= (1 - fit) * seen.Failing.Count;
    }

    /// <summary>Two faults at once that explain what none does alone. Each failing problem must trigger one of the two.</summary>
    private static IEnumerable<LikelyFault> Pairs(Sighting seen, SeededFault[] bank, Func<bool> isOver)
    {
        SeededFault[] possible = [.. bank.Where(fault => !fault.NeedsPreparing && !fault.NeedsGuards)];
        for (int i = 0; i < possible.Length; i++)
        {
            for (int j = i + 1; j < possible.Length; j++)
            {
                if (isOver()) yield break;
                if (possible[i].And(possible[j]) is not { } both || !seen.MayExplain(both)) continue;
                LikelyFault likely = seen.Compare(both);
                if (Fits(likely, seen)) yield return likely;
            }
        }
    }
}
