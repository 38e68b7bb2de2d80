using System.Collections.Concurrent;
using System.Numerics;
using Conformance.Spec;

namespace Conformance.Diagnosis.Rules;

/// <summary>
/// Learns a rule from problems that fail and problems that pass: conjunction by conjunction, each of which holds for as many
/// of the failures that are left as can be and for hardly a pass (sequential covering, with a beam of conjunctions ranked by
/// FOIL's gain).
/// </summary>
internal sealed class RuleLearner
{
    private const int Beam = 6, MostAtoms = 5, MostCases = 6;

    /// <summary>A conjunction that explains fewer is chance, above all a long one.</summary>
    private const double LeastRight = 3, LeastShare = 0.0015;

    /// <summary>Passes among failures that a conjunction may hold for: a fault does not show where, say, all that it spoils is zero.</summary>
    private const double Impure = 0.005;

    private readonly ulong[][] atoms;
    private readonly int words;

    /// <summary>Works out which problem keeps which atom.</summary>
    public RuleLearner(IReadOnlyList<ConvolutionProblem> problems)
    {
        words = (problems.Count + 63) / 64;
        ulong[][] rows = [.. problems.AsParallel().AsOrdered().Select(Atom.Row)];
        atoms = new ulong[Atom.All.Count][];
        Parallel.For(0, atoms.Length, i => atoms[i] = Set(problems.Count, at => (rows[at][i / 64] >> (i % 64) & 1) != 0));
    }

    private sealed record Conjunction(int[] Atoms, ulong[] Holds, int Right, int Wrong, double Gain);

    /// <summary>The rule for some of the problems, the first ones where it was made from fewer.</summary>
    /// <param name="fails">Whether each fails.</param>
    public Rule Learn(IReadOnlyList<bool> fails)
    {
        Rule when = Cover(fails, isExcept: false), except = Cover([.. fails.Select(f => !f)], isExcept: true);
        return Size(except) < Size(when) ? except : when;

        // What is explained wrongly or not at all weighs more than what there is to read.
        int Size(Rule rule) => rule.Cases.Sum(all => 1 + all.Sum(atom => atom.Length)) + 2 * errors[rule.IsExcept ? 1 : 0];
    }

    private readonly int[] errors = new int[2];

    private Rule Cover(IReadOnlyList<bool> wanted, bool isExcept)
    {
        ulong[] left = Set(wanted.Count, at => wanted[at]), never = Set(wanted.Count, at => !wanted[at]);
        List<IReadOnlyList<Atom>> cases = [];
        int wrong = 0;
        while (cases.Count < MostCases && Count(left) > 0 && Best(left, never) is { } best && best.Right >= Math.Max(LeastRight, LeastShare * wanted.Count))
        {
            cases.Add([.. best.Atoms.Select(i => Atom.All[i])]);
            for (int i = 0; i < words; i++) left[i] &= ~best.Holds[i];
            wrong += best.Wrong;
        }
        errors[isExcept ? 1 : 0] = Count(left) + wrong;
        return new Rule(cases, isExcept);
    }

    /// <summary>The conjunction that holds for most of what is left and for nothing that it must not; null where there is none.</summary>
    private Conjunction? Best(ulong[] left, ulong[] never)
    {
        ulong[] everything = new ulong[words];
        for (int i = 0; i < words; i++) everything[i] = left[i] | never[i];
        int right = Count(left), wrong = Count(never);
        if (wrong == 0) return new Conjunction([], everything, right, 0, 0);
        List<Conjunction> beam = [new([], everything, right, wrong, 0)];
        Conjunction? best = null;
        for (int depth = 0; depth < MostAtoms && beam.Count > 0; depth++)
        {
            var next = new ConcurrentBag<Conjunction>();
            Parallel.ForEach(beam, from =>
            {
                for (int atom = 0; atom < atoms.Length; atom++)
                {
                    int p = 0, n = 0;
                    for (int i = 0; i < words; i++)
                    {
                        ulong holds = from.Holds[i] & atoms[atom][i];
                        p += BitOperations.PopCount(holds & left[i]);
                        n += BitOperations.PopCount(holds & never[i]);
                    }
                    if (p == 0 || n == from.Wrong) continue;
                    double gain = p * (Math.Log2((double)p / (p + n)) - Math.Log2((double)right / (right + wrong))) - 0.01 * Atom.All[atom].Length * (depth + 1);
                    next.Add(new Conjunction([.. from.Atoms, atom], from.Holds, p, n, gain));
                }
            });
            // The order of a bag is chance; that of gain and atoms is not.
            List<Conjunction> ranked = [.. next.OrderByDescending(c => c.Gain).ThenBy(c => c.Atoms[^1]).ThenBy(c => c.Atoms[0])];
            Conjunction? pure = ranked.Where(c => c.Wrong <= Impure * c.Right).MaxBy(c => c.Right);
            if (pure is not null && (best is null || pure.Right > best.Right * 1.1 + 1)) best = pure;
            beam = [.. ranked.Where(c => c.Wrong > Impure * c.Right && (best is null || c.Right > best.Right)).DistinctBy(c => (c.Right, c.Wrong)).Take(Beam).Select(Narrowed)];
        }
        return best is null ? null : Narrowed(best);
    }

    private Conjunction Narrowed(Conjunction c)
    {
        ulong[] holds = [.. c.Holds];
        for (int i = 0; i < words; i++) holds[i] &= atoms[c.Atoms[^1]][i];
        return c with { Holds = holds };
    }

    private static int Count(ulong[] set) => set.Sum(BitOperations.PopCount);

    private ulong[] Set(int count, Func<int, bool> isIn)
    {
        var set = new ulong[words];
        for (int at = 0; at < count; at++)
            if (isIn(at)) set[at / 64] |= 1UL << (at % 64);
        return set;
    }
}
