namespace Conformance.Optimized.Windows;

/// <summary>The terms that a tile adds up.</summary>
/// <param name="taps">Where the input of each lies, from the first position of a segment on: a <see cref="TapList"/>.</param>
/// <param name="besideA">For each, which positions of the first segment have no input in it, as bits from the lowest on.</param>
/// <param name="besideB">The same of the second.</param>
/// <param name="next">What will be read soon, or 0. Need not be memory of ours.</param>
/// <param name="lines">Where a cache line of that lies for each term, to be asked for.</param>
internal readonly ref struct TileTerms(ReadOnlySpan<int> taps, ReadOnlySpan<byte> besideA, ReadOnlySpan<byte> besideB, nint next, ReadOnlySpan<int> lines)
{
    public ReadOnlySpan<int> Taps { get; } = taps;

    public ReadOnlySpan<byte> BesideA { get; } = besideA;

    public ReadOnlySpan<byte> BesideB { get; } = besideB;

    public nint Next { get; } = next;

    public ReadOnlySpan<int> Lines { get; } = lines;

    /// <summary>0, which the compiler does not know.</summary>
    public nint Zero { get; } = 0;

    /// <summary>How many.</summary>
    public nint Count => Taps.Length - TapList.Ahead;
}
