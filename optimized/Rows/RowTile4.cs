using System.Runtime.CompilerServices;
using Conformance.Optimized.Gemm;
using Conformance.Optimized.Lanes;

namespace Conformance.Optimized.Rows;

/// <summary>Positions of one output row for four filters, as <see cref="RowTile8{V, T}"/> for eight.</summary>
internal static class RowTile4<V, T>
    where V : struct, ILanes<V, T>
    where T : unmanaged
{
    /// <summary>Three registers of positions: all of sixteen registers.</summary>
    /// <param name="plane">Where the first position meets the first padded element.</param>
    /// <param name="taps">Where the terms of a window lie from there.</param>
    /// <param name="weights">The weights, [term, filter], of the first of the four filters.</param>
    /// <param name="pitch">The distance of two terms in them.</param>
    /// <param name="start">What the sums of each filter begin with.</param>
    /// <param name="output">The first result.</param>
    /// <param name="filterStride">The distance of two filters' results.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Three(ref T plane, ReadOnlySpan<int> taps, ref T weights, int pitch, ref T start, ref T output, int filterStride)
    {
        V p0 = V.Broadcast(Unsafe.Add(ref start, 0)), p1 = p0, p2 = p0;
        V q0 = V.Broadcast(Unsafe.Add(ref start, 1)), q1 = q0, q2 = q0;
        V r0 = V.Broadcast(Unsafe.Add(ref start, 2)), r1 = r0, r2 = r0;
        V s0 = V.Broadcast(Unsafe.Add(ref start, 3)), s1 = s0, s2 = s0;
        ref T w = ref weights;
        for (int t = 0; t < taps.Length; t++)
        {
            ref T x = ref Unsafe.Add(ref plane, taps[t]);
            V x0 = V.Load(in x), x1 = V.Load(in Unsafe.Add(ref x, 1 * V.Count)), x2 = V.Load(in Unsafe.Add(ref x, 2 * V.Count));
            V w0 = V.Broadcast(Unsafe.Add(ref w, 0));
            V.Accumulate(w0, x0, ref p0); V.Accumulate(w0, x1, ref p1); V.Accumulate(w0, x2, ref p2);
            V w1 = V.Broadcast(Unsafe.Add(ref w, 1));
            V.Accumulate(w1, x0, ref q0); V.Accumulate(w1, x1, ref q1); V.Accumulate(w1, x2, ref q2);
            V w2 = V.Broadcast(Unsafe.Add(ref w, 2));
            V.Accumulate(w2, x0, ref r0); V.Accumulate(w2, x1, ref r1); V.Accumulate(w2, x2, ref r2);
            V w3 = V.Broadcast(Unsafe.Add(ref w, 3));
            V.Accumulate(w3, x0, ref s0); V.Accumulate(w3, x1, ref s1); V.Accumulate(w3, x2, ref s2);
            w = ref Unsafe.Add(ref w, pitch);
        }
        TileStore.Row(ref output, accumulate: false, p0, p1, p2);
        TileStore.Row(ref Unsafe.Add(ref output, 1 * filterStride), accumulate: false, q0, q1, q2);
        TileStore.Row(ref Unsafe.Add(ref output, 2 * filterStride), accumulate: false, r0, r1, r2);
        TileStore.Row(ref Unsafe.Add(ref output, 3 * filterStride), accumulate: false, s0, s1, s2);
    }

    /// <summary>Two registers of positions.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Two(ref T plane, ReadOnlySpan<int> taps, ref T weights, int pitch, ref T start, ref T output, int filterStride)
    {
        V p0 = V.Broadcast(Unsafe.Add(ref start, 0)), p1 = p0;
        V q0 = V.Broadcast(Unsafe.Add(ref start, 1)), q1 = q0;
        V r0 = V.Broadcast(Unsafe.Add(ref start, 2)), r1 = r0;
        V s0 = V.Broadcast(Unsafe.Add(ref start, 3)), s1 = s0;
        ref T w = ref weights;
        for (int t = 0; t < taps.Length; t++)
        {
            ref T x = ref Unsafe.Add(ref plane, taps[t]);
            V x0 = V.Load(in x), x1 = V.Load(in Unsafe.Add(ref x, 1 * V.Count));
            V w0 = V.Broadcast(Unsafe.Add(ref w, 0));
            V.Accumulate(w0, x0, ref p0); V.Accumulate(w0, x1, ref p1);
            V w1 = V.Broadcast(Unsafe.Add(ref w, 1));
            V.Accumulate(w1, x0, ref q0); V.Accumulate(w1, x1, ref q1);
            V w2 = V.Broadcast(Unsafe.Add(ref w, 2));
            V.Accumulate(w2, x0, ref r0); V.Accumulate(w2, x1, ref r1);
            V w3 = V.Broadcast(Unsafe.Add(ref w, 3));
            V.Accumulate(w3, x0, ref s0); V.Accumulate(w3, x1, ref s1);
            w = ref Unsafe.Add(ref w, pitch);
        }
        TileStore.Row(ref output, accumulate: false, p0, p1);
        TileStore.Row(ref Unsafe.Add(ref output, 1 * filterStride), accumulate: false, q0, q1);
        TileStore.Row(ref Unsafe.Add(ref output, 2 * filterStride), accumulate: false, r0, r1);
        TileStore.Row(ref Unsafe.Add(ref output, 3 * filterStride), accumulate: false, s0, s1);
    }

    /// <summary>One register of positions.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void One(ref T plane, ReadOnlySpan<int> taps, ref T weights, int pitch, ref T start, ref T output, int filterStride)
    {
        V p0 = V.Broadcast(Unsafe.Add(ref start, 0));
        V q0 = V.Broadcast(Unsafe.Add(ref start, 1));
        V r0 = V.Broadcast(Unsafe.Add(ref start, 2));
        V s0 = V.Broadcast(Unsafe.Add(ref start, 3));
        ref T w = ref weights;
        for (int t = 0; t < taps.Length; t++)
        {
            ref T x = ref Unsafe.Add(ref plane, taps[t]);
            V x0 = V.Load(in x);
            V w0 = V.Broadcast(Unsafe.Add(ref w, 0));
            V.Accumulate(w0, x0, ref p0);
            V w1 = V.Broadcast(Unsafe.Add(ref w, 1));
            V.Accumulate(w1, x0, ref q0);
            V w2 = V.Broadcast(Unsafe.Add(ref w, 2));
            V.Accumulate(w2, x0, ref r0);
            V w3 = V.Broadcast(Unsafe.Add(ref w, 3));
            V.Accumulate(w3, x0, ref s0);
            w = ref Unsafe.Add(ref w, pitch);
        }
        TileStore.Row(ref output, accumulate: false, p0);
        TileStore.Row(ref Unsafe.Add(ref output, 1 * filterStride), accumulate: false, q0);
        TileStore.Row(ref Unsafe.Add(ref output, 2 * filterStride), accumulate: false, r0);
        TileStore.Row(ref Unsafe.Add(ref output, 3 * filterStride), accumulate: false, s0);
    }
}
