using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Conformance.Optimized.Lanes;

/// <summary>Turns squares of a register's side over, where the machine has shuffles for it: floats in registers of AVX and AVX-512.</summary>
internal static class Turn<T, V>
    where T : unmanaged
    where V : struct, ILanes<V, T>
{
    /// <summary>The side of a square: the elements of a register; 0 where there are no shuffles.</summary>
    public static int Side => typeof(T) == typeof(float) && (V.Count == 16 && Avx512F.IsSupported || V.Count == 8 && Avx.IsSupported) ? V.Count : 0;

    /// <summary>A square to rows elsewhere; of the result, what is asked for. No bound is checked.</summary>
    /// <param name="square">Its first element.</param>
    /// <param name="from">The distance of two rows of it.</param>
    /// <param name="target">The first row.</param>
    /// <param name="pitch">The distance of two rows there.</param>
    /// <param name="rows">How many rows are written.</param>
    /// <param name="columns">How many columns are written.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ToRows(ref readonly T square, nint from, ref T target, nint pitch, int rows, int columns)
    {
        ref float first = ref Unsafe.As<T, float>(ref Unsafe.AsRef(in square)), to = ref Unsafe.As<T, float>(ref target);
        if (V.Count == 16) Turn512.ToRows(ref first, from, ref to, pitch, rows, columns);
        else Turn256.ToRows(ref first, from, ref to, pitch, rows, columns);
    }

    /// <summary>A square in its place. No bound is checked.</summary>
    /// <param name="square">Its first element.</param>
    /// <param name="pitch">The distance of two rows.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void InPlace(ref T square, nint pitch)
    {
        ref float first = ref Unsafe.As<T, float>(ref square);
        if (V.Count == 16) Turn512.InPlace(ref first, pitch);
        // It loads all before it stores.
        else Turn256.ToRows(ref first, pitch, ref first, pitch, rows: 8, columns: 8);
    }
}
