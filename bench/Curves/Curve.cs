namespace Conformance.Bench.Curves;

/// <summary>The times of one kernel over the sizes of a sweep; NaN where it does not compute one.</summary>
/// <param name="Kernel">The kernel, without registers.</param>
/// <param name="Sizes">The sizes, ascending.</param>
/// <param name="Seconds">The median time of each.</param>
internal sealed record Curve(string Kernel, IReadOnlyList<int> Sizes, IReadOnlyList<double> Seconds);

/// <summary>Where the fastest kernel changes.</summary>
/// <param name="From">The fastest of the smaller sizes.</param>
/// <param name="To">That of the larger ones.</param>
/// <param name="Below">The last size of <paramref name="From"/>.</param>
/// <param name="Above">The first of <paramref name="To"/>.</param>
/// <param name="At">Where their curves cross; null where one of them does not compute both sizes.</param>
internal sealed record Crossover(string From, string To, int Below, int Above, double? At)
{
    /// <summary>All of some curves over the same sizes. Between two sizes a curve is a power of the size: a line on logarithmic axes.</summary>
    public static IReadOnlyList<Crossover> Of(IReadOnlyList<Curve> curves)
    {
        var found = new List<Crossover>();
        for (int i = 0; curves.Count > 0 && i + 1 < curves[0].Sizes.Count; i++)
        {
            if (Fastest(curves, i) is not { } from || Fastest(curves, i + 1) is not { } to || from == to) continue;
            (int below, int above) = (from.Sizes[i], from.Sizes[i + 1]);
            double before = Math.Log(from.Seconds[i] / to.Seconds[i]), after = Math.Log(from.Seconds[i + 1] / to.Seconds[i + 1]);
            double share = before / (before - after);
            found.Add(new(from.Kernel, to.Kernel, below, above, double.IsFinite(share) ? below * Math.Pow((double)above / below, share) : null));
        }
        return found;
    }

    /// <summary>The fastest at a size; null where nobody computes it.</summary>
    public static Curve? Fastest(IEnumerable<Curve> curves, int index) => curves.Where(c => double.IsFinite(c.Seconds[index])).MinBy(c => c.Seconds[index]);

    public override string ToString() => At is { } at ? $"{From} → {To} at {at:G3}" : $"{From} → {To} between {Below} and {Above}";
}
