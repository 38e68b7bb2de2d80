using Conformance.Spec;

namespace Conformance.Optimized.Winograd;

/// <summary>
/// The s_h·s_w parts that each channel falls into where a problem has a stride, in the order of the products. Part (a, b)
/// has the taps w[s_h·u + a, s_w·v + b]; where tap u = r − 1 lies beyond the kernel, its transform is zero at the points of
/// the last row, since row m + r − 2 of G is 0 … 0 1. With v it is the same for the last column. In this order the parts
/// that any point needs are neighbours:
/// <code>
///   last row:     (r rows, fewer columns) (r, r)
///   last column:                          (r, r) (fewer, r)
///   the others:   (r, fewer)              (r, r) (fewer, r) (fewer, fewer)
/// </code>
/// 3×3 at stride 2 takes 81 products for each channel in place of 100.
/// </summary>
internal sealed class PartOrder
{
    private readonly (int High, int Wide)[] parts;
    private readonly int fewerColumns, both, fewerRows;

    /// <param name="height">The height.</param>
    /// <param name="width">The width.</param>
    /// <param name="taps">r.</param>
    public PartOrder(SpatialAxis height, SpatialAxis width, int taps)
    {
        bool HasAll(SpatialAxis axis, int a) => axis.Stride * (taps - 1) + a < axis.Kernel;
        int Group((int High, int Wide) part) => (HasAll(height, part.High), HasAll(width, part.Wide)) switch
        {
            (true, false) => 0,
            (true, true) => 1,
            (false, true) => 2,
            _ => 3,
        };
        var all = Enumerable.Range(0, (int)height.Stride).SelectMany(a => Enumerable.Range(0, (int)width.Stride).Select(b => (High: a, Wide: b)));
        parts = [.. all.OrderBy(Group)];
        (fewerColumns, both, fewerRows) = (parts.Count(p => Group(p) == 0), parts.Count(p => Group(p) == 1), parts.Count(p => Group(p) == 2));
    }

    /// <summary>a and b of each part.</summary>
    public ReadOnlySpan<(int High, int Wide)> Parts => parts;

    /// <summary>The parts that a point needs.</summary>
    public (int From, int Count) For(bool isLastRow, bool isLastColumn) => (isLastRow, isLastColumn) switch
    {
        (true, true) => (fewerColumns, both),
        (true, false) => (0, fewerColumns + both),
        (false, true) => (fewerColumns, both + fewerRows),
        _ => (0, parts.Length),
    };

    /// <summary>The products that a channel takes at all points of a tile.</summary>
    /// <param name="side">m + r − 1.</param>
    public int Products(int side) => (side - 1) * ((side - 1) * parts.Length + 2 * both + fewerColumns + fewerRows) + both;
}
