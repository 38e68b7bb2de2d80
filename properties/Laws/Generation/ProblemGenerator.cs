using Conformance.Spec;
using Conformance.Suite.Cases;

namespace Conformance.Laws;

/// <summary>Draws small problems of the kinds at which engines go wrong.</summary>
public static class ProblemGenerator
{
    /// <summary>Above this a problem is drawn anew: a law check should take microseconds.</summary>
    private const long MostWork = 20_000;

    /// <summary>A problem; the same seed gives the same one on every machine.</summary>
    public static ConvolutionProblem Draw(ulong seed)
    {
        Dice dice = Begin(seed, out ProblemKind kind);
        while (true)
        {
            ConvolutionProblem problem = kind.Draw(dice);
            if (problem.MultiplyAdds + problem.InputCount + problem.OutputCount <= MostWork) return problem;
        }
    }

    /// <summary>The kind as which the problem of a seed is drawn.</summary>
    public static ProblemKind KindOf(ulong seed)
    {
        Begin(seed, out ProblemKind kind);
        return kind;
    }

    private static Dice Begin(ulong seed, out ProblemKind kind)
    {
        var dice = new Dice(SplitMix64.Mix(seed, 0x9E0));
        kind = ProblemKinds.All[(int)dice.Between(0, ProblemKinds.All.Count - 1)];
        return dice;
    }
}
