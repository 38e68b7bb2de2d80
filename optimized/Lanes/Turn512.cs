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

    /// <summary>A square to rows elsewhere, in registers from its loads to its stores; of the result, what is asked for.</summary>
    /// <param name="square">Its first element.</param>
    /// <param name="from">The distance of two rows of it.</param>
    /// <param name="target">The first row.</param>
    /// <param name="pitch">The distance of two rows there.</param>
    /// <param name="rows">How many rows are written.</param>
    /// <param name="columns">How many columns are written.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void ToRows(ref readonly float square, nint from, ref float target, nint pitch, int rows, int columns)
    {
        ref float first = ref Unsafe.AsRef(in square);
        if (rows == 16 && columns == 16) Turn(ref first, from, new WholeRows(ref target, pitch));
        else Turn(ref first, from, new SomeRows(ref target, pitch, rows, columns));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Turn<TRows>(ref float square, nint from, TRows to) where TRows : struct, IRows, allows ref struct
    {
        Block(ref square, from, out Vector512<float> a0, out Vector512<float> a1, out Vector512<float> a2, out Vector512<float> a3);
        Block(ref Unsafe.Add(ref square, 4 * from), from, out Vector512<float> b0, out Vector512<float> b1, out Vector512<float> b2, out Vector512<float> b3);
        Block(ref Unsafe.Add(ref square, 8 * from), from, out Vector512<float> c0, out Vector512<float> c1, out Vector512<float> c2, out Vector512<float> c3);
        Block(ref Unsafe.Add(ref square, 12 * from), from, out Vector512<float> d0, out Vector512<float> d1, out Vector512<float> d2, out Vector512<float> d3);
        Store(a0, b0, c0, d0, to, 0);
        Store(a1, b1, c1, d1, to, 1);
        Store(a2, b2, c2, d2, to, 2);
        Store(a3, b3, c3, d3, to, 3);
    }

    /// <summary>Rows i, i + 4, i + 8, i + 12 of the result.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<TRows>(Vector512<float> a, Vector512<float> b, Vector512<float> c, Vector512<float> d, TRows to, int i)
        where TRows : struct, IRows, allows ref struct
    {
        Quarters(a, b, c, d, out Vector512<float> first, out Vector512<float> second, out Vector512<float> third, out Vector512<float> fourth);
        to.Store(first, i);
        to.Store(second, i + 4);
        to.Store(third, i + 8);
        to.Store(fourth, i + 12);
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

    /// <summary>Where the rows of a result go.</summary>
    private interface IRows
    {
        void Store(Vector512<float> value, int row);
    }

    /// <summary>All of them.</summary>
    private readonly ref struct WholeRows(ref float target, nint pitch) : IRows
    {
        private readonly ref float target = ref target;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Store(Vector512<float> value, int row) => value.StoreUnsafe(ref Unsafe.Add(ref target, row * pitch));
    }

    /// <summary>Some of their columns, of some of them.</summary>
    private readonly ref struct SomeRows(ref float target, nint pitch, int rows, int columns) : IRows
    {
        private readonly ref float target = ref target;
        private readonly Vector512<float> some = Vector512.LessThan(Vector512.CreateSequence(0, 1), Vector512.Create(columns)).AsSingle();

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public unsafe void Store(Vector512<float> value, int row)
        {
            if (row >= rows) return;
            fixed (float* to = &Unsafe.Add(ref target, row * pitch)) Avx512F.MaskStore(to, some, value);
        }
    }
}
