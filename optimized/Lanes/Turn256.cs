using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Conformance.Optimized.Lanes;

/// <summary>Turns 8×8 floats over, by the shuffles of AVX: element [i, j] goes to [j, i].</summary>
internal static class Turn256
{
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
        Block(ref first, from, out Vector256<float> a0, out Vector256<float> a1, out Vector256<float> a2, out Vector256<float> a3);
        Block(ref Unsafe.Add(ref first, 4), from, out Vector256<float> b0, out Vector256<float> b1, out Vector256<float> b2, out Vector256<float> b3);
        if (rows == 8 && columns == 8)
        {
            Store(a0, a1, a2, a3, ref target, pitch);
            Store(b0, b1, b2, b3, ref Unsafe.Add(ref target, 4 * pitch), pitch);
            return;
        }
        Store(a0, a1, a2, a3, ref target, pitch, rows, columns);
        if (rows > 4) Store(b0, b1, b2, b3, ref Unsafe.Add(ref target, 4 * pitch), pitch, rows - 4, columns);
    }

    /// <summary>Four rows of the result, from four columns of the square.</summary>
    /// <param name="row">The first of eight rows.</param>
    /// <param name="from">The distance of two rows.</param>
    /// <param name="first">Their first elements.</param>
    /// <param name="second">Their second.</param>
    /// <param name="third">Their third.</param>
    /// <param name="fourth">Their fourth.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Block(
        ref float row, nint from, out Vector256<float> first, out Vector256<float> second, out Vector256<float> third, out Vector256<float> fourth)
    {
        ref float below = ref Unsafe.Add(ref row, 4 * from);
        Vector256<float> a = Halves(ref row, ref below), b = Halves(ref Unsafe.Add(ref row, from), ref Unsafe.Add(ref below, from));
        Vector256<float> c = Halves(ref Unsafe.Add(ref row, 2 * from), ref Unsafe.Add(ref below, 2 * from));
        Vector256<float> d = Halves(ref Unsafe.Add(ref row, 3 * from), ref Unsafe.Add(ref below, 3 * from));
        Vector256<double> ab = Avx.UnpackLow(a, b).AsDouble(), cd = Avx.UnpackLow(c, d).AsDouble();
        Vector256<double> abHigh = Avx.UnpackHigh(a, b).AsDouble(), cdHigh = Avx.UnpackHigh(c, d).AsDouble();
        first = Avx.UnpackLow(ab, cd).AsSingle();
        second = Avx.UnpackHigh(ab, cd).AsSingle();
        third = Avx.UnpackLow(abHigh, cdHigh).AsSingle();
        fourth = Avx.UnpackHigh(abHigh, cdHigh).AsSingle();
    }

    /// <summary>Four elements of row i, then four of row i + 4: what is loaded to halves needs no shuffle to get there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Halves(ref float low, ref float high) => Vector256.Create(Vector128.LoadUnsafe(ref low), Vector128.LoadUnsafe(ref high));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector256<float> a, Vector256<float> b, Vector256<float> c, Vector256<float> d, ref float target, nint pitch)
    {
        a.StoreUnsafe(ref target);
        b.StoreUnsafe(ref Unsafe.Add(ref target, pitch));
        c.StoreUnsafe(ref Unsafe.Add(ref target, 2 * pitch));
        d.StoreUnsafe(ref Unsafe.Add(ref target, 3 * pitch));
    }

    private static void Store(Vector256<float> a, Vector256<float> b, Vector256<float> c, Vector256<float> d, ref float target, nint pitch, int rows, int columns)
    {
        Some(a, ref target, columns);
        if (rows > 1) Some(b, ref Unsafe.Add(ref target, pitch), columns);
        if (rows > 2) Some(c, ref Unsafe.Add(ref target, 2 * pitch), columns);
        if (rows > 3) Some(d, ref Unsafe.Add(ref target, 3 * pitch), columns);
    }

    /// <summary>The first elements of a register, by halves: a masked store takes a processor of AMD ten times as long as a whole one.</summary>
    private static void Some(Vector256<float> value, ref float target, int columns)
    {
        if (columns == 8)
        {
            value.StoreUnsafe(ref target);
            return;
        }
        Vector128<float> four = value.GetLower();
        int at = 0;
        if (columns >= 4)
        {
            four.StoreUnsafe(ref target);
            (four, at) = (value.GetUpper(), 4);
        }
        for (int i = at; i < columns; i++) Unsafe.Add(ref target, i) = four.GetElement(i - at);
    }
}
