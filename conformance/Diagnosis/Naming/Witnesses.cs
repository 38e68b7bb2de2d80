using Conformance.Catalog;
using Conformance.Spec;
using Conformance.Suite.Cases;

namespace Conformance.Diagnosis.Naming;

/// <summary>The problems on which engines are compared.</summary>
internal static class Witnesses
{
    /// <summary>Problems of more products than this are left to the others.</summary>
    private const long MostWork = 40_000;

    /// <summary>Those of the standard set that are small enough, the combined ones of the covering array last.</summary>
    /// <param name="most">How many at most.</param>
    /// <param name="first">Problems that come before them, as those on which an engine failed.</param>
    public static IReadOnlyList<ConvolutionProblem> Standard(int most = int.MaxValue, IReadOnlyCollection<ConvolutionProblem>? first = null)
    {
        ConvolutionProblem[] known = [.. (first ?? []).Where(IsSmall).Distinct()];
        ConvolutionProblem[] others = [.. CaseFiles.StandardLines().OrderBy(entry => entry.Feature == "covering")
            .Select(entry => entry.Line.Problem.With(name: "")).Where(IsSmall).Distinct().Except(known)];
        // Every so manieth where all are too many: neighbours in a file are alike.
        return [.. Spread(known, most), .. Spread(others, most)];
    }

    /// <summary>The problems with numbers, and with what a right engine makes of them.</summary>
    public static IReadOnlyList<Witness> With(IReadOnlyList<ConvolutionProblem> problems, ulong seed, AccuracyClass accuracy) =>
        [.. problems.AsParallel().AsOrdered().Select((problem, at) => new Witness(problem, seed + (ulong)at, accuracy))];

    /// <summary>So many of them at most, from first to last.</summary>
    public static IEnumerable<T> Spread<T>(IReadOnlyList<T> items, int most) =>
        items.Count <= most ? items : Enumerable.Range(0, most).Select(i => items[(int)((long)i * items.Count / most)]);

    private static bool IsSmall(ConvolutionProblem p) => p.MultiplyAdds <= MostWork && p.InputCount + p.WeightCount + p.OutputCount <= MostWork;
}
