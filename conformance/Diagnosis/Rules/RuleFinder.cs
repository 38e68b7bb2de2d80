using Conformance.Laws;
using Conformance.Spec;
using Conformance.Suite.Reports;

namespace Conformance.Diagnosis.Rules;

/// <summary>Finds what the problems on which an engine fails have in common: a rule from random problems, sharpened on neighbours of
/// those that fail and of those on which the rule was wrong.</summary>
internal static class RuleFinder
{
    private const int Drawn = 1200, Rounds = 3, ProbedPerRound = 40, Tried = 500;
    private const ulong FirstSeed = 1_000_000, FirstFresh = 9_000_000;

    /// <summary>The rule, tried on problems that it was not made from; null where the engine fails on none that was drawn.</summary>
    /// <param name="fails">Whether the engine fails on a problem.</param>
    /// <param name="known">Problems on which it is known to fail.</param>
    public static FailureRule? Find(Func<ConvolutionProblem, bool> fails, IReadOnlyList<ConvolutionProblem> known) =>
        Learn(fails, known) is { } rule ? new FailureRule(rule.ToString(), Agreement(rule, fails, Fresh()), Tried) : null;

    /// <summary>The rule itself.</summary>
    public static Rule? Learn(Func<ConvolutionProblem, bool> fails, IReadOnlyList<ConvolutionProblem> known)
    {
        Dictionary<ConvolutionProblem, bool> labels = [];
        foreach (ConvolutionProblem p in known) Label(p);
        for (ulong seed = 0; seed < Drawn; seed++) Label(ProblemGenerator.Draw(FirstSeed + seed));
        if (!labels.ContainsValue(true)) return null;
        Probe(labels.Where(l => l.Value).Select(l => l.Key));
        Rule rule = Relearn();
        for (int round = 0; round < Rounds; round++)
        {
            // New problems show where the rule is wrong; what is near to those shows why.
            ConvolutionProblem[] fresh = [.. Enumerable.Range(0, Drawn / 4).Select(i => ProblemGenerator.Draw(FirstSeed + Drawn + (ulong)(round * Drawn + i)))];
            ConvolutionProblem[] missed = [.. fresh.Where(p => Label(p) != rule.Holds(p))];
            Probe(missed);
            Probe(fresh.Where(p => rule.Holds(p)));
            rule = Relearn();
        }
        return rule;

        bool Label(ConvolutionProblem p) => labels.TryGetValue(p, out bool known) ? known : labels[p] = fails(p);

        void Probe(IEnumerable<ConvolutionProblem> near)
        {
            foreach (ConvolutionProblem p in near.Take(ProbedPerRound).ToList())
                foreach (ConvolutionProblem neighbour in Neighbours.Of(p)) Label(neighbour);
        }

        Rule Relearn() => new RuleLearner([.. labels.Keys]).Learn([.. labels.Values]);
    }

    /// <summary>Problems from which no rule is made.</summary>
    public static IReadOnlyList<ConvolutionProblem> Fresh() => [.. Enumerable.Range(0, Tried).Select(i => ProblemGenerator.Draw(FirstFresh + (ulong)i))];

    /// <summary>On which share of problems a rule says what is so.</summary>
    public static double Agreement(Rule rule, Func<ConvolutionProblem, bool> fails, IReadOnlyList<ConvolutionProblem> problems) =>
        problems.Count(p => rule.Holds(p) == fails(p)) / (double)problems.Count;
}
