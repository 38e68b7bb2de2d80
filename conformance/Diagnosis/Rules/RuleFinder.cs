using Conformance.Laws;
using Conformance.Spec;
using Conformance.Suite.Cases;
using Conformance.Suite.Reports;

namespace Conformance.Diagnosis.Rules;

/// <summary>A rule.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="From">The problems that it was made from.</param>
internal sealed record Learned(Rule Rule, IReadOnlySet<ConvolutionProblem> From);

/// <summary>Finds what the problems on which an engine fails have in common: a rule from random problems, sharpened on neighbours of
/// those that fail and of those on which the rule was wrong.</summary>
internal static class RuleFinder
{
    private const int Drawn = 1200, Rounds = 5, ProbedPerRound = 40, Tried = 500, LeastTried = 50, Steps = 3;
    private const ulong FirstSeed = 1_000_000, FirstFresh = 9_000_000;

    /// <summary>The rule, tried on problems that it was not made from; null where the engine fails on none that was drawn,
    /// or where the rule is hardly better than "always" or "never".</summary>
    /// <param name="fails">Whether the engine fails on a problem.</param>
    /// <param name="known">Problems on which it is known to fail.</param>
    /// <param name="isOver">Whether to ask for no more problems.</param>
    public static FailureRule? Find(Func<ConvolutionProblem, bool> fails, IReadOnlyList<ConvolutionProblem> known, Func<bool> isOver)
    {
        if (Learn(fails, known, isOver) is not { } learned) return null;
        ConvolutionProblem[] fresh = [.. Fresh(known, learned.From).TakeWhile((_, i) => i < LeastTried || !isOver())];
        return Told(learned.Rule, fresh, [.. fresh.Select(fails)]);
    }

    /// <summary>A rule with how often it is right; null where that is not worth telling.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="fresh">Problems that it was not made from.</param>
    /// <param name="errs">Whether the engine fails on each.</param>
    public static FailureRule? Told(Rule rule, IReadOnlyList<ConvolutionProblem> fresh, IReadOnlyList<bool> errs)
    {
        double agreement = Agreement(rule, errs, fresh), failing = errs.Count(e => e) / (double)errs.Count;
        // Who says the same of every problem errs so often; a rule that does not halve that says nothing, unless all problems fail.
        double otherwise = Math.Min(failing, 1 - failing);
        return 2 * (1 - agreement) <= otherwise ? new FailureRule(rule.ToString(), agreement, errs.Count) : null;
    }

    /// <summary>The rule itself.</summary>
    /// <inheritdoc cref="Find"/>
    public static Learned? Learn(Func<ConvolutionProblem, bool> fails, IReadOnlyList<ConvolutionProblem> known, Func<bool> isOver)
    {
        Dictionary<ConvolutionProblem, bool> labels = [];
        foreach (ConvolutionProblem p in known) Label(p);
        for (ulong seed = 0; seed < Drawn && !isOver(); seed++) Label(ProblemGenerator.Draw(FirstSeed + seed));
        if (!labels.ContainsValue(true)) return null;
        Probe(labels.Where(l => l.Value).Select(l => l.Key));
        Rule rule = Relearn();
        for (int round = 0; round < Rounds && !isOver(); round++)
        {
            // New problems show where the rule is wrong; what is near to those shows why.
            ConvolutionProblem[] fresh = [.. Enumerable.Range(0, Drawn / 4).Select(i => ProblemGenerator.Draw(FirstSeed + Drawn + (ulong)(round * Drawn + i)))];
            ConvolutionProblem[] missed = [.. fresh.Where(p => Label(p) != rule.Holds(p))];
            Probe(missed);
            Probe(fresh.Where(p => rule.Holds(p)));
            rule = Relearn();
        }
        return new Learned(rule, labels.Keys.ToHashSet());

        bool Label(ConvolutionProblem p) => labels.TryGetValue(p, out bool known) ? known : labels[p] = fails(p);

        void Probe(IEnumerable<ConvolutionProblem> near)
        {
            foreach (ConvolutionProblem p in near.Take(ProbedPerRound).ToList())
                foreach (ConvolutionProblem neighbour in Neighbours.Of(p).TakeWhile(_ => !isOver())) Label(neighbour);
        }

        Rule Relearn() => new RuleLearner([.. labels.Keys]).Learn([.. labels.Values]);
    }

    /// <summary>Problems from which no rule is made: every other one drawn at random, the others some random steps from a failing one,
    /// without which many a fault would hardly show.</summary>
    /// <param name="failing">Problems that fail.</param>
    /// <param name="seen">Problems that are not fresh.</param>
    public static IEnumerable<ConvolutionProblem> Fresh(IReadOnlyList<ConvolutionProblem> failing, IReadOnlySet<ConvolutionProblem> seen)
    {
        var random = new SplitMix64(FirstFresh);
        for (ulong i = 0, found = 0; found < Tried; i++)
        {
            ConvolutionProblem p = i % 2 == 0 || failing.Count == 0 ? ProblemGenerator.Draw(FirstFresh + i) : Walk(failing[Below(failing.Count)]);
            if (seen.Contains(p)) continue;
            found++;
            yield return p;
        }

        ConvolutionProblem Walk(ConvolutionProblem p)
        {
            for (int step = 0; step < Steps; step++)
                if (Neighbours.Of(p).ToList() is { Count: > 0 } near) p = near[Below(near.Count)];
            return p;
        }

        int Below(int count) => (int)(random.Next() % (ulong)count);
    }

    /// <summary>On which share of problems a rule says what is so.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="holds">What is so, a truth for each problem.</param>
    /// <param name="problems">The problems.</param>
    public static double Agreement(Rule rule, IReadOnlyList<bool> holds, IReadOnlyList<ConvolutionProblem> problems) =>
        problems.Zip(holds).Count(p => rule.Holds(p.First) == p.Second) / (double)problems.Count;
}
