using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Conformance.Optimized.Winograd;

/// <summary>Rows of pixels to registers of tiles and back, four columns to a tile, by the shuffles of AVX-512.</summary>
internal static class Deal512
{
    /// <summary>How many floats <see cref="Split"/> reads.</summary>
    public const int Reach = 80;

    /// <summary>16 tiles of one row: x[4j + c] to d[c, j] for c = 0 … 5.</summary>
    /// <param name="x">The first pixel; <see cref="Reach"/> can be read.</param>
    /// <param name="column">Its column.</param>
    /// <param name="size">The columns of the image; pixels outside are 0.</param>
    /// <param name="target">d[0, 0].</param>
    /// <param name="plane">The distance of two c.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Split(ref float x, int column, int size, ref float target, nint plane)
    {
        Vector512<float> v0 = Vector512.LoadUnsafe(ref x), v1 = Vector512.LoadUnsafe(ref x, 16), v2 = Vector512.LoadUnsafe(ref x, 32);
        Vector512<float> v3 = Vector512.LoadUnsafe(ref x, 48), v4 = Vector512.LoadUnsafe(ref x, 64);
        if (column < 0 || column + Reach > size)
        {
            // As unsigned numbers, columns before the first are beyond the last.
            Vector512<uint> lane = Vector512.CreateSequence((uint)column, 1u), end = Vector512.Create((uint)size);
            v0 = Inside(v0, lane, end);
            v1 = Inside(v1, lane + Vector512.Create(16u), end);
            v2 = Inside(v2, lane + Vector512.Create(32u), end);
            v3 = Inside(v3, lane + Vector512.Create(48u), end);
            v4 = Inside(v4, lane + Vector512.Create(64u), end);
        }
        // Pairs of columns 0 1 and 2 3 of eight tiles, then single columns of sixteen.
        Vector512<long> evenPairs = Vector512.CreateSequence(0L, 2L), oddPairs = Vector512.CreateSequence(1L, 2L);
        Vector512<int> evens = Vector512.CreateSequence(0, 2), odds = Vector512.CreateSequence(1, 2);
        Vector512<float> low = Pairs(v0, evenPairs, v1), high = Pairs(v2, evenPairs, v3);
        Vector512<float> c0 = Avx512F.PermuteVar16x32x2(low, evens, high), c1 = Avx512F.PermuteVar16x32x2(low, odds, high);
        low = Pairs(v0, oddPairs, v1);
        high = Pairs(v2, oddPairs, v3);
        c0.StoreUnsafe(ref target);
        c1.StoreUnsafe(ref Unsafe.Add(ref target, plane));
        Avx512F.PermuteVar16x32x2(low, evens, high).StoreUnsafe(ref Unsafe.Add(ref target, 2 * plane));
        Avx512F.PermuteVar16x32x2(low, odds, high).StoreUnsafe(ref Unsafe.Add(ref target, 3 * plane));
        // Columns 4 and 5 of a tile are 0 and 1 of the next one.
        Vector512<int> next = Vector512.CreateSequence(1, 1);
        Avx512F.PermuteVar16x32x2(c0, next, v4).StoreUnsafe(ref Unsafe.Add(ref target, 4 * plane));
        Vector512<float> shifted = Avx512F.PermuteVar16x32x2(c1, next, Avx512F.PermuteVar16x32(v4, Vector512.Create(1)));
        shifted.StoreUnsafe(ref Unsafe.Add(ref target, 5 * plane));
    }

    /// <summary>The reverse: four registers of tiles to 64 pixels.</summary>
    /// <param name="source">Column 0 of 16 tiles; the others lie behind it.</param>
    /// <param name="bias">What is added.</param>
    /// <param name="target">64 floats.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Join(ref float source, float bias, ref float target)
    {
        Vector512<float> add = Vector512.Create(bias);
        Vector512<float> c0 = Vector512.LoadUnsafe(ref source) + add, c1 = Vector512.LoadUnsafe(ref source, 16) + add;
        Vector512<float> c2 = Vector512.LoadUnsafe(ref source, 32) + add, c3 = Vector512.LoadUnsafe(ref source, 48) + add;
        Vector512<int> low = Vector512.Create(0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23), high = low + Vector512.Create(8);
        Vector512<long> lowPairs = Vector512.Create(0L, 8, 1, 9, 2, 10, 3, 11), highPairs = lowPairs + Vector512.Create(4L);
        Vector512<float> a = Avx512F.PermuteVar16x32x2(c0, low, c1), b = Avx512F.PermuteVar16x32x2(c2, low, c3);
        Pairs(a, lowPairs, b).StoreUnsafe(ref target);
        Pairs(a, highPairs, b).StoreUnsafe(ref target, 16);
        a = Avx512F.PermuteVar16x32x2(c0, high, c1);
        b = Avx512F.PermuteVar16x32x2(c2, high, c3);
        Pairs(a, lowPairs, b).StoreUnsafe(ref target, 32);
        Pairs(a, highPairs, b).StoreUnsafe(ref target, 48);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Inside(Vector512<float> pixels, Vector512<uint> column, Vector512<uint> size) =>
        Vector512.ConditionalSelect(Vector512.LessThan(column, size).AsSingle(), pixels, Vector512<float>.Zero);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Pairs(Vector512<float> a, Vector512<long> index, Vector512<float> b) =>
        Avx512F.PermuteVar8x64x2(a.AsInt64(), index, b.AsInt64()).AsSingle();
}
