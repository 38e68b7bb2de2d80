using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Conformance.Optimized.Lanes;

namespace Conformance.Optimized.Winograd;

/// <summary>Rows of pixels to registers of tiles by the shuffles of AVX2, as <see cref="Deal512"/> does by those of AVX-512.</summary>
internal static class Deal256
{
    /// <summary>Rows with their padding, m columns to a tile: x[row, m·j + c] to d[row mod m, c, row / m, j], registers of j whole.</summary>
    /// <param name="x">The first pixel; <see cref="Deal512.Reach"/> pixels from those of the last register's first tile on can be read.</param>
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
        for (; row < end; row++)
        {
            ref float target = ref Unsafe.Add(ref dealt, row % m * side * plane + row / m * tileRow);
            for (int tile = 0; tile < tiles; tile += 8)
            {
                ref float from = ref Unsafe.Add(ref x, m * tile), to = ref Unsafe.Add(ref target, tile);
                int c = 0;
                // Columns m and after are those of the next tile.
                if (m == 4) for (; c < side; c += 4) Fours(ref Unsafe.Add(ref from, c), ref Unsafe.Add(ref to, c * plane), plane, Math.Min(side - c, 4));
                else if (m == 2) for (; c < side; c += 2) Twos(ref Unsafe.Add(ref from, c), ref Unsafe.Add(ref to, c * plane), plane, Math.Min(side - c, 2));
                else for (; c < side; c++) Gathered(ref Unsafe.Add(ref from, c), m).StoreUnsafe(ref Unsafe.Add(ref to, c * plane));
            }
            x = ref Unsafe.Add(ref x, rowSize);
        }
    }

    /// <summary>Up to four columns of eight tiles, four pixels apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Fours(ref float from, ref float to, nint plane, int columns)
    {
        Turn256.Block(ref from, 4, out Vector256<float> first, out Vector256<float> second, out Vector256<float> third, out Vector256<float> fourth);
        first.StoreUnsafe(ref to);
        if (columns > 1) second.StoreUnsafe(ref Unsafe.Add(ref to, plane));
        if (columns > 2) third.StoreUnsafe(ref Unsafe.Add(ref to, 2 * plane));
        if (columns > 3) fourth.StoreUnsafe(ref Unsafe.Add(ref to, 3 * plane));
    }

    /// <summary>One column or two of eight tiles, two pixels apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Twos(ref float from, ref float to, nint plane, int columns)
    {
        EveryOther<float, Lanes256<float>>.Split(in from, out Lanes256<float> evens, out Lanes256<float> odds);
        evens.Store(ref to);
        if (columns > 1) odds.Store(ref Unsafe.Add(ref to, plane));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe Vector256<float> Gathered(ref float from, int m)
    {
        fixed (float* first = &from) return Avx2.GatherVector256(first, Vector256.CreateSequence(0, m), 4);
    }
}
