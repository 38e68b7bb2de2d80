using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using Conformance.Optimized.Gemm;
using Conformance.Optimized.Lanes;
using Conformance.Spec;

namespace Conformance.Optimized.Winograd;

/// <summary>
/// The padded input of a range of tiles in one channel, dealt out so that neighbouring tiles are neighbours in memory:
/// <code>
///   d[a, c, i, j] = x[m·i + a − p_h, m·j + c − p_w]     a = 0 … m − 1, c = 0 … m + 1, tile row i, tile column j
/// </code>
/// Element [r, c] of a register of tiles is one load, whatever the width of the image: row r ≥ m of a tile is row r − m
/// of the tile below. Columns m and m + 1 are there twice, so that tile rows follow each other without a gap.
/// </summary>
internal readonly struct DealtTiles<T, V>
    where T : unmanaged
    where V : struct, ILanes<V, T>
{
    private readonly SpatialAxis height, width;
    private readonly int m;

    /// <param name="height">The height.</param>
    /// <param name="width">The width.</param>
    /// <param name="m">The outputs of a tile in each direction.</param>
    /// <param name="blockTiles">The most tiles of a range.</param>
    public DealtTiles(SpatialAxis height, SpatialAxis width, int m, int blockTiles)
    {
        (this.height, this.width, this.m) = (height, width, m);
        TilesWide = ((int)width.Output + m - 1) / m;
        int rows = (blockTiles + TilesWide - 2) / TilesWide + 1;
        // Registers are written whole: two of them may pass the end. An odd number of cache lines, so that the planes do
        // not all meet in the same set of the cache.
        Plane = (((rows + 1) * TilesWide + 3 * V.Count) / 16 | 1) * 16 + 32;
    }

    /// <summary>The tiles of a row.</summary>
    public int TilesWide { get; }

    /// <summary>The distance of two [a, c].</summary>
    public int Plane { get; }

    /// <summary>The elements of all of them.</summary>
    public int Size => m * (m + 2) * Plane;

    /// <summary>Where the first tile of a range lies in a plane.</summary>
    public int Start(int first) => first % TilesWide;

    /// <summary>Deals out what tiles first … first + count − 1 read.</summary>
    public void Fill(GemmCall<T> call, int channelStart, int first, int count, Span<T> dealt)
    {
        int top = first / TilesWide, bottom = (first + count - 1) / TilesWide;
        if (TilesWide <= 2 * V.Count)
        {
            FillRows(call, channelStart, top, 0, (bottom - top + 1) * m + 2, 0, TilesWide, dealt);
            return;
        }
        for (int i = top; i <= bottom + 1; i++)
        {
            // A tile row serves its own tiles and, with its first two rows, those of the row above.
            (int from, int to) own = Wanted(first, first + count, i), above = i == top ? own : Wanted(first, first + count, i - 1);
            (int from, int to) both = own.from >= own.to ? above : (Math.Min(own.from, above.from), Math.Max(own.to, above.to));
            FillRows(call, channelStart, top, (i - top) * m, (i - top) * m + 2, both.from, both.to, dealt);
            FillRows(call, channelStart, top, (i - top) * m + 2, (i - top + 1) * m, own.from, own.to, dealt);
        }
    }

    /// <summary>The tiles of a range that lie in a tile row.</summary>
    private (int From, int To) Wanted(int first, int end, int row) =>
        (Math.Max(first - row * TilesWide, 0), Math.Min(end - row * TilesWide, TilesWide));

    /// <summary>Rows of the image, counted from the first one of tile row <paramref name="top"/>, and some tiles of them.</summary>
    private void FillRows(GemmCall<T> call, int channelStart, int top, int row, int end, int from, int to, Span<T> dealt)
    {
        if (from >= to) return;
        int first = m * top - (int)height.PadBefore;
        for (; row < end && first + row < 0; row++) Clear(row, from, to, dealt);
        int inside = Math.Min(end, (int)height.Size - first);
        if (typeof(T) == typeof(float) && V.Count == 16 && m == 4 && call.InputAt.Width == 1 && Avx512F.IsSupported)
            row = Shuffle(call, channelStart, first, row, inside, from, to, dealt);
        for (; row < inside; row++) DealRow(call, channelStart, first, row, from, to, dealt);
        for (; row < end; row++) Clear(row, from, to, dealt);
    }

    /// <returns>The first row that is left to do: whole registers are read, and beside the ends of the memory that would
    /// be too much.</returns>
    private int Shuffle(GemmCall<T> call, int channelStart, int first, int row, int end, int from, int to, Span<T> dealt)
    {
        ReadOnlySpan<T> x = call.Input;
        int rowStride = call.InputAt.At(0, 0, 0, 1), column = m * from - (int)width.PadBefore, start = channelStart + first * rowStride + column;
        if (row < end && start + row * rowStride < 0) DealRow(call, channelStart, first, row++, from, to, dealt);
        int chunks = (to - from + V.Count - 1) / V.Count, reach = (chunks - 1) * V.Count * m + Deal512.Reach;
        while (end > row && (start + row * rowStride < 0 || start + (end - 1) * rowStride + reach > x.Length)) end--;
        for (int chunk = 0; chunk < chunks && row < end; chunk++)
        {
            int skip = chunk * V.Count;
            Deal512.Split(
                ref Unsafe.As<T, float>(ref Unsafe.AsRef(in x[start + row * rowStride + m * skip])), rowStride, column + m * skip, (int)width.Size,
                ref Unsafe.As<T, float>(ref dealt[from + skip]), Plane, TilesWide, row, end);
        }
        return Math.Max(row, end);
    }

    /// <summary>One row, element by element.</summary>
    private void DealRow(GemmCall<T> call, int channelStart, int first, int row, int from, int to, Span<T> dealt)
    {
        ReadOnlySpan<T> x = call.Input;
        int start = channelStart + (first + row) * call.InputAt.At(0, 0, 0, 1), step = call.InputAt.Width, size = (int)width.Size;
        Span<T> target = dealt[Place(row)..];
        for (int c = 0; c < m + 2; c++)
        {
            for (int tile = from; tile < to; tile++)
            {
                int at = m * tile + c - (int)width.PadBefore;
                target[c * Plane + tile] = (uint)at < (uint)size ? x[start + at * step] : default;
            }
        }
    }

    private void Clear(int row, int from, int to, Span<T> dealt)
    {
        for (int c = 0; c < m + 2; c++) dealt.Slice(Place(row) + c * Plane + from, to - from).Clear();
    }

    private int Place(int row) => row % m * (m + 2) * Plane + row / m * TilesWide;
}
