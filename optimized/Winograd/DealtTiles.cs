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
    private readonly RowDealer<T, V> rows;
    private readonly int m, taps;

    /// <param name="height">The height.</param>
    /// <param name="width">The width.</param>
    /// <param name="m">The outputs of a tile in each direction.</param>
    /// <param name="taps">r.</param>
    /// <param name="blockTiles">The most tiles of a range.</param>
    public DealtTiles(Part height, Part width, int m, int taps, int blockTiles)
    {
        (this.m, this.taps) = (m, taps);
        TilesWide = ((int)width.Axis.Output + m - 1) / m;
        int tileRows = (blockTiles + TilesWide - 2) / TilesWide + 1;
        // Registers are written whole: two of them may pass the end. An odd number of cache lines, so that the planes do
        // not all meet in the same set of the cache.
        Plane = (((tileRows + Below) * TilesWide + 3 * V.Count) / 16 | 1) * 16 + 32;
        rows = new RowDealer<T, V>(height, width, m, taps, TilesWide, Plane);
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

    /// <summary>The elements that <see cref="Fill"/> needs beside them.</summary>
    public int Room => rows.Room;

    /// <summary>Where the first tile of a range lies in a plane.</summary>
    public int Start(int first) => first % TilesWide;

    /// <summary>Asks for what <see cref="Fill"/> reads of a channel, and of other parts of the same rows.</summary>
    /// <param name="call">Where X lies.</param>
    /// <param name="channelStart">The first element of the channel.</param>
    /// <param name="first">The first tile.</param>
    /// <param name="count">How many tiles.</param>
    public void Ask(GemmCall<T> call, int channelStart, int first, int count)
    {
        int top = first / TilesWide, bottom = (first + count - 1) / TilesWide, from = bottom > top ? 0 : first % TilesWide;
        rows.Ask(call, channelStart, top, (bottom - top) * m + Side, from, bottom > top ? TilesWide : from + count);
    }

    /// <summary>Deals out what tiles first … first + count − 1 read.</summary>
    /// <param name="call">Where X lies.</param>
    /// <param name="channelStart">The first element of the channel.</param>
    /// <param name="first">The first tile.</param>
    /// <param name="count">How many tiles.</param>
    /// <param name="dealt">d, of <see cref="Size"/>.</param>
    /// <param name="room">Room, of <see cref="Room"/>.</param>
    public void Fill(GemmCall<T> call, int channelStart, int first, int count, Span<T> dealt, Span<T> room)
    {
        int top = first / TilesWide, bottom = (first + count - 1) / TilesWide;
        if (TilesWide <= V.Count)
        {
            rows.Fill(call, channelStart, top, 0, bottom * m - top * m + Side, 0, TilesWide, dealt, room);
            return;
        }
        for (int i = top; i <= bottom + Below; i++)
        {
            // A tile row serves its own tiles and those above it; its last rows may serve one tile row less than its first.
            int row = (i - top) * m, split = row + (Side - 1) % m + 1;
            (int from, int to) most = Wanted(first, count, i - Below, i), fewer = Wanted(first, count, i - Below + 1, i);
            rows.Fill(call, channelStart, top, row, split, most.from, most.to, dealt, room);
            rows.Fill(call, channelStart, top, split, row + m, fewer.from, fewer.to, dealt, room);
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
}
