namespace Conformance.Diagnosis.Naming;

/// <summary>How an engine fails, in numbers from −1 to 1 that have names: on which step of the script first, with what flaw, what
/// cures it, and how outputs differ. None of it tells which problems failed.</summary>
internal sealed class Symptoms
{
    /// <summary>Failures that are looked at: enough for shares, few enough for seconds.</summary>
    private const int MostLookedAt = 16;

    private static readonly string[] Flaws = ["varies", "changes its weights", "writes between elements", "throws"];

    private Symptoms(double[] values) => Values = values;

    /// <summary>What each number says.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. Script.Steps.Select(step => $"first wrong: {step}"), .. Flaws, .. Cures.Names.Select(name => $"cured by {name}"), .. ErrorShape.Names,
    ];

    /// <summary>The numbers.</summary>
    public IReadOnlyList<double> Values { get; }

    /// <summary>Of an engine that fails.</summary>
    public static Symptoms Of(Sighting seen)
    {
        int[] failing = [.. Witnesses.Spread(seen.Failing, MostLookedAt)];
        int[] first = [.. failing.Select(seen.FirstWrongStep)];
        // A wrong output that takes more than a plain call is not asked for cures: those are plain calls.
        bool?[][] cures = [.. failing.Where((_, i) => first[i] == 0).Select(at => Cures.Of(seen, seen.Witnesses[at]))];
        double[][] shapes = [.. failing.Select((at, i) => ErrorShape.Of(seen.At(at)[first[i]].Output, seen.Witnesses[at].Right[first[i]].Output, seen.Witnesses[at].Problem)).OfType<double[]>()];
        return new Symptoms(
        [
            .. Enumerable.Range(0, Script.Steps.Count).Select(step => Share(first, s => s == step)),
            .. Flaws.Select(flaw => Share(failing, at => seen.At(at).Any(outcome => outcome.Flaw == flaw))),
            .. Enumerable.Range(0, Cures.Names.Count).Select(cure => Mean(cures.Select(all => all[cure]).OfType<bool>().Select(cured => cured ? 1.0 : 0))),
            .. Enumerable.Range(0, ErrorShape.Names.Count).Select(i => Mean(shapes.Select(shape => shape[i]))),
        ]);
    }

    private static double Share<T>(T[] items, Func<T, bool> holds) => (double)items.Count(holds) / Math.Max(1, items.Length);

    private static double Mean(IEnumerable<double> values) => values.DefaultIfEmpty(0).Average();
}
