using System.Runtime.CompilerServices;
using Conformance.Optimized.Lanes;

namespace Conformance.Optimized.Rows;

/// <summary>Positions of one output row for one or four filters, kept in registers while all taps go by.</summary>
internal static class RowTile<V, T>
    where V : struct, ILanes<V, T>
    where T : unmanaged
{
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

    /// <summary>Four filters, two registers of positions: each load serves four products.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Four2(ref T plane, ReadOnlySpan<int> taps, ref T weights, ref T start, ref T output, int filterStride)
    {
        V a0 = V.Broadcast(start), b0 = V.Broadcast(Unsafe.Add(ref start, 1)), c0 = V.Broadcast(Unsafe.Add(ref start, 2)), d0 = V.Broadcast(Unsafe.Add(ref start, 3));
        V a1 = a0, b1 = b0, c1 = c0, d1 = d0;
        for (int t = 0; t < taps.Length; t++)
        {
            ref T x = ref Unsafe.Add(ref plane, taps[t]);
            V x0 = V.Load(in x), x1 = V.Load(in Unsafe.Add(ref x, V.Count));
            ref T w = ref Unsafe.Add(ref weights, 4 * t);
            V wa = V.Broadcast(w), wb = V.Broadcast(Unsafe.Add(ref w, 1)), wc = V.Broadcast(Unsafe.Add(ref w, 2)), wd = V.Broadcast(Unsafe.Add(ref w, 3));
            (a0, a1) = (V.MultiplyAdd(wa, x0, a0), V.MultiplyAdd(wa, x1, a1));
            (b0, b1) = (V.MultiplyAdd(wb, x0, b0), V.MultiplyAdd(wb, x1, b1));
            (c0, c1) = (V.MultiplyAdd(wc, x0, c0), V.MultiplyAdd(wc, x1, c1));
            (d0, d1) = (V.MultiplyAdd(wd, x0, d0), V.MultiplyAdd(wd, x1, d1));
        }
        Store(ref output, a0, a1);
        Store(ref Unsafe.Add(ref output, filterStride), b0, b1);
        Store(ref Unsafe.Add(ref output, 2 * filterStride), c0, c1);
        Store(ref Unsafe.Add(ref output, 3 * filterStride), d0, d1);
    }

    private static void Store(ref T output, V low, V high)
    {
        low.Store(ref output);
        high.Store(ref Unsafe.Add(ref output, V.Count));
    }
}
