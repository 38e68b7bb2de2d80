using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Conformance.Optimized.Winograd;

/// <summary>Rows of pixels to registers of tiles by the shuffles of AVX-512.</summary>
internal static class Deal512
{
    /// <summary>How many floats are read for 16 tiles.</summary>
    public const int Reach = 80;

    /// <summary>16 tiles of some rows: x[row, 4j + c] to d[row mod 4, c, row / 4, j] for c = 0 … 5.</summary>
    /// <param name="x">The first pixel; <see cref="Reach"/> of each row can be read.</param>
    /// <param name="rowStride">The distance of two rows.</param>
    /// <param name="column">The column of the first pixel.</param>
    /// <param name="size">The columns of the image; pixels outside are 0.</param>
    /// <param name="dealt">d[0, 0, 0, j] of the first tile.</param>
    /// <param name="plane">The distance of two c.</param>
    /// <param name="tileRow">The distance of two tile rows.</param>
    /// <param name="row">The first row, counted from that of d[0, 0, 0, 0].</param>
    /// <param name="end">The row after the last.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Split(ref float x, nint rowStride, int column, int size, ref float dealt, nint plane, nint tileRow, int row, int end)
    {
        // As unsigned numbers, columns before the first are beyond the last.
        Vector512<uint> lane = Vector512.CreateSequence((uint)column, 1u), columns = Vector512.Create((uint)size);
        Vector512<float> inside0 = Vector512.LessThan(lane, columns).AsSingle(), inside1 = Vector512.LessThan(lane + Vector512.Create(16u), columns).AsSingle();
        Vector512<float> inside2 = Vector512.LessThan(lane + Vector512.Create(32u), columns).AsSingle();
        Vector512<float> inside3 = Vector512.LessThan(lane + Vector512.Create(48u), columns).AsSingle();
        Vector512<float> inside4 = Vector512.LessThan(lane + Vector512.Create(64u), columns).AsSingle();
        // Pairs of columns 0 1 and 2 3 of eight tiles, then single columns of sixteen; columns 4 and 5 are 0 and 1 of the next tile.
        Vector512<long> evenPairs = Vector512.CreateSequence(0L, 2L), oddPairs = Vector512.CreateSequence(1L, 2L);
        Vector512<int> evens = Vector512.CreateSequence(0, 2), odds = Vector512.CreateSequence(1, 2);
        Vector512<int> next = Vector512.CreateSequence(1, 1), nextSecond = next.WithElement(15, 17);
        for (; row < end; row++)
        {
            ref float target = ref Unsafe.Add(ref dealt, (row & 3) * 6 * plane + (row >> 2) * tileRow);
            Vector512<float> v0 = Vector512.LoadUnsafe(ref x) & inside0, v1 = Vector512.LoadUnsafe(ref x, 16) & inside1;
            Vector512<float> v2 = Vector512.LoadUnsafe(ref x, 32) & inside2, v3 = Vector512.LoadUnsafe(ref x, 48) & inside3;
            Vector512<float> v4 = Vector512.LoadUnsafe(ref x, 64) & inside4;
            Vector512<float> low = Pairs(v0, evenPairs, v1), high = Pairs(v2, evenPairs, v3);
            Vector512<float> c0 = Avx512F.PermuteVar16x32x2(low, evens, high), c1 = Avx512F.PermuteVar16x32x2(low, odds, high);
            low = Pairs(v0, oddPairs, v1);
            high = Pairs(v2, oddPairs, v3);
            c0.StoreUnsafe(ref target);
            c1.StoreUnsafe(ref Unsafe.Add(ref target, plane));
            Avx512F.PermuteVar16x32x2(low, evens, high).StoreUnsafe(ref Unsafe.Add(ref target, 2 * plane));
            Avx512F.PermuteVar16x32x2(low, odds, high).StoreUnsafe(ref Unsafe.Add(ref target, 3 * plane));
            Avx512F.PermuteVar16x32x2(c0, next, v4).StoreUnsafe(ref Unsafe.Add(ref target, 4 * plane));
            Avx512F.PermuteVar16x32x2(c1, nextSecond, v4).StoreUnsafe(ref Unsafe.Add(ref target, 5 * plane));
            x = ref Unsafe.Add(ref x, rowStride);
        }
    }

    /// <summary>Rows with their padding, m columns to a tile: x[row, m·j + c] to d[row mod m, c, row / m, j], registers of j whole.</summary>
    /// <param name="x">The first pixel; <see cref="Reach"/> pixels from those of the last register's first tile on can be read.</param>
    /// <param name="rowSize">The distance of two rows.</param>
    /// <param name="m">2, 3 or 4.</param>
    /// <param name="side">How many c there are.</param>
    /// <param name="dealt">d[0, 0, 0, j] of the first tile.</param>
    /// <param name="plane">The distance of two c.</param>
    /// <param name="tileRow">The distance of two tile rows.</param>
    /// <param name="row">The first row, counted from that of d[0, 0, 0, 0].</param>
    /// <param name="end">The row after the last.</param>
    /// <param name="tiles">How many j are wanted.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Columns(
        ref float x, nint rowSize, int m, int side, ref float dealt, nint plane, nint tileRow, int row, int end, int tiles)
    {
        // A shuffle takes the last five bits of an index: that of column m·j − 32 is that of column m·j.
        Vector512<int> index = Vector512.CreateSequence(0, m);
        Vector512<float> second = Vector512.GreaterThan(index, Vector512.Create(31)).AsSingle();
        for (; row < end; row++)
        {
            ref float target = ref Unsafe.Add(ref dealt, row % m * side * plane + row / m * tileRow);
            for (int tile = 0; tile < tiles; tile += 16)
            {
                bool isFar = m * Math.Min(tiles - tile, 16) > 32;
                for (int c = 0; c < side; c++)
                {
                    ref float from = ref Unsafe.Add(ref x, m * tile + c);
                    Vector512<float> d = Avx512F.PermuteVar16x32x2(Vector512.LoadUnsafe(ref from), index, Vector512.LoadUnsafe(ref from, 16));
                    if (isFar)
                    {
                        Vector512<float> far = Avx512F.PermuteVar16x32x2(Vector512.LoadUnsafe(ref from, 32), index, Vector512.LoadUnsafe(ref from, 48));
                        d = Vector512.ConditionalSelect(second, far, d);
                    }
                    d.StoreUnsafe(ref Unsafe.Add(ref target, c * plane + tile));
                }
            }
            x = ref Unsafe.Add(ref x, rowSize);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Pairs(Vector512<float> a, Vector512<long> index, Vector512<float> b) =>
        Avx512F.PermuteVar8x64x2(a.AsInt64(), index, b.AsInt64()).AsSingle();
}
