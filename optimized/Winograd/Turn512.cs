using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Conformance.Optimized.Winograd;

/// <summary>Turns 16×16 floats over, by the shuffles of AVX-512.</summary>
internal static class Turn512
{
    /// <summary>source[column, row] to target[row, column], and of the result what is asked for.</summary>
    /// <param name="source">16×16, dense; it is used up.</param>
    /// <param name="target">The first row.</param>
    /// <param name="pitch">The distance of two rows.</param>
    /// <param name="rows">How many rows are written.</param>
    /// <param name="columns">How many columns are written.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Rows(ref float source, ref float target, nint pitch, int rows, int columns)
    {
        // Blocks of 4×4 within the quarters of a register first …
        for (int i = 0; i < 16; i += 4)
        {
            ref float block = ref Unsafe.Add(ref source, 16 * i);
            Vector512<float> a = Vector512.LoadUnsafe(ref block), b = Vector512.LoadUnsafe(ref block, 16);
            Vector512<float> c = Vector512.LoadUnsafe(ref block, 32), d = Vector512.LoadUnsafe(ref block, 48);
            Vector512<double> ab = Avx512F.UnpackLow(a, b).AsDouble(), cd = Avx512F.UnpackLow(c, d).AsDouble();
            Vector512<double> abHigh = Avx512F.UnpackHigh(a, b).AsDouble(), cdHigh = Avx512F.UnpackHigh(c, d).AsDouble();
            Avx512F.UnpackLow(ab, cd).AsSingle().StoreUnsafe(ref block);
            Avx512F.UnpackHigh(ab, cd).AsSingle().StoreUnsafe(ref block, 16);
            Avx512F.UnpackLow(abHigh, cdHigh).AsSingle().StoreUnsafe(ref block, 32);
            Avx512F.UnpackHigh(abHigh, cdHigh).AsSingle().StoreUnsafe(ref block, 48);
        }
        // … then the quarters: row 4q + i takes quarter q of registers i, i + 4, i + 8, i + 12.
        for (int i = 0; i < 4; i++)
        {
            ref float block = ref Unsafe.Add(ref source, 16 * i);
            Vector512<float> a = Vector512.LoadUnsafe(ref block), b = Vector512.LoadUnsafe(ref block, 64);
            Vector512<float> c = Vector512.LoadUnsafe(ref block, 128), d = Vector512.LoadUnsafe(ref block, 192);
            Vector512<float> ab = Avx512F.Shuffle4x128(a, b, 0x88), abOdd = Avx512F.Shuffle4x128(a, b, 0xDD);
            Vector512<float> cd = Avx512F.Shuffle4x128(c, d, 0x88), cdOdd = Avx512F.Shuffle4x128(c, d, 0xDD);
            Store(Avx512F.Shuffle4x128(ab, cd, 0x88), ref target, pitch, i, rows, columns);
            Store(Avx512F.Shuffle4x128(abOdd, cdOdd, 0x88), ref target, pitch, i + 4, rows, columns);
            Store(Avx512F.Shuffle4x128(ab, cd, 0xDD), ref target, pitch, i + 8, rows, columns);
            Store(Avx512F.Shuffle4x128(abOdd, cdOdd, 0xDD), ref target, pitch, i + 12, rows, columns);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector512<float> value, ref float target, nint pitch, int row, int rows, int columns)
    {
        if (row >= rows) return;
        ref float to = ref Unsafe.Add(ref target, row * pitch);
        if (columns == 16) value.StoreUnsafe(ref to);
        else StoreSome(value, ref to, columns);
    }

    private static void StoreSome(Vector512<float> value, ref float target, int columns)
    {
        Span<float> some = stackalloc float[16];
        value.CopyTo(some);
        some[..columns].CopyTo(MemoryMarshal.CreateSpan(ref target, columns));
    }
}
