namespace Conformance.Optimized.Windows;

/// <summary>
/// Output positions as segments of neighbours in a row. The last one of a row overlaps the one before it, so that none passes the row's
/// end; where rows are shorter than a segment it does, and the next row overwrites what it computed too much.
/// <code>
///   width 17, segments of 7:   0……6 │ 7……13 │ 10……16
/// </code>
/// </summary>
/// <param name="width">The positions of a row.</param>
/// <param name="segment">The positions of a segment.</param>
internal readonly struct SegmentList(int width, int segment)
{
    /// <summary>The segments of a row.</summary>
    public int PerRow { get; } = (width + segment - 1) / segment;

    /// <summary>The row of a segment.</summary>
    public int Row(int index) => index / PerRow;

    /// <summary>The column in which a segment begins.</summary>
    public int Column(int index) => Math.Min(index % PerRow * segment, Math.Max(width - segment, 0));

    /// <summary>The position in which a segment begins.</summary>
    public int First(int index) => Row(index) * width + Column(index);

    /// <summary>The position behind a segment, but for those that belong to no row.</summary>
    public int End(int index) => Row(index) * width + Math.Min(Column(index) + segment, width);
}
