using Conformance.Spec;

namespace Conformance.Diagnosis.Naming;

/// <summary>How an engine fails, in numbers from −1 to 1 that have names: on which step of the script first, with what flaw, what
/// cures it, how outputs differ, and whether it is the large problems that fail.</summary>
internal sealed class Symptoms
{
    /// <summary>Failures that are looked at: enough for shares, few enough for seconds.</summary>
    private const int MostLookedAt = 16;

    /// <summary>Failures for which a process is started: that takes from a tenth of a second to some seconds.</summary>
    private const int MostStarted = 4;

    private static readonly string[] Flaws = ["varies", "changes its input", "changes its weights", "changes its bias", "writes between elements", Script.Throws, Script.Dies];

    private static readonly (string Name, Func<ConvolutionProblem, long> Of)[] Sizes =
    [
        ("a large input", p => p.InputCount), ("many products", p => p.MultiplyAdds),
        ("a large im2col matrix", p => p.WindowTerms * p.Axes.Aggregate(1L, (n, axis) => n * axis.Output)),
    ];

    private static readonly Dictionary<string, int> Numbers;

    static Symptoms()
    {
        Names =
        [
            .. Script.Steps.Select(step => $"first wrong: {step}"), .. Flaws, "nothing to compute",
            .. Cures.Names.Select(name => $"cured by {name}"), .. ErrorShape.Names, .. Sizes.Select(size => $"fails on {size.Name}"),
        ];
        Numbers = Names.Index().ToDictionary(name => name.Item, name => name.Index);
    }

    private Symptoms(double[] values) => Values = values;

    /// <summary>What each number says.</summary>
    public static IReadOnlyList<string> Names { get; }

    /// <summary>The numbers.</summary>
    public IReadOnlyList<double> Values { get; }

    /// <summary>The number of a name.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public double this[string name] => Values[Numbers[name]];

    /// <summary>Of an engine that fails.</summary>
    public static Symptoms Of(Sighting seen)
    {
        int[] failing = [.. Witnesses.Spread(seen.Failing, MostLookedAt)];
        int[] first = [.. failing.Select(seen.FirstWrongStep)];
        // A wrong output that takes more than a plain call is not asked for cures: those are plain calls.
        bool?[][] cures = [.. failing.Where((_, i) => first[i] == 0).Select((at, i) => Cures.Of(seen, seen.Witnesses[at], mayStart: i < MostStarted))];
        double[][] shapes = [.. failing.Select((at, i) => ErrorShape.Of(seen.At(at)[first[i]].Output, seen.Witnesses[at].Right[first[i]].Output, seen.Witnesses[at].Problem)).OfType<double[]>()];
        return new Symptoms(
        [
            .. Enumerable.Range(0, Script.Steps.Count).Select(step => Share(first, s => s == step)),
            .. Flaws.Select(flaw => Share(failing, at => seen.At(at).Any(outcome => outcome.Flaw == flaw))),
            Share(failing, at => seen.Witnesses[at].Problem is { InputCount: 0 } or { OutputCount: 0 }),
            .. Enumerable.Range(0, Cures.Names.Count).Select(cure => Mean(cures.Select(all => all[cure]).OfType<bool>().Select(cured => cured ? 1.0 : 0))),
            .. Enumerable.Range(0, ErrorShape.Names.Count).Select(i => Mean(shapes.Select(shape => shape[i]))),
            .. Sizes.Select(size => Larger([.. seen.Failing.Select(Size)], [.. seen.Passing.Select(Size)], size.Of)),
        ]);

        ConvolutionProblem Size(int at) => seen.Witnesses[at].Problem;
    }

    private static double Share<T>(T[] items, Func<T, bool> holds) => (double)items.Count(holds) / Math.Max(1, items.Length);

    private static double Mean(IEnumerable<double> values) => values.DefaultIfEmpty(0).Average();

    /// <summary>Of all pairs of a failing and a passing problem the share in which the failing one is larger less the share in which it
    /// is smaller (Cliff's delta).</summary>
    private static double Larger(ConvolutionProblem[] failing, ConvolutionProblem[] passing, Func<ConvolutionProblem, long> size)
    {
        long[] large = [.. failing.Select(size)], small = [.. passing.Select(size)];
        return Mean(large.SelectMany(_ => small, (one, other) => (double)Math.Sign(one - other)));
    }
}
