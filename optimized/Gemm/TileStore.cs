using System.Runtime.CompilerServices;
using Conformance.Optimized.Lanes;

namespace Conformance.Optimized.Gemm;

/// <summary>Writes a row of a tile, on top of what is there or over it.</summary>
internal static class TileStore
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Row<V, T>(ref T c, bool accumulate, V p) where V : struct, ILanes<V, T> where T : unmanaged =>
        (accumulate ? V.Load(in c) + p : p).Store(ref c);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Row<V, T>(ref T c, bool accumulate, V p, V q) where V : struct, ILanes<V, T> where T : unmanaged
    {
        Row(ref c, accumulate, p);
        Row(ref Unsafe.Add(ref c, V.Count), accumulate, q);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Row<V, T>(ref T c, bool accumulate, V p, V q, V r) where V : struct, ILanes<V, T> where T : unmanaged
    {
        Row(ref c, accumulate, p, q);
        Row(ref Unsafe.Add(ref c, 2 * V.Count), accumulate, r);
    }
}
