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
    private readonly int m, tilesWide;

    /// <param name="height">The height.</param>
    /// <param name="width">The width.</param>
    /// <param name="m">The outputs of a tile in each direction.</param>
    /// <param name="blockTiles">The most tiles of a range.</param>
    public DealtTiles(SpatialAxis height, SpatialAxis width, int m, int blockTiles)
    {
        (this.height, this.width, this.m) = (height, width, m);
        tilesWide = ((int)width.Output + m - 1) / m;
        int rows = (blockTiles + tilesWide - 2) / tilesWide + 1;
        // Registers are written whole: two of them may pass the end. An odd number of cache lines, so that the planes do
        // not all meet in the same set of the cache.
        Plane = (((rows + 1) * tilesWide + 3 * V.Count) / 16 | 1) * 16 + 16;
    }

    /// <summary>The distance of two [a, c].</summary>
    public int Plane { get; }

    /// <summary>The elements of all of them.</summary>
    public int Size => m * (m + 2) * Plane;

    /// <summary>Where the first tile of a range lies in a plane.</summary>
    public int Start(int first) => first % tilesWide;

    /// <summary>Deals out what tiles first … first + count − 1 read.</summary>
    public void Fill(GemmCall<T> call, int channelStart, int first, int count, Span<T> dealt)
    {
        int top = first / tilesWide, end = first + count;
        int rowStride = call.InputAt.At(0, 0, 0, 1), step = call.InputAt.Width;
        ReadOnlySpan<T> x = call.Input;
        for (int i = top; i <= (end - 1) / tilesWide + 1; i++)
        {
            // A tile row serves its own tiles and, with its first two rows, those of the row above.
            (int from, int to) own = Wanted(first, end, i), above = i == top ? own : Wanted(first, end, i - 1);
            (int from, int to) both = own.from >= own.to ? above : (Math.Min(own.from, above.from), Math.Max(own.to, above.to));
            for (int a = 0; a < m; a++)
            {
                (int from, int to) = a < 2 ? both : own;
                if (from >= to) break;
                int row = m * i + a - (int)height.PadBefore;
                Span<T> target = dealt[(a * (m + 2) * Plane + (i - top) * tilesWide + from)..];
                if (row < 0 || row >= height.Size) Clear(target, to - from);
                else DealRow(x, channelStart + row * rowStride, step, m * from - (int)width.PadBefore, to - from, target);
            }
        }
    }

    /// <summary>The tiles of a range that lie in a tile row.</summary>
    private (int From, int To) Wanted(int first, int end, int row) =>
        (Math.Max(first - row * tilesWide, 0), Math.Min(end - row * tilesWide, tilesWide));

    private void Clear(Span<T> target, int tiles)
    {
        for (int c = 0; c < m + 2; c++) target.Slice(c * Plane, tiles).Clear();
    }

    private void DealRow(ReadOnlySpan<T> x, int row, int step, int column, int tiles, Span<T> target)
    {
        int size = (int)width.Size;
        if (typeof(T) == typeof(float) && V.Count == 16 && m == 4 && step == 1 && Avx512F.IsSupported)
        {
            int done = 0;
            for (; done < tiles; done += 16, column += 64)
            {
                // Whole registers are read; only beside the ends of the memory that would be too much.
                if (row + column < 0 || row + column + Deal512.Reach > x.Length) break;
                Deal512.Split(
                    ref Unsafe.As<T, float>(ref Unsafe.AsRef(in x[row + column])), column, size,
                    ref Unsafe.As<T, float>(ref target[done]), Plane);
            }
            if (done >= tiles) return;
            tiles -= done;
            target = target[done..];
        }
        for (int c = 0; c < m + 2; c++)
        {
            for (int tile = 0; tile < tiles; tile++)
            {
                int at = column + m * tile + c;
                target[c * Plane + tile] = (uint)at < (uint)size ? x[row + at * step] : default;
            }
        }
    }
}
