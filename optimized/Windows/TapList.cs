namespace Conformance.Optimized.Windows;

/// <summary>
/// Where the input of each term of a window lies, and as many entries more as a tile looks ahead. Terms read a line here and a line there,
/// which the machine does not foresee: asked for ahead, 1×1 on 14×14 takes 0.88 ms where it took 1.11, and 3×3 on 7×7, whose weights
/// stream from the third-level cache, 2.33 for 3.25 (Cascade Lake). Processors of AMD do without: asked, 3×3 on 7×7 takes 4 to 11 % longer, and the
/// others as long (Zen 5).
/// </summary>
internal static class TapList
{
    /// <summary>How many terms ahead input is asked for: a channel of a kernel of 3×3.</summary>
    public const int Ahead = 9;

    /// <summary>How many terms ahead weights are: they come from further away.</summary>
    public const int WeightsAhead = 16;

    /// <param name="offsets">Where the terms lie, one at least.</param>
    /// <returns>The same, with the last one repeated at the end.</returns>
    public static int[] Of(IEnumerable<int> offsets)
    {
        int[] terms = [.. offsets];
        return [.. terms, .. Enumerable.Repeat(terms[^1], Ahead)];
    }
}
