using System.Runtime.CompilerServices;
using Conformance.Optimized.Gemm;
using Conformance.Optimized.Lanes;

namespace Conformance.Optimized.Rows;

/// <summary>Positions of one output row for eight filters: a register tile like that of a matrix product, whose rows of B
/// are found through the table of taps instead of being packed.</summary>
internal static class RowTile8<V, T>
    where V : struct, ILanes<V, T>
    where T : unmanaged
{
    /// <summary>Three registers of positions.</summary>
    /// <param name="plane">Where the first position meets the first padded element.</param>
    /// <param name="taps">Where the terms of a window lie from there.</param>
    /// <param name="weights">The weights, [term, filter].</param>
    /// <param name="start">What the sums of each filter begin with.</param>
    /// <param name="output">The first result.</param>
    /// <param name="filterStride">The distance of two filters' results.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Eight3(ref T plane, ReadOnlySpan<int> taps, ref T weights, ref T start, ref T output, int filterStride)
    {
        V p0 = V.Broadcast(Unsafe.Add(ref start, 0)), q0 = p0, r0 = p0;
        V p1 = V.Broadcast(Unsafe.Add(ref start, 1)), q1 = p1, r1 = p1;
        V p2 = V.Broadcast(Unsafe.Add(ref start, 2)), q2 = p2, r2 = p2;
        V p3 = V.Broadcast(Unsafe.Add(ref start, 3)), q3 = p3, r3 = p3;
        V p4 = V.Broadcast(Unsafe.Add(ref start, 4)), q4 = p4, r4 = p4;
        V p5 = V.Broadcast(Unsafe.Add(ref start, 5)), q5 = p5, r5 = p5;
        V p6 = V.Broadcast(Unsafe.Add(ref start, 6)), q6 = p6, r6 = p6;
        V p7 = V.Broadcast(Unsafe.Add(ref start, 7)), q7 = p7, r7 = p7;
        for (int t = 0; t < taps.Length; t++)
        {
            ref T x = ref Unsafe.Add(ref plane, taps[t]);
            ref T w = ref Unsafe.Add(ref weights, 8 * t);
            V p = V.Load(in x), q = V.Load(in Unsafe.Add(ref x, 1 * V.Count)), r = V.Load(in Unsafe.Add(ref x, 2 * V.Count));
            V w0 = V.Broadcast(Unsafe.Add(ref w, 0));
            V.Accumulate(w0, p, ref p0); V.Accumulate(w0, q, ref q0); V.Accumulate(w0, r, ref r0);
            V w1 = V.Broadcast(Unsafe.Add(ref w, 1));
            V.Accumulate(w1, p, ref p1); V.Accumulate(w1, q, ref q1); V.Accumulate(w1, r, ref r1);
            V w2 = V.Broadcast(Unsafe.Add(ref w, 2));
            V.Accumulate(w2, p, ref p2); V.Accumulate(w2, q, ref q2); V.Accumulate(w2, r, ref r2);
            V w3 = V.Broadcast(Unsafe.Add(ref w, 3));
            V.Accumulate(w3, p, ref p3); V.Accumulate(w3, q, ref q3); V.Accumulate(w3, r, ref r3);
            V w4 = V.Broadcast(Unsafe.Add(ref w, 4));
            V.Accumulate(w4, p, ref p4); V.Accumulate(w4, q, ref q4); V.Accumulate(w4, r, ref r4);
            V w5 = V.Broadcast(Unsafe.Add(ref w, 5));
            V.Accumulate(w5, p, ref p5); V.Accumulate(w5, q, ref q5); V.Accumulate(w5, r, ref r5);
            V w6 = V.Broadcast(Unsafe.Add(ref w, 6));
            V.Accumulate(w6, p, ref p6); V.Accumulate(w6, q, ref q6); V.Accumulate(w6, r, ref r6);
            V w7 = V.Broadcast(Unsafe.Add(ref w, 7));
            V.Accumulate(w7, p, ref p7); V.Accumulate(w7, q, ref q7); V.Accumulate(w7, r, ref r7);
        }
        TileStore.Row(ref output, accumulate: false, p0, q0, r0);
        TileStore.Row(ref Unsafe.Add(ref output, 1 * filterStride), accumulate: false, p1, q1, r1);
        TileStore.Row(ref Unsafe.Add(ref output, 2 * filterStride), accumulate: false, p2, q2, r2);
        TileStore.Row(ref Unsafe.Add(ref output, 3 * filterStride), accumulate: false, p3, q3, r3);
        TileStore.Row(ref Unsafe.Add(ref output, 4 * filterStride), accumulate: false, p4, q4, r4);
        TileStore.Row(ref Unsafe.Add(ref output, 5 * filterStride), accumulate: false, p5, q5, r5);
        TileStore.Row(ref Unsafe.Add(ref output, 6 * filterStride), accumulate: false, p6, q6, r6);
        TileStore.Row(ref Unsafe.Add(ref output, 7 * filterStride), accumulate: false, p7, q7, r7);
    }

    /// <summary>Two registers of positions.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Eight2(ref T plane, ReadOnlySpan<int> taps, ref T weights, ref T start, ref T output, int filterStride)
    {
        V p0 = V.Broadcast(Unsafe.Add(ref start, 0)), q0 = p0;
        V p1 = V.Broadcast(Unsafe.Add(ref start, 1)), q1 = p1;
        V p2 = V.Broadcast(Unsafe.Add(ref start, 2)), q2 = p2;
        V p3 = V.Broadcast(Unsafe.Add(ref start, 3)), q3 = p3;
        V p4 = V.Broadcast(Unsafe.Add(ref start, 4)), q4 = p4;
        V p5 = V.Broadcast(Unsafe.Add(ref start, 5)), q5 = p5;
        V p6 = V.Broadcast(Unsafe.Add(ref start, 6)), q6 = p6;
        V p7 = V.Broadcast(Unsafe.Add(ref start, 7)), q7 = p7;
        for (int t = 0; t < taps.Length; t++)
        {
            ref T x = ref Unsafe.Add(ref plane, taps[t]);
            ref T w = ref Unsafe.Add(ref weights, 8 * t);
            V p = V.Load(in x), q = V.Load(in Unsafe.Add(ref x, 1 * V.Count));
            V w0 = V.Broadcast(Unsafe.Add(ref w, 0));
            V.Accumulate(w0, p, ref p0); V.Accumulate(w0, q, ref q0);
            V w1 = V.Broadcast(Unsafe.Add(ref w, 1));
            V.Accumulate(w1, p, ref p1); V.Accumulate(w1, q, ref q1);
            V w2 = V.Broadcast(Unsafe.Add(ref w, 2));
            V.Accumulate(w2, p, ref p2); V.Accumulate(w2, q, ref q2);
            V w3 = V.Broadcast(Unsafe.Add(ref w, 3));
            V.Accumulate(w3, p, ref p3); V.Accumulate(w3, q, ref q3);
            V w4 = V.Broadcast(Unsafe.Add(ref w, 4));
            V.Accumulate(w4, p, ref p4); V.Accumulate(w4, q, ref q4);
            V w5 = V.Broadcast(Unsafe.Add(ref w, 5));
            V.Accumulate(w5, p, ref p5); V.Accumulate(w5, q, ref q5);
            V w6 = V.Broadcast(Unsafe.Add(ref w, 6));
            V.Accumulate(w6, p, ref p6); V.Accumulate(w6, q, ref q6);
            V w7 = V.Broadcast(Unsafe.Add(ref w, 7));
            V.Accumulate(w7, p, ref p7); V.Accumulate(w7, q, ref q7);
        }
        TileStore.Row(ref output, accumulate: false, p0, q0);
        TileStore.Row(ref Unsafe.Add(ref output, 1 * filterStride), accumulate: false, p1, q1);
        TileStore.Row(ref Unsafe.Add(ref output, 2 * filterStride), accumulate: false, p2, q2);
        TileStore.Row(ref Unsafe.Add(ref output, 3 * filterStride), accumulate: false, p3, q3);
        TileStore.Row(ref Unsafe.Add(ref output, 4 * filterStride), accumulate: false, p4, q4);
        TileStore.Row(ref Unsafe.Add(ref output, 5 * filterStride), accumulate: false, p5, q5);
        TileStore.Row(ref Unsafe.Add(ref output, 6 * filterStride), accumulate: false, p6, q6);
        TileStore.Row(ref Unsafe.Add(ref output, 7 * filterStride), accumulate: false, p7, q7);
    }

    /// <summary>One register of positions.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Eight1(ref T plane, ReadOnlySpan<int> taps, ref T weights, ref T start, ref T output, int filterStride)
    {
        V p0 = V.Broadcast(Unsafe.Add(ref start, 0));
        V p1 = V.Broadcast(Unsafe.Add(ref start, 1));
        V p2 = V.Broadcast(Unsafe.Add(ref start, 2));
        V p3 = V.Broadcast(Unsafe.Add(ref start, 3));
        V p4 = V.Broadcast(Unsafe.Add(ref start, 4));
        V p5 = V.Broadcast(Unsafe.Add(ref start, 5));
        V p6 = V.Broadcast(Unsafe.Add(ref start, 6));
        V p7 = V.Broadcast(Unsafe.Add(ref start, 7));
        for (int t = 0; t < taps.Length; t++)
        {
            ref T x = ref Unsafe.Add(ref plane, taps[t]);
            ref T w = ref Unsafe.Add(ref weights, 8 * t);
            V p = V.Load(in x);
            V w0 = V.Broadcast(Unsafe.Add(ref w, 0));
            V.Accumulate(w0, p, ref p0);
            V w1 = V.Broadcast(Unsafe.Add(ref w, 1));
            V.Accumulate(w1, p, ref p1);
            V w2 = V.Broadcast(Unsafe.Add(ref w, 2));
            V.Accumulate(w2, p, ref p2);
            V w3 = V.Broadcast(Unsafe.Add(ref w, 3));
            V.Accumulate(w3, p, ref p3);
            V w4 = V.Broadcast(Unsafe.Add(ref w, 4));
            V.Accumulate(w4, p, ref p4);
            V w5 = V.Broadcast(Unsafe.Add(ref w, 5));
            V.Accumulate(w5, p, ref p5);
            V w6 = V.Broadcast(Unsafe.Add(ref w, 6));
            V.Accumulate(w6, p, ref p6);
            V w7 = V.Broadcast(Unsafe.Add(ref w, 7));
            V.Accumulate(w7, p, ref p7);
        }
        TileStore.Row(ref output, accumulate: false, p0);
        TileStore.Row(ref Unsafe.Add(ref output, 1 * filterStride), accumulate: false, p1);
        TileStore.Row(ref Unsafe.Add(ref output, 2 * filterStride), accumulate: false, p2);
        TileStore.Row(ref Unsafe.Add(ref output, 3 * filterStride), accumulate: false, p3);
        TileStore.Row(ref Unsafe.Add(ref output, 4 * filterStride), accumulate: false, p4);
        TileStore.Row(ref Unsafe.Add(ref output, 5 * filterStride), accumulate: false, p5);
        TileStore.Row(ref Unsafe.Add(ref output, 6 * filterStride), accumulate: false, p6);
        TileStore.Row(ref Unsafe.Add(ref output, 7 * filterStride), accumulate: false, p7);
    }
}
