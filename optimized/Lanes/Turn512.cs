using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Conformance.Optimized.Lanes;

/// <summary>Turns 16×16 floats over, by the shuffles of AVX-512: element [i, j] goes to [j, i].</summary>
internal static class Turn512
{
    /// <summary>A square in its place.</summary>
    /// <param name="square">Its first element.</param>
    /// <param name="pitch">The distance of two rows.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void InPlace(ref float square, nint pitch)
    {
        Blocks(ref square, pitch);
        for (int i = 0; i < 4; i++)
        {
            ref float row = ref Unsafe.Add(ref square, i * pitch);
            Quarters(ref row, pitch, out Vector512<float> a, out Vector512<float> b, out Vector512<float> c, out Vector512<float> d);
            a.StoreUnsafe(ref row);
            b.StoreUnsafe(ref Unsafe.Add(ref row, 4 * pitch));
            c.StoreUnsafe(ref Unsafe.Add(ref row, 8 * pitch));
            d.StoreUnsafe(ref Unsafe.Add(ref row, 12 * pitch));
        }
    }

    /// <summary>A square, which is used up, to rows elsewhere; of the result, what is asked for.</summary>
    /// <param name="square">Its first element.</param>
    /// <param name="from">The distance of two rows of it.</param>
    /// <param name="target">The first row.</param>
    /// <param name="pitch">The distance of two rows there.</param>
    /// <param name="rows">How many rows are written.</param>
    /// <param name="columns">How many columns are written.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void ToRows(ref float square, nint from, ref float target, nint pitch, int rows, int columns)
    {
        if (rows == 16 && columns == 16)
        {
            Whole(ref square, from, ref target, pitch);
            return;
        }
        Blocks(ref square, from);
        for (int i = 0; i < 4; i++)
        {
            Quarters(ref Unsafe.Add(ref square, i * from), from, out Vector512<float> a, out Vector512<float> b, out Vector512<float> c, out Vector512<float> d);
            Store(a, ref target, pitch, i, rows, columns);
            Store(b, ref target, pitch, i + 4, rows, columns);
            Store(c, ref target, pitch, i + 8, rows, columns);
            Store(d, ref target, pitch, i + 12, rows, columns);
        }
    }

    /// <summary>A whole square, in registers from its loads to its stores.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Whole(ref float square, nint from, ref float target, nint pitch)
    {
        Block(ref square, from, out Vector512<float> a0, out Vector512<float> a1, out Vector512<float> a2, out Vector512<float> a3);
        Block(ref Unsafe.Add(ref square, 4 * from), from, out Vector512<float> b0, out Vector512<float> b1, out Vector512<float> b2, out Vector512<float> b3);
        Block(ref Unsafe.Add(ref square, 8 * from), from, out Vector512<float> c0, out Vector512<float> c1, out Vector512<float> c2, out Vector512<float> c3);
        Block(ref Unsafe.Add(ref square, 12 * from), from, out Vector512<float> d0, out Vector512<float> d1, out Vector512<float> d2, out Vector512<float> d3);
        StoreQuarters(a0, b0, c0, d0, ref target, pitch);
        StoreQuarters(a1, b1, c1, d1, ref Unsafe.Add(ref target, pitch), pitch);
        StoreQuarters(a2, b2, c2, d2, ref Unsafe.Add(ref target, 2 * pitch), pitch);
        StoreQuarters(a3, b3, c3, d3, ref Unsafe.Add(ref target, 3 * pitch), pitch);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreQuarters(Vector512<float> a, Vector512<float> b, Vector512<float> c, Vector512<float> d, ref float target, nint pitch)
    {
        Quarters(a, b, c, d, out Vector512<float> first, out Vector512<float> second, out Vector512<float> third, out Vector512<float> fourth);
        first.StoreUnsafe(ref target);
        second.StoreUnsafe(ref Unsafe.Add(ref target, 4 * pitch));
        third.StoreUnsafe(ref Unsafe.Add(ref target, 8 * pitch));
        fourth.StoreUnsafe(ref Unsafe.Add(ref target, 12 * pitch));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Block(
        ref float row, nint pitch, out Vector512<float> first, out Vector512<float> second, out Vector512<float> third, out Vector512<float> fourth)
    {
        Vector512<float> a = Vector512.LoadUnsafe(ref row), b = Vector512.LoadUnsafe(ref Unsafe.Add(ref row, pitch));
        Vector512<float> c = Vector512.LoadUnsafe(ref Unsafe.Add(ref row, 2 * pitch)), d = Vector512.LoadUnsafe(ref Unsafe.Add(ref row, 3 * pitch));
        Vector512<double> ab = Avx512F.UnpackLow(a, b).AsDouble(), cd = Avx512F.UnpackLow(c, d).AsDouble();
        Vector512<double> abHigh = Avx512F.UnpackHigh(a, b).AsDouble(), cdHigh = Avx512F.UnpackHigh(c, d).AsDouble();
        first = Avx512F.UnpackLow(ab, cd).AsSingle();
        second = Avx512F.UnpackHigh(ab, cd).AsSingle();
        third = Avx512F.UnpackLow(abHigh, cdHigh).AsSingle();
        fourth = Avx512F.UnpackHigh(abHigh, cdHigh).AsSingle();
    }

    /// <summary>Blocks of 4×4 within the quarters of four registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Blocks(ref float square, nint pitch)
    {
        for (int i = 0; i < 16; i += 4)
        {
            ref float row = ref Unsafe.Add(ref square, i * pitch);
            Block(ref row, pitch, out Vector512<float> a, out Vector512<float> b, out Vector512<float> c, out Vector512<float> d);
            a.StoreUnsafe(ref row);
            b.StoreUnsafe(ref Unsafe.Add(ref row, pitch));
            c.StoreUnsafe(ref Unsafe.Add(ref row, 2 * pitch));
            d.StoreUnsafe(ref Unsafe.Add(ref row, 3 * pitch));
        }
    }

    /// <summary>Rows i, i + 4, i + 8, i + 12 of the result, from these rows of blocks.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Quarters(
        ref float row, nint pitch, out Vector512<float> first, out Vector512<float> second, out Vector512<float> third, out Vector512<float> fourth) => Quarters(
            Vector512.LoadUnsafe(ref row), Vector512.LoadUnsafe(ref Unsafe.Add(ref row, 4 * pitch)),
            Vector512.LoadUnsafe(ref Unsafe.Add(ref row, 8 * pitch)), Vector512.LoadUnsafe(ref Unsafe.Add(ref row, 12 * pitch)), out first, out second, out third, out fourth);

    /// <summary>Row 4q + i of the result takes quarter q of these registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Quarters(
        Vector512<float> a, Vector512<float> b, Vector512<float> c, Vector512<float> d,
        out Vector512<float> first, out Vector512<float> second, out Vector512<float> third, out Vector512<float> fourth)
    {
        Vector512<float> ab = Avx512F.Shuffle4x128(a, b, 0x88), abOdd = Avx512F.Shuffle4x128(a, b, 0xDD);
        Vector512<float> cd = Avx512F.Shuffle4x128(c, d, 0x88), cdOdd = Avx512F.Shuffle4x128(c, d, 0xDD);
        first = Avx512F.Shuffle4x128(ab, cd, 0x88);
        second = Avx512F.Shuffle4x128(abOdd, cdOdd, 0x88);
        third = Avx512F.Shuffle4x128(ab, cd, 0xDD);
        fourth = Avx512F.Shuffle4x128(abOdd, cdOdd, 0xDD);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector512<float> value, ref float target, nint pitch, int row, int rows, int columns)
    {
        if (row >= rows) return;
        ref float to = ref Unsafe.Add(ref target, row * pitch);
        if (columns == 16) value.StoreUnsafe(ref to);
        else StoreSome(value, ref to, columns);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe void StoreSome(Vector512<float> value, ref float target, int columns)
    {
        Vector512<int> some = Vector512.LessThan(Vector512.CreateSequence(0, 1), Vector512.Create(columns));
        fixed (float* to = &target) Avx512F.MaskStore(to, some.AsSingle(), value);
    }
}
