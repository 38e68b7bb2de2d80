using System.Runtime.CompilerServices;
using Conformance.Optimized.Gemm;
using Conformance.Optimized.Lanes;

namespace Conformance.Optimized.Rows;

/// <summary>Positions of one output row for one filter, kept in registers while all taps go by.</summary>
internal static class RowTile<V, T>
    where V : struct, ILanes<V, T>
    where T : unmanaged
{
    /// <summary>One filter, eight registers of positions: as many sums as a core has multiply-adds under way.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void One8(ref T plane, ReadOnlySpan<int> taps, ref T weights, T bias, ref T output)
    {
        V a = V.Broadcast(bias), b = a, c = a, d = a, e = a, f = a, g = a, h = a;
        for (int t = 0; t < taps.Length; t++)
        {
            ref T x = ref Unsafe.Add(ref plane, taps[t]);
            V w = V.Broadcast(Unsafe.Add(ref weights, t));
            a = V.MultiplyAdd(w, V.Load(in x), a);
            b = V.MultiplyAdd(w, V.Load(in Unsafe.Add(ref x, V.Count)), b);
            c = V.MultiplyAdd(w, V.Load(in Unsafe.Add(ref x, 2 * V.Count)), c);
            d = V.MultiplyAdd(w, V.Load(in Unsafe.Add(ref x, 3 * V.Count)), d);
            e = V.MultiplyAdd(w, V.Load(in Unsafe.Add(ref x, 4 * V.Count)), e);
            f = V.MultiplyAdd(w, V.Load(in Unsafe.Add(ref x, 5 * V.Count)), f);
            g = V.MultiplyAdd(w, V.Load(in Unsafe.Add(ref x, 6 * V.Count)), g);
            h = V.MultiplyAdd(w, V.Load(in Unsafe.Add(ref x, 7 * V.Count)), h);
        }
        TileStore.Row(ref output, accumulate: false, a, b, c);
        TileStore.Row(ref Unsafe.Add(ref output, 3 * V.Count), accumulate: false, d, e, f);
        TileStore.Row(ref Unsafe.Add(ref output, 6 * V.Count), accumulate: false, g, h);
    }

    /// <summary>One filter, four registers of positions.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void One4(ref T plane, ReadOnlySpan<int> taps, ref T weights, T bias, ref T output)
    {
        V a = V.Broadcast(bias), b = a, c = a, d = a;
        for (int t = 0; t < taps.Length; t++)
        {
            ref T x = ref Unsafe.Add(ref plane, taps[t]);
            V w = V.Broadcast(Unsafe.Add(ref weights, t));
            a = V.MultiplyAdd(w, V.Load(in x), a);
            b = V.MultiplyAdd(w, V.Load(in Unsafe.Add(ref x, V.Count)), b);
            c = V.MultiplyAdd(w, V.Load(in Unsafe.Add(ref x, 2 * V.Count)), c);
            d = V.MultiplyAdd(w, V.Load(in Unsafe.Add(ref x, 3 * V.Count)), d);
        }
        a.Store(ref output);
        b.Store(ref Unsafe.Add(ref output, V.Count));
        c.Store(ref Unsafe.Add(ref output, 2 * V.Count));
        d.Store(ref Unsafe.Add(ref output, 3 * V.Count));
    }

    /// <summary>One filter, one register of positions.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void One1(ref T plane, ReadOnlySpan<int> taps, ref T weights, T bias, ref T output)
    {
        // Two sums, so that one multiply-add need not wait for the one before.
        V a = V.Broadcast(bias), b = V.Zero;
        int t = 0;
        for (; t + 2 <= taps.Length; t += 2)
        {
            a = V.MultiplyAdd(V.Broadcast(Unsafe.Add(ref weights, t)), V.Load(in Unsafe.Add(ref plane, taps[t])), a);
            b = V.MultiplyAdd(V.Broadcast(Unsafe.Add(ref weights, t + 1)), V.Load(in Unsafe.Add(ref plane, taps[t + 1])), b);
        }
        if (t < taps.Length) a = V.MultiplyAdd(V.Broadcast(Unsafe.Add(ref weights, t)), V.Load(in Unsafe.Add(ref plane, taps[t])), a);
        (a + b).Store(ref output);
    }
}
