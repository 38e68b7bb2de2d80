using System.Collections.Concurrent;
using Conformance.Catalog;
using Conformance.Diagnosis.Naming;
using Conformance.Diagnosis.Rules;
using Conformance.Faults;
using Conformance.Laws;
using Conformance.Spec;
using Conformance.Suite.Reports;

namespace Conformance.Diagnosis.Measuring;

/// <summary>A rule that was learned for a fault.</summary>
/// <param name="Fault">The fault.</param>
/// <param name="Condition">The rule; empty where none was found.</param>
/// <param name="Agreement">On which share of fresh problems it says where the fault really errs.</param>
/// <param name="WithTrigger">On which share it says where the fault is triggered, whether that shows or not.</param>
/// <param name="Failing">On which share of those problems the fault errs: what "never" would miss.</param>
public sealed record RuleFigure(string Fault, string Condition, double Agreement, double WithTrigger, double Failing)
{
    private const double Wanted = 0.98;

    /// <summary>Whether it is the same but for one problem in fifty.</summary>
    public bool IsRecovered => Agreement >= Wanted;
}

/// <summary>How often diagnosis is right over the bank itself.</summary>
/// <param name="NotNamed">Faults that are not named first, or only as one of several that fit alike, with what was said.</param>
/// <param name="NotClassed">Faults of which another class is said where they are left out of the bank, with that class.</param>
/// <param name="Strangers">How many faults that are not in the bank were tried.</param>
/// <param name="NotClassedStrangers">Those of them of which another class is said, with what was said.</param>
/// <param name="Rules">The rules of the faults whose trigger is a condition on the problem.</param>
public sealed record DiagnosisFigures(
    IReadOnlyList<(string Fault, string Said)> NotNamed, IReadOnlyList<(string Fault, string Said)> NotClassed,
    int Strangers, IReadOnlyList<(string Fault, string Said)> NotClassedStrangers, IReadOnlyList<RuleFigure> Rules)
{
    /// <summary>Random problems from which it is seen whether a trigger is a condition.</summary>
    private const int Asked = 2000;

    private const ulong Seed = 4242;

    /// <summary>Measures every fault of the bank. Each is an engine that is run anew, on the standard set with numbers of its own seed;
    /// one that shows on guarded memory alone in a worker.</summary>
    /// <param name="withRules">Whether rules are learned too, which takes minutes.</param>
    /// <param name="inWorker">The engine of a fault on guarded memory, in a process of its own.</param>
    /// <param name="done">Told after each fault.</param>
    public static DiagnosisFigures Of(bool withRules, Func<SeededFault, (LawSubject Engine, IDisposable Process)> inWorker, Action? done = null)
    {
        var diagnoser = new Diagnoser();
        var witnesses = Witnesses.With(Witnesses.Standard(), Seed, AccuracyClass.Componentwise);
        var named = new ConcurrentDictionary<string, string>();
        var classed = new ConcurrentDictionary<string, string>();
        var rules = new ConcurrentDictionary<string, RuleFigure>();
        Parallel.ForEach(FaultBank.All.Where(fault => !fault.NeedsGuards), fault => Measure(fault, new Sighting(witnesses, fault.CreateEngine<float>)));
        foreach (SeededFault fault in FaultBank.All.Where(fault => fault.NeedsGuards))
        {
            var (engine, process) = inWorker(fault);
            using (process) Measure(fault, new Sighting(witnesses, _ => engine.Guarded!));
        }
        // Each that fails nowhere would count as wrong: then it is no fault on any problem of the standard set.
        string[] said = [.. Measuring.Strangers.All.AsParallel().AsOrdered().Select(Said)];
        return new DiagnosisFigures(
            [.. FaultBank.All.Where(fault => named[fault.Id] != fault.Id).Select(fault => (fault.Id, named[fault.Id]))],
            [.. FaultBank.All.Where(fault => classed[fault.Id] != fault.Class).Select(fault => (fault.Id, classed[fault.Id]))],
            said.Length, [.. Measuring.Strangers.All.Zip(said).Where(s => s.First.Class != s.Second).Select(s => (s.First.Id, s.Second))],
            [.. FaultBank.All.Where(fault => rules.ContainsKey(fault.Id)).Select(fault => rules[fault.Id])]);

        string Said(SeededFault fault)
        {
            Sighting seen = new(witnesses, fault.CreateEngine<float>);
            return seen.Failing.Count == 0 ? "right" : diagnoser.Of(fault.Id, seen, _ => false, withRule: false).NearestClass;
        }

        void Measure(SeededFault fault, Sighting seen)
        {
            if (seen.Failing.Count == 0) named[fault.Id] = classed[fault.Id] = "right";
            else
            {
                named[fault.Id] = Names(diagnoser.Of(fault.Id, seen, _ => false, withRule: false));
                classed[fault.Id] = diagnoser.Of(fault.Id, seen, other => other.Id == fault.Id, withRule: false).NearestClass;
                // A rule asks thousands of times: too often for an engine that ends a process each time.
                if (withRules && !fault.NeedsGuards && IsCondition(fault)) rules[fault.Id] = Rule(fault, seen);
            }
            done?.Invoke();
        }
    }

    /// <summary>A trigger that holds on some problems and not on others is a condition on the problem.</summary>
    private static bool IsCondition(SeededFault fault)
    {
        ConvolutionProblem smallest = ConvolutionProblem.Parse(fault.Smallest);
        bool[] holds = [fault.Trigger(smallest), .. Enumerable.Range(0, Asked).Select(seed => fault.Trigger(ProblemGenerator.Draw((ulong)seed)))];
        return holds.Contains(true) && holds.Contains(false);
    }

    private static RuleFigure Rule(SeededFault fault, Sighting seen)
    {
        ConvolutionProblem[] known = [.. seen.Failing.Select(at => seen.Witnesses[at].Problem)];
        Func<ConvolutionProblem, bool> fails = Diagnoser.Question(seen);
        if (RuleFinder.Learn(fails, known, () => false) is not { } learned) return new RuleFigure(fault.Id, "", 0, 0, 0);
        ConvolutionProblem[] fresh = [.. RuleFinder.Fresh(known, learned.From)];
        bool[] errs = [.. fresh.Select(fails)];
        return new RuleFigure(fault.Id, learned.Rule.ToString(),
            RuleFinder.Agreement(learned.Rule, errs, fresh), RuleFinder.Agreement(learned.Rule, [.. fresh.Select(fault.Trigger)], fresh), errs.Count(e => e) / (double)errs.Length);
    }

    private static string Names(EngineDiagnosis found) =>
        found.Likely.Count > 0 ? string.Join(" or ", found.Likely.Select(likely => likely.Id)) : $"none; class {found.NearestClass}";
}
