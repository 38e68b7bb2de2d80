using Conformance.Spec;

namespace Conformance.Optimized.Rows;

/// <summary>How the planes of small groups are cut for the threads.</summary>
internal static class RowBands
{
    /// <summary>A band of the output needs no more of the padded planes than this, if it can: 128 KiB of floats stay in a
    /// second-level cache from the time they are copied until all rows have passed.</summary>
    private const int BandElements = 1 << 15;

    /// <summary>How many output rows a band has.</summary>
    /// <param name="height">The height.</param>
    /// <param name="elementsPerRow">What a row of the padded planes of a group has.</param>
    /// <param name="planes">Images times groups.</param>
    /// <param name="threads">How many threads.</param>
    /// <param name="isLine">Whether the rows of a plane are one line; else four rows at once are for one filter alone.</param>
    public static int Rows(SpatialAxis height, int elementsPerRow, int planes, int threads, bool isLine)
    {
        int rows = (int)height.Output, least = (int)Math.Max(height.Span, 8);
        long fit = BandElements / Math.Max(elementsPerRow, 1) - height.Span / height.Stride;
        // Few planes: bands are what the threads share.
        long share = threads == 1 ? rows : (long)rows * planes / (4 * threads) + 1;
        int band = (int)Math.Max(Math.Min(fit, share), least);
        if (band >= rows) return Math.Max(rows, 1);
        // As many bands for one thread as for another.
        int bands = ((rows + band - 1) / band + threads - 1) / threads * threads, even = (rows + bands - 1) / bands;
        return isLine ? even : (even + 3) / 4 * 4;
    }

    /// <summary>How many planes an item computes, one after the other: several small ones, since an item is handed out at a cost.</summary>
    /// <param name="planes">Images times groups.</param>
    /// <param name="threads">How many threads.</param>
    /// <param name="isWhole">Whether a plane is one band.</param>
    public static int PlanesAtOnce(int planes, int threads, bool isWhole)
    {
        if (!isWhole || threads > 1 && planes < 16 * threads) return 1;
        return threads == 1 ? Math.Max(planes, 1) : planes / (8 * threads);
    }
}
