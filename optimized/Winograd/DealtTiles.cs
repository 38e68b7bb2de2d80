using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using Conformance.Optimized.Gemm;
using Conformance.Optimized.Lanes;

namespace Conformance.Optimized.Winograd;

/// <summary>
/// The padded input of a range of tiles in one channel, dealt out so that neighbouring tiles are neighbours in memory:
/// <code>
///   d[a, c, i, j] = x[m·i + a − p_h, m·j + c − p_w]     a = 0 … m − 1, c = 0 … m + r − 2, tile row i, tile column j
/// </code>
/// Element [r, c] of a register of tiles is one load, whatever the width of the image: row m and after of a tile
/// are rows of the tile below. Columns m … m + r − 2 are there twice, so that tile rows follow each other without a gap.
/// </summary>
internal readonly struct DealtTiles<T, V>
    where T : unmanaged
    where V : struct, ILanes<V, T>
{
    private readonly Phase height, width;
    private readonly int m, taps;

    /// <param name="height">The height.</param>
    /// <param name="width">The width.</param>
    /// <param name="m">The outputs of a tile in each direction.</param>
    /// <param name="taps">r.</param>
    /// <param name="blockTiles">The most tiles of a range.</param>
    public DealtTiles(Phase height, Phase width, int m, int taps, int blockTiles)
    {
        (this.height, this.width, this.m, this.taps) = (height, width, m, taps);
        TilesWide = ((int)width.Axis.Output + m - 1) / m;
        int rows = (blockTiles + TilesWide - 2) / TilesWide + 1;
        // Registers are written whole: two of them may pass the end. An odd number of cache lines, so that the planes do
        // not all meet in the same set of the cache.
        Plane = (((rows + Below) * TilesWide + 3 * V.Count) / 16 | 1) * 16 + 32;
    }

    /// <summary>The tiles of a row.</summary>
    public int TilesWide { get; }

    /// <summary>The distance of two [a, c].</summary>
    public int Plane { get; }

    /// <summary>m + r − 1.</summary>
    private int Side => m + taps - 1;

    /// <summary>How many tile rows below a tile it still reads.</summary>
    private int Below => (Side - 1) / m;

    /// <summary>The elements of all of them.</summary>
    public int Size => m * Side * Plane;

    /// <summary>Where the first tile of a range lies in a plane.</summary>
    public int Start(int first) => first % TilesWide;

    /// <summary>Deals out what tiles first … first + count − 1 read.</summary>
    public void Fill(GemmCall<T> call, int channelStart, int first, int count, Span<T> dealt)
    {
        int top = first / TilesWide, bottom = (first + count - 1) / TilesWide;
        if (TilesWide <= V.Count)
        {
            FillRows(call, channelStart, top, 0, bottom * m - top * m + Side, 0, TilesWide, dealt);
            return;
        }
        for (int i = top; i <= bottom + Below; i++)
        {
            // A tile row serves its own tiles and those above it; its last rows may serve one tile row less than its first.
            int row = (i - top) * m, split = row + (Side - 1) % m + 1;
            (int from, int to) most = Wanted(first, count, i - Below, i), fewer = Wanted(first, count, i - Below + 1, i);
            FillRows(call, channelStart, top, row, split, most.from, most.to, dealt);
            FillRows(call, channelStart, top, split, row + m, fewer.from, fewer.to, dealt);
        }
    }

    /// <summary>The columns of a range of tiles that lie in some tile rows; none where the first is not before the second.</summary>
    private (int From, int To) Wanted(int first, int count, int fromRow, int toRow)
    {
        (int from, int to) = (TilesWide, 0);
        for (int row = fromRow; row <= toRow; row++)
        {
            int start = Math.Max(first - row * TilesWide, 0), end = Math.Min(first + count - row * TilesWide, TilesWide);
            if (start < end) (from, to) = (Math.Min(from, start), Math.Max(to, end));
        }
        return (from, to);
    }

    /// <summary>Rows of the image, counted from the first one of tile row <paramref name="top"/>, and some tiles of them.</summary>
    private void FillRows(GemmCall<T> call, int channelStart, int top, int row, int end, int from, int to, Span<T> dealt)
    {
        if (from >= to) return;
        int first = m * top - (int)height.Axis.PadBefore;
        for (; row < end && first + row < 0; row++) Clear(row, from, to, dealt);
        int inside = Math.Min(end, (int)height.Axis.Size - first);
        if (typeof(T) == typeof(float) && V.Count == 16 && m == 4 && call.InputAt.Width * width.Step == 1 && Avx512F.IsSupported)
            row = Shuffle(call, channelStart, first, row, inside, from, to, dealt);
        for (; row < inside; row++) DealRow(call, channelStart, first, row, from, to, dealt);
        for (; row < end; row++) Clear(row, from, to, dealt);
    }

    /// <returns>The first row that is left to do: whole registers are read, and beside the ends of the memory that would
    /// be too much.</returns>
    private int Shuffle(GemmCall<T> call, int channelStart, int first, int row, int end, int from, int to, Span<T> dealt)
    {
        ReadOnlySpan<T> x = call.Input;
        int rowStride = height.Step * call.InputAt.At(0, 0, 0, 1), column = m * from - (int)width.Axis.PadBefore;
        int start = channelStart + call.InputAt.At(0, 0, 0, height.Input) + first * rowStride + column;
        if (row < end && start + row * rowStride < 0) DealRow(call, channelStart, first, row++, from, to, dealt);
        int chunks = (to - from + V.Count - 1) / V.Count, reach = (chunks - 1) * V.Count * m + Deal512.Reach;
        while (end > row && (start + row * rowStride < 0 || start + (end - 1) * rowStride + reach > x.Length)) end--;
        for (int chunk = 0; chunk < chunks && row < end; chunk++)
        {
            int skip = chunk * V.Count;
            Deal512.Split(
                ref Unsafe.As<T, float>(ref Unsafe.AsRef(in x[start + row * rowStride + m * skip])), rowStride, column + m * skip, (int)width.Axis.Size,
                ref Unsafe.As<T, float>(ref dealt[from + skip]), Plane, TilesWide, row, end);
        }
        return Math.Max(row, end);
    }

    /// <summary>One row, element by element.</summary>
    private void DealRow(GemmCall<T> call, int channelStart, int first, int row, int from, int to, Span<T> dealt)
    {
        ReadOnlySpan<T> x = call.Input;
        int start = channelStart + call.InputAt.At(0, 0, 0, height.Step * (first + row) + height.Input) + width.Input * call.InputAt.Width;
        int step = width.Step * call.InputAt.Width, size = (int)width.Axis.Size;
        Span<T> target = dealt[Place(row)..];
        for (int c = 0; c < Side; c++)
        {
            for (int tile = from; tile < to; tile++)
            {
                int at = m * tile + c - (int)width.Axis.PadBefore;
                target[c * Plane + tile] = (uint)at < (uint)size ? x[start + at * step] : default;
            }
        }
    }

    private void Clear(int row, int from, int to, Span<T> dealt)
    {
        for (int c = 0; c < Side; c++) dealt.Slice(Place(row) + c * Plane + from, to - from).Clear();
    }

    private int Place(int row) => row % m * Side * Plane + row / m * TilesWide;
}
